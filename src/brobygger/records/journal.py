"""Which records have a journal. Packages above register theirs at start-up, with who may see which."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from brobygger.accounts.models import Member
from brobygger.core import pages

Visible = Callable[[Member], "QuerySet[Any]"]
_JOURNALS: dict[str, Visible] = {}


def register(model: type[Model], visible: Visible | None = None) -> None:
    """Give records of `model` a journal and a history of their own; `visible` says which a colleague sees."""
    manager: Any = model._default_manager
    _JOURNALS[model._meta.label_lower] = visible or (lambda colleague: manager.of(colleague.workspace))


def record(colleague: Member, label: str, pk: int) -> Any:
    """The record that `label` and `pk` name, or what it was merged into; 404 without a journal or out of sight."""
    visible = _JOURNALS.get(label)
    if visible is None:
        raise Http404
    found = visible(colleague).filter(pk=pk).first()
    if found is None:
        found = get_object_or_404(visible(colleague), pk=pages.survivor(colleague.workspace_id, label, pk))
    return found
