"""History in the reader's words: fields by their labels, values as a person reads them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from brobygger.core import history, pages
from brobygger.core.lists import day
from brobygger.core.models import Batch, HistoryEntry

# Said elsewhere, or follow from the rest.
_UNTOLD = frozenset(
    {
        "workspace_id",
        "created_at",
        "updated_at",
        "sort_key",
        "match_key",
        "version",
        "user_id",
        history.ERASED,
    }
)


@dataclass(frozen=True)
class Change:
    """One field: what it was and what it became, "" for nothing."""

    label: str
    before: str
    after: str


@dataclass
class Told:
    """One entry as a page shows it."""

    entry: HistoryEntry
    noun: str
    url: str
    batch: Batch | None = None
    changes: list[Change] = field(default_factory=list)


def tell(entries: Sequence[HistoryEntry], slug: str, *, batches: bool = False) -> list[Told]:
    """These entries with their fields in words. One query for each model that values point at, however many entries.

    With `batches`, an entry of a batch stands for the whole of it.
    """
    wanted = {e.batch_id for e in entries if e.batch_id} if batches else set()
    known = Batch.objects.in_bulk(wanted)
    names = _names([e for e in entries if e.batch_id not in known])
    return [
        Told(
            entry,
            noun=pages.noun(entry.model),
            url=pages.address(slug, entry.model, entry.object_id) if entry.verb != "deleted" else "",
            batch=known.get(entry.batch_id),
            changes=[] if entry.batch_id in known else list(_changes(entry, names)),
        )
        for entry in entries
    ]


Names = dict[tuple[type[models.Model], Any], str]


def _names(entries: Iterable[HistoryEntry]) -> Names:
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in entries:
        columns = _columns(entry.model)
        for side in (entry.before or {}, entry.after or {}):
            for name, value in side.items():
                column = columns.get(name)
                if value is not None and column is not None and column.is_relation and name not in _UNTOLD:
                    wanted[column.related_model].add(value)
    found: Names = {}
    for model, ids in wanted.items():
        for obj in model._default_manager.filter(pk__in=ids):
            found[model, obj.pk] = _title(obj)
    return found


def _title(obj: models.Model) -> str:
    """A name that needs no further query: link rows would ask for both their ends."""
    for name in ("name", "title", "text", "about"):
        if value := getattr(obj, name, None):
            return Truncator(str(value)).chars(80)
    return (
        str(obj) if not any(f.is_relation for f in obj._meta.concrete_fields if f.name != "workspace") else ""
    )


def _changes(entry: HistoryEntry, names: Names) -> Iterable[Change]:
    columns = _columns(entry.model)
    before, after = entry.before or {}, entry.after or {}
    for name in [*after, *(n for n in before if n not in after)]:
        column = columns.get(name)
        if name in _UNTOLD or (column is not None and not (column.editable or column.is_relation)):
            continue
        was, became = _said(column, before.get(name), names), _said(column, after.get(name), names)
        if was or became:
            yield Change(_label(column, name), was, became)


def _columns(label: str) -> dict[str, Any]:
    try:
        return {f.attname: f for f in apps.get_model(label)._meta.concrete_fields}
    except (LookupError, ValueError):
        return {}


def _label(column: Any, name: str) -> str:
    if column is None:
        return name
    if column.is_relation and str(column.verbose_name) == column.name.replace("_", " "):
        return pages.noun(column.related_model._meta.label_lower)
    return str(capfirst(column.verbose_name))


def _said(column: Any, value: Any, names: Names) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    if column is None:
        return str(value)
    if column.is_relation:
        return names.get((column.related_model, value)) or _("something deleted since")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.DateTimeField):
        moment = parse_datetime(str(value))
        return day(moment) if moment else str(value)
    if isinstance(column, models.DateField):
        date = parse_date(str(value))
        return day(date) if date else str(value)
    return str(value)
