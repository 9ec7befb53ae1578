"""What outsiders see of the map: organisations' names at the chosen levels, through one lens. No people, no wishes,
no gaps, no way in.
"""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from brobygger.map import lenses, outputs
from brobygger.map.composing import compose
from brobygger.map.drawing import Spoken
from brobygger.map.layout import Shape, circle
from brobygger.map.models import MapEmbed
from brobygger.map.scene import RINGS, Scene
from brobygger.network.filters import OrganisationFilter
from brobygger.network.models import Level, Organisation


@dataclass(frozen=True)
class Shared:
    """The picture, and the same in words: sectors with the names of each level."""

    picture: outputs.Picture
    rows: list[tuple[Any, list[tuple[Any, Any, int]]]]
    total: int


def shown(embed: MapEmbed, text: str) -> Shared | None:
    """The map of this link; None where its lens is no more. `text` is told to those who hear the picture."""
    lens = lenses.get(embed.lens)
    if lens is None or not lens.public:
        return None
    levels = tuple(level.value for level in RINGS if level.value in embed.levels)
    made = compose(embed.workspace, lens, organisations(embed).filter(level__in=levels))
    words = replace(made.words, nobody="", who="", short="")
    made = replace(made, scene=replace(made.scene, wishes={}, wish_counts={}, unfilled=()), words=words)
    if Level.PARTNERSHIP.value not in levels:
        # How many partnerships there are is not shared.
        totals = {s.key: outputs.number(s.total) for s in made.scene.sectors}
        made = replace(made, words=replace(words, counts=totals))
    counts = [f"{sector.label}: {made.words.counts[sector.key]}." for sector in made.scene.sectors]
    spoken = Spoken(embed.title, " ".join([text, *counts]))
    drawn = outputs.picture(made, spoken, rings(len(made.scene.sectors), levels), alone=False)
    return Shared(drawn, _rows(drawn.scene, levels), made.scene.total)


def organisations(embed: MapEmbed) -> "QuerySet[Organisation]":
    """Those that the link's filters leave. Where a filter no longer holds, none: never more than was meant."""
    everything = Organisation.objects.of(embed.workspace)
    if not embed.filters:
        return everything
    data = QueryDict(mutable=True)
    for name, values in embed.filters.items():
        data.setlist(name, values)
    asked = SimpleNamespace(workspace=embed.workspace)
    found = OrganisationFilter(data, queryset=everything, request=asked)
    if not found.is_valid():
        return everything.none()
    rows: QuerySet[Organisation] = found.qs
    return rows


def rings(sectors: int, levels: tuple[str, ...]) -> Shape:
    """The circle with these rings alone, as wide as ever."""
    shape = circle(sectors)
    if len(levels) == len(RINGS):
        return shape
    inner, outer = shape.radii[0], shape.radii[-1]
    middle = [inner + (outer - inner) * 0.56] if len(levels) == 2 else []
    return replace(shape, radii=(inner, *middle, outer), rings=levels)


def _rows(scene: Scene, levels: tuple[str, ...]) -> list[tuple[Any, list[tuple[Any, Any, int]]]]:
    found = []
    for sector in scene.sectors:
        cells = [(level, scene.cell(sector, level.value)) for level in RINGS if level.value in levels]
        filled = [
            (level.label, cell.nodes, cell.count - len(cell.nodes)) for level, cell in cells if cell.count
        ]
        if filled:
            found.append((sector, filled))
    return found
