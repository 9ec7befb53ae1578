"""The erasing itself: rows, the history's before and after, search, files and whatever else the name stands in.

The history stays, as that of "Erased person 12"; what was erased carries the mark `_erased`, which undo respects.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models.deletion import Collector

from brobygger.core import derived, history, search
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.operations import Actor
from brobygger.core.personal import DECLARATIONS
from brobygger.records.models import StoredFile
from brobygger.records.personal import leftovers
from brobygger.records.personal.masking import Mask
from brobygger.records.personal.models import ErasureRequest
from brobygger.records.personal.texts import MARK, mask_texts
from brobygger.records.personal.tied import Subject, history_of, namesakes, pointers, tied_before

Verb = HistoryEntry.Verb
PIECE = 500


@dataclass
class Erased:
    """How much went: rows removed, entries of the history emptied, other texts in which the name was put away."""

    rows: int = 0
    entries: int = 0
    texts: int = 0
    files: int = 0
    by_hand: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "entries": self.entries, "texts": self.texts, "files": self.files}


def erase(subject: Subject, *, by: Actor, why: str = "") -> Erased:
    """Erase the person for good. Call inside an operation, and `forget_words` after the last."""
    _securely()
    report = Erased()
    instead = str(subject.kind.erased) % {"number": subject.pk}
    widely = not namesakes(subject)
    mask = Mask(frozenset(subject.names), frozenset(subject.emails), frozenset(subject.phones), instead)
    # A single word, or a name that others have, says too little in a text that is not tied to the person.
    wide = Mask(
        frozenset(n for n in subject.names if widely and len(n.split()) > 1),
        mask.emails,
        mask.phones,
        instead,
    )
    tied = tied_before(subject)
    gone, files = _rows_that_go(subject)
    tied_now = {model._meta.label_lower: set(rows) for model, rows in gone.items()}
    removing = subject.kind.stub is None
    _take_away(gone, subject, by=by, why=why, instead=instead)
    report.rows = sum(len(rows) for rows in gone.values())
    if subject.row is not None and subject.kind.stub:
        _leave_stub(subject, by=by, why=why, instead=instead)
    emptied = {subject.label: set(subject.ids)}
    for label, ids in tied_now.items():
        emptied.setdefault(label, set()).update(ids)
    if removing:
        for label, ids in tied.items():
            live = apps.get_model(label)._base_manager.filter(pk__in=ids).values_list("pk", flat=True)
            emptied.setdefault(label, set()).update(ids - set(live))
    report.entries = _empty_history(subject, emptied, instead)
    _rename_actor(subject, instead)
    report.texts = mask_texts(subject, mask, wide, tied, by=by)
    _mask_bin(subject, instead)
    report.files = leftovers.erase_files(subject.workspace, wide, files)
    report.texts += leftovers.erase_elsewhere(subject.workspace, wide)
    leftovers.remember(subject.workspace, subject.label, subject.pk)
    return report


def _securely() -> None:
    """SQLite writes zeros over what it forgets."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def forget_words() -> None:
    """SQLite's search index keeps deleted words until it is made anew. Call last, once for many people."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_search_fts(core_search_fts) VALUES ('rebuild')")


Gone = dict[type[models.Model], dict[int, Any]]


def _rows_that_go(subject: Subject) -> tuple[Gone, list[StoredFile]]:
    """The person's row and what hangs on it (or, of one who stays as a stub, what is theirs alone), and their files.

    `alone` may name files too.
    """
    roots: list[Any] = []
    if subject.kind.stub is None:
        roots = [subject.row] if subject.row is not None else []
        roots += list(subject.kind.alone(subject.pk))
    else:
        for pointer in pointers(subject.kind.model):
            if pointer.model._meta.label_lower in subject.kind.remove:
                roots += list(pointer.rows(subject.label, subject.ids))
    gone: Gone = defaultdict(dict)
    for root in roots:
        collect(root, gone)
    for model, rows in list(gone.items()):
        for pointer in pointers(model):
            if pointer.model_column:
                for row in pointer.rows(model._meta.label_lower, rows):
                    collect(row, gone)
    if subject.kind.stub is None:
        for pointer in pointers(subject.kind.model):
            if pointer.model_column:
                for row in pointer.rows(subject.label, subject.ids):
                    collect(row, gone)
    alone = list(gone.pop(StoredFile, {}).values())
    return gone, [*alone, *(f for f in _files_of(gone) if f not in alone)]


def collect(root: Any, gone: Gone) -> None:
    """Add `root` and what the database would delete with it."""
    collector: Any = Collector(using=root._state.db or "default", origin=root)
    collector.collect([root])
    for model, found in collector.data.items():
        gone[model].update({i.pk: i for i in found})
    for queryset in collector.fast_deletes:
        gone[queryset.model].update({i.pk: i for i in queryset})


def _files_of(gone: Gone) -> list[StoredFile]:
    """Stored files that only rows on their way out point at."""
    ids = {
        getattr(row, f.attname)
        for model, rows in gone.items()
        for f in model._meta.concrete_fields
        if f.is_relation and f.related_model is StoredFile
        for row in rows.values()
    } - {None}
    return list(StoredFile.objects.filter(pk__in=ids))


def _take_away(gone: Gone, subject: Subject, *, by: Actor, why: str, instead: str) -> None:
    """Delete these rows, with a line of history each that says no more than that."""
    sides = {
        model: [{"id": i.pk, **history.snapshot(i, whole=True)} for i in rows.values()]
        for model, rows in gone.items()
    }
    entries = [
        HistoryEntry(
            model=model._meta.label_lower,
            object_id=pk,
            object_label=instead,
            verb=Verb.DELETED,
            why=why,
            before=MARK,
            after=MARK,
            **history.circumstances(by),
        )
        for model, rows in gone.items()
        for pk in rows
    ]
    HistoryEntry.objects.bulk_create(entries, batch_size=PIECE)
    for model, rows in gone.items():
        ids = list(rows)
        search.remove(model, ids)
    for rows in gone.values():
        for row in rows.values():
            if row.pk is not None and type(row)._base_manager.filter(pk=row.pk).exists():
                row.delete()
    for model, befores in sides.items():
        search.refresh(model, befores)
        derived.refresh(model, befores)


def _leave_stub(subject: Subject, *, by: Actor, why: str, instead: str) -> None:
    """Overwrite the row; what others built on it keeps standing."""
    leftovers.erase_login(subject.row)
    row = subject.row
    for name, value in (subject.kind.stub(row) if subject.kind.stub else {}).items():
        setattr(row, name, value)
    row.name = instead
    row.save()
    search.index([row])
    entry = history.entry(row, Verb.CHANGED, by=by, why=why, before=MARK, after=MARK)
    entry.save()
    search.refresh(type(row), [{"id": row.pk}])


def _empty_history(subject: Subject, emptied: dict[str, set[int]], instead: str) -> int:
    """Of these records' entries keep when, who and which columns are nobody's data; the rest goes."""
    count = 0
    for label, ids in emptied.items():
        personal = set(DECLARATIONS[label].personal) if label in DECLARATIONS else set()
        model = apps.get_model(label)
        columns = {f.attname for f in model._meta.concrete_fields if f.name not in personal}
        keep = columns if label != subject.label else set()
        for some in _pieces(sorted(ids)):
            entries = list(
                HistoryEntry.objects.filter(
                    workspace_id=subject.workspace.pk, model=label, object_id__in=some
                )
            )
            for entry in entries:
                entry.before, entry.after = _without(entry.before, keep), _without(entry.after, keep)
                entry.object_label, entry.why = instead, ""
            fields = ["before", "after", "object_label", "why"]
            HistoryEntry.objects.bulk_update(entries, fields, batch_size=100)
            count += len(entries)
    return count


def forget_request(request: ErasureRequest) -> None:
    """Who asked, and how they were known, goes from the request's own history too."""
    personal = set(DECLARATIONS[request._meta.label_lower].personal)
    keep = {f.attname for f in request._meta.concrete_fields if f.name not in personal}
    for entry in history.of(request):
        entry.before, entry.after = _without(entry.before, keep), _without(entry.after, keep)
        entry.object_label = request.subject_label
        entry.save(update_fields=["before", "after", "object_label"])


def _without(side: dict[str, Any] | None, keep: set[str]) -> dict[str, Any]:
    return {name: value for name, value in (side or {}).items() if name in keep} | MARK


def _rename_actor(subject: Subject, instead: str) -> None:
    """What an erased colleague did stays done, by nobody in particular."""
    if subject.label != "accounts.colleague":
        return
    here = {"workspace_id": subject.workspace.pk, "actor_id": subject.pk}
    HistoryEntry.objects.filter(**here).update(actor_label=instead)
    Batch.objects.filter(**here).update(actor_label=instead)
    undone = Batch.objects.filter(workspace_id=subject.workspace.pk, undone_by_label__in=subject.names)
    undone.update(undone_by_label=instead)


def _mask_bin(subject: Subject, instead: str) -> None:
    """A deletion of the person can no longer be given back: it leaves the bin."""
    entries = history_of(subject).filter(batch_id__isnull=False).values_list("batch_id", flat=True)
    for batch in Batch.objects.filter(pk__in=set(entries)):
        if (batch.report or {}).get("model") == subject.label and batch.kind == "deletion":
            batch.label, batch.report = instead, batch.report | {"erased": True}
            batch.save(update_fields=["label", "report"])


def _pieces(ids: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(ids), PIECE):
        yield ids[start : start + PIECE]
