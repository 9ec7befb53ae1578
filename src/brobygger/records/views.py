"""History, undo, bin, journal, saved views, notices and jobs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import jobs, pages
from brobygger.core.lists.ordering import by
from brobygger.core.lists.paging import read_page
from brobygger.core.models import Batch
from brobygger.core.undo import AlreadyUndone
from brobygger.records import journal as journals
from brobygger.records import operations, queries, rules
from brobygger.records.described import tell
from brobygger.records.forms import HistoryFilterForm, NoteForm, SaveViewForm
from brobygger.records.models import JournalNote, Notice, SavedView
from brobygger.records.notices import sentence
from brobygger.records.undoing import report_lines

PAGE = 30
CURSOR = ("after", "skip")


# History and undo


@member(Role.READER)
def history(request: WorkspaceRequest) -> HttpResponseBase:
    """What the system wrote: every change in the workspace, newest first."""
    form = HistoryFilterForm(request.colleague, pages.nouns(), request.GET)
    entries = queries.history_of(request.workspace)
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
    entries = queries.history_of(request.workspace, model=model, object_id=pk)
    page = _newest_first(request, entries)
    context = {
        "record": record,
        "label": model,
        "record_url": pages.address(request.workspace.slug, model, pk),
        "told": tell(page["rows"], request.workspace.slug),
        "page": page,
    }
    return render(request, _template(request, "records/record_history.html"), context)


@member(Role.READER)
def batch(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """One batch: what was written together, and how to undo it."""
    found = get_object_or_404(queries.batches_of(request.workspace), pk=pk)
    entries = queries.history_of(request.workspace).filter(batch_id=found.pk)
    page = _newest_first(request, entries)
    context = {
        "batch": found,
        "counts": [c | {"noun": pages.noun(c["model"])} for c in queries.batch_counts(found)],
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
    page = _newest_first(request, queries.binned(request.workspace))
    rows = [
        {
            "batch": found,
            "noun": pages.noun(model) if (model := (found.report or {}).get("model")) else "",
            "may": rules.may_undo(request.colleague, found),
        }
        for found in page["rows"]
    ]
    return render(request, "records/bin.html", {"rows": rows, "page": page})


# Journal


@member(Role.READER)
def journal(request: WorkspaceRequest, model: str, pk: int) -> HttpResponseBase:
    """The notes on one record: a part for its page, or a page of its own."""
    return _journal(request, model, pk, NoteForm())


@member(Role.STAFF)
def journal_add(request: WorkspaceRequest, model: str, pk: int) -> HttpResponseBase:
    """Write a note."""
    form = NoteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _journal(request, model, pk, form, status=422 if request.method == "POST" else 200)
    journals.record(request.colleague, model, pk)
    operations.add_note(model=model, object_id=pk, by=request.colleague, **form.cleaned_data)
    return _journal_again(request, model, pk)


@member(Role.STAFF)
def note_edit(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Rewrite one's own note."""
    note = _note(request, pk)
    form = NoteForm(request.POST or None, instance=note)
    if request.method == "POST" and form.is_valid():
        stored = _note(request, pk)
        operations.edit_note(note=stored, by=request.colleague, **form.cleaned_data)
        return _journal_again(request, note.model, note.object_id)
    context = {"form": form, "note": note, "back": _record_url(request, note)}
    return render(request, "records/note_form.html", context, status=422 if form.errors else 200)


@require_POST
@member(Role.STAFF)
def note_pin(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Pin a note, or take it down."""
    note = get_object_or_404(JournalNote.objects.of(request.workspace), pk=pk)
    operations.pin_note(note=note, pinned=request.POST.get("pinned") == "1", by=request.colleague)
    return _journal_again(request, note.model, note.object_id)


@require_POST
@member(Role.STAFF)
def note_delete(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Move one's own note to the bin."""
    note = _note(request, pk)
    operations.delete_note(note=note, by=request.colleague)
    messages.success(request, _("The note is in the bin."))
    return _journal_again(request, note.model, note.object_id)


def _note(request: WorkspaceRequest, pk: int) -> JournalNote:
    note = get_object_or_404(JournalNote.objects.of(request.workspace), pk=pk)
    if not rules.may_edit_note(request.colleague, note):
        raise PermissionDenied
    return note


def _journal(
    request: WorkspaceRequest, model: str, pk: int, form: NoteForm, status: int = 200
) -> HttpResponseBase:
    record = journals.record(request.colleague, model, pk)
    context = {
        "record": record,
        "record_url": pages.address(request.workspace.slug, model, pk),
        "notes": [
            {"note": note, "may_edit": rules.may_edit_note(request.colleague, note)}
            for note in queries.notes_of(request.workspace, model, pk)[:100]
        ],
        "form": form if request.colleague.has_role(Role.STAFF) else None,
        "add_url": reverse("records:journal_add", args=[request.workspace.slug, model, pk]),
    }
    return render(request, _template(request, "records/journal.html"), context, status=status)


def _journal_again(request: WorkspaceRequest, model: str, pk: int) -> HttpResponseBase:
    """After a write: the part again for htmx, else the page it was written on."""
    if "HX-Request" in request.headers:
        return _journal(request, model, pk, NoteForm())
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("records:journal", args=[request.workspace.slug, model, pk])
    return redirect(back)


def _record_url(request: WorkspaceRequest, note: JournalNote) -> str:
    page = pages.address(request.workspace.slug, note.model, note.object_id)
    return page or reverse("records:journal", args=[request.workspace.slug, note.model, note.object_id])


# Saved views


@require_POST
@member(Role.READER)
def save_view(request: WorkspaceRequest) -> HttpResponseBase:
    """Save a list's state under a name."""
    form = SaveViewForm(request.colleague, request.POST)
    if not form.is_valid():
        return render(request, "records/view_form.html", {"form": form}, status=422)
    values: dict[str, Any] = dict(form.cleaned_data)
    back = values.pop("back")
    values.setdefault("team", None)
    view = operations.save_view(by=request.colleague, **values)
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        raise Http404
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(f"{back}?{view.query}&view={view.pk}" if view.query else f"{back}?view={view.pk}")


@require_POST
@member(Role.READER)
def delete_view(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Delete a saved view; what it showed is untouched."""
    view = get_object_or_404(SavedView.objects.of(request.workspace), pk=pk)
    operations.delete_view(view=view, by=request.colleague)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect(f"/{request.workspace.slug}/")


# Notices and jobs


@member(Role.READER)
def notices(request: WorkspaceRequest) -> HttpResponseBase:
    """What is done and what waits for the colleague who asks."""
    page = _newest_first(request, queries.notices_of(request.colleague))
    rows = [{"notice": n, "text": sentence(n)} for n in page["rows"]]
    return render(request, "records/notices.html", {"rows": rows, "page": page})


@require_POST
@member(Role.READER)
def notices_read(request: WorkspaceRequest) -> HttpResponseBase:
    """Mark all one's notices read."""
    operations.mark_read(notices=queries.notices_of(request.colleague))
    return redirect("records:notices", request.workspace.slug)


@member(Role.READER)
def notice(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Follow a notice to what it is about; it counts as read."""
    found = get_object_or_404(queries.notices_of(request.colleague), pk=pk)
    operations.mark_read(notices=Notice.objects.filter(pk=found.pk))
    return redirect(found.path or reverse("records:notices", args=[request.workspace.slug]))


@member(Role.READER)
def job(request: WorkspaceRequest, key: str) -> HttpResponseBase:
    """How far a long piece of work is: a part that asks again by itself while the work goes on."""
    if not key.startswith(f"{request.workspace.pk}-"):
        raise Http404
    return render(
        request, _template(request, "records/job.html"), {"progress": jobs.progress(key), "key": key}
    )


# Shared by the pages above


def _newest_first(request: WorkspaceRequest, rows: Any) -> dict[str, Any]:
    """A page of thirty by key, newest first, with the addresses of its neighbours."""
    given = {name: request.GET.get(name, "").replace("\0", "") for name in ("after", "before")}
    found = read_page(rows.order_by(), by("id")(True), size=PAGE, **given)
    params = request.GET.copy()
    for name in ("after", "before"):
        params.pop(name, None)

    def address(name: str, token: str) -> str:
        if not token:
            return ""
        params[name] = token
        made = f"?{params.urlencode()}"
        params.pop(name)
        return made

    return {
        "rows": found.rows,
        "previous": address("before", found.previous),
        "next": address("after", found.next),
    }


def _template(request: WorkspaceRequest, name: str) -> str:
    """The part alone where htmx asks for it."""
    return f"{name}#part" if "HX-Request" in request.headers else name
