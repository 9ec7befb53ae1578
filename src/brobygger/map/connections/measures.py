"""What is worked out from the whole network: bridges, single points of failure, communities. Called by the job alone.

rustworkx and the community library are loaded when first needed, so that no web process carries them.
"""

import random
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from brobygger.map.connections.graph import (
    BELONGS,
    COLLEAGUE,
    KNOWS,
    ORGANISATION,
    TIED,
    Graph,
    Key,
)

# Up to so many records the shortest ways from all of them are followed, beyond it from a sample, evenly drawn: at most
# and at least so many, fewer where there are so many ties that the work would take minutes.
ALL_WAYS, SAMPLE, LEAST, WORK = 2000, 120, 30, 4_000_000
SEED = 2026
# A community has at least so many organisations: two belong together without being one.
SMALLEST = 3
HOUSE: Key = ("house", 0)


# Bridges


def betweenness(graph: Graph) -> tuple[dict[Key, float], int]:
    """For each record the share (0 to 1) of the shortest ways between two others that pass it; and the size of the sample.

    A sample of 0 means that all ways were followed.
    """
    keys = list(graph.nodes)
    if len(keys) < 3:
        return dict.fromkeys(keys, 0.0), 0
    if len(keys) <= ALL_WAYS:
        return _exactly(graph, keys), 0
    size = max(LEAST, min(SAMPLE, WORK // max(len(graph.edges), 1)))
    return _sampled(graph, keys, size), size


def _exactly(graph: Graph, keys: list[Key]) -> dict[Key, float]:
    import rustworkx

    index = {key: i for i, key in enumerate(keys)}
    drawn = rustworkx.PyGraph(multigraph=False)
    drawn.add_nodes_from(keys)
    drawn.add_edges_from_no_data([(index[e.one], index[e.other]) for e in graph.edges])
    scores = rustworkx.graph_betweenness_centrality(drawn, normalized=True)
    return {key: float(scores[i]) for key, i in index.items()}


def _sampled(graph: Graph, keys: list[Key], size: int) -> dict[Key, float]:
    """Brandes' way from an even sample of starting points (Brandes and Pich 2007)."""
    neighbours = graph.neighbours()
    index = {key: i for i, key in enumerate(keys)}
    around = [[index[other] for other in neighbours[key]] for key in keys]
    tied = [i for i, others in enumerate(around) if others]
    starts = random.Random(SEED).sample(tied, min(size, len(tied)))  # noqa: S311 - evenly, not secretly
    passed = [0.0] * len(keys)
    for start in starts:
        _from(start, around, passed)
    scale = len(tied) / max(len(starts), 1) / max((len(keys) - 1) * (len(keys) - 2), 1)
    return {key: min(passed[i] * scale, 1.0) for key, i in index.items()}


def _from(start: int, around: Sequence[Sequence[int]], passed: list[float]) -> None:
    distance = {start: 0}
    ways: dict[int, float] = defaultdict(float, {start: 1.0})
    before: dict[int, list[int]] = defaultdict(list)
    order, queue = [], deque([start])
    while queue:
        at = queue.popleft()
        order.append(at)
        further = distance[at] + 1
        for other in around[at]:
            if other not in distance:
                distance[other] = further
                queue.append(other)
            if distance[other] == further:
                ways[other] += ways[at]
                before[other].append(at)
    share: dict[int, float] = defaultdict(float)
    for at in reversed(order):
        for earlier in before[at]:
            share[earlier] += ways[earlier] / ways[at] * (1 + share[at])
        if at != start:
            passed[at] += share[at]


# Single points


def falls_away(graph: Graph) -> dict[Key, list[int]]:
    """For each colleague, person or organisation the organisations that have no way to the house without it.

    A way leads from the house over a colleague, and where the colleague knows a person, over that person; to an
    organisation that nobody here knows, over organisations that it is tied to. What lies on all ways to an organisation
    dominates it (Lengauer and Tarjan 1979).
    """
    import rustworkx

    here = {edge.one for edge in graph.edges if edge.what == KNOWS}
    if not here:
        return {}
    keys = [HOUSE, *graph.nodes]
    index = {key: i for i, key in enumerate(keys)}
    drawn = rustworkx.PyDiGraph(multigraph=False)
    drawn.add_nodes_from(range(len(keys)))
    ways: list[tuple[Key, Key]] = [(HOUSE, key) for key in sorted(here)]
    ways += [(e.one, e.other) for e in graph.edges if e.what in (KNOWS, BELONGS)]
    drawn.add_edges_from_no_data([(index[a], index[b]) for a, b in ways])
    known = _reached(ways)
    # Only where nobody knows an organisation does the way lead over another one.
    onward = [
        (a, b)
        for e in graph.edges
        if e.what == TIED
        for a, b in ((e.one, e.other), (e.other, e.one))
        if b not in known
    ]
    drawn.add_edges_from_no_data([(index[a], index[b]) for a, b in onward])
    nearest: Mapping[int, int] = rustworkx.immediate_dominators(drawn, 0)
    found: dict[Key, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        if key[0] != ORGANISATION or i not in nearest:
            continue
        at = nearest[i]
        while at:
            found[keys[at]].append(key[1])
            at = nearest[at]
    return dict(found)


def _reached(ways: Iterable[tuple[Key, Key]]) -> set[Key]:
    onward: dict[Key, list[Key]] = defaultdict(list)
    for a, b in ways:
        onward[a].append(b)
    seen, queue = {HOUSE}, deque([HOUSE])
    while queue:
        for key in onward[queue.popleft()]:
            if key not in seen:
                seen.add(key)
                queue.append(key)
    return seen


# Communities


@dataclass
class Group:
    """One community: its members, and its organisations with the strongest first."""

    members: set[Key] = field(default_factory=set)
    organisations: list[int] = field(default_factory=list)


def communities(graph: Graph, together: Iterable[tuple[int, int, float]] = ()) -> list[Group]:
    """Communities by the Leiden method, the largest first; the same records give the same ones.

    `together` are pairs of organisations that did something together, with a weight. A colleague who knows many ties
    them less to each other than one who knows few.
    """
    import graspologic_native

    weights: dict[tuple[Key, Key], float] = defaultdict(float)
    for edge in graph.edges:
        weights[_pair(edge.one, edge.other)] += edge.strength
    known = defaultdict[Key, int](int)
    for edge in graph.edges:
        if edge.one[0] == COLLEAGUE:
            known[edge.one] += 1
    for one, other, weight in together:
        a, b = (ORGANISATION, one), (ORGANISATION, other)
        if a in graph.nodes and b in graph.nodes and a != b:
            weights[_pair(a, b)] += weight
    edges = [
        (_text(a), _text(b), weight / (1 + log2(known.get(a) or known.get(b) or 1)))
        for (a, b), weight in sorted(weights.items())
    ]
    if not edges:
        return []
    _quality, parts = graspologic_native.leiden(edges, seed=SEED, iterations=3, resolution=1.0)
    return _groups(graph, parts, weights)


def _pair(a: Key, b: Key) -> tuple[Key, Key]:
    return (a, b) if a <= b else (b, a)


def _text(key: Key) -> str:
    return f"{key[0]} {key[1]}"


def _groups(graph: Graph, parts: Mapping[str, int], weights: Mapping[tuple[Key, Key], float]) -> list[Group]:
    strength: dict[Key, float] = defaultdict(float)
    for (a, b), weight in weights.items():
        strength[a] += weight
        strength[b] += weight
    found: dict[int, Group] = defaultdict(Group)
    for text, part in parts.items():
        kind, pk = text.split()
        found[part].members.add((kind, int(pk)))
    for group in found.values():
        ids = [pk for kind, pk in group.members if kind == ORGANISATION]
        group.organisations = sorted(ids, key=lambda pk: (-strength[ORGANISATION, pk], pk))
    large = [g for g in found.values() if len(g.organisations) >= SMALLEST]
    return sorted(large, key=lambda g: (-len(g.organisations), g.organisations[0]))
