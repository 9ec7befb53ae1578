"""The surroundings of one record: whom it is tied to, and in the second step whom those are tied to, strongest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from brobygger.map.connections.graph import KINDS, Edge, Key, Node, Reader

# So many of each step are told in the table; the picture takes the first of them.
TOLD = 200
# Neighbours whose own neighbours are read.
FOLLOWED = 60
# Rows of each kind that are read; beyond that "more than" is said.
ROWS = 4000


@dataclass
class Near:
    """A record near the centre, with the edges that lead to it from the step before."""

    node: Node
    edges: list[Edge] = field(default_factory=list)
    strength: float = 0.0

    @property
    def key(self) -> Key:
        return self.node.key

    @property
    def ended(self) -> bool:
        return all(edge.ended for edge in self.edges)

    @property
    def parents(self) -> list[Key]:
        """Where it is reached from, the strongest first."""
        ordered = sorted(self.edges, key=lambda e: (e.ended, -e.strength))
        return list(dict.fromkeys(edge.end(self.key) for edge in ordered))

    def edges_to(self, parent: Key) -> list[Edge]:
        """Those from one of its parents."""
        return [edge for edge in self.edges if edge.end(self.key) == parent]


@dataclass
class Ego:
    """What is around `centre`. `links` tie neighbours to each other; counts are of all, also those not told."""

    centre: Node
    first: list[Near] = field(default_factory=list)
    second: list[Near] = field(default_factory=list)
    links: list[Edge] = field(default_factory=list)
    first_count: int = 0
    second_count: int = 0
    cut: bool = False

    def node(self, key: Key) -> Node:
        """A record that was read, by its key."""
        return self._nodes[key]

    def __post_init__(self) -> None:
        near = {near.key: near.node for near in [*self.first, *self.second]}
        self._nodes = {self.centre.key: self.centre, **near}


def read(reader: Reader, centre: Key, steps: int = 1) -> Ego | None:
    """The surroundings of `centre` in at most 15 questions; None where the viewer may not see it."""
    at_centre = reader.at([centre], ROWS)
    touching = _by_end(at_centre, centre)
    warmth = reader.warmth(centre)
    strength = {key: sum(e.strength for e in edges) + warmth.get(key, 0) for key, edges in touching.items()}
    ranked = sorted(touching, key=lambda k: (all(e.ended for e in touching[k]), -strength[k], k))
    names = reader.nodes({centre, *ranked[:TOLD]})
    if centre not in names:
        return None
    first = [Near(names[key], touching[key], strength[key]) for key in ranked[:TOLD] if key in names]
    around = reader.at([near.key for near in first[:FOLLOWED]], ROWS)
    near_keys = {near.key for near in first}
    links = [edge for edge in around if edge.one in near_keys and edge.other in near_keys]
    beyond: dict[Key, list[Edge]] = defaultdict(list)
    for edge in around:
        for key, end in ((edge.one, edge.other), (edge.other, edge.one)):
            if key in near_keys and end not in touching and end != centre:
                beyond[end].append(edge)
    second: list[Near] = []
    if steps > 1:
        second = _second(reader, beyond)
    cut = len(at_centre) >= ROWS or len(around) >= ROWS
    return Ego(names[centre], first, second, links, len(ranked), len(beyond), cut)


def _by_end(edges: Sequence[Edge], centre: Key) -> dict[Key, list[Edge]]:
    found: dict[Key, list[Edge]] = defaultdict(list)
    for edge in edges:
        if centre in (edge.one, edge.other):
            found[edge.end(centre)].append(edge)
    return found


def _second(reader: Reader, beyond: dict[Key, list[Edge]]) -> list[Near]:
    strength = {key: sum(e.strength for e in edges) for key, edges in beyond.items()}
    ranked = sorted(beyond, key=lambda k: (all(e.ended for e in beyond[k]), -strength[k], k))[:TOLD]
    names = reader.nodes(ranked) if ranked else {}
    return [Near(names[key], beyond[key], strength[key]) for key in ranked if key in names]


def in_reading_order(near: Sequence[Near]) -> list[Near]:
    """Colleagues, people, organisations, each by name."""
    return sorted(near, key=lambda n: (KINDS.index(n.node.kind), n.node.sort_key, n.node.pk))
