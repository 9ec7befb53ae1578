"""Rows of the house for the walk through all pages, and a sample of each of its operations."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from brobygger.network.models import Organisation
from brobygger.strategy.house import STATEMENTS
from brobygger.strategy.models.house import (
    HoursUsed,
    Keeper,
    ReadinessAnswer,
    ReadinessCheck,
    Responsibility,
    TimeSet,
)
from brobygger.strategy.operations import house

TODAY = timezone.localdate()
YES = {statement.key: "yes" for statement in STATEMENTS}


def build(add: Any, made: Any, workspace: Any, who: list[Any], rows: int) -> None:
    """Decisions, keepers, time set aside and used, self-checks: `rows` of each."""
    here: dict[str, Any] = {"workspace": workspace}
    for number in range(1, rows + 1):
        add(Responsibility(**here, where="mixed", reason=f"Grund {number}", decided_by=who[0]))
        organisation = made.rows["network.organisation"][number - 1]
        add(Keeper(**here, colleague=who[0], organisation=organisation))
        add(TimeSet(**here, team=made.rows["accounts.team"][number - 1], hours=Decimal(number)))
        for colleague in who:
            add(HoursUsed(**here, colleague=colleague, hours=Decimal("1.5"), organisation=organisation))
        made_check = add(ReadinessCheck(**here, made_by=who[0]))
        for statement in STATEMENTS:
            add(ReadinessAnswer(**here, check_made=made_check, statement=statement.key, said="partly"))
    add(Keeper(**here, colleague=who[-1]))


def _keeper(h: Any) -> Keeper:
    return Keeper.objects.filter(workspace=h.workspace, organisation__isnull=False).order_by("id")[0]


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "strategy.house.decide": lambda h: house.decide(where="local", by=h.leader),
    "strategy.hours.delete": lambda h: house.delete_hours(
        hours=HoursUsed.objects.filter(colleague=h.leader)[0], by=h.leader
    ),
    "strategy.hours.note": lambda h: house.note_hours(hours=Decimal(2), on=TODAY, by=h.leader),
    "strategy.keeper.end": lambda h: house.end_keeper(keeper=_keeper(h), **h.by),
    "strategy.keeper.give": lambda h: house.give_keeper(colleague=h.leader, organisation=h.umbrella, **h.by),
    "strategy.keeper.give_many": lambda h: house.give_keepers(
        organisations=Organisation.objects.filter(pk=h.umbrella.pk), colleague=h.leader, **h.by
    ),
    "strategy.readiness.check": lambda h: house.check(answers=YES, by=h.leader),
    "strategy.time.end": lambda h: house.end_time(
        time=TimeSet.objects.filter(workspace=h.workspace)[0], **h.by
    ),
    "strategy.time.set_aside": lambda h: house.set_aside(
        hours=Decimal(5), per="week", colleague=h.staff, **h.by
    ),
}
