"""What is written together belongs to one workspace, and the rows between two records follow a choice."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models

from brobygger.core import history
from brobygger.core.operations import Actor


class OtherWorkspace(PermissionDenied):
    """A record of another workspace was named. Pages never get here: they look records up by workspace."""


def within(by: Actor, *objects: Any) -> None:
    """Raise OtherWorkspace unless every given record (None is left out) belongs to the workspace of `by`."""
    for obj in objects:
        if obj is not None and obj.workspace_id != by.workspace_id:
            raise OtherWorkspace(f"{obj._meta.label_lower} {obj.pk} belongs to another workspace")


def follow(
    model: type[models.Model],
    owner: models.Model,
    *,
    owner_field: str,
    field: str,
    wanted: Iterable[models.Model],
    by: Actor,
    why: str = "",
) -> bool:
    """Make the rows of `model` between `owner` and others (its `field`) exactly `wanted`; True where any changed."""
    chosen = {obj.pk: obj for obj in wanted}
    within(by, *chosen.values())
    manager: Any = model._default_manager
    present = {getattr(row, f"{field}_id"): row for row in manager.filter(**{owner_field: owner})}
    for pk, obj in chosen.items():
        if pk not in present:
            row = model(workspace_id=by.workspace_id, **{owner_field: owner, field: obj})
            history.create(row, by=by, why=why)
    gone = [row for pk, row in present.items() if pk not in chosen]
    remove(gone, owner, by=by, why=why)
    return bool(gone) or any(pk not in present for pk in chosen)


def remove(rows: Iterable[models.Model], owner: models.Model, *, by: Actor, why: str = "") -> None:
    """Delete rows as part of an edit of `owner`: undoable together, and not listed in the bin on their own."""
    rows = list(rows)
    if rows:
        with history.batch(by=by, kind="edit", label=str(owner)):
            for row in rows:
                history.delete(row, by=by, why=why)
