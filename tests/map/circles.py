"""Organisations on the map, for the tests of its pages."""

from datetime import date
from typing import Any

from brobygger.map import lenses
from brobygger.map.operations.placing import place, place_one
from brobygger.network.models import Organisation
from brobygger.network.operations import formality, organisations
from brobygger.strategy.operations import placing


def organisation(
    name: str, level: str, by: Any, *, rooms: tuple[str, ...] = (), since: date | None = None, **facts: Any
) -> Organisation:
    """An organisation at a level, placed in rooms."""
    made = organisations.create(name=name, by=by, **facts)
    if level:
        formality.decide(organisation=made, level=level, since=since, reason="Sådan er det", by=by)
    if rooms:
        placing.place(rooms=rooms, organisation=made, by=by)
    return made


def town(by: Any) -> dict[str, Organisation]:
    """A small network: the meeting room has nobody at all, the performative no partnership."""
    return {
        name: organisation(name, level, by, rooms=rooms)
        for name, level, rooms in (
            ("Åfestivalen", "partnership", ("inspiration",)),
            ("Sprogskolen", "partnership", ("learning",)),
            ("Kunsthal Værftet", "cooperation", ("inspiration", "performative")),
            ("Teater Tågehorn", "cooperation", ("performative",)),
            ("Byens Kor", "network", ("inspiration",)),
            ("Datastuen", "network", ("learning",)),
            ("Familiehuset", "network", ()),
            ("Et dansekompagni", "wished", ("performative",)),
        )
    }


def _some(here: Any) -> Any:
    return Organisation.objects.filter(pk=here.umbrella.pk)


SAMPLES = {
    "map.organisations.place": lambda h: place(
        organisations=_some(h), lens=lenses.ROOMS, value="meeting", **h.by
    ),
    "map.organisation.place": lambda h: place_one(
        organisation=h.umbrella, lens=lenses.ROOMS, values=["learning"], **h.by
    ),
}
