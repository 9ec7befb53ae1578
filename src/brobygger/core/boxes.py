"""Where a rectangle finds room: boxes that never meet, inside whatever shape can say where a row of a height fits.

y grows downwards; lengths are the picture's pixels.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

Interval = tuple[float, float]
# Tops of rows, and the free spans of each.
Rows = tuple[Sequence[float], Sequence[Sequence[Interval]]]
# Rows are tried this many pixels apart.
STEP = 4.0


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner, in the picture's pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Box", gap: float = 0) -> bool:
        """True where the two come nearer than `gap`."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


class Shape(Protocol):
    """What boxes are placed in."""

    @property
    def top(self) -> float: ...

    @property
    def bottom(self) -> float: ...

    def __hash__(self) -> int: ...

    def intervals(self, top: float, height: float) -> list[Interval]:
        """The spans of x in which a rectangle from `top` down by `height` lies wholly inside."""
        ...


class Space[Region: Shape]:
    """A region with what stands in it. Rows of the wanted height are worked out once."""

    def __init__(self, region: Region, taken: Iterable[Box] = ()) -> None:
        self.region = region
        self.taken = list(taken)
        self._rows: dict[float, Rows] = {}

    def with_taken(self, taken: Iterable[Box]) -> "Space[Region]":
        """The same region with other things in it."""
        other = Space(self.region, taken)
        other._rows = self._rows
        return other

    def widest(self, height: float) -> float:
        """The width of the widest rectangle of `height` that fits, where nothing stands."""
        return max((b - a for spans in self._fitting(height)[1] for a, b in spans), default=0.0)

    def widest_free(self, height: float, *, gap: float = 8) -> float:
        """The same among what stands there."""
        tops, spans = self._fitting(height)
        found = 0.0
        for top, row in zip(tops, spans, strict=True):
            reach = (top - gap / 2, top + height + gap / 2)
            blocking = [b for b in self.taken if b.y < reach[1] and reach[0] < b.y + b.height]
            found = max([found, *(b - a for a, b in _clear(row, blocking, 0, gap))])
        return found

    def place(self, size: tuple[float, float], target: tuple[float, float], *, gap: float = 8) -> Box | None:
        """The free box of `size` whose middle lies nearest `target`; None where there is no room.

        It keeps clear of what stands there by `gap` sideways and half of it up and down.
        """
        width, height = size
        tops, spans = self._fitting(height)
        wish = target[1] - height / 2
        best: Box | None = None
        least = float("inf")
        for i in _nearest(tops, wish):
            top = tops[i]
            away = (top - wish) ** 2
            if away >= least:
                break
            reach = (top - gap / 2, top + height + gap / 2)
            blocking = [b for b in self.taken if b.y < reach[1] and reach[0] < b.y + b.height]
            for x in _free(spans[i], blocking, width, target[0] - width / 2, gap):
                cost = away + (x + width / 2 - target[0]) ** 2
                if cost < least:
                    best, least = Box(x, top, width, height), cost
        return best

    def _fitting(self, height: float) -> Rows:
        """Tops of rows in which something of this height fits, with the spans where it does."""
        if height not in self._rows:
            self._rows[height] = _rows_in(self.region, height)
        return self._rows[height]


@lru_cache(maxsize=1024)
def _rows_in(region: Shape, height: float) -> Rows:
    """The same cells come again with every picture: their rows are kept."""
    first, last = region.top, region.bottom - height
    tops, spans = [], []
    for i in range(int((last - first) / STEP) + 1):
        if found := region.intervals(first + i * STEP, height):
            tops.append(first + i * STEP)
            spans.append(tuple(found))
    return tuple(tops), tuple(spans)


def _nearest(tops: Sequence[float], wish: float) -> Iterator[int]:
    """Indexes of `tops` (ascending), the one nearest `wish` first."""
    after = bisect_left(tops, wish)
    before = after - 1
    while before >= 0 or after < len(tops):
        if before < 0 or (after < len(tops) and tops[after] - wish <= wish - tops[before]):
            yield after
            after += 1
        else:
            yield before
            before -= 1


def _free(
    spans: Sequence[Interval], blocking: Sequence[Box], width: float, wish: float, gap: float
) -> Iterable[float]:
    """Left edges in the spans that keep clear of what blocks: the wished one where it can be, else the nearest."""
    for a, b in _clear(spans, blocking, width, gap):
        yield min(max(wish, a), b - width)


def _clear(
    spans: Sequence[Interval], blocking: Sequence[Box], width: float, gap: float
) -> Iterator[Interval]:
    """The parts of the spans, at least `width` long, that keep clear of what blocks."""
    for left, right in spans:
        if right - left < width:
            continue
        clear = [(left, right)]
        for box in blocking:
            clear = [
                part
                for a, b in clear
                for part in ((a, min(b, box.x - gap)), (max(a, box.x + box.width + gap), b))
                if part[1] - part[0] >= width
            ]
        yield from clear
