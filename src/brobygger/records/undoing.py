"""What an undo left alone, told so that a person can settle it."""

from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger.core import pages
from brobygger.core.models import Batch


def report_lines(batch: Batch, slug: str) -> list[dict[str, Any]]:
    """For each thing kept by the undo of `batch`: which record, its page, and why."""
    undo = (batch.report or {}).get("undo") or {}
    return [
        {
            "label": kept["label"],
            "noun": pages.noun(kept["model"]),
            "url": pages.address(slug, kept["model"], kept["object_id"]),
            "reason": _reason(kept),
        }
        for kept in undo.get("kept", [])[:200]
    ]


def _reason(kept: dict[str, Any]) -> str:
    if kept.get("field"):
        return _("%(field)s has been changed since.") % {"field": _field(kept["model"], kept["field"])}
    reasons = {
        "changed": _("It has been changed since."),
        "built_on": _("Others have built on it."),
        "missing": _("Something it belongs to is gone."),
        "erased": _("It was erased because the person asked for it."),
    }
    return reasons.get(kept.get("reason", ""), "")


def _field(model: str, name: str) -> str:
    try:
        columns = apps.get_model(model)._meta.concrete_fields
    except LookupError:
        return name
    return next((str(capfirst(f.verbose_name)) for f in columns if f.attname == name), name)
