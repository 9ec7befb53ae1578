"""Forms about what partners bring and want, and what we need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.conflicts import MergingForm
from brobygger.core.forms import CarefulForm, column
from brobygger.network.picking import PickField
from brobygger.strategy.models import Direction, Goal, Need, Resource, ResourceKind, SectorResource


class ResourceForm(CarefulForm):
    """What an organisation can bring, or wants."""

    direction = forms.ChoiceField(
        label=_("Do they bring it, or want it?"), choices=Direction.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("What kind?"), choices=ResourceKind.choices)
    text = column(Resource, "text", label=_("What exactly?"))


class SectorForm(CarefulForm):
    """What a sector usually brings and wants, in the workspace's own words."""

    def __init__(self, *args: Any, said: dict[tuple[str, str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for direction in Direction:
            for kind in ResourceKind:
                name = f"{direction.value}_{kind.value}"
                label = _("%(direction)s: %(kind)s") % {"direction": direction.label, "kind": kind.label}
                self.fields[name] = column(SectorResource, "text", label=label, required=False)
                self.fields[name].initial = said.get((direction.value, kind.value), "")

    def changed(self) -> list[tuple[str, str, str]]:
        """(direction, kind, text) of what was written anew."""
        return [
            (direction.value, kind.value, self.cleaned_data[name])
            for direction in Direction
            for kind in ResourceKind
            if (name := f"{direction.value}_{kind.value}") in self.changed_data
        ]


def _need(form: Any, workspace: Workspace, goal: Goal | None) -> None:
    form.fields["text"] = column(
        Need, "text", help_text=_("For instance: a hall for two hundred on a Saturday in May.")
    )
    form.fields["kind"] = forms.ChoiceField(label=_("What kind is it?"), choices=ResourceKind.choices)
    goals = Goal.objects.of(workspace).filter(ended_on=None)
    if goal:
        goals |= Goal.objects.filter(pk=goal.pk)
    form.fields["goal"] = forms.ModelChoiceField(
        goals.order_by("sort_key"), label=_("For which goal?"), required=False, empty_label=_("None")
    )


class NeedForm(CarefulForm):
    """What we need."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _need(self, workspace, None)


class NeedEditForm(MergingForm):
    """A need that others may be editing too."""

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        initial = {"text": need.text, "kind": need.kind, "goal": need.goal_id}
        super().__init__(*args, initial=initial, **kwargs)
        _need(self, need.workspace, need.goal)
        self.remember()


class BroughtForm(CarefulForm):
    """Who brings it."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickField(workspace, "organisation", label=_("Who brings it?"))
