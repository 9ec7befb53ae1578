"""Thirty to thirty thousand organisations from the database: nothing overlaps, all are shown or counted, the picture is small."""

import random
from typing import Any

import pytest
from django.db import connection

from brobygger.map import lenses, outputs
from brobygger.map.composing import compose
from brobygger.map.drawing import Spoken
from brobygger.map.layout import arrange, circle, quarter
from brobygger.network.models import Organisation, OrganisationTheme, Theme
from brobygger.strategy.models import Placing, Room
from tests.map.test_layout import check

NAMES = (
    "Åfestivalen", "3F Fjordby", "Foreningen til bevarelse af gamle bøger", "AOF", "Ældrerådet", "Kunsthal Værftet",
    "Menighedsrådet ved Fjordby Kirke", "Byens Kor", "IF", "Donaudampfschifffahrtsgesellschaftskapitän", "Teater Tågehorn",
)  # fmt: skip
LEVELS = ("partnership", "cooperation", "cooperation", "network", "network", "network", "network", "wished")
KILOBYTES = 200


def fill(workspace: Any, size: int) -> None:
    """Organisations with a theme each and most with a room, some with two; the same every time."""
    chance = random.Random(size)
    themes = [Theme.objects.create(workspace=workspace, name=f"Emne {i:02}") for i in range(15)]
    made = [
        Organisation(workspace=workspace, name=f"{chance.choice(NAMES)} {i}", level=chance.choice(LEVELS))
        for i in range(size)
    ]
    Organisation.objects.bulk_create(made, batch_size=500)
    rooms = [room for room in Room.values if room != Room.PERFORMATIVE or size > 30]
    Placing.objects.bulk_create(
        [
            Placing(workspace=workspace, organisation=one, room=room)
            for one in made
            for room in chance.sample(rooms, chance.choice((0, 1, 1, 1, 2)))
        ],
        batch_size=500,
    )
    OrganisationTheme.objects.bulk_create(
        [
            OrganisationTheme(workspace=workspace, organisation=one, theme=chance.choice(themes))
            for one in made
        ],
        batch_size=500,
    )
    # As a database in use keeps its statistics; what one transaction brings in is unknown to it.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("size", [30, 300, 3_000, 30_000])
def test_the_picture_is_readable_however_many(workspace: Any, size: int) -> None:
    fill(workspace, size)
    rows = Organisation.objects.of(workspace)
    for lens in (lenses.ROOMS, lenses.THEMES, lenses.SOCIETY):
        made = compose(workspace, lens, rows)
        shape = circle(len(made.scene.sectors))
        layout = arrange(made.scene, shape, made.words)
        check(layout)
        drawn = outputs.picture(made, Spoken("Kort", "Kort"), shape)
        assert len(drawn.svg.encode()) < KILOBYTES * 1024
        assert len(outputs.picture(made, Spoken("Kort", "Kort"), shape, alone=False).svg) < KILOBYTES * 1024
        if made.scene.sectors:
            one, close = outputs.whole(made, made.scene.sectors[0].key)
            check(arrange(one.scene, close, one.words))
            check(arrange(one.scene, quarter(328), one.words))
    in_circle = rows.filter(level__in=("partnership", "cooperation", "network")).count()
    assert made.scene.total == in_circle
