"""The small form in which an organisation changes ring."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import CarefulForm, column
from brobygger.network.models import Formality, Level


class RingForm(CarefulForm):
    """To which ring, why, and since when; what it rests on can be added."""

    level = forms.ChoiceField(label=_("Ring"), choices=Level.choices, widget=forms.RadioSelect)
    reason = column(
        Formality, "reason", required=True, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why. It stands beside the level for those who come after.")},
    )  # fmt: skip
    evidence = column(Formality, "evidence", help_text=_("An agreement, an activity, a letter and its date."))
    since = column(Formality, "since", initial=timezone.localdate)

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise ValidationError(_("The date lies in the future."))
        return since
