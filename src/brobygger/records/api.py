"""History, batches and their undoing, and the journal of records."""

from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, found_in, rows_of
from brobygger.core.api.paging import BY_ID, NEWEST, Page, page
from brobygger.core.api.problems import Refused
from brobygger.core.api.types import (
    Asked,
    IdAsked,
    Incoming,
    LongText,
    MomentAsked,
    Name40,
    Named,
    Outgoing,
    Reason,
    Text80,
    YesNo,
    YesNoAsked,
    word,
)
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.undo import AlreadyUndone, UndoReport
from brobygger.records import operations, queries, rules
from brobygger.records.models import JournalNote

Verb = Literal["created", "changed", "deleted", "restored", "exported"]


class HistoryOut(Outgoing):
    """One change of one record. `before` and `after` hold the columns that changed."""

    id: int
    at: datetime
    model: str = Field(examples=["network.organisation"])
    object_id: int
    label: str
    verb: Verb
    operation: str = Field(examples=["network.organisation.edit"])
    by: str
    by_id: int | None = Field(description="The colleague; null for the system and for tokens.")
    why: str
    batch: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class BatchOut(Outgoing):
    """What was written together and can be undone together."""

    id: int
    kind: str = Field(examples=["import", "deletion", "bulk", "undo"])
    label: str
    at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str


class KeptOut(Outgoing):
    """Something that undoing left alone, and why: changed, built_on, missing or taken."""

    model: str
    object_id: int
    label: str
    field: str
    reason: str


class UndoneOut(Outgoing):
    """What undoing did."""

    batch: int
    removed: int
    set_back: int
    returned: int
    kept: list[KeptOut]


class DeletedOut(Outgoing):
    """It is in the bin: `POST /api/v1/batches/{batch}/undo` gives it back."""

    batch: int


class NoteOut(Outgoing):
    """A note in the journal of a record."""

    id: int
    text: str
    pinned: bool
    author: Named | None = Field(description="null where a token wrote it: see the history.")
    at: datetime


class NoteIn(Incoming):
    text: LongText = Field(min_length=1, examples=["Wants to be called, not written to"])
    pinned: YesNo = False


class NoteChange(Incoming):
    text: LongText = Field(default="", min_length=1)
    pinned: YesNo = False


class HistoryAsked(Asked):
    model: Text80 = Field(default="", description="E.g. `network.person`.")
    since: MomentAsked | None = Field(default=None, description="Changes from this time on.")
    oldest_first: YesNoAsked = Field(default=False, description="For following along: go on from `next`.")


class BatchesAsked(Asked):
    kind: Name40 | None = Field(default=None, description="E.g. `deletion`: what is in the bin.")
    undone: YesNoAsked | None = None


router = Router(tags=["History"])


@router.get("/history", response=Page[HistoryOut], auth=READ, summary="What was changed")
def history(request: ApiRequest, filters: Query[HistoryAsked]) -> Page[HistoryOut]:
    """Every change in the workspace that is for the token's role, the newest first."""
    rows = queries.history_of(request.bearer).order_by()
    if filters.model:
        rows = rows.filter(model=filters.model)
    if filters.since:
        rows = rows.filter(at__gte=filters.since)
    order = BY_ID if filters.oldest_first else NEWEST
    return page(request, rows, _entry, asked=filters, order=order, kind=HistoryOut)


@router.get("/batches", response=Page[BatchOut], auth=READ, summary="List batches")
def batches(request: ApiRequest, filters: Query[BatchesAsked]) -> Page[BatchOut]:
    """Imports, deletions, bulk changes: the newest first."""
    rows = queries.batches_of(request.bearer.workspace).order_by()
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.undone is not None:
        rows = rows.filter(undone_at__isnull=not filters.undone)
    return page(request, rows, _batch, asked=filters, order=NEWEST, kind=BatchOut)


@router.get("/batches/{id}", response=BatchOut, auth=READ, summary="Read a batch")
def batch(request: ApiRequest, id: IdAsked) -> BatchOut:  # noqa: A002
    """One batch."""
    return _batch(found_in(request, queries.batches_of(request.bearer.workspace), id))


@router.get("/batches/{id}/history", response=Page[HistoryOut], auth=READ, summary="What a batch changed")
def batch_history(request: ApiRequest, id: IdAsked, filters: Query[Asked]) -> Page[HistoryOut]:  # noqa: A002
    """The changes of one batch, the newest first."""
    found = found_in(request, queries.batches_of(request.bearer.workspace), id)
    rows = queries.history_of(request.bearer).filter(batch_id=found.pk).order_by()
    return page(request, rows, _entry, asked=filters, order=NEWEST, kind=HistoryOut)


@router.post("/batches/{id}/undo", response=UndoneOut, auth=WRITE, summary="Undo a batch")
def batch_undo(request: ApiRequest, id: IdAsked) -> UndoneOut:  # noqa: A002
    """Created is removed, changed is set back, deleted returns; what was worked on since stays. Coordinator."""
    found = found_in(request, queries.batches_of(request.bearer.workspace), id)
    if not rules.may_undo(request.bearer, found):
        raise PermissionDenied
    if not queries.undoable(found):
        raise not_again()
    try:
        report = operations.undo(batch=found, by=request.bearer)
    except AlreadyUndone:
        raise not_again() from None
    return undone(found.pk, report)


def not_again() -> Refused:
    """409 for what was undone before."""
    return Refused(409, "undone", _("This has been undone already, or cannot be undone."))


def undone(pk: int, report: UndoReport) -> UndoneOut:
    """The report of an undoing."""
    return UndoneOut(batch=pk, **report.as_json())


@router.patch("/notes/{id}", response=NoteOut, auth=WRITE, summary="Change a note")
def note_change(request: ApiRequest, id: IdAsked, data: NoteChange) -> NoteOut:  # noqa: A002
    """Rewrite or pin it. Another's text: coordinator."""
    note = find(request, JournalNote, id, "author")
    values: dict[str, Any] = {"text": note.text, "pinned": note.pinned} | data.given()
    operations.edit_note(note=note, by=request.bearer, **values)
    return _note(note)


@router.delete("/notes/{id}", response=DeletedOut, auth=WRITE, summary="Delete a note")
def note_delete(request: ApiRequest, id: IdAsked) -> DeletedOut:  # noqa: A002
    """To the bin. Another's: coordinator."""
    note = find(request, JournalNote, id)
    return DeletedOut(batch=operations.delete_note(note=note, by=request.bearer).pk)


def add_records(router: Router, path: str, model: type[models.Model], *, journal: bool = True) -> None:
    """Give the records below `path` (`/organisations`) their history, and their journal."""
    label, noun = model._meta.label_lower, path.strip("/").replace("-", "_")

    @router.get(
        f"{path}/{{id}}/history",
        response=Page[HistoryOut],
        auth=READ,
        operation_id=f"{noun}_history",
        summary="What was changed in it",
    )
    def record_history(request: ApiRequest, id: IdAsked, filters: Query[Asked]) -> Page[HistoryOut]:  # noqa: A002
        """Its history, the newest first."""
        found = find(request, model, id)
        rows = queries.history_of(request.bearer, model=label, object_id=found.pk).order_by()
        return page(request, rows, _entry, asked=filters, order=NEWEST, kind=HistoryOut)

    if not journal:
        return

    @router.get(
        f"{path}/{{id}}/journal",
        response=Page[NoteOut],
        auth=READ,
        operation_id=f"{noun}_journal",
        summary="Read its journal",
    )
    def record_journal(request: ApiRequest, id: IdAsked, filters: Query[Asked]) -> Page[NoteOut]:  # noqa: A002
        """What colleagues wrote about it, the newest first."""
        found = find(request, model, id)
        rows = rows_of(request, JournalNote).filter(model=label, object_id=found.pk).select_related("author")
        return page(request, rows, _note, asked=filters, order=NEWEST, kind=NoteOut)

    @router.post(
        f"{path}/{{id}}/journal",
        response={201: NoteOut},
        auth=WRITE,
        operation_id=f"{noun}_journal_add",
        summary="Write in its journal",
    )
    def record_journal_add(
        request: ApiRequest,
        response: HttpResponse,
        id: IdAsked,  # noqa: A002
        data: NoteIn,
    ) -> NoteOut:
        """Write a note."""
        found = find(request, model, id)
        note = operations.add_note(
            model=label, object_id=found.pk, text=data.text, pinned=data.pinned, by=request.bearer
        )
        response.headers["Location"] = f"/api/v1/notes/{note.pk}"
        return _note(note)


__all__ = ["DeletedOut", "Reason", "add_records", "not_again", "router", "undone"]


def _entry(row: HistoryEntry) -> HistoryOut:
    return HistoryOut(
        id=row.pk, at=row.at, model=row.model, object_id=row.object_id, label=row.object_label,
        verb=word(row.verb), operation=row.operation, by=row.actor_label, by_id=row.actor_id,
        why=row.why, batch=row.batch_id, before=row.before, after=row.after,
    )  # fmt: skip


def _batch(row: Batch) -> BatchOut:
    return BatchOut(
        id=row.pk, kind=row.kind, label=row.label, at=row.at, by=row.actor_label,
        undone_at=row.undone_at, undone_by=row.undone_by_label,
    )  # fmt: skip


def _note(row: JournalNote) -> NoteOut:
    author = Named(id=row.author.pk, name=row.author.name) if row.author else None
    return NoteOut(id=row.pk, text=row.text, pinned=row.pinned, author=author, at=row.created_at)
