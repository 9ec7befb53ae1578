"""What is asked about requests, periods and exceptions."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import Careful, CarefulForm, column
from brobygger.records.personal.models import ErasureRequest, RetentionException


class RequestForm(Careful, forms.ModelForm):  # type: ignore[type-arg]
    """Who asked, when, and how you know it was them."""

    asked_on = forms.DateField(
        label=_("When did they ask?"), widget=forms.DateInput(), initial=timezone.localdate,
        help_text=_("The answer is due a month later."),
    )  # fmt: skip

    class Meta:
        model = ErasureRequest
        fields = ["asked_on", "asked_by", "identity", "note"]
        labels = {
            "asked_by": _("Who asked?"),
            "identity": _("How do you know it was them?"),
            "note": _("Note"),
        }
        help_texts = {
            "asked_by": _("The person, or somebody on their behalf."),
            "identity": _("They wrote from the address we have; they stood here and showed a card; ..."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean_asked_on(self) -> Any:
        asked = self.cleaned_data["asked_on"]
        if asked > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return asked


class RefusalForm(CarefulForm):
    """Why not."""

    reason = column(
        ErasureRequest, "reason", label=_("Why must it be kept?"), required=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person is told this. Say which duty or claim it is, and until when."),
    )  # fmt: skip


class CarryOutForm(forms.Form):
    """One deliberate tick: it cannot be taken back."""

    sure = forms.BooleanField(
        label=_("I know that this cannot be undone, from the bin or otherwise."),
        error_messages={"required": _("Tick that you know it cannot be undone.")},
    )


class KeepForm(Careful, forms.ModelForm):  # type: ignore[type-arg]
    """Why one record is kept beyond its time, and until when."""

    class Meta:
        model = RetentionException
        fields = ["because", "until"]
        labels = {"because": _("Why must it be kept?"), "until": _("Until")}
        widgets = {"until": forms.DateInput()}
        help_texts = {"until": _("Leave it empty where there is no end.")}


class PeriodsForm(forms.Form):
    """Months for each kind of data."""

    def __init__(self, *args: Any, rules: Any, months: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in rules:
            self.fields[rule.key] = forms.IntegerField(
                label=rule.label, help_text=rule.text, min_value=1, max_value=240, initial=months[rule.key]
            )
