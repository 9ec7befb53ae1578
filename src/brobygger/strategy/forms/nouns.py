"""Forms of focus areas, goals, offers and what is measured."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Team, Workspace
from brobygger.core.conflicts import MergingForm
from brobygger.core.forms import CarefulForm, column
from brobygger.network.dates import check_past
from brobygger.network.models import AgeGroup
from brobygger.strategy.models import FocusArea, Goal, Measurement, Offer, Room, Strength

AREA = ("name", "about", "lead", "team", "position")
GOAL = ("name", "about", "focus_area", "measure", "unit", "baseline", "target", "due_on", "owner")
OFFER = ("name", "about", "strength", "team")


class AmountField(forms.DecimalField):
    """A number in the reader's own way of writing it; two who write it differently wrote the same."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**(options | {"localize": True}))

    def plain(self, value: Any) -> str:
        """How it is compared: 10.00 is 10."""
        try:
            return format(Decimal(str(value)).normalize(), "f")
        except InvalidOperation:
            return ""

    def again(self, told: str) -> Decimal | None:
        """The number that `plain` told of."""
        return Decimal(told) if told else None

    def shown(self, told: str) -> str:
        """As it is written here."""
        return str(number_format(told)) if told else ""


def rooms_field(**options: Any) -> forms.MultipleChoiceField:
    """In which rooms something lies: several are an overlap."""
    given: dict[str, Any] = {
        "label": _("In which rooms does it lie?"),
        "help_text": _("Several where it lies in an overlap."),
    }
    return forms.MultipleChoiceField(
        choices=Room.choices, required=False, widget=forms.CheckboxSelectMultiple, **(given | options)
    )


def colleague_field(workspace: Workspace, label: Any, **options: Any) -> Any:
    """One colleague who is here."""
    here = Colleague.objects.of(workspace).exclude(state=Colleague.State.LEFT).order_by("sort_key")
    return forms.ModelChoiceField(here, label=label, required=False, empty_label=_("Nobody yet"), **options)


def team_field(workspace: Workspace, label: Any, **options: Any) -> Any:
    """One of our teams."""
    teams = Team.objects.of(workspace).order_by("sort_key")
    return forms.ModelChoiceField(teams, label=label, required=False, empty_label=_("No team yet"), **options)


def rooms_of(thing: Any) -> list[str]:
    """The rooms it lies in now."""
    return list(thing.placings.values_list("room", flat=True))


def _area(form: Any, workspace: Workspace) -> None:
    form.fields["name"] = column(FocusArea, "name")
    form.fields["about"] = column(FocusArea, "about", widget=forms.Textarea(attrs={"rows": 3}))
    form.fields["lead"] = colleague_field(
        workspace, _("Who leads it?"), help_text=_("One by name: the one everybody can ask.")
    )
    form.fields["team"] = team_field(workspace, _("Which team owns it?"))
    form.fields["rooms"] = rooms_field()


class FocusAreaForm(CarefulForm):
    """A new focus area: the name is enough."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _area(self, workspace)


class FocusAreaEditForm(MergingForm):
    """A focus area that others may be editing too."""

    def __init__(self, *args: Any, focus_area: FocusArea, **kwargs: Any) -> None:
        initial = {name: getattr(focus_area, name) for name in AREA} | {"rooms": rooms_of(focus_area)}
        super().__init__(*args, initial=initial, **kwargs)
        _area(self, focus_area.workspace)
        self.fields["position"] = column(FocusArea, "position", required=False)
        self.remember()

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0


def _goal(form: Any, workspace: Workspace) -> None:
    form.fields["name"] = column(
        Goal, "name", label=_("What do we want to reach?"),
        help_text=_("One sentence, for instance “Twice as many young people use the library in the evening”."),
    )  # fmt: skip
    areas = FocusArea.objects.of(workspace).filter(ended_on=None).order_by("position", "sort_key")
    form.fields["focus_area"] = forms.ModelChoiceField(
        areas, label=_("Focus area"), required=False, empty_label=_("None")
    )
    form.fields["measure"] = column(
        Goal, "measure", label=_("How do we see it?"), help_text=_("What is counted or asked.")
    )
    form.fields["unit"] = column(Goal, "unit", help_text=_("For instance visits, %, or hours."))
    form.fields["baseline"] = column(Goal, "baseline", label=_("Where are we now?"), form_class=AmountField)
    form.fields["target"] = column(Goal, "target", label=_("Where do we want to be?"), form_class=AmountField)
    form.fields["due_on"] = column(Goal, "due_on", label=_("By when?"))
    form.fields["owner"] = colleague_field(workspace, _("Who owns it?"))
    ages = AgeGroup.objects.of(workspace).order_by("from_age", "to_age")
    form.fields["age_groups"] = forms.ModelMultipleChoiceField(
        ages, label=_("Users' age"), required=False, widget=forms.CheckboxSelectMultiple
    )
    form.fields["rooms"] = rooms_field(
        help_text=_("Several where it lies in an overlap. Without any, it follows its focus area.")
    )
    form.fields["about"] = column(Goal, "about", widget=forms.Textarea(attrs={"rows": 3}))


class GoalForm(CarefulForm):
    """A new goal: the sentence is enough, a measure makes it one that can be seen."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _goal(self, workspace)


class GoalEditForm(MergingForm):
    """A goal that others may be editing too."""

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        initial = {name: getattr(goal, name) for name in GOAL} | {"rooms": rooms_of(goal)}
        initial["age_groups"] = [link.age_group_id for link in goal.age_links.all()]
        super().__init__(*args, initial=initial, **kwargs)
        _goal(self, goal.workspace)
        areas: Any = self.fields["focus_area"]
        areas.queryset = (areas.queryset | FocusArea.objects.filter(pk=goal.focus_area_id or 0)).distinct()
        self.remember()


class MeasurementForm(CarefulForm):
    """Where a goal stood on a day."""

    value = column(Measurement, "value", form_class=AmountField)
    on = column(Measurement, "on")
    note = column(Measurement, "note")

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        check_past(on)
        return on


class EndGoalForm(CarefulForm):
    """What came of a goal."""

    outcome = column(Goal, "outcome", widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(CarefulForm):
    """What shall be served instead."""

    def __init__(self, *args: Any, of: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = type(of).objects.of(of.workspace).filter(ended_on=None).exclude(pk=of.pk)
        self.fields["to"] = forms.ModelChoiceField(
            others.order_by("sort_key"), label=_("What shall they serve instead?")
        )


def _offer(form: Any, workspace: Workspace) -> None:
    form.fields["name"] = column(Offer, "name")
    form.fields["strength"] = forms.ChoiceField(
        label=_("How strong is it?"),
        help_text=_("As those who run it see it."),
        choices=[("", _("Not judged yet")), *Strength.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    form.fields["rooms"] = rooms_field()
    form.fields["team"] = team_field(workspace, _("Which team runs it?"))
    form.fields["about"] = column(Offer, "about", widget=forms.Textarea(attrs={"rows": 3}))


class OfferForm(CarefulForm):
    """A new offer: the name is enough."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, workspace)


class OfferEditForm(MergingForm):
    """An offer that others may be editing too."""

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        initial = {name: getattr(offer, name) for name in OFFER} | {"rooms": rooms_of(offer)}
        super().__init__(*args, initial=initial, **kwargs)
        _offer(self, offer.workspace)
        self.remember()


class StrengthForm(CarefulForm):
    """How strong many offers are."""

    strength = forms.ChoiceField(
        label=_("Strength"), choices=[*Strength.choices, ("", _("Not judged yet"))], required=False
    )

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class RoomsForm(CarefulForm):
    """The rooms that many lie in."""

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rooms"] = rooms_field(
            label=_("In which rooms do they lie?"), help_text=_("Rooms they have now are replaced.")
        )
