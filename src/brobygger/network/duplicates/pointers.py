"""What points at a record, read from the models' own metadata: the network knows nothing of the packages above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from brobygger.core import references


@dataclass(frozen=True)
class Pointer:
    """`column` of `model` holds ids of a record: a foreign key, or with `model_column` an id beside a label."""

    model: type[models.Model]
    column: str
    model_column: str = ""

    def rows(self, target: models.Model) -> "models.QuerySet[Any]":
        """The rows that point at `target`, in a stable order."""
        label = {self.model_column: target._meta.label_lower} if self.model_column else {}
        return self.model._base_manager.filter(**label, **{self.column: target.pk}).order_by("pk")


def pointers(model: type[models.Model]) -> Iterator[Pointer]:
    """Every column of every package whose rows go along with a record of `model` when it becomes another.

    Beside the foreign keys these are the references (`core.references`) that hold on to their record.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            remote: Any = relation.remote_field
            yield Pointer(remote.model, remote.attname)
    for other in apps.get_models():
        for reference in references.of(other):
            if reference.holds_on and reference.model in ("", model._meta.label_lower):
                yield Pointer(other, reference.column, reference.model_column)
