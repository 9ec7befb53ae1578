"""Undo of a batch: what was created goes, what was changed is set back, what was deleted returns.

A field that somebody changed since is left as it is, a created record that somebody has built on is kept; both are
listed. Works set by set, so that an import of 100,000 rows can be undone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from brobygger.core import bulk, derived, history, search
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.operations import Actor, operation

CHUNK = 500
Verb = HistoryEntry.Verb


class AlreadyUndone(Exception):
    """The batch was undone before."""


@dataclass
class Kept:
    """Something undo left alone: the record, the field where it is about one, and why."""

    model: str
    object_id: int
    label: str
    field: str = ""
    reason: str = "changed"  # "changed" since, or "built_on" by others, or "missing" a record it belongs to


@dataclass
class UndoReport:
    removed: int = 0
    set_back: int = 0
    returned: int = 0
    kept: list[Kept] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "removed": self.removed,
            "set_back": self.set_back,
            "returned": self.returned,
            "kept": [vars(k) for k in self.kept],
        }


@operation("core.batch.undo")
def undo_batch(*, batch: Batch, by: Actor) -> UndoReport:
    """Undo `batch` as far as nobody has built on it. AlreadyUndone on a second call."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at:
        raise AlreadyUndone
    report = UndoReport()
    groups: dict[str, dict[str, list[HistoryEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in HistoryEntry.objects.filter(batch_id=batch.pk).order_by("-id").iterator(chunk_size=2000):
        groups[entry.verb][entry.model].append(entry)
    with history.batch(by=by, kind="undo", label=batch.label) as made:
        order = _dependents_first({m for models_ in groups.values() for m in models_})
        for label in order:
            for entries in _chunks(groups[Verb.CREATED].get(label, [])):
                _remove_created(apps.get_model(label), entries, batch, by, report)
        for label in order:
            for entries in _chunks(groups[Verb.CHANGED].get(label, [])):
                _set_back(apps.get_model(label), entries, by, report)
        for label in reversed(order):
            for entries in _chunks(groups[Verb.DELETED].get(label, [])):
                _return_deleted(apps.get_model(label), entries, by, report)
        made.report = {"undo_of": batch.pk}
        made.save(update_fields=["report"])
    batch.undone_at = timezone.now()
    batch.undone_by_label = by.actor_label
    batch.report = batch.report | {"undo": report.as_json()}
    batch.save(update_fields=["undone_at", "undone_by_label", "report"])
    return report


def _remove_created(
    model: type[models.Model], entries: Sequence[HistoryEntry], batch: Batch, by: Actor, report: UndoReport
) -> None:
    ids = [e.object_id for e in entries]
    rows = {o.pk: o for o in model._default_manager.filter(pk__in=ids)}
    touched = set(
        HistoryEntry.objects.filter(
            model=model._meta.label_lower, object_id__in=ids, id__gt=min(e.id for e in entries)
        )
        .exclude(batch_id=batch.pk)
        .values_list("object_id", flat=True)
    )
    built_on = _referenced(model, ids)
    gone = []
    for entry in entries:
        if entry.object_id not in rows:
            continue
        if entry.object_id in touched or entry.object_id in built_on:
            reason = "changed" if entry.object_id in touched else "built_on"
            report.kept.append(Kept(entry.model, entry.object_id, entry.object_label, reason=reason))
            continue
        gone.append(rows[entry.object_id])
    _delete_rows(model, gone, by)
    report.removed += len(gone)


def _delete_rows(model: type[models.Model], gone: Sequence[models.Model], by: Actor) -> None:
    before = [history.snapshot(o, whole=True) for o in gone]
    entries = [history.entry(o, Verb.DELETED, by=by, before=b) for o, b in zip(gone, before, strict=True)]
    bulk.insert_objects(entries)
    ids = [o.pk for o in gone]
    model._default_manager.filter(pk__in=ids)._raw_delete("default")
    search.remove(model, ids)
    derived.refresh(model, before)


def _referenced(model: type[models.Model], ids: Sequence[int]) -> set[int]:
    """Ids that some other row still points at, read from the models' metadata."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            remote: Any = relation.remote_field
            found |= set(
                remote.model._base_manager.filter(**{f"{remote.attname}__in": ids}).values_list(
                    remote.attname, flat=True
                )
            )
    return found


def _set_back(
    model: type[models.Model], entries: Sequence[HistoryEntry], by: Actor, report: UndoReport
) -> None:
    rows = {o.pk: o for o in model._default_manager.filter(pk__in=[e.object_id for e in entries])}
    for entry in entries:
        obj = rows.get(entry.object_id)
        if obj is None:
            continue
        wanted: dict[str, Any] = {}
        for name, before in (entry.before or {}).items():
            column = _column(model, name)
            if getattr(obj, name) == column.to_python((entry.after or {}).get(name)):
                wanted[name] = column.to_python(before)
            else:
                report.kept.append(Kept(entry.model, entry.object_id, entry.object_label, field=name))
        if wanted and history.change(obj, by=by, **wanted):
            report.set_back += 1


def _return_deleted(
    model: type[models.Model], entries: Sequence[HistoryEntry], by: Actor, report: UndoReport
) -> None:
    present = set(
        model._default_manager.filter(pk__in=[e.object_id for e in entries]).values_list("pk", flat=True)
    )
    parents = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model]
    alive: dict[str, set[Any]] = {}
    for f in parents:
        wanted = {(e.before or {}).get(f.attname) for e in entries} - {None}
        manager = f.related_model._base_manager  # type: ignore[union-attr]
        alive[f.attname] = set(manager.filter(pk__in=wanted).values_list("pk", flat=True)) | {None}
    back = []
    for entry in entries:
        values = entry.before or {}
        if entry.object_id in present:
            continue
        if any(values.get(f.attname) not in alive[f.attname] for f in parents):
            report.kept.append(Kept(entry.model, entry.object_id, entry.object_label, reason="missing"))
            continue
        obj = model(pk=entry.object_id, **{n: _column(model, n).to_python(v) for n, v in values.items()})
        if hasattr(obj, "prepare"):
            obj.prepare()
        back.append(obj)
    bulk.insert_objects(back)
    bulk.insert_objects([history.entry(o, Verb.RESTORED, by=by, after=history.snapshot(o)) for o in back])
    search.index(back)
    derived.refresh(model, [history.snapshot(o) for o in back])
    _refresh_own(model, back)
    report.returned += len(back)


def _refresh_own(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """A record that returns without its derived columns gets them anew."""
    derived.refresh_self(model, [o.pk for o in rows])


def _column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The column that the history calls `name` (for a key: "organisation_id")."""
    return next(f for f in model._meta.concrete_fields if f.attname == name)


def _dependents_first(labels: set[str]) -> list[str]:
    """Model labels so ordered that whatever points at a model comes before it."""
    ordered: list[str] = []

    def visit(label: str) -> None:
        if label in ordered:
            return
        for relation in apps.get_model(label)._meta.get_fields(include_hidden=True):
            if relation.auto_created and not relation.concrete and relation.related_model is not None:
                other = relation.related_model._meta.label_lower
                if other in labels and other != label:
                    visit(other)
        ordered.append(label)

    for label in sorted(labels):
        visit(label)
    return ordered


def _chunks(entries: Sequence[HistoryEntry]) -> Iterator[Sequence[HistoryEntry]]:
    for start in range(0, len(entries), CHUNK):
        yield entries[start : start + CHUNK]
