"""Import, first two steps: the file, and what its columns mean."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Colleague, Role
from brobygger.core import once
from brobygger.core.models import Batch
from brobygger.core.uploads import too_large
from brobygger.network.importing import operations, reading
from brobygger.network.importing.fields import FIELDS, IGNORE, RECORD_LABELS
from brobygger.network.importing.problems import FileRefused
from brobygger.network.views.pages import address, find
from brobygger.records.models import ImportRun

State = ImportRun.State
SHOWN = 20


def find_run(request: WorkspaceRequest, pk: int) -> ImportRun:
    """The import of this workspace, or 404; one whose batch was undone from the history counts as undone."""
    run = find(request, ImportRun, pk, "file", "started_by")
    if (
        run.state == State.APPLIED
        and Batch.objects.filter(pk=run.batch_id or 0, undone_at__isnull=False).exists()
    ):
        run.state = State.UNDONE
    return run


def steps(request: WorkspaceRequest, run: ImportRun | None, current: int) -> list[dict[str, str]]:
    """The four steps with where one is."""
    words = [_("File"), _("Columns"), pgettext("step of an import", "Check"), _("Receipt")]
    urls = ["", "", "", ""]
    if run is not None and run.state in operations.OPEN and current > 2 and not operations.is_cards(run):
        urls[1] = address(request, "import_columns", run.pk)
    states = ["done" if i < current else "current" if i == current else "todo" for i in range(1, 5)]
    return [
        {"label": word, "state": state, "url": url}
        for word, state, url in zip(words, states, urls, strict=True)
    ]


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def start(request: WorkspaceRequest) -> HttpResponse:
    """Choose a file; below it the imports of before."""
    refused = ""
    if request.method == "POST":
        refused = _refusal(request)
        if not refused:
            try:
                return once.answer(request, lambda: _take_file(request))
            except FileRefused as wrong:
                refused = wrong.message
    runs = ImportRun.objects.of(request.workspace).filter(kind=operations.KIND)
    context = {
        "steps": steps(request, None, 1),
        "refused": refused,
        "once": once.hidden(),
        "limit": reading.MAX_BYTES // 1024**2,
        "colleagues": _here(request).values_list("pk", "name"),
        "runs": _with_states(
            runs.exclude(state=State.DISCARDED)
            .select_related("started_by")
            .defer("result", "mends", "answers", "tray")
            .order_by("-pk")[:SHOWN]
        ),
    }
    return render(request, "network/import_start.html", context, status=422 if refused else 200)


def _refusal(request: WorkspaceRequest) -> str:
    if size := too_large(request):
        return _(
            "The file is %(size)d MB. The limit is %(limit)d MB: split it or remove what is not to be imported."
        ) % {
            "size": size,
            "limit": reading.MAX_BYTES // 1024**2,
        }
    return "" if "file" in request.FILES else _("Choose a file first.")


def _take_file(request: WorkspaceRequest) -> str:
    upload: Any = request.FILES["file"]
    asked = request.POST.get("known_by", "")
    known_by = _here(request).filter(pk=int(asked)).first() if asked.isdigit() and len(asked) < 19 else None
    run = operations.start_run(
        content=upload.file, name=upload.name or "", by=request.colleague, known_by=known_by
    )
    return address(request, "import_check" if operations.is_cards(run) else "import_columns", run.pk)


def _here(request: WorkspaceRequest) -> Any:
    """Colleagues whose cards may be brought in."""
    return Colleague.objects.of(request.workspace).exclude(state=Colleague.State.LEFT).order_by("sort_key")


def _with_states(runs: Any) -> list[ImportRun]:
    found = list(runs)
    undone = set(
        Batch.objects.filter(
            pk__in=[r.batch_id for r in found if r.batch_id], undone_at__isnull=False
        ).values_list("pk", flat=True)
    )
    for run in found:
        if run.batch_id in undone:
            run.state = State.UNDONE
    return found


@member(Role.COORDINATOR)
@require_http_methods(["GET"])
def where(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take an import up again where it was left."""
    run = find_run(request, pk)
    if run.state in (State.APPLIED, State.UNDONE, State.DISCARDED):
        return redirect(address(request, "import_receipt", pk))
    if run.state == State.RUNNING or "job" in run.settings:
        return redirect(address(request, "import_progress", pk))
    asks_columns = run.state == State.UPLOADED and not operations.is_cards(run)
    return redirect(address(request, "import_columns" if asks_columns else "import_check", pk))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def columns(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What each column means; guessed, and changed where the guess is wrong."""
    run = find_run(request, pk)
    if run.file is None or run.state not in operations.OPEN:
        return redirect(address(request, "import_receipt", pk))
    if operations.is_cards(run):
        return redirect(address(request, "import_check", pk))
    wrong = ""
    headers = run.settings["headers"]
    chosen = [request.POST.get(f"column-{i}", "") for i in range(len(headers))]
    if request.method == "POST":
        try:
            if chosen != run.mapping["fields"]:
                operations.set_mapping(run=run, fields=chosen, by=request.colleague)
            return redirect(address(request, "import_check", pk))
        except ValueError as error:
            wrong = str(error)
        except operations.NotOpen:
            return redirect(address(request, "import", pk))
    found = operations.columns_of(run)
    samples = run.settings.get("samples", [])
    table: list[dict[str, Any]] = [
        {
            "index": column.index,
            "header": column.header,
            "samples": [
                row[column.index] for row in samples if column.index < len(row) and row[column.index]
            ][:2],
            "field": chosen[column.index] if wrong else column.field,
            "certainty": round(column.certainty),
            "doubtful": column.doubtful,
            "unknown": not column.field,
            "suggestions": [f.label for code in column.suggestions for f in FIELDS if f.code == code],
        }
        for column in found
    ]
    context = {
        "run": run, "steps": steps(request, run, 2), "table": table, "groups": _groups(), "wrong": wrong,
        "doubtful": sum(row["doubtful"] for row in table), "unknown": sum(row["unknown"] for row in table),
        "ignore": IGNORE,
    }  # fmt: skip
    return render(request, "network/import_columns.html", context, status=422 if wrong else 200)


def _groups() -> list[tuple[Any, list[Any]]]:
    """The fields by the record they belong to, for a choice."""
    order = ("organisation", "person", "affiliation", "tie", "contact", "formality", "note")
    return [(RECORD_LABELS[record], [f for f in FIELDS if f.record == record]) for record in order]


@member(Role.COORDINATOR)
@require_POST
def discard(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Forget an import that was not written."""
    run = find_run(request, pk)
    try:
        operations.discard_run(run=run, by=request.colleague)
    except operations.NotOpen:
        return redirect(address(request, "import", pk))
    messages.success(request, _("The import is dropped. Nothing was written, and the file is not kept."))
    return redirect(address(request, "imports"))
