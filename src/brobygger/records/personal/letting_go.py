"""Letting go of what is past its time: announced, waited for, carried out; and the records' own kinds of data."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Role, System, Workspace
from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.core.operations import Actor, operation
from brobygger.records.models import ImportRun, Notice, StoredFile
from brobygger.records.operations import notify
from brobygger.records.personal import erasing, exporting, leftovers, operations, retention
from brobygger.records.personal.models import ErasureRequest, ReadOut, RetentionPlan
from brobygger.records.personal.retention import Rule
from brobygger.records.personal.texts import MARK

EVERY = timedelta(hours=20)
State = RetentionPlan.State
# More than this is let go in the next round.
AT_ONCE = 2000


def _left(workspace: Workspace, before: date) -> Any:
    """Without those who are erased already: what is left of them says so in the history."""
    here = HistoryEntry.objects.filter(workspace_id=workspace.pk, model=Colleague._meta.label_lower)
    erased = here.filter(object_id=OuterRef("pk"), verb=history.CHANGED, before=MARK, after=MARK)
    return Colleague.objects.of(workspace).filter(
        ~Exists(erased), state=Colleague.State.LEFT, left_on__lt=before
    )


def _notices(workspace: Workspace, before: date) -> Any:
    return Notice.objects.of(workspace).filter(created_at__date__lt=before)


def _imports(workspace: Workspace, before: date) -> Any:
    return ImportRun.objects.of(workspace).filter(created_at__date__lt=before, file__isnull=False)


def _reads(workspace: Workspace, before: date) -> Any:
    return ReadOut.objects.of(workspace).filter(created_at__date__lt=before)


def _answered(workspace: Workspace, before: date) -> Any:
    closed = ErasureRequest.objects.of(workspace).exclude(state=ErasureRequest.State.OPEN)
    return closed.filter(decided_on__lt=before)


def _empty_run(run: Any) -> None:
    """The receipt's numbers stay; the file, and what was typed about its rows, go."""
    file = run.file
    numbers = {k: v for k, v in (run.result or {}).items() if isinstance(v, int | bool)}
    ImportRun.objects.filter(pk=run.pk).update(file=None, mends={}, answers={}, tray=[], result=numbers)
    if file is not None and not ImportRun.objects.filter(file=file).exists():
        leftovers.remove_file(StoredFile.objects.get(pk=file.pk))


RULES = (
    Rule(
        "colleagues", _("Colleagues who left"), _("Counted from the day they left. What they did stays, without the name."),
        12, Colleague, _left, erases=True,
    ),
    Rule("imports", _("Files that were imported"), _("The file and the notes on its rows; the receipt stays."),
         12, ImportRun, _imports, let_go=_empty_run),
    Rule("notices", _("Notices"), _("Lines to one colleague that something is done."), 12, Notice, _notices),
    Rule("reads", _("The log of what was taken out"), _("Who took out what."), 24, ReadOut, _reads),
    Rule("requests", _("Answered requests for erasure"), _("Counted from the answer."), 36, ErasureRequest, _answered),
)  # fmt: skip


def preview(workspace: Workspace, *, today: date | None = None) -> dict[str, list[int]]:
    """Ids by kind of what is past its time today."""
    months = retention.periods(workspace)
    found = {
        r.key: list(
            retention.due(workspace, r, months[r.key], today=today).values_list("pk", flat=True)[:AT_ONCE]
        )
        for r in retention.rules()
    }
    return {key: ids for key, ids in found.items() if ids}


@operation("records.retention.announce")
def announce(*, workspace: Workspace, by: Actor, today: date | None = None) -> RetentionPlan | None:
    """Write down what will go after the notice, and tell the leaders; None where there is nothing."""
    today = today or timezone.localdate()
    waiting = RetentionPlan.objects.of(workspace).filter(state=State.ANNOUNCED).first()
    if waiting is not None:
        return None
    items = preview(workspace, today=today)
    if not items:
        return None
    plan = RetentionPlan(
        workspace=workspace, runs_on=today + timedelta(days=retention.NOTICE_DAYS), items=items
    )
    history.create(plan, by=by)
    leaders = Colleague.objects.of(workspace).filter(role=Role.LEADER, state=Colleague.State.ACTIVE)
    path = reverse("records:retention", args=[workspace.slug])
    for leader in leaders:
        notify(colleague=leader, kind="retention.announced", path=path, count=sum(map(len, items.values())))
    return plan


@operation("records.retention.carry_out")
def carry_out(*, plan: RetentionPlan, by: Actor, today: date | None = None) -> RetentionPlan:
    """Let go of what was announced and is still past its time; nothing else."""
    plan = RetentionPlan.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=plan.pk)
    if plan.state != State.ANNOUNCED:
        return plan
    workspace, months = plan.workspace, retention.periods(plan.workspace)
    result = {}
    for rule in retention.rules():
        announced = plan.items.get(rule.key, [])
        still = retention.due(workspace, rule, months[rule.key], today=today).filter(pk__in=announced)
        result[rule.key] = _let_go(rule, still, workspace, by)
    erasing.forget_words()
    history.change(plan, by=by, state=State.DONE, result={k: n for k, n in result.items() if n})
    return plan


def _let_go(rule: Rule, rows: Iterable[Any], workspace: Workspace, by: Actor) -> int:
    count = 0
    for row in list(rows):
        if rule.erases:
            count += operations.erase_outdated(
                label=row._meta.label_lower, pk=row.pk, by=by, workspace=workspace
            )
            continue
        if rule.let_go:
            rule.let_go(row)
        else:
            row.delete()
        count += 1
    return count


@operation("records.retention.stop")
def stop(*, plan: RetentionPlan, by: Colleague, why: str = "") -> RetentionPlan:
    """Nothing of this plan goes; the next look makes a new one."""
    if not by.has_role(Role.LEADER):
        raise PermissionDenied
    history.change(plan, by=by, why=why, state=State.STOPPED)
    return plan


def run(now: datetime) -> str:
    """The timed work: carry out what was announced long enough ago, announce what is due."""
    today = timezone.localdate(now)
    done = announced = 0
    for workspace in Workspace.objects.order_by("pk"):
        by = System(workspace)
        for plan in RetentionPlan.objects.of(workspace).filter(state=State.ANNOUNCED, runs_on__lte=today):
            with transaction.atomic():
                carry_out(plan=plan, by=by, today=today)
            done += 1
        announced += announce(workspace=workspace, by=by, today=today) is not None
    gone = exporting.tidy(now)
    return f"{done} plans carried out, {gone} exports taken away, {announced} announced"
