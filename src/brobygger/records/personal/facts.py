"""What a row says of a person: its columns by name, with why each is kept and for how long."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core import pages
from brobygger.core.lists import day
from brobygger.core.personal import DECLARATIONS

UNTOLD = frozenset(
    {"id", "workspace", "created_at", "version", "updated_at", "sort_key", "match_key", "password"}
)
# Columns whose own names are the database's.
NAMED = {
    "user": gettext_lazy("Log-in"),
    "is_active": gettext_lazy("May log in"),
    "date_joined": gettext_lazy("Here since"),
}


@dataclass(frozen=True)
class Fact:
    """One value; `purpose` and `retention` where it is declared to be personal."""

    name: str
    label: str
    value: str
    purpose: str = ""
    retention: str = ""


def title_of(row: Any) -> str:
    for name in ("name", "title", "text", "about"):
        if value := getattr(row, name, None):
            return Truncator(str(value)).chars(80)
    return Truncator(str(row)).chars(80)


def facts_of(row: Any) -> list[Fact]:
    """The columns of a row that say something, each with its purpose and retention where it is personal."""
    declared = DECLARATIONS.get(row._meta.label_lower)
    personal = declared.personal if declared else {}
    facts = []
    for f in row._meta.concrete_fields:
        if f.name in UNTOLD:
            continue
        value = getattr(row, f.name if f.is_relation else f.attname)
        if value in (None, "", {}, [], False):
            continue
        why = personal.get(f.name)
        facts.append(
            Fact(
                f.name,
                _label(f),
                _said(f, row, value),
                _(why.purpose) if why else "",
                _(why.retention) if why else "",
            )
        )
    return facts


def label_of(model: str, name: str) -> str:
    """What the column of a record in the history is called."""
    try:
        return _label(apps.get_model(model)._meta.get_field(name))
    except (LookupError, ValueError, FieldDoesNotExist):
        return name


def _label(f: Any) -> str:
    if str(f.verbose_name) == f.name.replace("_", " ") and f.name in NAMED:
        return str(NAMED[f.name])
    if f.is_relation and str(f.verbose_name) == f.name.replace("_", " "):
        return str(pages.noun(f.related_model._meta.label_lower))
    return str(capfirst(f.verbose_name))


def _said(f: Any, row: Any, value: Any) -> str:
    if f.choices:
        return str(getattr(row, f"get_{f.name}_display")())
    if isinstance(value, datetime | date):
        return day(value)
    if value is True:
        return _("yes")
    return Truncator(str(value)).chars(1000)
