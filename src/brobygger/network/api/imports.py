"""Imports: a file is checked or written, and taken back. Answers what `brobygger import … --json` prints."""

import json
from typing import Any, Literal

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from brobygger.accounts.api import COORDINATE, ApiRequest, named_one, rows_of
from brobygger.accounts.models import Colleague
from brobygger.core.api.problems import Refused
from brobygger.core.api.types import IdAsked, LongText, Outgoing, YesNoAsked
from brobygger.network.api.rows import unfit
from brobygger.network.exchange import vcard_reading
from brobygger.network.importing import operations, reading
from brobygger.network.importing.check import Options, check
from brobygger.network.importing.problems import FileRefused
from brobygger.network.importing.staging import FILL, POLICIES, Plan
from brobygger.records.api import KeptOut, not_again
from brobygger.records.models import ImportRun

WORDS = ("", "same", "new", "later")
Policy = Literal["fill", "overwrite", "skip", "create"]
assert set(POLICIES) == {"fill", "overwrite", "skip", "create"}  # noqa: S101


class ProblemOut(Outgoing):
    """One kind of problem, with all rows it was found in; a row is numbered as in the file."""

    kind: str
    severity: Literal["error", "warning"]
    field: str | None = None
    rows: list[int]
    message: str


class QuestionOut(Outgoing):
    """A row that may be the same as something known, or as an earlier row."""

    row: int
    candidates: list[dict[str, Any]]


class ImportOut(Outgoing):
    """What would be written, or was; `batch` is null as long as nothing was."""

    rows: int
    blank: int
    new: dict[str, int]
    updated: dict[str, int]
    unchanged: int
    problems: list[ProblemOut]
    questions: list[QuestionOut]
    batch: int | None


class TakenBackOut(Outgoing):
    """What taking it back did."""

    removed: int
    set_back: int
    returned: int
    kept: list[KeptOut]


class ImportIn(BaseModel):
    kind: Literal["network", "vcard"] = "network"
    mode: Literal["check", "apply"] = Field(default="check", description="`check` writes nothing.")
    policy: Policy = Field(default="fill", description="Fields that are filled already.")
    answers: LongText = Field(
        default="",
        description='`same`, `new` or `later` for every question, or JSON by row: {"144": "same:row:110"}.',
    )
    leave_out_problems: YesNoAsked = Field(default=False, description="Leave out rows with errors.")
    colleague: IdAsked | None = Field(default=None, description="Who knows everybody in a file of cards.")


router = Router(tags=["Imports"])


@router.post("/imports", response=ImportOut, auth=COORDINATE, summary="Check or import a file")
def create(request: ApiRequest, data: Form[ImportIn], file: File[UploadedFile]) -> ImportOut:
    """CSV, XLSX or business cards. All or nothing: 422 with the same content while errors or questions are left."""
    _as_described(request)
    if data.kind == "vcard" and not vcard_reading.looks_like_cards(_start(file)):
        raise Refused(422, "not_cards", _("This is no file of business cards."))
    known_by = named_one(request, Colleague, data.colleague, "colleague")
    by_row = _by_row(data.answers)
    try:
        plan, batch = (_apply if data.mode == "apply" else _check)(request, data, file, known_by, by_row)
    except FileRefused as refused:
        status = 413 if refused.kind == "too_large" else 422
        raise Refused(status, refused.kind, refused.message) from None
    return ImportOut(**plan.as_json(batch=batch))


@router.post("/imports/{batch}/undo", response=TakenBackOut, auth=COORDINATE, summary="Take an import back")
def undo(request: ApiRequest, batch: IdAsked) -> TakenBackOut:
    """With the rows that were settled later; what others have built on stays and is listed."""
    found = rows_of(request, ImportRun).filter(batch_id=batch).first()
    if found is None:
        raise Http404
    try:
        report = operations.undo_run(run=found, by=request.bearer)
    except operations.NotOpen:
        raise not_again() from None
    return TakenBackOut(**report.as_json())


Outcome = tuple[Plan, int | None]


def _check(
    request: ApiRequest,
    data: ImportIn,
    file: UploadedFile,
    known_by: Colleague | None,
    by_row: dict[str, str],
) -> Outcome:
    who = (known_by.email or known_by.name) if known_by else ""
    source = reading.read(_content(file), file.name or "", colleague=who)
    plan = check(
        source.rows(),
        operations.columns_in(source, request.bearer.workspace_id),
        workspace_id=request.bearer.workspace_id,
        options=Options(policy=data.policy, default_answer=_one_word(data.answers), answers=by_row),
        other_sheets=source.other_sheets,
    )
    return plan, None


def _apply(
    request: ApiRequest,
    data: ImportIn,
    file: UploadedFile,
    known_by: Colleague | None,
    by_row: dict[str, str],
) -> Outcome:
    by = request.bearer
    run = operations.start_run(
        content=_content(file), name=file.name or "", by=by, policy=data.policy or FILL, known_by=known_by
    )
    try:
        if by_row:
            run = operations.answer(run=run, answers=by_row, by=by)
        plan = operations.apply_run(
            run=run,
            by=by,
            leave_out_problems=data.leave_out_problems,
            default_answer=_one_word(data.answers),
        )
    except BaseException as wrong:
        _forget(request, run)
        if isinstance(wrong, operations.Unsettled):
            raise _unsettled(wrong.plan) from None
        raise
    run.refresh_from_db()
    return plan, run.batch_id


def _forget(request: ApiRequest, run: ImportRun) -> None:
    """Nothing was written: neither the run nor its rows are kept."""
    content = run.file.content if run.file else None
    operations.discard_run(run=run, by=request.bearer)
    ImportRun.objects.filter(pk=run.pk).delete()
    if content:
        content.storage.delete(str(content.name))


def _unsettled(plan: Plan) -> Refused:
    said = _("Nothing was written. Mend the rows or leave them out, and answer the questions.")
    return Refused(422, "unsettled", said, **plan.as_json())


def _as_described(request: ApiRequest) -> None:
    if strange := sorted({*request.POST, *request.FILES} - {*ImportIn.model_fields, "file"}):
        raise unfit(strange[0][:80], _("There is no such field."), "extra_forbidden")


def _by_row(answers: str) -> dict[str, str]:
    """Answers to single questions; {} where one word answers all."""
    if answers in WORDS:
        return {}
    try:
        found = json.loads(answers)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise unfit("answers", _("Write same, new or later, or the answers by row as JSON."))
    return found


def _one_word(answers: str) -> str:
    return answers if answers in WORDS else ""


def _content(file: UploadedFile) -> Any:
    file.seek(0)
    return file.file


def _start(file: UploadedFile) -> bytes:
    file.seek(0)
    start: bytes = file.read(4096)
    return start
