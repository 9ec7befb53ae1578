"""An import from file to receipt, as pages and commands drive it.

`start_run` → `set_mapping` → `check_run` → (`mend`, `answer`, `choose`) → `apply_run` → `undo_run`; rows answered
"later" wait in the run's tray until `settle_tray`. Only `apply_run`, `settle_tray` and `undo_run` write the network.
"""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import history, jobs
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.operations import Actor, operation
from brobygger.core.text import mask_cpr
from brobygger.core.undo import UndoReport, undo_batch
from brobygger.network.importing import apply, mapping, reading, report, stored
from brobygger.network.importing.check import Options, Progress, check
from brobygger.network.importing.fields import BY_CODE, IGNORE
from brobygger.network.importing.mapping import Column
from brobygger.network.importing.staging import FILL, POLICIES, Plan
from brobygger.records.models import ImportRun, SavedMapping

KIND = "network"
# Files with more rows than this are checked and written by a job, beside the page.
IN_A_JOB = 2000
State = ImportRun.State
OPEN = (State.UPLOADED, State.CHECKED, State.FAILED)


class Unsettled(Exception):
    """Errors or questions are left: nothing was written."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("unsettled")
        self.plan = plan


class Changed(Exception):
    """The workspace has changed since the check, so that other things would happen than were shown."""


class NotOpen(Exception):
    """The run is being written, or was written or undone before."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(run.state)
        self.run = run


def start_run(
    *, content: BinaryIO, name: str, by: Actor, policy: str = FILL, known_by: Colleague | None = None
) -> ImportRun:
    """Read a file and keep its rows. FileRefused, with nothing kept, where it cannot be read.

    `known_by`: the colleague who knows everybody in a file of business cards.
    """
    source = reading.read(content, name, colleague=known_by.email or known_by.name if known_by else "")
    colleague = by if isinstance(by, Colleague) else None
    file, count, samples = stored.keep(source, workspace_id=by.workspace_id, uploaded_by=colleague)
    columns = columns_in(source, by.workspace_id)
    return ImportRun.objects.create(
        workspace_id=by.workspace_id,
        kind=KIND,
        file=file,
        filename=source.name,
        started_by=colleague,
        mapping={"fields": [c.field for c in columns], "certainty": [c.certainty for c in columns]},
        settings={
            "policy": policy,
            "headers": source.headers,
            "samples": samples,
            "encoding": source.encoding,
            "delimiter": source.delimiter,
            "other_sheets": source.other_sheets,
            "rows": count,
            "first": source.first,
        },
    )


def columns_in(source: reading.Source, workspace_id: int) -> list[Column]:
    """What the columns of a file mean: as its format says, or else guessed."""
    if source.fields:
        return mapping.chosen(source.headers, source.fields)
    return guess_columns(source.headers, workspace_id)


def is_cards(run: ImportRun) -> bool:
    """True where the file holds business cards: its columns are given, and rows are counted as cards."""
    return bool(run.settings.get("first", 2) == 1)


def guess_columns(headers: Sequence[str], workspace_id: int) -> list[Column]:
    """The columns as this workspace has read a file with these headers before, or else as they look."""
    saved = SavedMapping.objects.filter(
        workspace_id=workspace_id, kind=KIND, signature=mapping.signature(headers)
    ).first()
    if saved and len(saved.mapping.get("fields", ())) == len(headers):
        return mapping.chosen(headers, saved.mapping["fields"])
    return mapping.guess(headers)


def columns_of(run: ImportRun) -> list[Column]:
    """The run's columns as they are read now."""
    columns = mapping.guess(run.settings["headers"])
    for column, code, certainty in zip(columns, run.mapping["fields"], run.mapping["certainty"], strict=True):
        column.field, column.certainty = code, certainty
    return columns


@transaction.atomic
def set_mapping(*, run: ImportRun, fields: Sequence[str], by: Actor, remember: bool = True) -> ImportRun:
    """Say what each column means: a field's code, "" not understood, "-" left out. ValueError for a wrong choice."""
    run = _open(run)
    headers = run.settings["headers"]
    used = [code for code in fields if code and code != IGNORE]
    if len(fields) != len(headers) or len(used) != len(set(used)) or not set(used) <= set(BY_CODE):
        raise ValueError(_("Each column has one meaning, and no two columns the same."))
    if not {"organisation", "person", "first_name", "last_name"} & set(used):
        raise ValueError(_("Say which column holds the organisation's or the person's name."))
    run.mapping = {"fields": list(fields), "certainty": [100.0 if code else 0.0 for code in fields]}
    if remember:
        SavedMapping.objects.update_or_create(
            workspace_id=run.workspace_id,
            kind=KIND,
            signature=mapping.signature(headers),
            defaults={"name": run.filename[:200] or "CSV", "mapping": {"fields": list(fields)}},
        )
    return _unchecked(run)


@transaction.atomic
def mend(*, run: ImportRun, row: int, cells: Mapping[str, str], by: Actor) -> ImportRun:
    """Put cells of a row right; a CPR number in them is taken out before it is kept."""
    run = _open(run)
    mended = {
        **run.mends.get(str(row), {}),
        **{code: mask_cpr(text)[:20_000] for code, text in cells.items()},
    }
    run.mends = {**run.mends, str(row): mended}
    return _unchecked(run)


@transaction.atomic
def answer(*, run: ImportRun, answers: Mapping[str, str], by: Actor) -> ImportRun:
    """Answer questions: {"144": "same:row:110", "61/person": "new", "152": "later"}; "" takes an answer back."""
    run = _open(run)
    kept = {**run.answers, **answers}
    run.answers = {key: value for key, value in kept.items() if value}
    return _unchecked(run)


@transaction.atomic
def choose(*, run: ImportRun, by: Actor, policy: str = "", leave_out: bool | None = None) -> ImportRun:
    """Choose what happens to fields that are filled already, and whether rows with errors are left out."""
    run = _open(run)
    if policy:
        if policy not in POLICIES:
            raise ValueError(policy)
        run.settings = run.settings | {"policy": policy}
    if leave_out is not None:
        run.settings = run.settings | {"leave_out": leave_out}
    return _unchecked(run)


@transaction.atomic
def discard_run(*, run: ImportRun, by: Actor) -> None:
    """Forget a run that was not written, and its rows."""
    run = _open(run)
    file, run.file, run.state = run.file, None, State.DISCARDED
    run.mends, run.answers, run.tray, run.result = {}, {}, [], {}
    run.settings = {k: v for k, v in run.settings.items() if k != "samples"}
    run.save()
    if file is not None:
        transaction.on_commit(lambda: file.content.delete(save=False))
        file.delete()


def check_run(run: ImportRun, *, default_answer: str = "", progress: Progress | None = None) -> Plan:
    """Check the run's rows against what the workspace knows now; writes nothing but the result on the run."""
    plan = plan_of(run, default_answer=default_answer, progress=progress)
    run.result = report.summary(plan)
    if run.state in OPEN:
        run.state = State.CHECKED
    run.save(update_fields=["result", "state"])
    return plan


def plan_of(
    run: ImportRun, *, default_answer: str = "", only: int = 0, progress: Progress | None = None
) -> Plan:
    """The plan for the run's rows (or for `only` one of them), with its mends and answers. Writes nothing."""
    if run.file is None:
        raise NotOpen(run)
    rows = stored.rows(run.file, run.settings.get("first", 2))
    return check(
        ((number, cells) for number, cells in rows if number == only) if only else rows,
        columns_of(run),
        workspace_id=run.workspace_id,
        options=Options(
            policy=run.settings.get("policy", FILL),
            mends=run.mends,
            answers=run.answers,
            default_answer=default_answer,
        ),
        other_sheets=run.settings.get("other_sheets", 0),
        progress=progress,
    )


@operation("network.import.apply")
def apply_run(
    *,
    run: ImportRun,
    by: Actor,
    leave_out_problems: bool = False,
    default_answer: str = "",
    as_shown: bool = False,
    plan: Plan | None = None,
    since: int = 0,
) -> Plan:
    """Write the run: all of it or nothing. Unsettled where errors or questions are left; NotOpen a second time.

    `as_shown`: Changed where the check that the user saw no longer holds. A `plan` made beforehand holds as long as
    nothing has been written in the workspace `since` (see `moment`); otherwise the rows are checked again.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in (*OPEN, State.RUNNING) or run.batch_id:
        raise NotOpen(run)
    # One import at a time in a workspace; nothing else has to wait for it.
    Workspace.objects.select_for_update(no_key=True).get(pk=run.workspace_id)
    key, total = progress_key(run), run.settings.get("rows", 0)
    if plan is None or moment(run.workspace_id) != since:
        plan = plan_of(
            run,
            default_answer=default_answer,
            progress=lambda done: jobs.report(key, done=done, total=total * 2, stage="check"),
        )
    if as_shown and run.result and report.differs(run.result, plan, default_answer):
        raise Changed
    if plan.questions or (plan.rows_in_error and not leave_out_problems):
        raise Unsettled(plan)
    with history.batch(by=by, kind="import", label=run.filename) as batch:
        stages = iter(range(1, 20))
        apply.write(
            plan,
            by=by,
            evidence=_evidence(run.filename),
            told=lambda stage: jobs.report(
                key, done=total + total * next(stages) // 10, total=total * 2, stage=stage
            ),
        )
        batch.report = {"import": run.pk, "new": plan.new, "updated": plan.updated}
        batch.save(update_fields=["report"])
    _keep_receipt(run, plan, batch)
    return plan


def _keep_receipt(run: ImportRun, plan: Plan, batch: Batch) -> None:
    run.batch_id, run.state, run.applied_at = batch.pk, State.APPLIED, timezone.now()
    run.tray = report.tray(run, plan)
    run.result = report.summary(plan) | {"left_out": sorted(plan.rows_in_error)}
    run.save()


@operation("network.import.settle")
def settle_tray(*, run: ImportRun, row: int, answers: Mapping[str, str], by: Actor) -> Plan:
    """Import one row that was answered "later", as a batch of its own. Unsettled where it asks something else."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.APPLIED or not any(item["row"] == row for item in run.tray):
        raise NotOpen(run)
    run.answers = {**run.answers, **answers}
    plan = plan_of(run, only=row)
    if plan.questions or plan.rows_in_error or plan.later:
        raise Unsettled(plan)
    label = _("%(file)s, row %(row)d") % {"file": run.filename, "row": row}
    with history.batch(by=by, kind="import", label=label) as batch:
        apply.write(plan, by=by, evidence=_evidence(run.filename))
        batch.report = {"import": run.pk, "row": row, "new": plan.new, "updated": plan.updated}
        batch.save(update_fields=["report"])
    run.tray = [item for item in run.tray if item["row"] != row]
    run.save(update_fields=["tray", "answers"])
    return plan


@operation("network.import.undo")
def undo_run(*, run: ImportRun, by: Actor) -> UndoReport:
    """Take the import back, with the rows that were settled from its tray; what others have built on stays, listed."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.APPLIED:
        raise NotOpen(run)
    total = UndoReport()
    batches = Batch.objects.filter(workspace_id=run.workspace_id, kind="import", undone_at__isnull=True)
    for batch in batches.filter(report__import=run.pk).order_by("-pk"):
        one = undo_batch(batch=batch, by=by)
        total.removed += one.removed
        total.set_back += one.set_back
        total.returned += one.returned
        total.kept += one.kept
    run.state = State.UNDONE
    run.result = run.result | {"undo": total.as_json()}
    run.save(update_fields=["state", "result"])
    return total


def moment(workspace_id: int) -> int:
    """Grows with every write in the workspace."""
    newest = (
        HistoryEntry.objects.filter(workspace_id=workspace_id).order_by("-id").values_list("id", flat=True)
    )
    return newest.first() or 0


def progress_key(run: ImportRun) -> str:
    """Under which the run's progress is reported."""
    return f"{run.workspace_id}-import-{run.pk}"


def _evidence(filename: str) -> str:
    name = filename.replace("{", "{{").replace("}", "}}")
    return _("%(file)s, row %(row)s") % {"file": name, "row": "{row}"}


def _open(run: ImportRun) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in OPEN or run.batch_id:
        raise NotOpen(run)
    return run


def _unchecked(run: ImportRun) -> ImportRun:
    """What was checked no longer holds."""
    run.state, run.result = State.UPLOADED, {}
    run.save()
    return run
