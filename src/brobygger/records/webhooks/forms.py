"""The form of a webhook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import CarefulForm
from brobygger.records.webhooks import events
from brobygger.records.webhooks.models import Webhook


class WebhookForm(CarefulForm):
    """Whom we tell, about what, and when."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("For yourselves: which system it is.")
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Where the other system listens. It begins with https://."),
    )
    about = forms.MultipleChoiceField(label=_("About what"), widget=forms.CheckboxSelectMultiple)
    verbs = forms.MultipleChoiceField(
        label=_("When it is"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("More than 20 at once, such as an import, are told as one message with counts."),
    )

    def __init__(self, *args: Any, webhook: Webhook | None = None, **kwargs: Any) -> None:
        if webhook:
            names = ("name", "address", "about", "verbs")
            kwargs["initial"] = {name: getattr(webhook, name) for name in names}
        else:
            kwargs["initial"] = {"verbs": list(events.VERBS)}
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        verbs: Any = self.fields["verbs"]
        about.choices, verbs.choices = events.nouns(), list(events.VERBS.items())

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        return address
