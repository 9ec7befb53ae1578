"""Then and now: who is nearer the middle than on an earlier day, further out, new in the circle or gone from it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from brobygger.map.reading import CIRCLE
from brobygger.network.models import Formality, Level, Organisation

KINDS = ("in", "new", "out", "gone")
# So many are listed by name; all are counted.
LISTED = 200
_RANK = {
    "": 0,
    Level.WISHED.value: 1,
    Level.NETWORK.value: 2,
    Level.COOPERATION.value: 3,
    Level.PARTNERSHIP.value: 4,
}


@dataclass(frozen=True)
class Move:
    """One organisation that lies elsewhere than it did."""

    pk: int
    name: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        return kind(self.before, self.after)


def kind(before: str, after: str) -> str:
    """In, out, new or gone; "" for what did not come nearer, leave or enter (a wish that was not one before)."""
    if before == after:
        return ""
    if after not in CIRCLE:
        return "gone" if before in CIRCLE else ""
    if before not in CIRCLE:
        return "new"
    return "in" if _RANK[after] > _RANK[before] else "out"


@dataclass(frozen=True)
class Moves:
    """What moved between two days: counts by kind, and the first by name."""

    counts: Mapping[str, int]
    listed: Sequence[Move]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def unlisted(self) -> int:
        return self.total - len(self.listed)


def between(rows: "QuerySet[Organisation]", then: date, on: date | None) -> Moves:
    """What moved from `then` to `on` (today where that is None), nearest the middle first."""
    changed = _two(rows, then, on)
    found = changed.order_by().values_list("before", "after").annotate(n=Count("pk"))
    counts: Counter[str] = Counter()
    for before, after, n in found:
        if named := kind(before, after):
            counts[named] += n
    inner = Case(*(When(after=level, then=Value(-rank)) for level, rank in _RANK.items()), default=Value(0))
    seen = Q(before__in=CIRCLE) | Q(after__in=CIRCLE)
    listed = changed.filter(seen).order_by(inner, "sort_key", "pk")
    names = listed.values_list("pk", "name", "before", "after")[:LISTED]
    return Moves({k: counts[k] for k in KINDS if counts[k]}, [Move(*row) for row in names])


def of(rows: "QuerySet[Organisation]", then: date, on: date | None, drawn: set[int]) -> dict[int, str]:
    """How those that are drawn have moved, by id."""
    found = _two(rows.filter(pk__in=drawn), then, on).values_list("pk", "before", "after")
    return {pk: kind(before, after) for pk, before, after in found}


def _two(rows: "QuerySet[Organisation]", then: date, on: date | None) -> "QuerySet[Any]":
    """Those whose level differs, with `before` and `after`."""
    now = F("level") if on is None else _held(on)
    wide: QuerySet[Any] = rows
    found: QuerySet[Any] = wide.annotate(before=_held(then), after=now).exclude(before=F("after"))
    return found


def _held(day: date) -> Coalesce:
    held = Formality.objects.filter(organisation=OuterRef("pk"), since__lte=day).order_by("-since", "-pk")
    return Coalesce(Subquery(held.values("level")[:1], output_field=CharField()), Value(""))
