"""Which other record is the same as this one?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.forms import CarefulForm
from brobygger.network.picking import Picked, PickField


class OtherForm(CarefulForm):
    """The name of the other record; it must be one we have."""

    def __init__(self, *args: Any, workspace: Workspace, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = PickField(workspace, kind, label=_("The other one"))

    def clean_other(self) -> Any:
        picked: Picked = self.cleaned_data["other"]
        if not picked.existing:
            raise ValidationError(_("Choose one that is here already."), code="unknown")
        return picked.existing[0]
