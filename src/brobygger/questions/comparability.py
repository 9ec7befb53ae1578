"""A line through the rounds: it breaks where the wording changed so that answers can no longer be held together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Point:
    """What one round gave; `number` is the version that it asked, `value` whatever is drawn."""

    number: int
    label: str
    value: Any


@dataclass(frozen=True)
class Break:
    """Why answers from this version on cannot be held against the ones before."""

    number: int
    why: str = ""


@dataclass
class Segment:
    """Points that can be held against each other; `why` says what parts them from the ones before."""

    points: list[Point] = field(default_factory=list)
    why: str = ""


def segments(points: Iterable[Point], breaks: Sequence[Break]) -> list[Segment]:
    """The points, in the order of their rounds, parted wherever a break lies between two of them.

    A break of version 3 parts version 2 from 3, and 1 from 4; also where a later round went back to an older version.
    """
    found: list[Segment] = []
    last: Point | None = None
    for point in points:
        between = _between(last, point, breaks) if last else []
        if last is None or between:
            found.append(Segment(why="; ".join(b.why for b in between if b.why)))
        found[-1].points.append(point)
        last = point
    return found


def _between(one: Point, other: Point, breaks: Sequence[Break]) -> list[Break]:
    low, high = sorted((one.number, other.number))
    return [b for b in breaks if low < b.number <= high]
