"""Columns that hold the id of a record without being a foreign key, so that generic work can follow them.

Undo asks what has been built on a record; the workspace archive gives records new ids. Both read this registry beside
the models' own foreign keys.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model


@dataclass(frozen=True)
class Reference:
    """`column` of a row holds an id: of the model named by the row's `model_column`, or always of `model`.

    `holds_on`: a row that refers to a record is a reason for undo not to take that record away.
    """

    column: str
    model: str = ""
    model_column: str = ""
    holds_on: bool = False


_REFERENCES: dict[type[Model], tuple[Reference, ...]] = {}


def declare(model: type[Model], *references: Reference) -> None:
    """Say which columns of `model` are such references. Called right below the model."""
    _REFERENCES[model] = references


def of(model: type[Model]) -> tuple[Reference, ...]:
    """The references that rows of `model` hold."""
    return _REFERENCES.get(model, ())


def holding_on(label: str, ids: list[int]) -> set[int]:
    """Those of `ids` (records of the model called `label`) that some row holds on to through such a reference."""
    found: set[int] = set()
    for model, references in _REFERENCES.items():
        for reference in references:
            if not reference.holds_on or reference.model not in ("", label):
                continue
            of_model = {reference.model_column: label} if reference.model_column else {}
            rows = model._base_manager.filter(**of_model, **{f"{reference.column}__in": ids})
            found |= set(rows.values_list(reference.column, flat=True))
    return found


def target(reference: Reference, row: dict[str, object]) -> type[Model] | None:
    """The model that `reference` points to in this row, or None where it is not (or no longer) one of ours."""
    label = reference.model or row.get(reference.model_column)
    try:
        return apps.get_model(str(label))
    except (LookupError, ValueError):
        return None
