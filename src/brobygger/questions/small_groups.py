"""Small groups are not told, nor what would tell them by subtraction.

What is published are counts of people: of groups, of groups crossed with groups, of several such views of the same
people, and their totals. A count is withheld where it is below the minimum, and further counts are withheld until no
group of people below the minimum follows from what is left by adding and subtracting (complementary suppression).

How it is decided: the smallest cells of all views together are the unknowns, each published count is an equation. A set
of cells with fewer people than the minimum is exposed when the equations fix its sum, which is linear algebra. Cells
without people expose nobody and are taken as known, which is the careful side. Whole numbers modulo a large prime keep
the sums exact.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

MINIMUM = 5
PRIME = 2**61 - 1

Row = dict[int, int]


def withheld[K: Hashable](counts: Mapping[K, int], minimum: int = MINIMUM) -> set[K]:
    """The groups of one division that are not told. Their total is told, where it is not itself too small."""
    atoms = {key: n for key, n in counts.items() if n > 0}
    cells = {key: frozenset([key]) for key in atoms}
    return set(hidden_cells(atoms, cells, [frozenset(atoms)], minimum))


def withheld_crossed[R: Hashable, C: Hashable](
    counts: Mapping[tuple[R, C], int], minimum: int = MINIMUM
) -> set[tuple[R | None, C | None]]:
    """The cells of a table that are not told; (row, None) and (None, column) are its margins."""
    atoms = {key: n for key, n in counts.items() if n > 0}
    cells: dict[tuple[R | None, C | None], frozenset[tuple[R, C]]] = {k: frozenset([k]) for k in atoms}
    for row in {r for r, _ in atoms}:
        cells[row, None] = frozenset(k for k in atoms if k[0] == row)
    for column in {c for _, c in atoms}:
        cells[None, column] = frozenset(k for k in atoms if k[1] == column)
    return set(hidden_cells(atoms, cells, [frozenset(atoms)], minimum))


def hidden_cells[K: Hashable, A: Hashable](
    atoms: Mapping[A, int],
    cells: Mapping[K, Collection[A]],
    told: Iterable[Collection[A]] = (),
    minimum: int = MINIMUM,
) -> set[K]:
    """The keys of `cells` that must be withheld so that no fewer than `minimum` people can be told apart.

    `atoms`: how many people in each smallest cell; `cells`: the counts to publish, each a collection of atoms, of any
    number of views of the same people; `told`: sums that are published whatever happens, such as the total.
    """
    people = {atom: n for atom, n in atoms.items() if n > 0}
    sums = {key: frozenset(a for a in cell if a in people) for key, cell in cells.items()}
    always = [frozenset(a for a in cell if a in people) for cell in told]
    if sum(people.values()) < minimum:
        return set(sums)
    hidden = {key for key, cell in sums.items() if 0 < _size(people, cell) < minimum}
    while True:
        shown = {key: cell for key, cell in sums.items() if key not in hidden and cell}
        exposed = _exposed(people, [*shown.values(), *always], minimum)
        if exposed is None:
            return hidden
        hidden.add(_next(people, shown, always, exposed))


def _next[K: Hashable, A: Hashable](
    people: Mapping[A, int],
    shown: Mapping[K, frozenset[A]],
    always: Sequence[frozenset[A]],
    exposed: frozenset[A],
) -> K:
    """The smallest count without which `exposed` no longer follows; where several are needed, the smallest that helps."""
    order = sorted(shown, key=lambda key: (_size(people, shown[key]), len(shown[key]), repr(key)))
    for key in order:
        rest = [cell for other, cell in shown.items() if other != key]
        if not _follows(exposed, [*rest, *always]):
            return key
    # It follows in several ways: take the smallest count that has people in common with it, or else the smallest.
    touching = [key for key in order if shown[key] & exposed]
    return (touching or order)[0]


def _size[A: Hashable](people: Mapping[A, int], cell: Collection[A]) -> int:
    return sum(people[a] for a in cell)


def _exposed[A: Hashable](
    people: Mapping[A, int], published: Sequence[frozenset[A]], minimum: int
) -> frozenset[A] | None:
    """A set of cells with fewer than `minimum` people whose sum follows from what is published; None where none does.

    Each cell holds somebody, so such a set has fewer than `minimum` cells. Its sum follows when the cells' coordinates
    in the space of what stays open cancel out.
    """
    open_part = _open_part(list(people), published)
    small = sorted((a for a in people if people[a] < minimum), key=lambda a: people[a])
    touching: dict[int, list[A]] = defaultdict(list)
    for atom in small:
        for column in open_part[atom]:
            touching[column].append(atom)

    def search(chosen: frozenset[A], n: int, total: Row) -> frozenset[A] | None:
        if not total:
            return chosen
        # Whatever cancels the sum has a cell in this column.
        for atom in touching[min(total)]:
            if atom in chosen or n + people[atom] >= minimum:
                continue
            hit = search(chosen | {atom}, n + people[atom], _plus(total, open_part[atom]))
            if hit is not None:
                return hit
        return None

    found = (search(frozenset([atom]), people[atom], open_part[atom]) for atom in small)
    return next((hit for hit in found if hit is not None), None)


def _plus(one: Row, other: Row) -> Row:
    total = dict(one)
    for column, value in other.items():
        if new := (total.get(column, 0) + value) % PRIME:
            total[column] = new
        else:
            total.pop(column, None)
    return total


def _open_part[A: Hashable](order: Sequence[A], published: Sequence[frozenset[A]]) -> dict[A, Row]:
    """Each cell's coordinates in what the published sums leave open; empty for a cell that they fix."""
    number = {atom: i for i, atom in enumerate(order)}
    pivots = _reduced([{number[a]: 1 for a in cell} for cell in published if cell])
    # x[pivot] = - sum of free columns in its row: the coordinates of a pivot; a free cell is its own coordinate.
    return {
        atom: {c: -v % PRIME for c, v in pivots[i].items() if c != i} if i in pivots else {i: 1}
        for atom, i in number.items()
    }


def _follows[A: Hashable](wanted: frozenset[A], published: Sequence[frozenset[A]]) -> bool:
    order = list({a for cell in [*published, wanted] for a in cell})
    open_part = _open_part(order, published)
    total: Row = {}
    for atom in wanted:
        total = _plus(total, open_part[atom])
    return not total


def _reduced(rows: Iterable[Row]) -> dict[int, Row]:
    """Gauss and Jordan: each row solved for its pivot, in which no other row has anything left."""
    pivots: dict[int, Row] = {}
    for row in sorted(rows, key=len):
        left = dict(row)
        for column in [c for c in row if c in pivots]:
            left = _plus(left, {c: -row[column] * v % PRIME for c, v in pivots[column].items()})
        if not left:
            continue
        pivot = min(left)
        inverse = pow(left[pivot], -1, PRIME)
        solved = {c: v * inverse % PRIME for c, v in left.items()}
        for other, kept in pivots.items():
            if factor := kept.get(pivot):
                pivots[other] = _plus(kept, {c: -factor * v % PRIME for c, v in solved.items()})
        pivots[pivot] = solved
    return pivots
