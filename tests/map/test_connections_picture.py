"""The picture around one record, and places in the explorer, on whatever comes."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.map.connections import picture, positions
from brobygger.map.connections.ego import Ego, Near
from brobygger.map.connections.graph import BELONGS, KINDS, KNOWS, TIED, Edge, Graph, Key, Node
from brobygger.map.connections.plates import Addresses
from brobygger.map.connections.radial import wide
from brobygger.map.connections.tree import narrow

CENTRE: Key = ("organisation", 1)
names = st.text(alphabet="aeiouwmjlÆØÅæøå -&.", min_size=1, max_size=70).map(lambda s: s.strip() or "x")
TO = Addresses(lambda n: f"/{n.kind}/{n.pk}/", "/centre/", "#near", lambda n: f"and {n} more")


def edge_between(one: Key, other: Key, about: str) -> Edge:
    if one[0] == "colleague":
        return Edge(one, other, KNOWS, "well", about, 3.0)
    if {one[0], other[0]} == {"organisation"}:
        return Edge(one, other, TIED, "part_of", "", 2.0)
    return Edge(one, other, BELONGS, "", about, 2.0)


@st.composite
def egos(draw: Any) -> Ego:
    """A centre with up to forty neighbours, and up to ninety beyond them."""
    node = st.tuples(st.sampled_from(KINDS), names, names)
    first = draw(st.lists(node, max_size=40))
    second = draw(st.lists(node, max_size=90)) if first else []
    near = [Node((kind, 10 + i), name, name.lower()) for i, (kind, name, _a) in enumerate(first)]
    around = [
        Near(n, [edge_between(n.key, CENTRE, about)], float(i % 5))
        for i, (n, (_k, _n, about)) in enumerate(zip(near, first, strict=True))
    ]
    beyond = []
    for i, (kind, name, about) in enumerate(second):
        n = Node((kind, 1000 + i), name, name.lower())
        parent = near[draw(st.integers(0, len(near) - 1))]
        beyond.append(Near(n, [edge_between(n.key, parent.key, about)], 1.0))
    centre = Node(CENTRE, draw(names), "")
    return Ego(centre, around, beyond, [], len(around), len(beyond))


@settings(max_examples=60, deadline=None)
@given(egos())
def test_names_never_meet_and_stay_inside(found: Ego) -> None:
    for placed in (wide(found, TO), narrow(found, TO)):
        boxes = placed.texts()
        meeting = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.meets(b)]
        assert meeting == []
        for box in boxes:
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.width <= placed.width
            assert box.y + box.height <= placed.height


@settings(max_examples=20, deadline=None)
@given(egos())
def test_the_same_records_give_the_same_picture(found: Ego) -> None:
    told = {"name": "p", "title": "t", "text": "x"}
    assert picture.draw(wide(found, TO), **told) == picture.draw(wide(found, TO), **told)
    turned = Ego(
        found.centre, list(found.first), list(found.second), [], found.first_count, found.second_count
    )
    assert picture.draw(narrow(turned, TO), **told) == picture.draw(narrow(found, TO), **told)


@settings(max_examples=30, deadline=None)
@given(egos())
def test_every_neighbour_is_drawn_or_counted(found: Ego) -> None:
    placed = wide(found, TO)
    drawn = sum(1 for plate in placed.plates if plate.node and not plate.centre)
    assert drawn + placed.hidden == found.first_count


@st.composite
def graphs(draw: Any) -> Graph:
    count = draw(st.integers(1, 60))
    keys = [(KINDS[i % 3], i) for i in range(count)]
    graph = Graph(nodes={key: Node(key, str(key), "") for key in keys})
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=120))
    graph.edges = [Edge(keys[a], keys[b], TIED) for a, b in pairs if a != b]
    return graph


def spread(members: Any, edges: Any) -> dict[Key, tuple[float, float]]:
    return {key: (0.1 * i % 1, 0.3 * i % 1) for i, key in enumerate(members)}


@settings(max_examples=60, deadline=None)
@given(graphs(), st.integers(0, 30))
def test_who_comes_moves_nobody_and_stands_on_nobody(graph: Graph, cut: int) -> None:
    """Places of the first ones stay when the rest comes; nobody shares a place."""
    first = dict(list(graph.nodes.items())[: max(1, len(graph.nodes) - cut)])
    part = Graph(first, [e for e in graph.edges if e.one in first and e.other in first])
    keys = list(first)
    before = positions.laid_out(part, [set(keys[: len(keys) // 2]), set(keys[len(keys) // 2 :])], spread)
    after = positions.placed(graph, before)
    assert {key: after[key] for key in first} == before
    assert set(after) == set(graph.nodes)
    assert len(set(after.values())) == len(after)
    assert positions.placed(graph, before) == after


def test_the_spring_is_the_same_every_time() -> None:
    keys: list[Key] = [("organisation", i) for i in range(30)]
    edges = [Edge(keys[i], keys[(i * 7) % 30], TIED) for i in range(1, 30)]
    assert positions.spring(keys, edges) == positions.spring(keys, edges)


def test_large_clouds_and_many_clouds_are_laid_out() -> None:
    """A sunflower instead of springs, and fields around the fitted clouds."""
    groups = [{("organisation", 1000 * g + i) for i in range(500 if g == 0 else 3)} for g in range(90)]
    graph = Graph({key: Node(key, "", "") for group in groups for key in sorted(group)})
    places = positions.laid_out(graph, groups, positions.spring)
    assert len(set(places.values())) == len(graph.nodes) == 500 + 89 * 3
