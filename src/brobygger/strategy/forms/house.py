"""What is asked about the house: who answers, who keeps, the time, the self-check."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Team, Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.network.forms.people import colleagues_of
from brobygger.network.models import Organisation
from brobygger.network.picking import NEW, PickField, key_of, question
from brobygger.strategy.house import STATEMENTS
from brobygger.strategy.models.house import HoursUsed, ReadinessAnswer, Responsibility, TimeSet

MEANS = {
    Responsibility.Where.CENTRAL: _("one person or one team says yes and no, and keeps the overview"),
    Responsibility.Where.LOCAL: _("each branch and department makes its own agreements and answers for them"),
    Responsibility.Where.MIXED: _("the large ones are made centrally, the local ones where they are used"),
}


class ResponsibilityForm(CarefulForm):
    """Central, local or mixed, with what it means; why; when it was decided."""

    where = forms.ChoiceField(
        label=_("Who answers for partnerships?"),
        widget=forms.RadioSelect,
    )
    reason = column(Responsibility, "reason", required=False)
    decided_on = column(Responsibility, "decided_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [(key, _line(key)) for key in MEANS]  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs["rows"] = 3
        self.fields["decided_on"].initial = timezone.localdate()


def _line(key: Responsibility.Where) -> str:
    return f"{key.label}: {MEANS[key]}"


class KeeperForm(CarefulForm):
    """Which colleague, from when."""

    from_date = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "colleague": forms.ModelChoiceField(colleagues_of(workspace), label=_("Keeper"))
        } | self.fields
        self.fields["from_date"].initial = timezone.localdate()


class TimeForm(CarefulForm):
    """Hours for a colleague or for a team."""

    hours = column(TimeSet, "hours", localize=True)
    per = column(TimeSet, "per")
    from_date = column(TimeSet, "from_date")
    to_date = column(TimeSet, "to_date", required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = {
            "colleague": forms.ModelChoiceField(
                colleagues_of(workspace), label=_("Colleague"), required=False
            ),
            "team": forms.ModelChoiceField(
                Team.objects.of(workspace).order_by("sort_key"), label=_("or team"), required=False
            ),
        }
        self.fields = who | self.fields
        self.fields["from_date"].initial = timezone.localdate()


class HoursForm(CarefulForm):
    """One's own hours, in seconds: how many is enough."""

    hours = column(HoursUsed, "hours", localize=True)
    on = column(HoursUsed, "on")
    about = column(HoursUsed, "about", required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        self.fields["organisation"] = KnownField(
            workspace, "organisation", label=_("Organisation"), required=False
        )
        self.fields["on"].initial = timezone.localdate()
        self.order_fields(["hours", "on", "organisation", "about"])


class KnownField(PickField):
    """Cleans to an organisation that we have, or None. Hours make no new ones."""

    def clean(self, value: Any) -> Any:
        text, chosen = value if isinstance(value, tuple) else (str(value or ""), {})
        name = " ".join(text.split())[:200]
        if not name:
            return None
        asked = question(self.workspace, self.kind, name, chosen.get(key_of(name), ""))
        self.widget.questions = [asked]
        if asked.chosen in ("", NEW):
            raise ValidationError(_("Choose an organisation that we have, or leave it empty."), code="ask")
        return Organisation.objects.of(self.workspace).filter(pk=int(asked.chosen)).first()


class ReadinessForm(CarefulForm):
    """Yes, partly, no or don't know to each statement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for statement in STATEMENTS:
            self.fields[statement.key] = forms.ChoiceField(
                label=statement.text, choices=ReadinessAnswer.Said.choices, widget=forms.RadioSelect
            )
