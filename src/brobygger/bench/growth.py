"""How time grows with the data: the same pages at all three scales, and the exponent through what they took.

0 is "the same however much there is", 1 is "ten times as long for ten times as much".
"""

import math
from collections.abc import Callable, Sequence

from brobygger.bench import run
from brobygger.bench.figures import Figure
from brobygger.bench.generate import SCALES

NAMES = ("list by name", "search part of a name", "organisation page")


def measure(database: str, only: Sequence[str], told: Callable[[Figure], None]) -> int:
    """Every scale in turn, then a figure with the exponent for each name; returns an exit code."""
    wanted = [name for name in NAMES if not only or any(part in name for part in only)]
    found: list[Figure] = []

    def heard(figure: Figure) -> None:
        found.append(figure)
        told(figure)

    code = max(run.measure(database, scale, wanted, heard) for scale in SCALES)
    for name in wanted:
        took = {f.scale: f.median_ms for f in found if f.name == name and f.median_ms}
        if len(took) == len(SCALES):
            grown = Figure(f"growth: {name}", database, "all")
            grown.exponent = round(exponent([(SCALES[s], ms) for s, ms in took.items()]), 3)
            told(grown)
    return code


def exponent(took: Sequence[tuple[float, float]]) -> float:
    """The slope through (rows, milliseconds) where both axes are logarithms."""
    points = [(math.log(rows), math.log(ms)) for rows, ms in took]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return float(sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points))
