"""The forms in which organisations are given values of a lens."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.map.lenses import Lens
from brobygger.map.operations.placing import SOCIETY


class ValueForm(forms.Form):
    """One value for those chosen."""

    value = forms.ChoiceField(error_messages={"required": _("Choose a value first.")})

    def __init__(self, lens: Lens, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["value"]
        field.label = lens.label
        field.choices = [("", _("Choose")), *((s.key, s.label) for s in lens.sectors(workspace))]


class ValuesForm(forms.Form):
    """Every value of one organisation on a lens; society has one alone."""

    def __init__(self, lens: Lens, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(s.key, s.label) for s in lens.sectors(workspace)]
        field: Any = (
            forms.ChoiceField(
                choices=[("", _("not set")), *choices], widget=forms.RadioSelect, required=False
            )
            if lens.key == SOCIETY
            else forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, required=False
            )
        )
        field.label = lens.label
        self.fields["values"] = field
        # What stood in the form, so that a value given meanwhile is not taken away by somebody who never saw it.
        before = self.initial.get("values") or []
        self.fields["before"] = forms.CharField(
            required=False,
            widget=forms.HiddenInput,
            initial=" ".join([before] if isinstance(before, str) else before),
        )
        self.single = lens.key == SOCIETY

    def chosen(self) -> list[str]:
        """The values as a list, whichever the field is."""
        found = self.cleaned_data["values"]
        return found if isinstance(found, list) else [found] if found else []

    def merged(self, now: Sequence[str]) -> list[str]:
        """What stands now, with what was changed in the form."""
        chosen = self.chosen()
        if self.single:
            unchanged = chosen == self.cleaned_data["before"].split()
            return list(now) if unchanged else chosen
        removed = set(self.cleaned_data["before"].split()) - {*chosen}
        added = set(chosen) - set(self.cleaned_data["before"].split())
        return [v for v in dict.fromkeys([*now, *chosen]) if v in added or (v in now and v not in removed)]
