"""Bad input and crowding of the circle map, as a user meets them."""

from typing import Any

import pytest

from brobygger.core.text import sort_key
from brobygger.network.models import Organisation
from brobygger.strategy.models import Placing
from tests.map.circles import town
from tests.map.test_circle import get

pytestmark = pytest.mark.django_db


@pytest.mark.case("Circle map: a lens without values")
def test_a_lens_without_values(client_of: Any, staff: Any, leader: Any) -> None:
    town(leader)
    for lens, first in (("themes", "Skriv emnerne"), ("teams", "Opret et team")):
        page = get(client_of(staff), f"?lens={lens}")
        assert first in page
        assert "7 organisationer</a> er i cirklen og venter på en plads" in page
    # Nothing is lost: what was placed is still there.
    assert Placing.objects.count() == 8
    assert "Åfestivalen" in get(client_of(staff), "?lens=rooms")


@pytest.mark.case("Circle map: a crowd of three hundred")
def test_a_crowd(client_of: Any, staff: Any, workspace: Any) -> None:
    levels = ("partnership", "cooperation", "network", "network", "network")
    rooms = ("inspiration", "learning", "meeting", "performative")
    named = [f"Foreningen nummer {number}" for number in range(300)]
    made = Organisation.objects.bulk_create(
        Organisation(workspace=workspace, name=name, sort_key=sort_key(name), level=levels[number % 5])
        for number, name in enumerate(named)
    )
    Placing.objects.bulk_create(
        Placing(workspace=workspace, organisation=row, room=rooms[number % 4])
        for number, row in enumerate(made)
    )
    page = get(client_of(staff))
    assert "<b>300</b> vist" in page
    picture = page.split('class="map-picture map-wide"')[1].split("</svg>")[0]
    assert len(picture.encode()) < 200_000
    # Every one of the twelve cells shows names and counts the rest.
    assert picture.count('class="map-more"') == 12
    assert picture.count('class="map-node"') >= 24
