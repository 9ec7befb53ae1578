"""Undo of a batch: what was created goes, what was changed is set back, what was deleted returns.

A field that somebody changed since is left as it is, a created record that somebody has built on is kept; both are
listed. Works set by set, so that an import of 100,000 rows can be undone.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from brobygger.core import bulk, derived, history, references, search
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
    reason: str = "changed"
    # "changed" since, "built_on" by others, "missing" a record it belongs to, its name "taken" by another,
    # "erased" because a person asked for it


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
    with history.batch(by=by, kind="undo", label=batch.label) as made:
        order = _dependents_first(set(_of(batch).order_by().values_list("model", flat=True).distinct()))
        later = {label: array("q") for label in order}
        for label in order:
            for entries in _whole(_chunks(_ids(batch, Verb.CHANGED, label)), report):
                _set_back(apps.get_model(label), entries, batch, by, report, later[label])
        for label in order:
            for entries in _whole(_chunks(_ids(batch, Verb.CREATED, label)), report):
                _remove_created(apps.get_model(label), entries, batch, by, report)
        for label in reversed(order):
            for entries in _whole(_chunks(_ids(batch, Verb.DELETED, label)), report):
                _return_deleted(apps.get_model(label), entries, batch, by, report)
        for label in order:
            for entries in _chunks(later[label]):
                _set_back(apps.get_model(label), entries, batch, by, report)
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
    built_on = _referenced(model, ids) | references.holding_on(model._meta.label_lower, ids)
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
    before = [{"id": o.pk, **history.snapshot(o, whole=True)} for o in gone]
    bulk.insert_objects(
        [
            history.entry(o, Verb.DELETED, by=by, before={n: v for n, v in b.items() if n != "id"})
            for o, b in zip(gone, before, strict=True)
        ]
    )
    ids = [o.pk for o in gone]
    model._default_manager.filter(pk__in=ids)._raw_delete("default")
    search.remove(model, ids)
    search.refresh(model, before)
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
    model: type[models.Model],
    entries: Sequence[HistoryEntry],
    batch: Batch,
    by: Actor,
    report: UndoReport,
    later: "array[int] | None" = None,
) -> None:
    """Set changed fields back. With `later`, entries that need a deleted record to return first are put there."""
    ids = {e.object_id for e in entries}
    rows = {o.pk: o for o in model._default_manager.filter(pk__in=ids - _made_by(batch, model, ids))}
    parents = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model]
    alive = {f.attname: _alive(f, entries) for f in parents}
    waiting: set[int] = set()
    for entry in entries:
        obj, before = rows.get(entry.object_id), entry.before or {}
        lacking = [n for n in before if n in alive and before[n] not in alive[n]]
        if later is not None and (obj is None or lacking or entry.object_id in waiting):
            waiting.add(entry.object_id)
            later.append(entry.pk)
        elif obj is not None:
            _set_back_one(obj, entry, lacking, by, report)


def _set_back_one(
    obj: models.Model, entry: HistoryEntry, lacking: list[str], by: Actor, report: UndoReport
) -> None:
    def keep(name: str, reason: str) -> None:
        report.kept.append(Kept(entry.model, entry.object_id, entry.object_label, name, reason))

    wanted: dict[str, Any] = {}
    for name, before in (entry.before or {}).items():
        column = _column(type(obj), name)
        if getattr(obj, name) != column.to_python((entry.after or {}).get(name)):
            keep(name, "changed")
        elif name in lacking:
            keep(name, "missing")
        else:
            wanted[name] = column.to_python(before)
    if not wanted:
        return
    try:
        with transaction.atomic():
            changed = history.change(obj, by=by, **wanted)
    except (IntegrityError, ValidationError):
        obj.refresh_from_db()
        keep(", ".join(wanted), "taken")
    else:
        report.set_back += bool(changed)


def _return_deleted(
    model: type[models.Model],
    entries: Sequence[HistoryEntry],
    batch: Batch,
    by: Actor,
    report: UndoReport,
) -> None:
    ids = [e.object_id for e in entries]
    present = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
    # Made and deleted by the batch itself: it was not there before.
    present |= _made_by(batch, model, ids)
    parents = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model]
    alive = {f.attname: _alive(f, entries) for f in parents}
    back = []
    for entry in entries:
        values = dict(entry.before or {})
        if entry.object_id in present:
            continue
        for f in parents:
            may_be_empty = getattr(f.remote_field, "on_delete", None) is models.SET_NULL
            if may_be_empty and values.get(f.attname) not in alive[f.attname]:
                values[f.attname] = None
        if any(values.get(f.attname) not in alive[f.attname] for f in parents):
            report.kept.append(Kept(entry.model, entry.object_id, entry.object_label, reason="missing"))
            continue
        back.append(_revived(model, entry.object_id, values))
    _return(model, back, by, report)


def _alive(field: Any, entries: Sequence[HistoryEntry]) -> set[Any]:
    """The ids that `field` holds in these deleted rows and that are (again) there; None is always there."""
    wanted = {(e.before or {}).get(field.attname) for e in entries} - {None}
    found = field.related_model._base_manager.filter(pk__in=wanted)
    return set(found.values_list("pk", flat=True)) | {None}


def _revived(model: type[models.Model], pk: int, values: dict[str, Any]) -> models.Model:
    obj = model(pk=pk, **{n: _column(model, n).to_python(v) for n, v in values.items()})
    if hasattr(obj, "prepare"):
        obj.prepare()
    return obj


def _return(model: type[models.Model], back: Sequence[models.Model], by: Actor, report: UndoReport) -> None:
    """Insert these rows; where one's unique name is taken by now, one by one and without that one."""
    try:
        with transaction.atomic():
            bulk.insert_objects(back)
    except IntegrityError:
        if len(back) > 1:
            for obj in back:
                _return(model, [obj], by, report)
        else:
            label = str(back[0])[:200]
            report.kept.append(Kept(model._meta.label_lower, back[0].pk, label, reason="taken"))
        return
    bulk.insert_objects([history.entry(o, Verb.RESTORED, by=by, after=history.snapshot(o)) for o in back])
    search.index(back)
    rows = [{"id": o.pk, **history.snapshot(o)} for o in back]
    search.refresh(model, rows)
    derived.refresh(model, rows)
    derived.refresh_self(model, [o.pk for o in back])
    report.returned += len(back)


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


def _of(batch: Batch) -> "models.QuerySet[HistoryEntry]":
    return HistoryEntry.objects.filter(batch_id=batch.pk)


def _made_by(batch: Batch, model: type[models.Model], ids: Iterable[int]) -> set[int]:
    """Those of `ids` that the batch itself created."""
    made = _of(batch).filter(verb=Verb.CREATED, model=model._meta.label_lower, object_id__in=ids)
    return set(made.values_list("object_id", flat=True))


def _ids(batch: Batch, verb: str, label: str) -> "array[int]":
    """Ids of the batch's entries of one verb and model, newest first: compact, for an import of 100,000 rows."""
    return array("q", _of(batch).filter(verb=verb, model=label).order_by("-id").values_list("id", flat=True))


def _chunks(ids: "array[int]") -> Iterator[Sequence[HistoryEntry]]:
    for start in range(0, len(ids), CHUNK):
        yield list(HistoryEntry.objects.filter(pk__in=ids[start : start + CHUNK].tolist()).order_by("-id"))


def _whole(chunks: Iterable[Sequence[HistoryEntry]], report: UndoReport) -> Iterator[Sequence[HistoryEntry]]:
    """What still says what it was; what was erased on a person's request is told and left out."""
    for entries in chunks:
        gone = [e for e in entries if history.is_erased(e)]
        report.kept += [Kept(e.model, e.object_id, e.object_label, reason="erased") for e in gone]
        if left := [e for e in entries if not history.is_erased(e)]:
            yield left


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", model._meta.get_field(name))
