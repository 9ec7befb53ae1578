"""One measured figure, and how figures are printed."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass
class Figure:
    """One line of the table. Milliseconds are medians; `ratio` is to the floor taken in the same run."""

    name: str
    database: str
    scale: str
    median_ms: float | None = None
    p95_ms: float | None = None
    floor: str = ""
    floor_ms: float | None = None
    ratio: float | None = None
    bytes: int | None = None
    rows_per_s: int | None = None
    mb: float | None = None
    exponent: float | None = None
    precision: float | None = None
    recall: float | None = None
    missing: str = ""

    def as_json(self) -> dict[str, Any]:
        """What scripts get: always the nine agreed keys, the others where they say something."""
        data = asdict(self)
        return {k: v for k, v in data.items() if (v is not None and v != "") or k not in OPTIONAL}


OPTIONAL = ("rows_per_s", "mb", "exponent", "precision", "recall", "missing")


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def timed(figure: Figure, values: Sequence[float], floor: Sequence[float] = ()) -> Figure:
    """`figure` with these milliseconds, beside its floor's."""
    figure.median_ms = round(median(values), 2)
    figure.p95_ms = round(p95(values), 2) if len(values) >= 40 else None
    if floor:
        figure.floor_ms = round(median(floor), 2)
        figure.ratio = round(median(values) / median(floor), 2) if median(floor) else None
    return figure


def line(figure: Figure) -> str:
    """The figure as a line under HEADER."""

    def cell(value: Any, width: int, form: str = "") -> str:
        return (format(value, form) if value is not None else "–").rjust(width)

    more = f"{figure.mb:.0f} MB" if figure.mb is not None else figure.missing
    if figure.rows_per_s is not None:
        more = f"{figure.rows_per_s:,} rows/s"
    if figure.exponent is not None:
        more = f"exponent {figure.exponent:.2f}"
    if figure.recall is not None:
        found = f"recall {figure.recall:.3f}"
        more = found if figure.precision is None else f"precision {figure.precision:.3f}, {found}"
    return (
        f"{figure.name:<34}{figure.database:<11}{figure.scale:<9}{cell(figure.median_ms, 10, '.1f')}"
        f"{cell(figure.p95_ms, 10, '.1f')}{cell(figure.floor_ms, 10, '.1f')}{cell(figure.ratio, 7, '.2f')}"
        f"{cell(figure.bytes, 10, ',')}  {more or figure.floor}"
    )


HEADER = f"{'':<34}{'database':<11}{'scale':<9}{'median ms':>10}{'p95 ms':>10}{'floor ms':>10}{'ratio':>7}{'bytes':>10}"
