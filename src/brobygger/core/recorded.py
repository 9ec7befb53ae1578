"""Many records at once with their history, without a model instance for each: what imports are written with.

The same rows, history and search entries come out as from `core.history`, thirty times faster.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models

from brobygger.core import announce, bulk, derived, history, search
from brobygger.core.models import HistoryEntry, SearchEntry
from brobygger.core.operations import Actor

_HISTORY = ("object_id", "object_label", "after")
_SEARCH = ("object_id", "title", "detail", "text")
PIECE = 5000
CHANGED_AT_ONCE = 500


def insert(
    model: type[models.Model],
    *,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    labels: Sequence[str],
    same: Mapping[str, Any],
    by: Actor,
) -> None:
    """Insert `rows` (values of `columns`, the first of which is "id"), each with a history entry.

    `same` are the columns that are equal for all rows. Together they must be all columns of the model. Derived columns
    are the caller's to fill. Search entries: `index`.
    """
    if not rows:
        return
    names = (*columns, *same)
    missing = {f.attname for f in model._meta.concrete_fields} - set(names)
    if missing or columns[0] != "id":
        raise ValueError(f"{model._meta.label}: {sorted(missing)}")
    where = history.circumstances(by)
    announce.note_rows(
        model._meta.label_lower,
        columns,
        rows,
        same=dict(same),
        workspace_id=by.workspace_id,
        batch_id=where["batch_id"],
        operation=where["operation"],
    )
    circumstances = {
        **where,
        "model": model._meta.label_lower,
        "verb": history.CREATED.value,
        "before": None,
        "why": "",
        "at": history.now(),
    }
    for start in range(0, len(rows), PIECE):
        piece = rows[start : start + PIECE]
        bulk.insert_rows(model, columns, piece, same)
        entries = _entries(model, columns, piece, labels[start : start + PIECE], same)
        bulk.insert_rows(HistoryEntry, _HISTORY, entries, circumstances)


def _entries(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    labels: Sequence[str],
    same: Mapping[str, Any],
) -> Iterable[tuple[Any, ...]]:
    """What differs between the history rows: which record, its label, and what it became."""
    left_out = history.NEVER_RECORDED | derived.fields_of(model)
    told = [(i, json.dumps(name) + ":") for i, name in enumerate(columns) if name not in left_out]
    constant = ",".join(
        f"{json.dumps(name)}:{_json(value)}" for name, value in same.items() if name not in left_out
    )
    for row, label in zip(rows, labels, strict=True):
        after = "{" + ",".join([name + _json(row[i]) for i, name in told]) + "," + constant + "}"
        yield row[0], label[:200], after


_string = json.encoder.encode_basestring


def _json(value: Any) -> str:
    if type(value) is str:
        return _string(value)
    if value is None:
        return "null"
    if type(value) is int:
        return str(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return json.dumps(value, ensure_ascii=False)


def index(kind: str, workspace_id: int, entries: Iterable[tuple[int, str, str, Sequence[str]]]) -> None:
    """Search entries of new records, as (id, title, detail, words)."""
    rows = (
        (pk, title[:200], detail[:300], search.entry_text(title[:200], detail[:300], words))
        for pk, title, detail, words in entries
    )
    bulk.insert_rows(SearchEntry, _SEARCH, rows, {"workspace_id": workspace_id, "kind": kind})


def change(model: type[models.Model], changes: Mapping[int, Mapping[str, Any]], *, by: Actor) -> int:
    """Set fields of many records ({id: {field: value}}), with history; returns how many did change."""
    ids = sorted(changes)
    done = 0
    for start in range(0, len(ids), CHANGED_AT_ONCE):
        piece = ids[start : start + CHANGED_AT_ONCE]
        objects = list(model._default_manager.filter(pk__in=piece).select_for_update())
        done += _change(model, objects, changes, by)
    return done


def _change(
    model: type[models.Model], objects: Sequence[Any], changes: Mapping[int, Mapping[str, Any]], by: Actor
) -> int:
    written, entries, columns = [], [], set()
    for obj in objects:
        before = history.snapshot(obj)
        for name, value in changes[obj.pk].items():
            setattr(obj, name, value)
        if hasattr(obj, "prepare"):
            obj.prepare()
        after = history.snapshot(obj)
        changed = [name for name in after if before[name] != after[name]]
        if not changed:
            continue
        columns.update(changed)
        if hasattr(obj, "version"):
            obj.version += 1
        written.append(obj)
        was, now = {n: before[n] for n in changed}, {n: after[n] for n in changed}
        entries.append(history.entry(obj, history.CHANGED, by=by, before=was, after=now))
    if written:
        names = columns | history.FOLLOWING
        fields = [f.name for f in model._meta.concrete_fields if {f.attname, f.name} & names]
        model._default_manager.bulk_update(written, fields, batch_size=100)
        bulk.insert_objects(entries)
        search.index(written)
    return len(written)
