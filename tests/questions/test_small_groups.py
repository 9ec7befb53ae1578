"""No count of fewer than five people is told, nor follows from what is told, in one table or in several together."""

from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.questions.small_groups import hidden_cells, withheld, withheld_crossed

MINIMUM = 5
GROUPS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), max_size=8)
TABLES = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), st.integers(0, 9), max_size=12
)


def rank(rows: list[list[Fraction]]) -> int:
    """By plain elimination over fractions: another way than the product's."""
    rows = [list(r) for r in rows]
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        for r in range(done + 1, len(rows)):
            factor = rows[r][column] / rows[done][column]
            rows[r] = [x - factor * y for x, y in zip(rows[r], rows[done], strict=True)]
        done += 1
    return done


def exposed(atoms: dict[Any, int], published: list[frozenset[Any]]) -> list[set[Any]]:
    """Every set of cells with one to four people whose sum follows from what is published."""
    order = [a for a in atoms if atoms[a]]
    rows = [[Fraction(a in cell) for a in order] for cell in published]
    whole = rank(rows)
    small = [a for a in order if atoms[a] < MINIMUM]
    some_of_few = (
        set(some)
        for size in range(1, MINIMUM)
        for some in combinations(small, size)
        if sum(atoms[a] for a in some) < MINIMUM
    )
    return [s for s in some_of_few if rank([*rows, [Fraction(a in s) for a in order]]) == whole]


def ranges(atoms: dict[Any, int], published: list[frozenset[Any]]) -> dict[Any, set[int]]:
    """By trying: what each cell can be, if only the published sums are known. For small tables."""
    order = [a for a in atoms if atoms[a]]
    top = {a: min((sum(atoms.get(x, 0) for x in c) for c in published if a in c), default=99) for a in order}
    seen: dict[Any, set[int]] = {a: set() for a in order}
    for values in product(*(range(top[a] + 1) for a in order)):
        guess = dict(zip(order, values, strict=True))
        if all(sum(guess.get(a, 0) for a in c) == sum(atoms.get(a, 0) for a in c) for c in published):
            for a in order:
                seen[a].add(guess[a])
    return seen


@given(GROUPS)
@settings(max_examples=150, deadline=None)
def test_groups_of_one_division(counts: dict[str, int]) -> None:
    hidden = withheld(counts)
    total = sum(counts.values())
    assert {k for k, n in counts.items() if 0 < n < MINIMUM} <= hidden
    if total < MINIMUM:
        assert hidden == {k for k, n in counts.items() if n}
        return
    together = sum(counts[k] for k in hidden)
    assert together == 0 or (len(hidden) > 1 and together >= MINIMUM)
    shown = [frozenset([k]) for k in counts if k not in hidden]
    assert not exposed(counts, [*shown, frozenset(counts)])


@given(TABLES)
@settings(max_examples=80, deadline=None)
def test_a_crossed_table_with_margins(counts: dict[tuple[str, str], int]) -> None:
    hidden = withheld_crossed(counts)
    if sum(counts.values()) < MINIMUM:
        assert {k for k, n in counts.items() if n} <= hidden
        return
    cells = margins(counts)
    for key, cell in cells.items():
        assert not 0 < sum(counts[a] for a in cell) < MINIMUM or key in hidden
    published = [cell for key, cell in cells.items() if key not in hidden]
    assert not exposed(counts, [*published, frozenset(counts)])


def margins(counts: dict[Any, int]) -> dict[Any, frozenset[Any]]:
    cells: dict[Any, frozenset[Any]] = {k: frozenset([k]) for k, n in counts.items() if n}
    for row in {r for r, _ in counts}:
        cells[row, None] = frozenset(k for k in counts if k[0] == row and counts[k])
    for column in {c for _, c in counts}:
        cells[None, column] = frozenset(k for k in counts if k[1] == column and counts[k])
    return {key: cell for key, cell in cells.items() if cell}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 1)), min_size=0, max_size=40))
@settings(max_examples=50, deadline=None)
def test_several_views_of_the_same_people(people: list[tuple[int, int, int]]) -> None:
    """By team, by role, by house, and team within house: each alone, and all held together."""
    atoms: dict[Any, int] = {}
    for person in people:
        atoms[person] = atoms.get(person, 0) + 1
    views: dict[Any, set[Any]] = {}
    for person in atoms:
        for view, key in (
            ("team", person[0]),
            ("role", person[1]),
            ("house", person[2]),
            ("both", person[::2]),
        ):
            views.setdefault((view, key), set()).add(person)
    hidden = hidden_cells(atoms, views, [set(atoms)])
    if len(people) < MINIMUM:
        assert hidden == set(views)
        return
    published = [frozenset(cell) for key, cell in views.items() if key not in hidden]
    assert not exposed(atoms, [*published, frozenset(atoms)])


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), st.integers(0, 6), min_size=1, max_size=4
    )
)
@settings(max_examples=60, deadline=None)
def test_no_small_cell_is_pinned_down_by_trying(counts: dict[Any, int]) -> None:
    """Also with whole numbers that cannot be negative, each small cell could be something else."""
    if sum(counts.values()) < MINIMUM:
        return
    hidden = withheld_crossed(counts)
    cells = margins(counts)
    published = [cell for key, cell in cells.items() if key not in hidden] + [frozenset(counts)]
    found = ranges(counts, published)
    for cell, n in counts.items():
        if 0 < n < MINIMUM:
            assert len(found[cell]) > 1, (cell, found)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"Børn": 10, "Voksne": 8, "Musik": 2}, {"Musik", "Voksne"}),
        ({"Børn": 10, "Voksne": 8}, set()),
        ({"Børn": 2, "Voksne": 3, "Musik": 9}, {"Børn", "Voksne"}),
        ({"Børn": 1, "Voksne": 1, "Musik": 9}, {"Børn", "Voksne", "Musik"}),
        ({"Børn": 4, "Voksne": 0, "Musik": 9}, {"Børn", "Musik"}),
        ({"Børn": 2, "Voksne": 2}, {"Børn", "Voksne"}),
        ({}, set()),
    ],
)
def test_groups_by_example(counts: dict[str, int], hidden: set[str]) -> None:
    assert withheld(counts) == hidden


def test_nothing_is_hidden_for_nothing() -> None:
    """Groups that are all large are all told; so is what lies beside two small ones that cover each other."""
    assert withheld(dict.fromkeys(range(20), 5)) == set()
    assert withheld({"a": 3, "b": 4, "c": 5, "d": 50}) == {"a", "b"}


def test_a_higher_minimum() -> None:
    assert withheld({"a": 9, "b": 30, "c": 12}, minimum=10) == {"a", "c"}


def test_a_large_table_does_not_take_long() -> None:
    """Thirty teams crossed with ten roles, one to three people each."""
    counts = {(f"team {i}", f"role {j}"): (i * j) % 4 for i in range(30) for j in range(10)}
    assert withheld_crossed(counts)
