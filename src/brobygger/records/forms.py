"""Forms for what people write beside the records."""

from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Team
from brobygger.core.fields import cpr_refusal
from brobygger.core.forms import Careful, CarefulForm
from brobygger.core.models import HistoryEntry
from brobygger.core.text import find_cpr
from brobygger.records.models import JournalNote, SavedView


class SaveViewForm(CarefulForm):
    """A name for the list as it stands, and for whom."""

    name = forms.CharField(label=_("Name"), max_length=60)
    scope = forms.ChoiceField(
        label=_("For whom"), choices=SavedView.Scope.choices, initial="mine", widget=forms.RadioSelect
    )
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), required=False)
    list_name = forms.CharField(widget=forms.HiddenInput, max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, colleague: Colleague, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(members__colleague=colleague).order_by("sort_key")
        mine = list(teams[:2])
        team: Any = self.fields["team"]
        scope: Any = self.fields["scope"]
        team.queryset = teams
        if not mine:
            del self.fields["team"]
            scope.choices = [c for c in SavedView.Scope.choices if c[0] != SavedView.Scope.TEAM]
        elif len(mine) == 1:
            team.initial, team.widget = mine[0], forms.HiddenInput()

    def clean_query(self) -> str:
        query: str = self.cleaned_data["query"]
        if any(find_cpr(value) for _name, value in parse_qsl(query)):
            data: Any = self.data
            data = data.copy()
            data["query"] = ""
            self.data = data
            raise cpr_refusal()
        return query

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("scope") == SavedView.Scope.TEAM and not values.get("team"):
            self.add_error("team", _("Choose the team that sees the view."))
        return values


class NoteForm(Careful, forms.ModelForm[JournalNote]):
    """One note in a journal."""

    class Meta:
        model = JournalNote
        fields = ["text", "pinned"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        labels = {"pinned": _("Pin it to the top")}


class HistoryFilterForm(CarefulForm):
    """Which part of the history is read: by whom, about what, when."""

    who = forms.ModelChoiceField(
        label=_("Who"), queryset=Colleague.objects.none(), required=False, empty_label=_("Everybody")
    )
    model = forms.ChoiceField(label=_("About"), required=False)
    verb = forms.ChoiceField(label=_("What happened"), required=False)
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("Until"), required=False)

    def __init__(
        self, colleague: Colleague, models: list[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        model: Any = self.fields["model"]
        verb: Any = self.fields["verb"]
        who.queryset = Colleague.objects.of(colleague.workspace).order_by("sort_key")
        model.choices = [("", _("Everything")), *models]
        verb.choices = [("", _("Everything")), *HistoryEntry.Verb.choices]
