"""Invented content for the gallery of components: what each looks like with something in it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of every kind that a page may use."""

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Work address, not a private one.")
    )
    since = forms.DateField(
        label=_("Since"),
        required=False,
        help_text=_("Day, month, year: 31-12-2026"),
        widget=forms.DateInput(),
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=[("", _("Not chosen")), ("public", _("Public")), ("civil", _("Civil"))],
        required=False,
    )
    about = forms.CharField(label=_("About"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    level = forms.ChoiceField(
        label=_("Formality"),
        choices=[("network", _("Network")), ("cooperation", _("Cooperation"))],
        widget=forms.RadioSelect,
    )
    ages = forms.MultipleChoiceField(
        label=_("Age groups"),
        choices=[("0", "0–12"), ("13", "13–17"), ("18", "18–29"), ("30", "30+")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    pinned = forms.BooleanField(label=_("Pin to the top"), required=False)
    file = forms.FileField(label=_("File"), required=False, widget=forms.FileInput(attrs={"data-drop": ""}))


def content() -> dict[str, Any]:
    """The gallery page's context."""
    today = timezone.localdate()
    return {
        "late": today - timedelta(days=4),
        "soon": today + timedelta(days=2),
        "later": today + timedelta(days=30),
        "past": today - timedelta(days=400),
        "levels": ["wished", "network", "cooperation", "partnership", ""],
        "icons": [
            "home",
            "building",
            "person",
            "groups",
            "chat",
            "checklist",
            "upload",
            "history",
            "bin",
            "search",
        ],
        "steps": [
            {"label": _("File"), "state": "done"},
            {"label": _("Columns"), "state": "done"},
            {"label": _("Check"), "state": "current"},
            {"label": _("Receipt"), "state": "todo"},
        ],
        "answers": [("same", _("Same")), ("new", _("New")), ("later", _("Later"))],
        "pages": [(1, "?page=1", True), (2, "?page=2", False)],
        "empty_form": SampleForm(prefix="empty", use_required_attribute=False),
        "wrong_form": SampleForm({"wrong-email": "mette@"}, prefix="wrong", use_required_attribute=False),
    }
