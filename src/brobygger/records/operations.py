"""What is done to notes, views, notices and batches. Saved views and notices are settings, not records: no history."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from brobygger.accounts.models import Colleague, Member, Role, Team
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.core.undo import UndoReport, undo_batch
from brobygger.records.models import JournalNote, Notice, SavedView
from brobygger.records.rules import may_edit_note, may_undo


@operation("records.note.add")
def add_note(*, model: str, object_id: int, text: str, pinned: bool = False, by: Member) -> JournalNote:
    """Write a note in the journal of a record of `by`'s workspace. ValidationError for a CPR number."""
    note = JournalNote(
        workspace=by.workspace,
        model=model,
        object_id=object_id,
        text=text,
        pinned=pinned,
        author=by if isinstance(by, Colleague) else None,
    )
    return history.create(note, by=by)


@operation("records.note.edit")
def edit_note(*, note: JournalNote, text: str, pinned: bool, by: Member) -> None:
    """Rewrite or pin a note. PermissionDenied for another's text, unless a coordinator does it."""
    if text != note.text:
        _own(note, by)
    history.change(note, by=by, text=text, pinned=pinned)


@operation("records.note.pin")
def pin_note(*, note: JournalNote, pinned: bool, by: Member) -> None:
    """Put a note on top of its journal, or take it down."""
    history.change(note, by=by, pinned=pinned)


@operation("records.note.delete")
def delete_note(*, note: JournalNote, by: Member) -> Batch:
    """Move a note to the bin. PermissionDenied for another's, unless a coordinator does it."""
    _own(note, by)
    return history.delete(note, by=by)


def _own(note: JournalNote, by: Member) -> None:
    if not may_edit_note(by, note):
        raise PermissionDenied


@operation("records.batch.undo")
def undo(*, batch: Batch, by: Member) -> UndoReport:
    """Undo one's own batch, or as a coordinator anybody's. AlreadyUndone on a second call."""
    if batch.workspace_id != by.workspace_id or not may_undo(by, batch):
        raise PermissionDenied
    return undo_batch(batch=batch, by=by)


def save_view(
    *, list_name: str, name: str, query: str, scope: str, team: Team | None = None, by: Colleague
) -> SavedView:
    """Save a list's state under a name; the same name again is the same view with a new content."""
    values = {"query": query, "scope": scope, "team": team if scope == SavedView.Scope.TEAM else None}
    mine = SavedView.objects.filter(workspace=by.workspace, list_name=list_name, owner=by)
    view = mine.filter(name__iexact=name.strip()).first()
    if view is None:
        view = SavedView(workspace=by.workspace, list_name=list_name, owner=by, name=name.strip())
    for field, value in values.items():
        setattr(view, field, value)
    view.save()
    return view


def delete_view(*, view: SavedView, by: Colleague) -> None:
    """Delete one's own view; a coordinator may delete those that others see too."""
    if view.owner_id != by.pk and not by.has_role(Role.COORDINATOR):
        raise PermissionDenied
    view.delete()


def notify(
    *, colleague: Colleague, kind: str, path: str = "", by: Actor | None = None, **values: object
) -> Notice:
    """Leave a colleague a line: something is done or waits. The text is made when it is read (`records.notices`)."""
    return Notice.objects.create(
        workspace_id=colleague.workspace_id, colleague=colleague, kind=kind, path=path, values=values
    )


def mark_read(*, notices: "QuerySet[Notice]") -> int:
    """Mark these notices read; returns how many were not."""
    return notices.filter(read_at__isnull=True).update(read_at=timezone.now())
