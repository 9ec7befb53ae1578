"""Notes on a record."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import pages
from brobygger.records import journal as journals
from brobygger.records import operations, queries, rules
from brobygger.records.forms import NoteForm
from brobygger.records.models import JournalNote
from brobygger.records.views.paging import part_of


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
    record = journals.record(request.colleague, model, pk)
    operations.add_note(model=model, object_id=record.pk, by=request.colleague, **form.cleaned_data)
    return _journal_again(request, model, record.pk)


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
    pk = record.pk
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
    return render(request, part_of(request, "records/journal.html"), context, status=status)


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
