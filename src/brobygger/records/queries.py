"""Reads of the records: saved views, history, the bin, notes, notices."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from brobygger.accounts.models import Colleague, Member, TeamMember, Workspace
from brobygger.core.lists import View
from brobygger.core.models import Batch, HistoryEntry
from brobygger.records import rules
from brobygger.records.models import JournalNote, Notice, SavedView


def saved_views(colleague: Colleague, list_name: str) -> list[View]:
    """The views of a list that this colleague sees: own, the team's, everybody's."""
    teams = TeamMember.objects.filter(colleague=colleague).values("team")
    seen = Q(owner=colleague) | Q(scope=SavedView.Scope.ALL) | Q(scope=SavedView.Scope.TEAM, team__in=teams)
    found = SavedView.objects.of(colleague.workspace).filter(seen, list_name=list_name).order_by("name", "id")
    return [View(v.pk, v.name, v.query, own=v.owner_id == colleague.pk) for v in found[:12]]


def history_of(reader: Member, *, model: str = "", object_id: int | None = None) -> "QuerySet[HistoryEntry]":
    """The history of the reader's workspace, or of one record in it, newest first: what is for their role."""
    entries = HistoryEntry.objects.filter(workspace_id=reader.workspace_id).order_by("-id")
    if closed := rules.closed_to(reader):
        entries = entries.exclude(model__in=closed)
    if model and object_id is not None:
        entries = entries.filter(model=model, object_id=object_id)
    return entries


def grouped(
    entries: "QuerySet[HistoryEntry]", *, size: int, after: int | None = None, skip: int | None = None
) -> tuple[list[HistoryEntry], bool]:
    """The newest entries below id `after`, one for each batch (an import may be a million), and whether more follow.

    `skip` is the batch that the page before ended with.
    """
    found: list[HistoryEntry] = []
    seen = {skip} if skip else set()
    while len(found) <= size:
        part = entries.exclude(batch_id__in=seen) if seen else entries
        if after is not None:
            part = part.filter(id__lt=after)
        rows = list(part[:200])
        for entry in rows:
            if entry.batch_id is None or entry.batch_id not in seen:
                found.append(entry)
                if entry.batch_id is not None:
                    seen.add(entry.batch_id)
        if len(rows) < 200:
            break
        after = rows[-1].pk
    return found[:size], len(found) > size


def batches_of(workspace: Workspace) -> "QuerySet[Batch]":
    """The batches of the workspace, newest first."""
    return Batch.objects.filter(workspace_id=workspace.pk).order_by("-id")


def binned(reader: Member) -> "QuerySet[Batch]":
    """Deletions that have not been given back, newest first: of what is for the reader's role, or was their own."""
    there = Batch.objects.filter(workspace_id=reader.workspace_id, kind="deletion", undone_at__isnull=True)
    if closed := rules.closed_to(reader):
        seen = ~Q(report__model__in=closed) | Q(report__model=None)
        if reader.actor_id is not None:
            seen |= Q(report__model__in=rules.own_labels(), actor_id=reader.actor_id)
        there = there.filter(seen)
    return there.exclude(report__has_key="erased").order_by("-id")


def undoable(batch: Batch) -> bool:
    """True for what has not been undone, is not itself an undoing, and did not delete somebody erased since."""
    erased = "erased" in (batch.report or {})
    return batch.undone_at is None and batch.kind != "undo" and not erased


def notes_of(workspace: Workspace, model: str, object_id: int) -> "QuerySet[JournalNote]":
    """The journal of one record: pinned notes on top, then the newest."""
    return (
        JournalNote.objects.of(workspace)
        .filter(model=model, object_id=object_id)
        .select_related("author")
        .order_by("-pinned", "-id")
    )


def notices_of(colleague: Colleague) -> "QuerySet[Notice]":
    """A colleague's notices, newest first."""
    return Notice.objects.filter(colleague=colleague).order_by("-id")


def unread_notices(colleague: Colleague) -> int:
    """How many notices wait, at most 100."""
    return notices_of(colleague).filter(read_at__isnull=True)[:100].count()


def batch_counts(reader: Member, batch: Batch) -> Sequence[dict[str, Any]]:
    """What a batch holds for the reader: how many of which model were created, changed, deleted."""
    counted: Any = history_of(reader).filter(batch_id=batch.pk).order_by().values("model", "verb")
    return list(counted.annotate(n=Count("id")).order_by("model", "verb"))


def batch_url(workspace: Workspace, batch: Batch) -> str:
    """Where a batch is read and undone; messages after an operation link there."""
    return reverse("records:batch", args=[workspace.slug, batch.pk])


def narrowed(entries: "QuerySet[HistoryEntry]", **wanted: Any) -> "QuerySet[HistoryEntry]":
    """Entries by whom, about what model, which verb, from and until which day."""
    if who := wanted.get("who"):
        entries = entries.filter(actor_id=who.pk)
    for name in ("model", "verb"):
        if value := wanted.get(name):
            entries = entries.filter(**{name: value})
    if since := wanted.get("since"):
        entries = entries.filter(at__date__gte=since)
    if until := wanted.get("until"):
        entries = entries.filter(at__date__lte=until)
    return entries
