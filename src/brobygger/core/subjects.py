"""About whom data is held: the models whose rows are people, and how each is reported on and erased.

Packages register theirs in `AppConfig.ready`. What points at such a row is found through the models' metadata and
`core.references`; nothing else need be said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Kind:
    """A model whose rows are people. Its columns `name`, `email` and `phone` are what a person is recognised by.

    `stub`: what is left of an erased row; None where the row itself goes. `remove`: labels of models whose rows go with
    a row that stays as a stub. `alone(pk)`: further rows that are about this person and nobody else. `obstacle(row)`:
    a sentence why it cannot be erased now, or "". `merged(pk)`: numbers of records that live on in this one.
    """

    key: str
    model: type[Model]
    noun: Any
    erased: Any
    stub: Callable[[Any], dict[str, Any]] | None = None
    remove: tuple[str, ...] = ()
    alone: Callable[[int], Iterable[Model]] = field(default=lambda pk: ())
    obstacle: Callable[[Any], str] = field(default=lambda row: "")
    merged: Callable[[int], Iterable[int]] = field(default=lambda pk: ())

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Say that rows of a model are people; the same key twice replaces the first."""
    _KINDS[kind.key] = kind


def kinds() -> list[Kind]:
    """Every kind of person, in the order of registration."""
    return list(_KINDS.values())


def kind(key: str) -> Kind:
    """The kind called `key` ("people", "colleagues"), or of the model with that label; KeyError for another."""
    found = _KINDS.get(key) or next((k for k in _KINDS.values() if k.label == key), None)
    if found is None:
        raise KeyError(key)
    return found
