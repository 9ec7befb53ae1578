"""Where each record stands in the explorer. What has a place keeps it; what is new is put near those it is tied to.

A first layout (and one that somebody asks for) is made from the communities: each a cloud of its own, laid out from a
fixed seed, the clouds side by side from the largest outwards. The same records, the same places.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import cos, pi, sin, sqrt

from brobygger.map.connections.graph import Edge, Graph, Key

# Two places are at least this far apart.
APART = 40
GOLDEN = pi * (3 - sqrt(5))
Place = tuple[int, int]
Places = dict[Key, Place]


class Room:
    """Which places are taken: one to a square of the size APART."""

    def __init__(self, taken: Iterable[Place] = ()) -> None:
        self._taken = {self._square(*place) for place in taken}
        # Where the search from a square goes on the next time.
        self._next: dict[Place, int] = {}

    def _square(self, x: float, y: float) -> Place:
        return round(x / APART), round(y / APART)

    def near(self, x: float, y: float) -> Place:
        """The first free place on a spiral from there; it is taken from now on."""
        start = self._square(x, y)
        n = self._next.get(start, 0)
        while (square := self._square(*spiral(start[0] * APART, start[1] * APART, n))) in self._taken:
            n += 1
        self._taken.add(square)
        self._next[start] = n + 1
        return square[0] * APART, square[1] * APART


def spiral(x: float, y: float, n: int, step: float = APART * 0.9) -> tuple[float, float]:
    """The n-th of points from the middle outwards, evenly spread."""
    reach = step * sqrt(n)
    return x + reach * cos(n * GOLDEN), y + reach * sin(n * GOLDEN)


def placed(graph: Graph, old: Mapping[Key, Place]) -> Places:
    """A place for every record: its old one, or a free one in the middle of those it is tied to."""
    places = {key: place for key, place in old.items() if key in graph.nodes}
    room, neighbours = Room(old.values()), graph.neighbours()
    outside = _outside(old.values())
    new = [key for key in graph.nodes if key not in places]
    stands = {key: sum(other in places for other in neighbours[key]) for key in new}
    # Those tied to most that stands already come first; what is tied to nothing stands outside.
    queue = deque(sorted((key for key in new if stands[key]), key=lambda k: (-stands[k], k)))
    for start in [None, *new]:
        if start is not None:
            queue.append(start)
        while queue:
            key = queue.popleft()
            if key in places:
                continue
            at = [places[other] for other in neighbours[key] if other in places]
            x, y = (sum(p[i] for p in at) / len(at) for i in (0, 1)) if at else outside
            places[key] = room.near(x, y)
            queue.extend(other for other in neighbours[key] if other not in places)
    return places


def _outside(places: Collection[Place]) -> tuple[float, float]:
    if not places:
        return 0, 0
    return max(x for x, _y in places) + 8.0 * APART, min(y for _x, y in places) + 8.0 * APART


def laid_out(
    graph: Graph,
    groups: Sequence[Collection[Key]],
    spring: "Callable[[Sequence[Key], Sequence[Edge]], dict[Key, tuple[float, float]]]",
) -> Places:
    """Everything anew: each group a cloud laid out by `spring`, clouds side by side, the rest near what it is tied to."""
    home = {key: i for i, members in enumerate(groups) for key in members}
    within: dict[int, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        if (i := home.get(edge.one)) is not None and i == home.get(edge.other):
            within[i].append(edge)
    places: Places = {}
    room = Room()
    for i, (cx, cy) in enumerate(_middles([len(members) for members in groups])):
        members = sorted(key for key in groups[i] if key in graph.nodes)
        reach = _reach(len(members))
        for key, (x, y) in sorted(spring(members, within[i]).items()):
            places[key] = room.near(cx + x * reach, cy + y * reach)
    return placed(graph, places)


def _reach(count: int) -> float:
    return APART * (1 + sqrt(count) * 0.85)


def _middles(sizes: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Middles of circles of these sizes, the largest first: the first ones as near the middle as there is room."""
    done: list[tuple[float, float, float]] = []
    for size in sizes[:FITTED]:
        reach, n = _reach(size) + APART, 0
        x, y = 0.0, 0.0
        while any((x - a) ** 2 + (y - b) ** 2 < (reach + r) ** 2 for a, b, r in done):
            n += 1
            x, y = spiral(0, 0, n, 2.0 * APART)
        done.append((x, y, reach))
        yield x, y
    if len(sizes) > FITTED:
        # Small ones lie around, each in a field as wide as the first of them needs.
        step = 1.3 * (_reach(sizes[FITTED]) + APART)
        edge = max(sqrt(x * x + y * y) + reach for x, y, reach in done) + step
        first = round((edge / step) ** 2)
        for n, _size in enumerate(sizes[FITTED:], first):
            yield spiral(0, 0, n, step)


# So many clouds are fitted to each other.
FITTED = 60
# A larger cloud is a sunflower: the method's work grows with the square.
SPRUNG = 400
SEED = 2026


def spring(members: Sequence[Key], edges: Sequence[Edge]) -> dict[Key, tuple[float, float]]:
    """Places between -1 and 1, those tied together near each other. For the job: it loads rustworkx."""
    if len(members) > SPRUNG:
        return _sunflower(members, edges)
    import rustworkx

    index = {key: i for i, key in enumerate(members)}
    drawn = rustworkx.PyGraph(multigraph=False)
    drawn.add_nodes_from(range(len(members)))
    drawn.add_edges_from([(index[e.one], index[e.other], e.strength) for e in edges])
    found = rustworkx.spring_layout(drawn, seed=SEED, num_iter=60, scale=1)
    return {key: (float(found[i][0]), float(found[i][1])) for key, i in index.items()}


def _sunflower(members: Sequence[Key], edges: Sequence[Edge]) -> dict[Key, tuple[float, float]]:
    """Those with most ties in the middle."""
    ties: dict[Key, int] = defaultdict(int)
    for edge in edges:
        ties[edge.one] += 1
        ties[edge.other] += 1
    ordered = sorted(members, key=lambda k: (-ties[k], k))
    found = {}
    for n, key in enumerate(ordered):
        reach = sqrt(n / len(ordered))
        found[key] = (reach * cos(n * GOLDEN), reach * sin(n * GOLDEN))
    return found
