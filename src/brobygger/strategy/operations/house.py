"""How the house is organised for partnerships: who answers, who keeps, the time, the self-check."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Role, Team
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import within
from brobygger.records.operations import notify
from brobygger.strategy.house import STATEMENTS
from brobygger.strategy.models.house import (
    HoursUsed,
    Keeper,
    ReadinessAnswer,
    ReadinessCheck,
    Responsibility,
    TimeSet,
)

MOST = Decimal(24)


@operation("strategy.house.decide")
def decide(*, where: str, by: Colleague, reason: str = "", decided_on: date | None = None) -> Responsibility:
    """Who answers for partnerships from now on; what was decided before stays, with its day."""
    day = decided_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"decided_on": _("A decision is made today or earlier.")})
    row = Responsibility(
        workspace_id=by.workspace_id, where=where, reason=reason, decided_on=day, decided_by=by
    )
    return history.create(row, by=by)


@operation("strategy.keeper.give")
def give_keeper(
    *,
    colleague: Colleague,
    by: Actor,
    organisation: Organisation | None = None,
    from_date: date | None = None,
) -> Keeper:
    """`colleague` keeps the partnership, or the network. Whoever kept it before ends the same day; the same one stays."""
    within(by, colleague, organisation)
    if colleague.state == Colleague.State.LEFT:
        raise ValidationError(_("%(name)s has left.") % {"name": colleague.name})
    day = from_date or timezone.localdate()
    running = Keeper.objects.filter(workspace_id=by.workspace_id, organisation=organisation, to_date=None)
    now = running.select_for_update().first()
    if now is not None:
        if now.colleague_id == colleague.pk:
            return now
        history.change(now, by=by, to_date=max(day, now.from_date))
    row = Keeper(workspace_id=by.workspace_id, colleague=colleague, organisation=organisation, from_date=day)
    made = history.create(row, by=by)
    if colleague.pk != by.actor_id:
        slug = colleague.workspace.slug
        path = (
            reverse("network:organisation", args=[slug, organisation.pk])
            if organisation
            else reverse("strategy:house", args=[slug])
        )
        notify(colleague=colleague, kind="strategy.keeper", path=path, name=str(organisation or ""))
    return made


@operation("strategy.keeper.give_many")
def give_keepers(*, organisations: Iterable[Organisation], colleague: Colleague, by: Actor) -> Batch:
    """One keeper for several partnerships, undone together."""
    with history.batch(by=by, kind="bulk", label=str(colleague)) as batch:
        for organisation in organisations:
            give_keeper(colleague=colleague, organisation=organisation, by=by)
    return batch


@operation("strategy.keeper.end")
def end_keeper(*, keeper: Keeper, by: Actor, on: date | None = None) -> None:
    """They keep it no longer; the row stays. Who keeps the network is a leader's to say: PermissionDenied."""
    within(by, keeper)
    if keeper.organisation_id is None and isinstance(by, Colleague) and not by.has_role(Role.LEADER):
        raise PermissionDenied
    if keeper.to_date is None:
        history.change(keeper, by=by, to_date=max(on or timezone.localdate(), keeper.from_date))


@operation("strategy.time.set_aside")
def set_aside(
    *,
    hours: Decimal,
    per: str,
    by: Actor,
    colleague: Colleague | None = None,
    team: Team | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
) -> TimeSet:
    """Hours for partnerships, for a colleague or a team (exactly one). What they had in that time gives way."""
    within(by, colleague, team)
    if (colleague is None) == (team is None):
        raise ValidationError(_("Choose a colleague or a team."))
    day = from_date or timezone.localdate()
    if to_date and to_date < day:
        raise ValidationError({"to_date": _("It cannot end before it begins.")})
    if hours <= 0:
        raise ValidationError({"hours": _("Write how many hours.")})
    _give_way(
        TimeSet.objects.filter(workspace_id=by.workspace_id, colleague=colleague, team=team), day, to_date, by
    )
    made = TimeSet(
        workspace_id=by.workspace_id, colleague=colleague, team=team, hours=hours, per=per, from_date=day,
        to_date=to_date,
    )  # fmt: skip
    return history.create(made, by=by)


def _give_way(rows: "QuerySet[TimeSet]", day: date, end: date | None, by: Actor) -> None:
    """No day is counted twice: what runs on `day` ends then, what was to begin before `end` begins after it or never."""
    for row in rows.filter(Q(to_date=None) | Q(to_date__gt=day)).order_by("id"):
        if row.from_date <= day:
            history.change(row, by=by, to_date=day)
        elif end is None or (row.from_date < end and row.to_date is not None and row.to_date <= end):
            history.change(row, by=by, to_date=row.from_date)
        elif row.from_date < end:
            history.change(row, by=by, from_date=end)


@operation("strategy.time.end")
def end_time(*, time: TimeSet, by: Actor) -> None:
    """No hours are set aside for them from today."""
    within(by, time)
    if time.to_date is None:
        history.change(time, by=by, to_date=max(timezone.localdate(), time.from_date))


@operation("strategy.hours.note")
def note_hours(
    *, hours: Decimal, on: date, by: Colleague, organisation: Organisation | None = None, about: str = ""
) -> HoursUsed:
    """One's own hours on a day."""
    within(by, organisation)
    if not 0 < hours <= MOST:
        raise ValidationError({"hours": _("Write between a quarter and 24 hours.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("Hours are noted when they are used.")})
    row = HoursUsed(
        workspace_id=by.workspace_id, colleague=by, on=on, hours=hours, organisation=organisation, about=about
    )
    return history.create(row, by=by)


@operation("strategy.hours.delete")
def delete_hours(*, hours: HoursUsed, by: Colleague) -> Batch:
    """Take one's own hours away; a leader may do it for anybody."""
    within(by, hours)
    if hours.colleague_id != by.pk and not by.has_role(Role.LEADER):
        raise PermissionDenied
    return history.delete(hours, by=by)


@operation("strategy.readiness.check")
def check(*, answers: Mapping[str, str], by: Colleague) -> ReadinessCheck:
    """Keep what the house says of itself today; each statement must be answered, "unknown" is an answer."""
    missing = [s for s in STATEMENTS if answers.get(s.key) not in ReadinessAnswer.Said.values]
    if missing:
        raise ValidationError(_("Answer every statement; “Don't know” is an answer too."))
    made = history.create(ReadinessCheck(workspace_id=by.workspace_id, made_by=by), by=by)
    for statement in STATEMENTS:
        row = ReadinessAnswer(
            workspace_id=by.workspace_id,
            check_made=made,
            statement=statement.key,
            said=answers[statement.key],
        )
        history.create(row, by=by)
    return made
