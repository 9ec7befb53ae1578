"""Explicit history: every write of a domain record goes through one of these functions.

They save, write the history entry, keep the search index and the derived columns in step. There are no signals.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models.deletion import Collector
from django.utils import timezone

from brobygger.core import announce, bulk, derived, search
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.operations import Actor, current_operation

_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)
ID_AND_SECRET = frozenset({"id", "version", "password", "secret"})
# Written by `prepare()` from what is recorded.
FOLLOWING = frozenset({"version", "updated_at", "sort_key", "match_key"})
NEVER_RECORDED = ID_AND_SECRET | FOLLOWING | {"created_at"}
# The key that stands in `before` and `after` in the place of what was erased.
ERASED = "_erased"
CREATED, CHANGED, DELETED = HistoryEntry.Verb.CREATED, HistoryEntry.Verb.CHANGED, HistoryEntry.Verb.DELETED


@contextmanager
def batch(*, by: Actor, kind: str, label: str) -> Iterator[Batch]:
    """All that is written inside belongs together and can be undone together."""
    made = Batch.objects.create(
        workspace_id=by.workspace_id,
        kind=kind,
        label=label[:200],
        actor_id=by.actor_id,
        actor_label=by.actor_label,
    )
    token = _batch.set(made)
    try:
        yield made
    finally:
        _batch.reset(token)


def snapshot(obj: models.Model, *, whole: bool = False) -> dict[str, Any]:
    """Column name to value, without id, version, time stamps and derived columns; `whole` keeps the time stamps."""
    left_out = (ID_AND_SECRET if whole else NEVER_RECORDED) | derived.fields_of(type(obj))
    return {f.attname: _value(obj, f) for f in obj._meta.concrete_fields if f.name not in left_out}


def _value(obj: models.Model, field: "models.Field[Any, Any]") -> Any:
    value = getattr(obj, field.attname)
    return value.name if isinstance(field, models.FileField) else value


def entry(obj: models.Model, verb: str, *, by: Actor, why: str = "", **sides: Any) -> HistoryEntry:
    """An unsaved history entry for `obj`, about to be saved; `sides` are `before` and `after`."""
    where = circumstances(by)
    announce.note(
        obj,
        verb,
        workspace_id=by.workspace_id,
        batch_id=where["batch_id"],
        operation=where["operation"],
    )
    return HistoryEntry(
        model=obj._meta.label_lower,
        object_id=obj.pk,
        object_label=str(obj)[:200],
        verb=verb,
        why=why,
        **where,
        **sides,
    )


def circumstances(by: Actor) -> dict[str, Any]:
    """What all entries written now have in common: where, in which batch and operation, by whom."""
    current = _batch.get()
    return {
        "workspace_id": by.workspace_id,
        "batch_id": current.pk if current else None,
        "operation": current_operation(),
        "actor_id": by.actor_id,
        "actor_label": by.actor_label,
    }


def create[M: models.Model](obj: M, *, by: Actor, why: str = "") -> M:
    """Save a new record. ValidationError where a field is wrong or holds a CPR number."""
    obj.clean_fields(exclude=_unasked(obj))
    obj.save(force_insert=True)
    after = snapshot(obj)
    entry(obj, CREATED, by=by, why=why, after=after).save()
    _follow(obj, [after])
    return obj


def change(
    obj: models.Model, *, by: Actor, why: str = "", also: Any = None, **fields: Any
) -> dict[str, tuple[Any, Any]]:
    """Set `fields`, save what differs; returns name to (before, after). Nothing is written where nothing differs.

    `also` is a mapping of more fields, for a model that has one called "why" itself.
    """
    before = snapshot(obj)
    fields |= also or {}
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.clean_fields(exclude=_unasked(obj, only=fields))
    if hasattr(obj, "prepare"):
        obj.prepare()
    after = snapshot(obj)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return {}
    columns = set(changed) | FOLLOWING
    if hasattr(obj, "version"):
        obj.version += 1
    obj.save(update_fields=[f.name for f in obj._meta.concrete_fields if {f.attname, f.name} & columns])
    entry(
        obj,
        CHANGED,
        by=by,
        why=why,
        before={n: before[n] for n in changed},
        after={n: after[n] for n in changed},
    ).save()
    _follow(obj, [before, after])
    return {name: (before[name], after[name]) for name in changed}


def _follow(obj: models.Model, sides: list[dict[str, Any]]) -> None:
    """Keep the search index and the derived columns in step with a written record."""
    search.index([obj])
    rows = [{"id": obj.pk, **side} for side in sides]
    search.refresh(type(obj), rows)
    derived.refresh(type(obj), rows)


def delete(obj: models.Model, *, by: Actor, why: str = "") -> Batch:
    """Delete a record and what hangs on it, as one batch that the bin shows and undo gives back."""
    current = _batch.get()
    if current:
        _delete(obj, by=by, why=why)
        return current
    with batch(by=by, kind="deletion", label=str(obj)) as made:
        made.report = {"model": obj._meta.label_lower}
        made.save(update_fields=["report"])
        _delete(obj, by=by, why=why)
    return made


def _delete(obj: models.Model, *, by: Actor, why: str) -> None:
    collector: Any = Collector(using=obj._state.db or "default", origin=obj)
    collector.collect([obj])
    gone: dict[type[models.Model], dict[int, models.Model]] = {}
    for model, found in collector.data.items():
        gone[model] = {i.pk: i for i in found}
    fast_deletes: list[models.QuerySet[models.Model]] = collector.fast_deletes
    for queryset in fast_deletes:
        gone.setdefault(queryset.model, {}).update({i.pk: i for i in queryset})
    emptied = [
        (instance, field)
        for (field, _value), sets in collector.field_updates.items()
        for s in sets
        for instance in s
    ]
    for instance, field in emptied:
        if getattr(instance, "leaves_no_trace", False):
            continue  # emptied below, without a line that would lead to it
        if instance.pk not in gone.get(type(instance), {}):
            change(instance, by=by, why=why, **{field.name: None})
    # Django empties the primary keys of what it deletes: everything is noted before.
    sides = {
        model: [(i, {"id": i.pk, **snapshot(i, whole=True)}) for i in instances.values()]
        for model, instances in gone.items()
    }
    HistoryEntry.objects.bulk_create(
        [
            entry(i, DELETED, by=by, why=why, before={n: v for n, v in before.items() if n != "id"})
            for rows in sides.values()
            for i, before in rows
        ],
        batch_size=500,
    )
    collector.delete()
    for model, instances in gone.items():
        search.remove(model, list(instances))
    for model, rows in sides.items():
        before_only = [before for _, before in rows]
        search.refresh(model, before_only)
        derived.refresh(model, before_only)


def bulk_create(objects: Sequence[models.Model], *, by: Actor, why: str = "") -> None:
    """Create many unsaved records of one model, with history and search entries. Fields are the caller's to check."""
    if not objects:
        return
    model = type(objects[0])
    for obj, pk in zip(objects, bulk.allocate_ids(model, len(objects)), strict=True):
        obj.pk = pk
        if hasattr(obj, "prepare"):
            obj.prepare()
    bulk.insert_objects(objects)
    entries = [entry(o, CREATED, by=by, why=why, after=snapshot(o)) for o in objects]
    bulk.insert_objects(entries)
    search.index(objects, fresh=True)
    rows = [{"id": e.object_id, **(e.after or {})} for e in entries]
    search.refresh(model, rows)
    derived.refresh(model, rows)


def is_erased(entry: HistoryEntry) -> bool:
    """True where what the entry said was erased because a person asked for it."""
    return any(ERASED in (side or {}) for side in (entry.before, entry.after))


def of(obj: models.Model) -> "models.QuerySet[HistoryEntry]":
    """The history of one record, newest first."""
    return HistoryEntry.objects.filter(model=obj._meta.label_lower, object_id=obj.pk).order_by("-id")


def newest(workspace_id: int) -> tuple[int, ...]:
    """What changes with every write in a workspace: its newest lines, several because a lower number may come later."""
    rows = HistoryEntry.objects.filter(workspace_id=workspace_id).order_by("-id")
    return tuple(rows.values_list("id", flat=True)[:20])


def _unasked(obj: models.Model, only: dict[str, Any] | None = None) -> set[str]:
    """Fields not to validate: keys set by the caller, and with `only` everything not named there."""
    names = {f.name for f in obj._meta.concrete_fields if f.primary_key or not f.editable or f.is_relation}
    if only is not None:
        names |= {f.name for f in obj._meta.concrete_fields if not {f.name, f.attname} & set(only)}
    return names


def now() -> Any:
    """The time written in history; one place to freeze in tests."""
    return timezone.now()
