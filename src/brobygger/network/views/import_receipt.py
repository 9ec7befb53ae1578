"""Import, last step: writing, progress, receipt, the tray, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import jobs
from brobygger.core.models import Batch
from brobygger.network.importing import operations, report
from brobygger.network.importing.problems import WARNING
from brobygger.network.importing.resolving import ANSWERS, LATER
from brobygger.network.tasks import apply_import
from brobygger.network.views.import_check import numbers, show
from brobygger.network.views.imports import find_run, steps
from brobygger.network.views.pages import address
from brobygger.records.models import ImportRun
from brobygger.records.undoing import report_lines

State = ImportRun.State


@member(Role.COORDINATOR)
@require_POST
def apply(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Write it: at once, or by a job where the file is long. A form sent twice leads to the same receipt."""
    run = find_run(request, pk)
    if run.state not in operations.OPEN or run.file is None:
        return redirect(address(request, "import", pk))
    leave_out = bool(run.settings.get("leave_out"))
    if wrong := _not_ready(request, run):
        return show(request, run, wrong=wrong)
    if run.settings.get("rows", 0) > operations.IN_A_JOB:
        return _apply_in_a_job(request, run, leave_out)
    try:
        operations.apply_run(
            run=run, by=request.colleague, leave_out_problems=leave_out, default_answer=LATER, as_shown=True
        )
    except operations.NotOpen:
        return redirect(address(request, "import", pk))
    except (operations.Changed, operations.Unsettled):
        operations.check_run(run)
        return show(
            request, run, wrong=_("Something has changed here since the check. This is how it looks now.")
        )
    return redirect(address(request, "import_receipt", pk))


def _not_ready(request: WorkspaceRequest, run: ImportRun) -> str:
    """What stands in the way of writing, or ""."""
    if "rows" not in run.result:
        return _("The rows have not been checked yet. This is how it looks now.")
    if run.result["in_error"] and not run.settings.get("leave_out"):
        return ngettext(
            "%(n)d row cannot be imported. Mend it or leave it out.",
            "%(n)d rows cannot be imported. Mend them or leave them out.",
            run.result["in_error"],
        ) % {"n": run.result["in_error"]}
    if len(set(request.POST.getlist("tick"))) < len(report.problems(run.result, WARNING)):
        return _("Tick each warning that is right, or change what it is about.")
    return ""


def _apply_in_a_job(request: WorkspaceRequest, run: ImportRun, leave_out: bool) -> HttpResponse:
    updated = ImportRun.objects.filter(pk=run.pk, state__in=operations.OPEN, batch_id__isnull=True).update(
        state=State.RUNNING, settings=run.settings | {"job": "apply"}
    )
    if updated:
        apply_import.enqueue(run.pk, request.colleague.pk, leave_out, LATER, get_language() or "da")
    return redirect(address(request, "import_progress", run.pk))


@member(Role.COORDINATOR)
@require_http_methods(["GET"])
def progress(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How far the job is; when it is over, on to where the import stands."""
    run = find_run(request, pk)
    if "job" not in run.settings and run.state != State.RUNNING:
        onward = address(request, "import", pk)
        if request.htmx:
            response = HttpResponse(status=204)
            response.headers["HX-Redirect"] = onward
            return response
        return redirect(onward)
    writing = run.settings.get("job") == "apply"
    context = {
        "run": run,
        "steps": steps(request, run, 4 if writing else 3),
        "writing": writing,
        "progress": jobs.progress(operations.progress_key(run)) or {"done": 0, "total": 0},
    }
    template = "network/import_progress.html"
    return render(request, f"{template}#part" if request.htmx else template, context)


@member(Role.COORDINATOR)
@require_http_methods(["GET"])
def receipt(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What was written, what was left out, what waits; it stays."""
    run = find_run(request, pk)
    if run.state in operations.OPEN and run.file is not None:
        return redirect(address(request, "import", pk))
    return _receipt(request, run)


def _receipt(request: WorkspaceRequest, run: ImportRun, *, wrong: str = "") -> HttpResponse:
    result = run.result
    batch = Batch.objects.filter(pk=run.batch_id).first() if run.batch_id else None
    left_out = result.get("left_out", [])
    context = {
        "run": run, "steps": steps(request, run, 4), "result": result, "batch": batch, "wrong": wrong,
        "figures": _figures(result), "left_out": numbers(left_out, 20), "left_out_count": len(left_out),
        "undone": run.state == State.UNDONE,
        "kept": report_lines(batch, request.workspace.slug) if batch else [],
        "written": run.state == State.APPLIED,
        "batch_url": reverse("records:batch", args=[request.workspace.slug, batch.pk]) if batch else "",
    }  # fmt: skip
    return render(request, "network/import_receipt.html", context, status=422 if wrong else 200)


def _figures(result: dict[str, Any]) -> list[dict[str, Any]]:
    new, updated = result.get("new", {}), result.get("updated", {})
    figures = [
        {"n": new.get("organisation", 0), "label": _("new organisations")},
        {"n": new.get("person", 0), "label": _("new people")},
        {"n": new.get("contact", 0), "label": _("contacts")},
        {"n": updated.get("organisation", 0) + updated.get("person", 0), "label": _("updated")},
    ]
    return figures if result.get("rows") is not None else []


@member(Role.COORDINATOR)
@require_POST
def settle(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A row from the tray: the same as what is known, or new."""
    run = find_run(request, pk)
    number, given = request.POST.get("row", ""), request.POST.get("answer", "")
    if not number.isdigit() or given not in ANSWERS:
        return redirect(address(request, "import_receipt", pk))
    try:
        operations.settle_tray(
            run=run, row=int(number), answers={number: given, f"{number}/person": given}, by=request.colleague
        )
    except operations.NotOpen:
        messages.info(request, _("The row is settled already."))
    except operations.Unsettled:
        return _receipt(request, run, wrong=_("Row %(row)s still waits.") % {"row": number})
    else:
        messages.success(request, _("Row %(row)s is imported.") % {"row": number})
    return redirect(address(request, "import_receipt", pk))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def undo(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask first, then take the import back."""
    run = find_run(request, pk)
    here = address(request, "import_receipt", pk)
    if run.state != State.APPLIED:
        return redirect(here)
    if request.method == "POST":
        try:
            undone = operations.undo_run(run=run, by=request.colleague)
        except operations.NotOpen:
            return redirect(here)
        if undone.kept:
            messages.warning(
                request, _("Undone, except for what has been worked on since. It is listed below.")
            )
        else:
            messages.success(request, _("The import is undone. Everything is as it was before."))
        return redirect(here)
    context = {
        "title": _("Undo the import of %(file)s") % {"file": run.filename},
        "text": _(
            "What was created is removed, what was changed is set back. "
            "What somebody has worked on since is left as it is and listed."
        ),
        "action": _("Undo the import"),
        "cancel_url": here,
        "danger": True,
    }
    return render(request, "components/confirm.html", context)
