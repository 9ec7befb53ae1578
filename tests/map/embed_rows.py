"""Shared maps, for the walk through all pages, and samples of the operations on them."""

from collections.abc import Callable
from typing import Any

from brobygger.map.models import MapEmbed
from brobygger.map.operations import embeds

GIVEN: dict[str, Any] = {
    "title": "Vores partnere", "lens": "rooms", "levels": ["partnership", "cooperation"], "language": "da",
    "origins": ["https://www.fjordbybib.dk"],
}  # fmt: skip


def build(add: Any, workspace: Any, who: list[Any], rows: int) -> None:
    """As many shared maps as there are rows of everything."""
    for _number in range(rows):
        add(MapEmbed(workspace=workspace, made_by=who[0], **GIVEN))


def _first(here: Any) -> MapEmbed:
    return MapEmbed.objects.get(pk=here.made.first("map.mapembed").pk)


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "map.embed.create": lambda h: embeds.create(**GIVEN, **h.by),
    "map.embed.change": lambda h: embeds.change(embed=_first(h), **(GIVEN | {"title": "Andet"}), **h.by),
    "map.embed.withdraw": lambda h: embeds.withdraw(embed=_first(h), **h.by),
}
