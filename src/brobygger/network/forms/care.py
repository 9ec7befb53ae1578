"""What must be said when the network is looked after: until when, who leads, how long a relation bears silence."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.network.forms.people import colleagues_of
from brobygger.network.models import ApproachNote, Contact, Level, Snooze, Tie

THREE_MONTHS = timedelta(days=91)
THREE_YEARS = timedelta(days=3 * 366)
SIXTY_DAYS = timedelta(days=60)


class SnoozeForm(CarefulForm):
    """Until when, and why."""

    until = column(Snooze, "until")
    why = column(Snooze, "why", required=False)

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + THREE_MONTHS

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() < until <= timezone.localdate() + THREE_YEARS:
            raise forms.ValidationError(_("Choose a day to come, within three years."))
        return until


class NothingForm(CarefulForm):
    """There is nothing to ask."""

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class IntroduceForm(CarefulForm):
    """Who is to be introduced, and by when."""

    due_on = forms.DateField(label=_("When"))

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        second = forms.ModelChoiceField(
            colleagues_of(workspace),
            label=_("Whom should they introduce?"),
            required=False,
            empty_label=_("whoever fits best"),
        )
        self.fields = {"second": second} | self.fields
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=28)


class KnowForm(CarefulForm):
    """How well one knows them, and about what."""

    strength = forms.ChoiceField(
        label=_("How well"),
        choices=[*Tie.Strength.choices, ("", _("not said"))],
        required=False,
        widget=forms.RadioSelect,
    )
    about = column(Tie, "about", required=False)

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class SpokeForm(CarefulForm):
    """When one spoke with them last, and about what: a contact in two fields."""

    on = column(Contact, "on", label=_("When did you speak?"))
    about = column(Contact, "about", required=False)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("The day has not come yet. Write what is to come as what follows."))
        return on


class LeadForm(CarefulForm):
    """Who leads towards the organisation, until when, and what was agreed."""

    until = column(ApproachNote, "until", required=True, label=_("Holds until"))
    note = column(ApproachNote, "note", required=False)

    def __init__(self, *args: Any, workspace: Workspace, involved: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leader = forms.ModelChoiceField(
            colleagues_of(workspace),
            label=_("Who leads?"),
            initial=involved[0] if involved else None,
        )
        self.fields = {"leader": leader} | self.fields
        self.fields["until"].initial = timezone.localdate() + SIXTY_DAYS


class IntervalsForm(CarefulForm):
    """Days for each level; empty is never cold."""

    LEVELS = (*reversed(Level.values), "")

    def __init__(self, *args: Any, days: dict[str, int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in self.LEVELS:
            label = Level(level).label if level else _("No level yet")
            self.fields[f"days_{level}"] = forms.IntegerField(
                label=label, min_value=1, max_value=3650, required=False, initial=days.get(level)
            )

    def days(self) -> dict[str, int | None]:
        """Days by level, as `care.set_intervals` takes them."""
        return {level: self.cleaned_data[f"days_{level}"] for level in self.LEVELS}
