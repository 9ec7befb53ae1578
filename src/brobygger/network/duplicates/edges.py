"""When two rows say the same, and what the one row says that stays: the rules for what meets in a merge.

Ended edges are history: they stay beside each other. Running ones that would be there twice become one.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from brobygger.core import derived, history
from brobygger.core.text import fold
from brobygger.network.models import (
    Affiliation,
    Formality,
    FormerName,
    OrganisationTie,
    Tie,
)

# The earliest day counts; everywhere else the latest does.
EARLIEST = frozenset({"since", "from_date"})
# Empty means "still": what runs on either side runs on.
ENDS = frozenset({"ended_on", "to_date"})
STRONGER: dict[tuple[type[models.Model], str], tuple[str, ...]] = {
    (Tie, "strength"): ("", Tie.Strength.MET, Tie.Strength.SOME, Tie.Strength.WELL)
}
Key = Callable[[Any], Hashable | None]


@dataclass(frozen=True)
class Edge:
    """Rows with the same `key` (None: never) may say the same; `fits` decides between two of them."""

    key: Key
    fits: Callable[[Any, Any], bool] = lambda mine, theirs: True


def _tie(row: Tie) -> Hashable | None:
    return (row.colleague_id, row.person_id, row.organisation_id) if row.ended_on is None else None


def _affiliation(row: Affiliation) -> Hashable | None:
    return (row.person_id, row.organisation_id) if row.to_date is None else None


def _same_role(mine: Affiliation, theirs: Affiliation) -> bool:
    return not mine.role or not theirs.role or fold(mine.role) == fold(theirs.role)


def _organisation_tie(row: OrganisationTie) -> Hashable | None:
    if row.ended_on is not None:
        return None
    ends: Iterable[int] = (row.from_organisation_id, row.to_organisation_id)
    return (row.kind, *(sorted(ends) if row.kind == OrganisationTie.Kind.WORKS_WITH else ends))


def _formality(row: Formality) -> Hashable | None:
    return (row.organisation_id, row.level, row.since, row.evidence, row.reason, row.activity_id)


_EDGES: dict[type[models.Model], Edge] = {
    Tie: Edge(_tie),
    Affiliation: Edge(_affiliation, _same_role),
    OrganisationTie: Edge(_organisation_tie),
    Formality: Edge(_formality),
    FormerName: Edge(lambda row: (row.organisation_id, fold(row.name))),
}


def register(model: type[models.Model], edge: Edge) -> None:
    """The rule for rows of an upper package's model. Called at start-up."""
    _EDGES[model] = edge


def of(model: type[models.Model]) -> list[Edge]:
    """The rules for rows of `model`: the registered one, else what its unique constraints say."""
    if model in _EDGES:
        return [_EDGES[model]]
    return [Edge(_unique(columns)) for columns in _unique_sets(model)]


def _unique_sets(model: type[models.Model]) -> Iterable[tuple[str, ...]]:
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.attname,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield tuple(model._meta.get_field(name).attname for name in constraint.fields)  # type: ignore[union-attr]


def _unique(columns: tuple[str, ...]) -> Key:
    def key(row: Any) -> Hashable | None:
        values = tuple(getattr(row, name) for name in columns)
        return None if None in values else values

    return key


def together(mine: models.Model, theirs: models.Model) -> tuple[dict[str, Any], list[tuple[Any, str]]]:
    """What `mine` says when `theirs` is combined into it, and (field, text) for what found no room."""
    found: dict[str, Any] = {}
    left_over: list[tuple[Any, str]] = []
    fixed = history.NEVER_RECORDED | derived.fields_of(type(mine)) | {"workspace"}
    for field in mine._meta.concrete_fields:
        if field.name in fixed or field.attname in fixed:
            continue
        one, other = getattr(mine, field.attname), getattr(theirs, field.attname)
        if one == other:
            continue
        value, rest = _one_value(type(mine), field, one, other)
        if rest:
            left_over.append((field, rest))
        if value != one:
            found[field.attname] = value
    return found, left_over


def _one_value(model: type[models.Model], field: Any, one: Any, other: Any) -> tuple[Any, str]:
    """The value that stays, and a text that had no room in it."""
    if field.name in ENDS:
        return (None if one is None or other is None else max(one, other)), ""
    if other in (None, ""):
        return one, ""
    if one in (None, ""):
        return other, ""
    if ranks := STRONGER.get((model, field.name)):
        return max(one, other, key=ranks.index), ""
    if isinstance(one, bool):
        return one or other, ""
    if isinstance(one, date):
        return (min if field.name in EARLIEST else max)(one, other), ""
    if is_prose(field):
        return joined(field, one, other)
    return one, ""


def is_prose(field: Any) -> bool:
    """A text that somebody wrote and that may stand beside another; no choice, address or number."""
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.editable
        and not isinstance(field, models.EmailField | models.URLField)
        and field.name in ("about", "note", "text", "reason", "why", "evidence", "how")
    )


def joined(field: Any, one: str, other: str) -> tuple[str, str]:
    """Both texts, neither twice; the second is handed back where the field has no room for both."""
    mine, theirs = fold(one), fold(other)
    if theirs in mine:
        return one, ""
    if mine in theirs:
        return other, ""
    both = one + ("; " if isinstance(field, models.CharField) else "\n\n") + other
    if field.max_length and len(both) > field.max_length:
        return one, other
    return both, ""
