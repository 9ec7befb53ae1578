"""Beginning a handover, deciding about its lines, and saying no."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Role, Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.network.models import Handover, HandoverLine


def receivers_in(workspace: Workspace) -> Any:
    """Those who can take over: they can log in and write."""
    writers = [role for role in Role if role.rank >= Role.STAFF.rank]
    return (
        Colleague.objects.of(workspace)
        .filter(state=Colleague.State.ACTIVE, role__in=writers)
        .order_by("sort_key")
    )


class HandoverForm(CarefulForm):
    """Who hands over, why, from when, and what the receivers should know."""

    reason = forms.ChoiceField(label=_("Why"), choices=Handover.Reason.choices, widget=forms.RadioSelect)
    on = column(Handover, "on", required=False)
    note = column(Handover, "note", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, whose: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleague = forms.ModelChoiceField(whose, label=_("Who hands over?"))
        self.fields = {"colleague": colleague} | self.fields


class GiveForm(CarefulForm):
    """Who takes over; for many lines at once."""

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"] = forms.ModelChoiceField(receivers_in(workspace), label=_("Who takes over?"))


class LineForm(CarefulForm):
    """What happens to one line."""

    decision = forms.ChoiceField(
        label=_("What happens?"), choices=HandoverLine.Decision.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, line: HandoverLine, **kwargs: Any) -> None:
        initial = {"decision": line.decision or HandoverLine.Decision.GIVE, "receiver": line.receiver_id}
        super().__init__(*args, initial=initial, **kwargs)
        others = receivers_in(line.workspace).exclude(pk=line.handover.colleague_id)
        self.fields["receiver"] = forms.ModelChoiceField(
            others, label=_("Who takes over?"), required=False, empty_label=_("choose a colleague"),
            help_text=_("Only where it is handed over."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == HandoverLine.Decision.GIVE and not cleaned.get("receiver"):
            self.add_error("receiver", _("Say who takes over."))
        if cleaned.get("decision") != HandoverLine.Decision.GIVE:
            cleaned["receiver"] = None
        return cleaned


class DeclineForm(CarefulForm):
    """Why not."""

    reason = column(HandoverLine, "reason", required=True)

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
