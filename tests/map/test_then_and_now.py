"""The same map at two dates: the levels that held then, and who has moved."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brobygger.map import moves
from brobygger.network.models import Organisation
from brobygger.network.operations import formality
from tests.map.circles import organisation
from tests.map.test_circle import get, nodes

THEN = date(2025, 1, 1)


@pytest.fixture
def made(leader: Any) -> dict[str, Organisation]:
    before = date(2024, 5, 1)
    found = {
        name: organisation(name, level, leader, rooms=("learning",), since=before)
        for name, level in (
            ("Åfestivalen", "network"), ("Sprogskolen", "partnership"), ("Byens Kor", "network"),
            ("Datastuen", "cooperation"), ("Orkestret", "wished"),
        )
    }  # fmt: skip
    found["Nye Venner"] = organisation("Nye Venner", "", leader, rooms=("learning",))
    after = date(2025, 6, 1)
    for name, level in (
        ("Åfestivalen", "partnership"), ("Sprogskolen", "cooperation"), ("Datastuen", "wished"),
        ("Orkestret", "network"), ("Nye Venner", "network"),
    ):  # fmt: skip
        formality.decide(
            organisation=found[name], level=level, since=after, reason="Det gik sådan", by=leader
        )
    return found


def test_each_is_counted_by_how_it_moved(made: dict[str, Organisation], workspace: Any) -> None:
    found = moves.between(Organisation.objects.of(workspace), THEN, None)
    assert found.counts == {"in": 1, "new": 2, "out": 1, "gone": 1}
    assert {m.name: m.kind for m in found.listed} == {
        "Åfestivalen": "in", "Sprogskolen": "out", "Datastuen": "gone", "Orkestret": "new", "Nye Venner": "new",
    }  # fmt: skip
    assert moves.between(Organisation.objects.of(workspace), THEN, THEN).total == 0


def test_the_map_marks_who_moved_and_lists_them(
    made: dict[str, Organisation], client_of: Callable[..., Any], reader: Any
) -> None:
    page = get(client_of(reader), "?then=2025-01-01")
    assert "Åfestivalen, tættere på midten" in page
    assert "Sprogskolen, længere ude" in page
    assert "ude af cirklen" in page
    assert "Datastuen" in page
    # People write dates as they do.
    assert "Åfestivalen, tættere på midten" in get(client_of(reader), "?then=1-1-2025")


def test_at_an_earlier_day_the_level_that_held_then(
    made: dict[str, Organisation], client_of: Callable[..., Any], staff: Any
) -> None:
    page = get(client_of(staff), "?on=2025-01-01")
    assert nodes(page) == {made[name].pk for name in ("Åfestivalen", "Sprogskolen", "Byens Kor", "Datastuen")}
    assert "Kortet, som det var" in page
    assert "1. januar 2025" in page
    # The past is looked at, not moved.
    assert "data-ring-url" not in page
    cell = get(client_of(staff), "?on=2025-01-01&view=table&part=learning&ring=network")
    assert "Åfestivalen" in cell
    assert "Orkestret" not in cell
