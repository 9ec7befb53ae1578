"""The form in which a person decides how formal a relation is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import CarefulForm, column
from brobygger.network.models import Activity, Formality, Level, Organisation


class FormalityForm(CarefulForm):
    """Level, since when, resting on what, and why."""

    level = forms.ChoiceField(label=_("Formality"), choices=Level.choices, widget=forms.RadioSelect)
    since = column(Formality, "since", initial=timezone.localdate)
    evidence = column(
        Formality, "evidence", help_text=_("For instance an agreement, an activity, a letter and its date.")
    )
    reason = column(Formality, "reason", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities = Activity.objects.filter(organisation_links__organisation=organisation)
        self.fields["activity"] = forms.ModelChoiceField(
            activities.order_by("-from_date"),
            label=_("Rests on this activity"),
            required=False,
            empty_label=_("none"),
        )
        self.order_fields(["level", "since", "activity", "evidence", "reason"])

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise ValidationError(_("The date lies in the future."))
        return since
