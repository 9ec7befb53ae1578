"""In which order a list can be read by key: one or more ranges of an index, walked one after the other.

A range ("segment") has one column that cannot be null inside it, and the id to tell equals apart. So empty values
stand last in both directions, and levels stand in their own order, on every database and without a sort.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Segment:
    """Rows for which `where` holds, by `field` and id."""

    where: Q
    field: str
    descending: bool


Order = Callable[[bool], list[Segment]]


def by(field: str) -> Order:
    """By a column that is never null."""
    return lambda descending: [Segment(Q(), field, descending)]


def by_nullable(field: str) -> Order:
    """By a column that may be null; the empty ones come last whichever way the list is turned."""
    return lambda descending: [
        Segment(Q(**{f"{field}__isnull": False}), field, descending),
        Segment(Q(**{f"{field}__isnull": True}), "id", descending),
    ]


def by_open_first(field: str, *, done: str) -> Order:
    """What is not done yet by `field`, then what is (`done` is not null), the latest first."""
    return lambda descending: [
        Segment(Q(**{f"{done}__isnull": True}), field, descending),
        Segment(Q(**{f"{done}__isnull": False}), field, not descending),
    ]


def by_choice(field: str, values: Sequence[str], *, then: str) -> Order:
    """By a column of few values in the order given, the blank one last; inside a value by `then`."""

    def segments(descending: bool) -> list[Segment]:
        ordered = list(reversed(values)) if descending else list(values)
        return [Segment(Q(**{field: value}), then, False) for value in [*ordered, ""]]

    return segments
