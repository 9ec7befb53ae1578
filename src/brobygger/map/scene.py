"""What a circle map shows, before anything is drawn: sectors of one lens, organisations at their level, wishes.

`lenses` fills a scene from the records; `layout` places it; `drawing` writes it as SVG. The table beside the picture and
the list to print are made of the same scene, so that all of them say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from brobygger.network.models import Level

# From the middle outwards; what is wished for lies outside the circle.
RINGS = (Level.PARTNERSHIP, Level.COOPERATION, Level.NETWORK)


@dataclass(frozen=True)
class Sector:
    """One value of the lens. `tone` names the tints: one of the four rooms, or "" for the neutral ones."""

    key: str
    label: str
    tone: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Node:
    """An organisation on the map. It is drawn in each of its sectors, and counted once in totals.

    `derived` are those of its sectors that follow from the goals and focus areas it serves. `weight` orders the names in
    a cell: the strongest first (last contact, number of colleagues who know it). `moved_from` is set in then-and-now:
    the level at the earlier date ("" where it was not there).
    """

    pk: int
    name: str
    level: str
    sectors: tuple[str, ...]
    weight: float
    url: str
    derived: frozenset[str] = frozenset()
    dimmed: bool = False
    moved_from: str | None = None


@dataclass(frozen=True)
class Wished:
    """A wish, or an organisation wished for, outside the circle."""

    text: str
    sectors: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Scene:
    """All that one circle map shows. `nodes` hold placed and not placed organisations alike."""

    lens: str
    lens_label: str
    centre: str
    sectors: Sequence[Sector]
    nodes: Sequence[Node]
    wishes: Sequence[Wished] = ()
    on: date | None = None
    hidden: int = 0
    gap_urls: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def not_placed(self) -> list[Node]:
        """Organisations without a value on this lens: listed, never left out."""
        return [node for node in self.nodes if not node.sectors]

    def cell(self, sector: str, level: str) -> list[Node]:
        """The organisations of one sector at one level, strongest first, then by name."""
        found = [n for n in self.nodes if n.level == level and sector in n.sectors]
        return sorted(found, key=lambda n: (-n.weight, n.name, n.pk))

    def gaps(self) -> list[tuple[Sector, str]]:
        """Empty cells, the innermost first: where there is no partnership, then no cooperation, then nobody."""
        filled = {(s, n.level) for n in self.nodes for s in n.sectors}
        return [(s, level) for level in RINGS for s in self.sectors if (s.key, level) not in filled]
