"""The filters that hold, in words, each with an address without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django_filters import FilterSet

from brobygger.core.lists.columns import escaped
from brobygger.core.lists.state import State


@dataclass(frozen=True)
class Chip:
    label: str
    remove_url: str


def chips(filterset: FilterSet, state: State) -> list[Chip]:
    """A chip for every filter that holds, except the text searched for: it stands in its own box."""
    if not filterset.form.is_valid() and not hasattr(filterset.form, "cleaned_data"):
        return []
    found = []
    for name, value in filterset.form.cleaned_data.items():
        if name == "q" or value in (None, "", False) or (hasattr(value, "__len__") and not len(value)):
            continue
        field = filterset.form.fields[name]
        said = (
            ""
            if value is True
            else _said(value, dict(getattr(field, "choices", None) or []) if _plain(value) else {})
        )
        label = (
            _("%(filter)s: %(value)s") % {"filter": field.label, "value": said} if said else str(field.label)
        )
        found.append(Chip(label, state.address(**{name: None}, view=None)))
    return found


def _plain(value: Any) -> bool:
    """True for values of a fixed list of choices; choices from a table are asked for by the value alone."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def _said(value: Any, choices: dict[Any, Any]) -> str:
    if isinstance(value, str):
        return str(choices.get(value, value))
    if isinstance(value, Iterable) and not isinstance(value, Model):
        return ", ".join(_said(v, choices) for v in value)
    return escaped(value) if not isinstance(value, Model) else str(value)
