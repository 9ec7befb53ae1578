"""Forms about organisations: who serves what, where they lie, whom we wish for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Team, Workspace
from brobygger.core.conflicts import MergingForm
from brobygger.core.forms import CarefulForm, column
from brobygger.network.dates import check_past
from brobygger.network.models import AgeGroup, Sector, Theme
from brobygger.network.picking import PickField
from brobygger.strategy.forms.nouns import rooms_field
from brobygger.strategy.models import FocusArea, Goal, Offer, Reach, Serves, Wish
from brobygger.strategy.models.wishes import VALUES

AREA, GOAL = "area", "goal"


class ServeForm(CarefulForm):
    """Who serves this goal or focus area: an organisation by name, or one of our own offers."""

    how = column(Serves, "how", label=_("How?"))
    since = column(Serves, "since", label=_("Since when?"))

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickField(
            workspace, "organisation", label=_("Which organisation?"), required=False
        )
        offers = Offer.objects.of(workspace).filter(ended_on=None).order_by("sort_key")
        self.fields["offer"] = forms.ModelChoiceField(
            offers, label=_("Or one of our own offers"), required=False, empty_label=_("None")
        )
        self.order_fields(["organisation", "offer", "how", "since"])

    def clean_since(self) -> Any:
        return _past(self.cleaned_data["since"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        named = cleaned.get("organisation")
        if not self.errors and bool(named and named.one) == bool(cleaned.get("offer")):
            raise ValidationError(_("Say one of the two: an organisation, or one of our own offers."))
        return cleaned


class ServesForm(CarefulForm):
    """What an organisation, or an offer, serves: a goal or a focus area."""

    how = column(Serves, "how", label=_("How?"))
    since = column(Serves, "since", label=_("Since when?"))

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = Goal.objects.of(workspace).filter(ended_on=None).order_by("sort_key")
        areas = FocusArea.objects.of(workspace).filter(ended_on=None).order_by("position", "sort_key")
        self.found = {f"{GOAL}-{g.pk}": g for g in goals} | {f"{AREA}-{a.pk}": a for a in areas}
        groups = [
            (label, [(key, str(it)) for key, it in self.found.items() if key.startswith(kind)])
            for kind, label in ((GOAL, _("Goals")), (AREA, _("Focus areas")))
        ]
        choices = [("", _("Choose")), *((label, rows) for label, rows in groups if rows)]
        self.fields["what"] = forms.ChoiceField(label=_("What does it serve?"), choices=choices)
        self.order_fields(["what", "how", "since"])

    def clean_since(self) -> Any:
        return _past(self.cleaned_data["since"])

    def target(self) -> dict[str, Any]:
        """`goal` or `focus_area`, as `serving.add` takes it."""
        what = self.found[self.cleaned_data["what"]]
        return {"goal" if isinstance(what, Goal) else "focus_area": what}


def _past(day: Any) -> Any:
    if day:
        check_past(day)
    return day


class PlaceForm(MergingForm):
    """Where an organisation lies: rooms, the teams that look after it, how near it works."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rooms"] = rooms_field(
            label=_("In which rooms does it lie?"),
            help_text=_("Say nothing, and it follows the goals and focus areas that it serves."),
        )
        self.fields["teams"] = forms.ModelMultipleChoiceField(
            Team.objects.of(workspace).order_by("sort_key"),
            label=_("Which teams look after the relation?"),
            help_text=_("Say nothing, and it follows those who know them."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["reaches"] = forms.MultipleChoiceField(
            label=_("How near do they work?"),
            help_text=_("Say nothing, and it follows their municipality."),
            choices=Reach.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.remember()


def _wish(form: Any, workspace: Workspace) -> None:
    form.fields["text"] = column(
        Wish, "text", help_text=_("A partner by name, or a kind: “somebody who reaches young fathers”.")
    )
    form.fields["why"] = column(Wish, "why", label=_("What would they bring?"))
    form.fields["organisation"] = PickField(
        workspace, "organisation", label=_("Do you have somebody in mind?"), required=False
    )
    form.fields["room"] = rooms_field(label=_("In which rooms are they missing?"), help_text="")
    choices: tuple[tuple[str, Any, Any], ...] = (
        ("age_group", _("For which ages?"), AgeGroup.objects.of(workspace).order_by("from_age", "to_age")),
        ("theme", _("For which themes?"), Theme.objects.of(workspace).order_by("sort_key")),
        (
            "focus_area", _("For which focus areas?"),
            FocusArea.objects.of(workspace).filter(ended_on=None).order_by("position", "sort_key"),
        ),
        ("team", _("For which teams?"), Team.objects.of(workspace).order_by("sort_key")),
    )  # fmt: skip
    for name, label, rows in choices:
        form.fields[name] = forms.ModelMultipleChoiceField(
            rows, label=label, required=False, widget=forms.CheckboxSelectMultiple
        )
    fixed = (("sector", _("From which sector?"), Sector), ("reach", _("How near?"), Reach))
    for name, label, values in fixed:
        form.fields[name] = forms.MultipleChoiceField(
            label=label, choices=values.choices, required=False, widget=forms.CheckboxSelectMultiple
        )


class WishForm(CarefulForm):
    """Whom we miss: one sentence is enough."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _wish(self, workspace)

    def asked(self) -> list[forms.BoundField]:
        """The fields to show; a list without words asks nothing."""
        return [f for f in self if f.name not in VALUES or len(getattr(f.field, "choices", ()))]

    def values(self) -> dict[str, Any]:
        """What `wishes.create` takes of the lenses."""
        return {name: self.cleaned_data[name] for name in VALUES}


class WishEditForm(MergingForm):
    """A wish that others may be editing too."""

    def __init__(self, *args: Any, wish: Wish, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"text": wish.text, "why": wish.why}
        initial["organisation"] = wish.organisation.name if wish.organisation else ""
        rows = list(wish.values.all())
        attnames = {f.name: f.attname for f in rows[0]._meta.concrete_fields} if rows else {}
        for name in VALUES:
            said = [getattr(row, attnames[name]) for row in rows]
            initial[name] = [value for value in said if value is not None]
        super().__init__(*args, initial=initial, **kwargs)
        _wish(self, wish.workspace)
        # An area that is done since stays with the wish until somebody takes it away.
        area: Any = self.fields["focus_area"]
        area.queryset = (
            FocusArea.objects.of(wish.workspace)
            .filter(Q(ended_on=None) | Q(pk__in=initial["focus_area"]))
            .order_by("position", "sort_key")
        )
        if wish.organisation:
            organisation: Any = self.fields["organisation"]
            organisation.remember([(wish.organisation.pk, wish.organisation.name)])
        self.remember()

    def asked(self) -> list[forms.BoundField]:
        """The fields to show; a list without words asks nothing."""
        return [f for f in self if f.name not in VALUES or len(getattr(f.field, "choices", ()))]

    def values(self) -> dict[str, Any]:
        """The lens values as they will stand, whoever changed them."""
        return {name: self.merged(name) for name in VALUES}


class MeetForm(CarefulForm):
    """Who met the wish."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickField(workspace, "organisation", label=_("Whom did you find?"))


class GiveUpForm(CarefulForm):
    """Why a wish is given up."""

    why = forms.CharField(label=_("Why?"), max_length=300, required=False)

    def __init__(self, *args: Any, workspace: Workspace | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
