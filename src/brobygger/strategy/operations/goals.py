"""Goals and where they stand."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import AgeGroup
from brobygger.network.operations.scope import follow, within
from brobygger.strategy.models import FocusArea, Goal, GoalAgeGroup, Measurement
from brobygger.strategy.operations.placing import place
from brobygger.strategy.operations.serving import refuse_served


class Facts(TypedDict, total=False):
    """What a goal's own columns hold."""

    name: str
    about: str
    focus_area: FocusArea | None
    measure: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    due_on: date | None
    owner: Colleague | None


@operation("strategy.goal.create")
def create(
    *,
    by: Actor,
    rooms: Iterable[str] = (),
    age_groups: Iterable[AgeGroup] = (),
    why: str = "",
    **facts: Unpack[Facts],
) -> Goal:
    """A new goal; the name is enough. ValidationError where a fact is wrong."""
    within(by, facts.get("focus_area"), facts.get("owner"))
    made = history.create(Goal(workspace_id=by.workspace_id, **facts), by=by, why=why)
    _sort(made, rooms, age_groups, by=by, why=why)
    return made


@operation("strategy.goal.change")
def change(
    *,
    goal: Goal,
    by: Actor,
    rooms: Iterable[str] | None = None,
    age_groups: Iterable[AgeGroup] | None = None,
    why: str = "",
    **facts: Unpack[Facts],
) -> dict[str, tuple[Any, Any]]:
    """Change what is given; None leaves rooms and age groups. Returns the changed columns, before and after."""
    within(by, goal, facts.get("focus_area"), facts.get("owner"))
    changed = history.change(goal, by=by, why=why, **facts)
    _sort(goal, rooms, age_groups, by=by, why=why)
    return changed


@operation("strategy.goal.end")
def end(*, goal: Goal, by: Actor, on: date | None = None, outcome: str = "", why: str = "") -> None:
    """We no longer pursue it; `outcome` is what came of it. What serves it stays as it was."""
    within(by, goal)
    history.change(goal, by=by, why=why, ended_on=on or timezone.localdate(), outcome=outcome)


@operation("strategy.goal.reopen")
def reopen(*, goal: Goal, by: Actor, why: str = "") -> None:
    """We pursue it after all."""
    within(by, goal)
    history.change(goal, by=by, why=why, ended_on=None)


@operation("strategy.goal.measure")
def measure(
    *, goal: Goal, value: Decimal, by: Actor, on: date | None = None, note: str = "", why: str = ""
) -> Measurement:
    """Where the goal stood on a day that has been, in its unit."""
    within(by, goal)
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise ValidationError({"on": _("That day has not been yet.")})
    row = Measurement(workspace_id=by.workspace_id, goal=goal, on=on, value=value, note=note)
    return history.create(row, by=by, why=why)


@operation("strategy.goal.unmeasure")
def unmeasure(*, measurement: Measurement, by: Actor, why: str = "") -> Batch:
    """The measurement was wrong: to the bin."""
    within(by, measurement)
    return history.delete(measurement, by=by, why=why)


@operation("strategy.goal.delete")
def delete(*, goal: Goal, by: Actor, why: str = "") -> Batch:
    """Move to the bin with its measurements. Refused (`Served`) while an organisation or an offer serves it."""
    within(by, goal)
    refuse_served(goal)
    return history.delete(goal, by=by, why=why)


def _sort(
    goal: Goal,
    rooms: Iterable[str] | None,
    age_groups: Iterable[AgeGroup] | None,
    *,
    by: Actor,
    why: str,
) -> None:
    if rooms is not None:
        place(rooms=rooms, goal=goal, by=by, why=why)
    if age_groups is not None:
        follow(GoalAgeGroup, goal, owner_field="goal", field="age_group", wanted=age_groups, by=by, why=why)
