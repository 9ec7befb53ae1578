"""Where the programme is read, and whom one of its partners is."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.forms import CarefulForm
from brobygger.core.outward import MESSAGES
from brobygger.network.exchange.programme_feed import MAX_BYTES, REFUSALS
from brobygger.network.picking import PickField


class AddressForm(CarefulForm):
    """The address of the library's website; only hosts that the installation names can be asked."""

    address = forms.URLField(
        label=_("The library's website"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, for instance https://www.bibliotek.example.")},
        help_text=_("For instance https://www.bibliotek.example. Leave it empty to stop the reading."),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address and (urlsplit(address).hostname or "") not in settings.EVENT_HOSTS:
            raise forms.ValidationError(str(MESSAGES["host"]), code="host")
        return address


class ProgrammeFileForm(CarefulForm):
    """A programme that somebody has saved."""

    file = forms.FileField(
        label=_("A saved programme"),
        help_text=_("JSON, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(str(REFUSALS["large"]), code="large")
        return file


class PartnerForm(CarefulForm):
    """Another organisation than those suggested."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickField(
            workspace, "organisation", label=_("Which organisation is it?")
        )
