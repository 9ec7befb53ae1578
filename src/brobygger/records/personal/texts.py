"""The person put away in every text of the workspace, whoever wrote it about whatever; kept answers are `leftovers`'."""

from typing import Any

from django.apps import apps

from brobygger.core import history, search, subjects
from brobygger.core.models import HistoryEntry
from brobygger.core.operations import Actor
from brobygger.core.personal import DECLARATIONS
from brobygger.records.personal.masking import Mask, may_hold, text_fields
from brobygger.records.personal.tied import ABOUT_RECORDS, Subject

MARK = {history.ERASED: True}
# Of other records that people and organisations are known by: they are not this person's.
IDENTITY = frozenset({"name", "sort_key", "match_key", "email", "phone"})
NOT_HERE = frozenset({"actor_label", "undone_by_label"})  # by the actor's id, in `erasing`


def mask_texts(subject: Subject, mask: Mask, wide: Mask, tied: dict[str, set[int]], *, by: Actor) -> int:
    """Put the person away in every text of the workspace; what is tied to them is searched for all their names."""
    others = {m._meta.label_lower for m in search.findable()} | {k.label for k in subjects.kinds()}
    count = 0
    for model in apps.get_models():
        label = model._meta.label_lower
        if label in ("core.searchentry", "core.keptanswer") or not model.__module__.startswith("brobygger."):
            continue
        if label in ("accounts.user", "accounts.workspace"):
            continue
        fields = [
            f
            for f in text_fields(model)
            if f.name not in NOT_HERE and not (label in others and f.name in IDENTITY)
        ]
        if not fields:
            continue
        columns = {f.attname for f in model._meta.concrete_fields}
        rows = model._base_manager.all()
        if "workspace_id" in columns:
            rows = rows.filter(workspace_id=subject.workspace.pk)
        for row in list(may_hold(rows, fields, mask).order_by("pk")) if mask.fragments else ():
            name, pk = _about(row)
            close = label in ABOUT_RECORDS and name == subject.label and pk in subject.ids
            close = close or row.pk in tied.get(label, ())
            count += _mask_row(row, fields, mask if close else wide, others, by=by)
    return count


def _about(row: Any) -> tuple[str, int]:
    label = getattr(row, "subject_model", getattr(row, "model", ""))
    return str(label), int(getattr(row, "subject_id", getattr(row, "object_id", 0)) or 0)


def _mask_row(row: Any, fields: list[Any], mask: Mask, others: set[str], *, by: Actor) -> bool:
    changed: dict[str, Any] = {}
    spared = (
        IDENTITY | {"object_label"} if isinstance(row, HistoryEntry) and row.model in others else frozenset()
    )
    for f in fields:
        value = getattr(row, f.attname)
        if f.attname in spared or value in (None, "", {}, []):
            continue
        if isinstance(value, dict) and spared:
            put = {n: v if n in spared else mask.json(v) for n, v in value.items()}
        else:
            put = mask.json(value)
        if isinstance(put, str) and getattr(f, "max_length", None):
            put = put[: f.max_length]
        if put != value:
            changed[f.attname] = put
    if not changed:
        return False
    for name, value in changed.items():
        setattr(row, name, value)
    # Round `save()`, which some models refine: only these columns, as they are.
    type(row)._base_manager.filter(pk=row.pk).update(**changed)
    if row._meta.label_lower in DECLARATIONS and not row._meta.label_lower.startswith("core."):
        side = {n: v for n, v in changed.items() if isinstance(v, str)} | MARK
        if hasattr(row, "workspace_id"):
            history.entry(row, history.CHANGED, by=by, before=MARK, after=side).save()
            search.index([row])
            search.refresh(type(row), [{"id": row.pk, **history.snapshot(row)}])
    return True
