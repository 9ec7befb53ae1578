"""Two lenses crossed: how many partners stand where a row and a column meet, and which cells are empty.

Nothing is entered for it: both lenses are read from what is there. An organisation with several values counts in each
cell and once in the totals; a value that only follows from what it serves is told apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from brobygger.accounts.models import Workspace
from brobygger.network.models import Organisation
from brobygger.strategy import belonging


@dataclass
class Cell:
    """How many organisations; `derived` of them are here only by what they serve."""

    count: int = 0
    derived: int = 0


@dataclass
class Line:
    """A row or a column: its value, its label and its organisations, each once."""

    key: str
    label: str
    count: int = 0


@dataclass
class Cross:
    """The table. `placed` have a value on both lenses, `only_down` and `only_across` on one alone, `neither` on none."""

    down: list[Line]
    across: list[Line]
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    total: int = 0
    placed: int = 0

    def cell(self, down: str, across: str) -> Cell:
        """The cell where two values meet."""
        return self.cells.get((down, across)) or Cell()

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Line, Cell]]]]:
        return [
            (line, [(column, self.cell(line.key, column.key)) for column in self.across])
            for line in self.down
        ]

    @property
    def gaps(self) -> int:
        return sum(1 for _line, cells in self.rows for _column, cell in cells if not cell.count)

    @property
    def empty_rows(self) -> list[Line]:
        return [line for line in self.down if not line.count]

    @property
    def empty_columns(self) -> list[Line]:
        return [line for line in self.across if not line.count]


def cross(workspace: Workspace, rows: QuerySet[Organisation], down: str, across: str) -> Cross:
    """Cross `rows` by the lenses `down` and `across` (names of `belonging.SOURCES`)."""
    made = Cross(_lines(workspace, down), _lines(workspace, across))
    values = belonging.read(workspace, (down, across), rows)
    lines = {("down", line.key): line for line in made.down} | {
        ("across", line.key): line for line in made.across
    }
    for of_lens in values.values():
        first, second = of_lens.get(down, {}), of_lens.get(across, {})
        _add(lines, "down", first)
        _add(lines, "across", second)
        made.placed += bool(first and second)
        for one, one_follows in first.items():
            for other, other_follows in second.items():
                cell = made.cells.setdefault((one, other), Cell())
                cell.count += 1
                cell.derived += one_follows or other_follows
    made.total = rows.count()
    return made


def _lines(workspace: Workspace, lens: str) -> list[Line]:
    return [Line(key, label) for key, label in belonging.labels(workspace, lens)]


def _add(lines: dict[tuple[str, str], Line], side: str, values: Iterable[str]) -> None:
    for value in values:
        if line := lines.get((side, value)):
            line.count += 1
