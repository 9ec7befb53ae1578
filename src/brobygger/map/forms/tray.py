"""What somebody says about one row of the tray."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.map.models import Proposal
from brobygger.network.forms.people import colleagues_of
from brobygger.network.models import AgeGroup, FollowUp, Theme
from brobygger.strategy.models import Room, Wish

FOUR_WEEKS = timedelta(days=28)


class WishForm(CarefulForm):
    """A wish with its place on the lenses."""

    text = column(Wish, "text")

    def __init__(self, *args: Any, workspace: Workspace, row: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="wish_%s", **kwargs)
        self.fields["text"].initial = row.title[:160]
        for name, model, label in (
            ("age_group", AgeGroup, _("Age of the users")),
            ("theme", Theme, _("Theme")),
        ):
            rows = model.objects.of(workspace).order_by("from_age" if model is AgeGroup else "sort_key")
            self.fields[name] = forms.ModelChoiceField(rows, label=label, required=False)
        self.fields["room"] = forms.ChoiceField(
            label=_("Room"), choices=[("", "---------"), *Room.choices], required=False
        )

    def values(self) -> Mapping[str, Any]:
        """What was chosen of the lenses."""
        return {name: value for name in ("age_group", "theme", "room") if (value := self.cleaned_data[name])}


class ActionForm(CarefulForm):
    """Who does what by when."""

    text = column(FollowUp, "text", label=_("What is to be done"))

    def __init__(self, *args: Any, workspace: Workspace, row: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="action_%s", **kwargs)
        self.fields["text"].initial = row.title
        self.fields["owner"] = forms.ModelChoiceField(colleagues_of(workspace), label=_("Who"))
        self.fields["due_on"] = forms.DateField(label=_("When"), initial=timezone.localdate() + FOUR_WEEKS)


class AsideForm(CarefulForm):
    """Why nothing becomes of it."""

    reason = column(
        Proposal, "reason", required=True, label=_("Why"), help_text=_("Whoever wrote it sees the reason.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="aside_%s", **kwargs)
