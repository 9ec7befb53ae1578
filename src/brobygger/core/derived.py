"""Columns that only repeat what other rows say, kept because lists of 100,000 rows sort and filter by them.

They are left out of the history and recomputed whenever a row they come from is written, deleted or undone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model

Recompute = Callable[[Iterable[int]], None]


@dataclass(frozen=True)
class Derived:
    fields: frozenset[str]
    recompute: Recompute


_DERIVED: dict[type[Model], Derived] = {}
_SOURCES: dict[type[Model], list[tuple[str, type[Model]]]] = {}


def register(
    model: type[Model], *, fields: tuple[str, ...], recompute: Recompute, sources: dict[type[Model], str]
) -> None:
    """`fields` of `model` follow from `sources` (source model: name of its column with the id of `model`)."""
    _DERIVED[model] = Derived(frozenset(fields), recompute)
    for source, attname in sources.items():
        _SOURCES.setdefault(source, []).append((attname, model))


def fields_of(model: type[Model]) -> frozenset[str]:
    """Names of the derived columns of `model`."""
    found = _DERIVED.get(model)
    return found.fields if found else frozenset()


def refresh(source: type[Model], rows: Iterable[dict[str, object]]) -> None:
    """Recompute what follows from these rows of `source` (each a mapping of column name to value)."""
    targets = _SOURCES.get(source)
    if not targets:
        return
    kept = list(rows)
    for attname, model in targets:
        ids = {value for row in kept if isinstance(value := row.get(attname), int)}
        if ids:
            _DERIVED[model].recompute(ids)


def refresh_self(model: type[Model], ids: Iterable[int]) -> None:
    """Recompute the derived columns of these records of `model`."""
    if (found := _DERIVED.get(model)) and (kept := list(ids)):
        found.recompute(kept)
