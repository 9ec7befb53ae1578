"""Looking after the network: put a cold relation aside, ask for an introduction, agree who leads, choose intervals."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import ApproachNote, CareInterval, FollowUp, Organisation, Snooze, Tie
from brobygger.network.operations import ties
from brobygger.network.operations.scope import within
from brobygger.network.queries import care as queries
from brobygger.network.rules import may_edit_words
from brobygger.records.operations import notify

LONGEST = timedelta(days=3 * 366)
QUIET = timedelta(days=60)


def _own(records: "QuerySet[Any]", by: Actor, *related: str) -> list[Any]:
    """The records in a stable order, never another workspace's."""
    rows = records.filter(workspace_id=by.workspace_id).order_by("id")
    return list(rows.select_related(*related) if related else rows)


@operation("network.care.snooze")
def snooze(*, organisations: "QuerySet[Organisation]", until: date, by: Colleague, why: str = "") -> Batch:
    """Do not remind of these relations before `until`; a new contact ends it by itself. Said anew, the last word holds."""
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day to come, within three years.")})
    with history.batch(by=by, kind="bulk", label=_("Put aside")) as batch:
        rows = _own(organisations, by)
        for earlier in Snooze.objects.filter(organisation__in=rows, ended_on=None):
            history.change(earlier, by=by, ended_on=today, ended_by=by)
        made = [
            Snooze(workspace_id=by.workspace_id, organisation=o, on=today, until=until, why=why, made_by=by)
            for o in rows
        ]
        if made:
            made[0].clean_fields(exclude=["workspace", "organisation", "made_by"])
        history.bulk_create(made, by=by, why=why)
        return batch


@operation("network.care.wake")
def wake(*, snoozes: "QuerySet[Snooze]", by: Colleague) -> Batch:
    """Remind of these relations again."""
    with history.batch(by=by, kind="bulk", label=_("Remind again")) as batch:
        for row in _own(snoozes.filter(ended_on=None), by, "organisation"):
            history.change(row, by=by, ended_on=timezone.localdate(), ended_by=by)
        return batch


@operation("network.care.set_intervals")
def set_intervals(*, days: Mapping[str, int | None], by: Colleague) -> None:
    """How many days may pass at each level (None: never cold). PermissionDenied below coordinator."""
    if not may_edit_words(by):
        raise PermissionDenied
    rows = {row.level: row for row in CareInterval.objects.filter(workspace_id=by.workspace_id)}
    for level, number in days.items():
        if level in rows:
            history.change(rows[level], by=by, days=number)
        elif number != queries.INTERVALS.get(level):
            history.create(CareInterval(workspace_id=by.workspace_id, level=level, days=number), by=by)


@operation("network.care.introduce")
def introduce(
    *,
    organisations: "QuerySet[Organisation]",
    due_on: date,
    by: Colleague,
    second: Colleague | None = None,
) -> Batch:
    """Ask whoever alone knows each organisation to introduce a colleague: a follow-up on their list, and a notice."""
    within(by, second)
    with history.batch(by=by, kind="bulk", label=_("Introduce a second colleague")) as batch:
        rows = _own(organisations, by)
        known = queries.knowers(rows)
        made: list[FollowUp] = []
        asked: dict[int, list[Organisation]] = {}
        for row in rows:
            who = {k.colleague_id for k in known.get(row.pk, [])}
            if len(who) != 1 or who == {second.pk if second else 0}:
                continue
            asked.setdefault(who.pop(), []).append(row)
        owners = Colleague.objects.in_bulk(list(asked))
        for pk, places in asked.items():
            made += [
                FollowUp(
                    workspace_id=by.workspace_id,
                    text=_introduction(place, second, owners[pk]),
                    owner=owners[pk],
                    due_on=due_on,
                    organisation=place,
                )
                for place in places
            ]
        history.bulk_create(made, by=by)
        for pk, places in asked.items():
            _ask(owners[pk], by, len(places), places[0])
        return batch


def _introduction(place: Organisation, second: Colleague | None, owner: Colleague) -> str:
    if second is None or second == owner:
        return (_("Introduce a colleague to %(organisation)s") % {"organisation": place.name})[:300]
    names = {"name": second.name, "organisation": place.name}
    return (_("Introduce %(name)s to %(organisation)s") % names)[:300]


def _ask(owner: Colleague, by: Colleague, number: int, first: Organisation) -> None:
    if owner.pk == by.pk:
        return
    path = reverse("network:follow_ups", args=[by.workspace.slug]) + "?mine=on&state=open"
    notify(
        colleague=owner, kind="network.introduce", path=path, name=by.name, n=number, organisation=first.name
    )


@operation("network.care.know_too")
def know_too(
    *, organisations: "QuerySet[Organisation]", by: Colleague, strength: str = "", about: str = ""
) -> Batch:
    """Record that `by` knows these organisations too."""
    with history.batch(by=by, kind="bulk", label=_("I know them too")) as batch:
        rows = _own(organisations, by)
        has = set(
            Tie.objects.filter(colleague=by, organisation__in=rows, ended_on=None).values_list(
                "organisation_id", flat=True
            )
        )
        for row in rows:
            if row.pk not in has:
                ties.add(colleague=by, organisation=row, strength=strength, about=about, by=by)
        return batch


@operation("network.care.tell")
def tell(*, organisations: "QuerySet[Organisation]", by: Colleague) -> Batch:
    """Tell those who approach each organisation of each other, by a notice; who told, and when, is kept."""
    with history.batch(by=by, kind="bulk", label=_("Told those who approach the same")) as batch:
        rows = _own(organisations, by)
        steps = queries.approaches(rows)
        for row in rows:
            names = {step.colleague_id: step.name for step in steps.get(row.pk, [])}
            for colleague in Colleague.objects.filter(pk__in=list(names)):
                others = [name for pk, name in names.items() if pk != colleague.pk]
                path = reverse("network:organisation_contacts", args=[by.workspace.slug, row.pk])
                notify(
                    colleague=colleague,
                    kind="network.approach",
                    path=path,
                    organisation=row.name,
                    others=others,
                )
            note = ApproachNote(
                workspace_id=by.workspace_id, organisation=row, kind=ApproachNote.Kind.TOLD, made_by=by
            )
            history.create(note, by=by)
        return batch


@operation("network.care.agree")
def agree(
    *, organisation: Organisation, leader: Colleague, by: Colleague, until: date | None = None, note: str = ""
) -> ApproachNote:
    """It is agreed that `leader` leads towards the organisation; the list is quiet about it until `until`."""
    within(by, organisation, leader)
    today = timezone.localdate()
    until = until or today + QUIET
    if not today <= until <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day to come, within three years.")})
    told = queries.involved(organisation)
    row = ApproachNote(
        workspace_id=by.workspace_id,
        organisation=organisation,
        kind=ApproachNote.Kind.AGREED,
        leader=leader,
        until=until,
        note=note,
        made_by=by,
    )
    history.create(row, by=by)
    _tell_agreed(told, organisation, leader, by)
    return row


def _tell_agreed(
    told: Sequence[Colleague], organisation: Organisation, leader: Colleague, by: Colleague
) -> None:
    path = reverse("network:organisation", args=[by.workspace.slug, organisation.pk])
    everybody = {c.pk: c for c in (*told, leader)}
    for colleague in everybody.values():
        if colleague.pk != by.pk:
            notify(
                colleague=colleague,
                kind="network.agreed",
                path=path,
                organisation=organisation.name,
                leader=leader.name,
            )
