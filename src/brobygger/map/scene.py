"""What a circle map shows, before anything is drawn: sectors of one lens, cells with counts and their strongest names.

`lenses` fills a scene from the records; `layout` places it; `drawing` writes it as SVG. The table beside the picture and
the list to print are made of the same scene, so that all of them say the same. A scene is small however many
organisations there are: a cell knows its count, and no more names than could ever be drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from brobygger.network.models import Level

# From the middle outwards; what is wished for lies outside the circle.
RINGS = (Level.PARTNERSHIP, Level.COOPERATION, Level.NETWORK)
# No cell, however large it is drawn, has room for more names.
NAMES_A_CELL = 120
# Nor has a cell of the whole circle for more than these; the fewer are read, the sooner it is there.
NAMES_WHOLE = 40
# More sectors than this cannot be told apart: the smallest are put together in one, called OTHER.
SECTORS = 12
OTHER = "other"


@dataclass(frozen=True)
class Sector:
    """One value of the lens. `tone` names the tints: one of the four rooms, or "" for the neutral ones.

    `total` counts its organisations in the circle, `partnerships` those in the middle. `url` leads to this sector alone.
    """

    key: str
    label: str
    tone: str = ""
    letter: str = ""
    total: int = 0
    partnerships: int = 0
    url: str = ""


@dataclass(frozen=True)
class Node:
    """An organisation in a cell. The same one may lie in cells of several sectors: `several` marks it.

    `derived` where this sector follows from the goals and focus areas it serves. `moved` is set in then-and-now:
    "in" (nearer the middle), "out", "new" or "gone".
    """

    pk: int
    name: str
    url: str
    several: bool = False
    derived: bool = False
    dimmed: bool = False
    moved: str = ""


@dataclass(frozen=True)
class Cell:
    """One sector at one level: how many, the strongest names first (at most NAMES_A_CELL), and where the rest is.

    `url` leads to all of them in the table, `gap_url` to "who could fill this?".
    """

    count: int = 0
    nodes: Sequence[Node] = ()
    url: str = ""
    gap_url: str = ""


@dataclass(frozen=True)
class Wished:
    """A wish, or an organisation wished for, outside the circle: `pk` is that of the one or the other."""

    text: str
    url: str
    pk: int = 0
    is_organisation: bool = False


@dataclass(frozen=True)
class Scene:
    """All that one circle map shows. `total` counts each organisation once, however many sectors it lies in."""

    lens: str
    lens_label: str
    centre: str
    sectors: Sequence[Sector]
    cells: Mapping[tuple[str, str], Cell]
    total: int = 0
    wishes: Mapping[str, Sequence[Wished]] = field(default_factory=dict)
    # How many wishes there are where `wishes` has the first of them alone.
    wish_counts: Mapping[str, int] = field(default_factory=dict)
    # Values without anybody that there is no room for around the circle: gaps, told by name beside it.
    unfilled: Sequence[Sector] = ()
    on: date | None = None

    def cell(self, sector: Sector, level: str) -> Cell:
        """The cell of a sector at a level; an empty one where nobody is."""
        return self.cells.get((sector.key, level), _EMPTY)

    def wished(self, sector: Sector) -> int:
        """How many are wished for in a sector."""
        return self.wish_counts.get(sector.key, len(self.wishes.get(sector.key, ())))

    def gaps(self) -> list[tuple[Sector, str]]:
        """Empty cells, the innermost first: where there is no partnership, then no cooperation, then nobody."""
        found = [(s, level) for level in RINGS for s in self.sectors if not self.cell(s, level).count]
        return [*found, *((s, RINGS[0]) for s in self.unfilled)]


_EMPTY = Cell()
