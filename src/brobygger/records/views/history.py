"""History, undo and the bin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import pages
from brobygger.core.models import Batch
from brobygger.core.undo import AlreadyUndone
from brobygger.records import journal as journals
from brobygger.records import operations, queries, rules
from brobygger.records.described import tell
from brobygger.records.forms import HistoryFilterForm
from brobygger.records.undoing import report_lines
from brobygger.records.views.paging import PAGE, newest_first, part_of

CURSOR = ("after", "skip")


@member(Role.READER)
def history(request: WorkspaceRequest) -> HttpResponseBase:
    """What the system wrote: every change in the workspace, newest first."""
    form = HistoryFilterForm(request.colleague, pages.nouns(), request.GET)
    entries = queries.history_of(request.colleague)
    if form.is_valid():
        entries = queries.narrowed(entries, **form.cleaned_data)
    given = {
        name: int(v) if (v := request.GET.get(name, "")).isdecimal() and len(v) < 19 else None
        for name in CURSOR
    }
    rows, more = queries.grouped(entries, size=PAGE, **given)
    older = request.GET.copy()
    if more:
        older["after"], older["skip"] = str(rows[-1].pk), str(rows[-1].batch_id or "")
    context = {
        "form": form,
        "told": tell(rows, request.workspace.slug, batches=True),
        "next_url": f"?{older.urlencode()}" if more else "",
    }
    return render(request, "records/history.html", context)


@member(Role.READER)
def record_history(request: WorkspaceRequest, model: str, pk: int) -> HttpResponseBase:
    """The history of one record: a part for its page, or a page of its own."""
    record = journals.record(request.colleague, model, pk)
    entries = queries.history_of(request.colleague, model=model, object_id=pk)
    page = newest_first(request, entries)
    context = {
        "record": record,
        "label": model,
        "record_url": pages.address(request.workspace.slug, model, pk),
        "told": tell(page["rows"], request.workspace.slug),
        "page": page,
    }
    return render(request, part_of(request, "records/record_history.html"), context)


@member(Role.READER)
def batch(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """One batch: what was written together, and how to undo it."""
    found = get_object_or_404(queries.batches_of(request.workspace), pk=pk)
    if rules.is_closed(request.colleague, found):
        raise Http404
    entries = queries.history_of(request.colleague).filter(batch_id=found.pk)
    page = newest_first(request, entries)
    context = {
        "batch": found,
        "counts": [
            c | {"noun": pages.noun(c["model"])} for c in queries.batch_counts(request.colleague, found)
        ],
        "told": tell(page["rows"], request.workspace.slug),
        "page": page,
        "may_undo": queries.undoable(found) and rules.may_undo(request.colleague, found),
        "kept": report_lines(found, request.workspace.slug),
        "undone_batch": (found.report or {}).get("undo_of"),
    }
    return render(request, "records/batch.html", context)


@member(Role.STAFF)
def batch_undo(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Ask first, then undo; the batch's page says what was kept and why."""
    found = get_object_or_404(queries.batches_of(request.workspace), pk=pk)
    if not rules.may_undo(request.colleague, found):
        raise PermissionDenied
    address = reverse("records:batch", args=[request.workspace.slug, pk])
    if not queries.undoable(found):
        messages.info(request, _("This has been undone already."))
        return redirect(address)
    if request.method == "POST":
        return _undo(request, found, address)
    deletion = found.kind == "deletion"
    context = {
        "title": _("Give back %(what)s") % {"what": found.label}
        if deletion
        else _("Undo %(what)s") % {"what": found.label},
        "text": _(
            "What was created is removed, what was changed is set back, what was deleted returns. "
            "What somebody has worked on since is left as it is and listed."
        ),
        "action": _("Give it back") if deletion else _("Undo it"),
        "cancel_url": reverse("records:bin", args=[request.workspace.slug]) if deletion else address,
    }
    return render(request, "components/confirm.html", context)


def _undo(request: WorkspaceRequest, found: Batch, address: str) -> HttpResponseBase:
    try:
        report = operations.undo(batch=found, by=request.colleague)
    except AlreadyUndone:
        messages.info(request, _("This has been undone already."))
        return redirect(address)
    if report.kept:
        messages.warning(request, _("Undone, except for what has been worked on since. It is listed below."))
    elif found.kind == "deletion":
        messages.success(request, _("%(what)s is back.") % {"what": found.label})
        return redirect("records:bin", request.workspace.slug)
    else:
        messages.success(request, _("Undone: %(what)s.") % {"what": found.label})
    return redirect(address)


@member(Role.READER)
def bin_page(request: WorkspaceRequest) -> HttpResponseBase:
    """Every deletion that has not been given back."""
    page = newest_first(request, queries.binned(request.colleague))
    rows = [
        {
            "batch": found,
            "noun": pages.noun(model) if (model := (found.report or {}).get("model")) else "",
            "may": rules.may_undo(request.colleague, found),
        }
        for found in page["rows"]
    ]
    return render(request, "records/bin.html", {"rows": rows, "page": page})
