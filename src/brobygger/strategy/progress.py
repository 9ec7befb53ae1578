"""How far a goal is: from its baseline towards its target, by what was measured last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import number_format

from brobygger.strategy.models import Goal, Measurement

# The drawing's own units: the line between the first day and the last, the higher value above.
WIDTH, HEIGHT, MARGIN, LABEL = 640, 180, 12, 64


@dataclass(frozen=True)
class Progress:
    """Where a goal stands. `percent` is None where baseline and target say no way, or nothing is known."""

    goal: Goal
    value: Decimal | None
    on: date | None
    today: date

    @property
    def percent(self) -> int | None:
        """How much of the way is gone; below 0 where it went the wrong way, above 100 beyond the target."""
        start, end = self.goal.baseline, self.goal.target
        if self.value is None or start is None or end is None or start == end:
            return None
        return int((100 * (self.value - start) / (end - start)).to_integral_value())

    @property
    def shown(self) -> int:
        """The percentage as a bar can show it."""
        return max(0, min(100, self.percent or 0))

    @property
    def reached(self) -> bool:
        return self.percent is not None and self.percent >= 100

    @property
    def late(self) -> bool:
        """Its day has passed without the target reached."""
        goal = self.goal
        return bool(goal.due_on and goal.due_on < self.today and not goal.ended_on and not self.reached)

    @property
    def said(self) -> str:
        """The value in the goal's unit."""
        return amount(self.value, self.goal.unit)


def amount(value: Decimal | None, unit: str = "") -> str:
    """A number as it is read, with its unit; nothing for None."""
    if value is None:
        return ""
    plain = value.normalize()
    digits = max(0, -int(plain.as_tuple().exponent))
    said = str(number_format(plain, decimal_pos=digits, use_l10n=True, force_grouping=True))
    return f"{said} {unit}".strip()


def newest(rows: Any) -> Any:
    """Goals with `latest_value` and `latest_on`, what was measured last."""
    found = Measurement.objects.filter(goal=OuterRef("pk")).order_by("-on", "-id")
    return rows.annotate(
        latest_value=Subquery(found.values("value")[:1]), latest_on=Subquery(found.values("on")[:1])
    )


def of_rows(rows: Sequence[Goal], _viewer: Any = None) -> Mapping[int, Progress]:
    """The progress of many goals, in one query."""
    latest: dict[int, tuple[Decimal | None, date | None]] = {}
    measured = Measurement.objects.filter(goal__in=[g.pk for g in rows]).order_by("on", "id")
    for goal, value, on in measured.values_list("goal_id", "value", "on"):
        latest[goal] = (value, on)
    today = timezone.localdate()
    found = {g: latest.get(g.pk, (None, None)) for g in rows}
    return {g.pk: Progress(g, value, on, today) for g, (value, on) in found.items()}


def of(goal: Goal) -> Progress:
    """The progress of one goal."""
    return of_rows([goal])[goal.pk]


@dataclass(frozen=True)
class Point:
    """One measurement as it is drawn."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Line:
    """A goal's measurements as a line, from the baseline's height to the target's."""

    points: Sequence[Point]
    path: str
    target_y: float | None
    baseline_y: float | None
    target: str
    baseline: str
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LABEL

    @property
    def right(self) -> int:
        return self.width - MARGIN


def line(goal: Goal, measurements: Sequence[Measurement]) -> Line | None:
    """The line through the measurements, oldest first; None where one would be no line."""
    rows = sorted(measurements, key=lambda m: (m.on, m.pk))
    if len(rows) < 2:
        return None
    first, last = rows[0].on, max(rows[-1].on, goal.due_on or rows[-1].on)
    values = [float(m.value) for m in rows]
    edges = values + [float(v) for v in (goal.baseline, goal.target) if v is not None]
    low, high = min(edges), max(edges)
    days, span = max(1, (last - first).days), (high - low) or 1.0

    def x(on: date) -> float:
        return round(LABEL + (WIDTH - LABEL - MARGIN) * (on - first).days / days, 1)

    def y(value: Decimal | float) -> float:
        return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (float(value) - low) / span, 1)

    points = [Point(x(m.on), y(m.value), amount(m.value, goal.unit)) for m in rows]
    path = " ".join(f"{'L' if i else 'M'}{p.x} {p.y}" for i, p in enumerate(points))
    return Line(
        points=points,
        path=path,
        target_y=None if goal.target is None else y(goal.target),
        baseline_y=None if goal.baseline is None else y(goal.baseline),
        target=amount(goal.target),
        baseline=amount(goal.baseline),
        first=first,
        last=last,
    )
