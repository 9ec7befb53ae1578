"""Columns that only repeat what other rows say, kept because lists of 100,000 rows sort and filter by them.

They are left out of the history and recomputed whenever a row they come from is written, deleted or undone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

Recompute = Callable[[Iterable[int]], None]
# A column that holds the id of the derived record, or a function from ids of the source to those ids.
Source = str | Callable[[Iterable[int]], Iterable[int]]


@dataclass(frozen=True)
class Derived:
    fields: frozenset[str]
    recompute: Recompute


_DERIVED: dict[type[Model], Derived] = {}
_SOURCES: dict[type[Model], list[tuple[Source, type[Model]]]] = {}


def register(
    model: type[Model], *, fields: tuple[str, ...], recompute: Recompute, sources: dict[type[Model], Source]
) -> None:
    """`fields` of `model` follow from `sources`: for each source model the way from its rows to ids of `model`."""
    _DERIVED[model] = Derived(frozenset(fields), recompute)
    for source, way in sources.items():
        _SOURCES.setdefault(source, []).append((way, model))


def fields_of(model: type[Model]) -> frozenset[str]:
    """Names of the derived columns of `model`."""
    found = _DERIVED.get(model)
    return found.fields if found else frozenset()


def models() -> list[type[Model]]:
    """The models that have derived columns."""
    return list(_DERIVED)


def recomputed(model: type[Model], ids: list[int], names: list[str]) -> tuple[dict[int, Any], dict[int, Any]]:
    """What these columns say, and what they would say computed anew, by id; nothing stays changed."""
    rows = model._base_manager.filter(pk__in=ids)
    before = {pk: values for pk, *values in rows.values_list("pk", *names)}
    with transaction.atomic():
        _DERIVED[model].recompute(ids)
        after = {pk: values for pk, *values in rows.values_list("pk", *names)}
        transaction.set_rollback(True)
    return before, after


def refresh(source: type[Model], rows: Iterable[dict[str, object]]) -> None:
    """Recompute what follows from these rows of `source` (each a mapping of column name, "id" too, to value)."""
    targets = _SOURCES.get(source)
    if not targets:
        return
    kept = list(rows)
    for way, model in targets:
        if ids := reached(way, kept):
            _DERIVED[model].recompute(ids)


def reached(way: Source, rows: Iterable[dict[str, object]]) -> set[int]:
    """The ids that `way` leads to from these rows."""
    column = way if isinstance(way, str) else "id"
    ids = {value for row in rows if isinstance(value := row.get(column), int)}
    return ids if isinstance(way, str) or not ids else set(way(ids))


def refresh_self(model: type[Model], ids: Iterable[int]) -> None:
    """Recompute the derived columns of these records of `model`."""
    if (found := _DERIVED.get(model)) and (kept := list(ids)):
        found.recompute(kept)
