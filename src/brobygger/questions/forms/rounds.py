"""Forms of rounds, of who is asked, and of paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Team, Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.questions.forms.sheets import SheetForm
from brobygger.questions.models import Invitee, Round, SetVersion

MOMENT = "%d-%m-%Y %H:%M"
MOMENTS = [MOMENT, "%d-%m-%Y %H.%M", "%d-%m-%Y", "%Y-%m-%dT%H:%M"]


def moment(label: Any, *, required: bool) -> forms.DateTimeField:
    """A day and a time, as they are written here."""
    return forms.DateTimeField(
        label=label, required=required, input_formats=MOMENTS, widget=forms.DateTimeInput(format=MOMENT),
        help_text=_("Day and time, for instance 6-3-2026 16:00."),
        error_messages={"invalid": _("Write day and time, for instance 6-3-2026 16:00.")},
    )  # fmt: skip


class RoundForm(CarefulForm):
    """When, and who sees what when. What is promised cannot be changed once somebody has answered."""

    name = column(Round, "name")
    intro = column(Round, "intro", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    opens_at = moment(_("Opens"), required=True)
    closes_at = moment(_("Closes"), required=False)
    names = forms.ChoiceField(
        label=_("Answers are shown"), choices=Round.Names.choices, widget=forms.RadioSelect
    )
    reveal = forms.ChoiceField(
        label=_("Others' answers are shown"), choices=Round.Reveal.choices, widget=forms.RadioSelect
    )
    audience = forms.ChoiceField(
        label=_("Who sees them"), choices=Round.Audience.choices, widget=forms.RadioSelect
    )
    remind_days = column(Round, "remind_days", required=False)

    def __init__(self, *args: Any, workspace: Workspace, answered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = SetVersion.objects.of(workspace).filter(question_set__ended_on=None, items__isnull=False)
        choice = forms.ModelChoiceField(
            versions.distinct().select_related("question_set").order_by("question_set__sort_key", "-number"),
            label=_("Which questions?"),
        )
        self.fields = {"name": self.fields.pop("name"), "set_version": choice} | self.fields
        if answered:
            for name in ("set_version", "names", "reveal", "audience", "opens_at"):
                del self.fields[name]


class AskForm(CarefulForm):
    """Which colleagues, by team or one by one; or teams as one."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Colleague.objects.of(workspace).exclude(state=Colleague.State.LEFT)
        teams = Team.objects.of(workspace).order_by("sort_key")
        boxes = forms.CheckboxSelectMultiple
        self.fields["everybody"] = forms.BooleanField(label=_("All colleagues"), required=False)
        self.fields["members"] = forms.ModelMultipleChoiceField(
            teams, label=_("All in these teams"), required=False, widget=boxes
        )
        self.fields["colleagues"] = forms.ModelMultipleChoiceField(
            here.order_by("sort_key"), label=_("Colleagues one by one"), required=False, widget=boxes
        )
        self.fields["as_one"] = forms.ModelMultipleChoiceField(
            teams, label=_("Teams that answer as one"), required=False, widget=boxes
        )
        self.everybody = here

    def chosen(self) -> list[Colleague]:
        """Each colleague once."""
        data = self.cleaned_data
        if data["everybody"]:
            return list(self.everybody.order_by("sort_key"))
        found = {c.pk: c for c in data["colleagues"]}
        members = self.everybody.filter(team_memberships__team__in=data["members"]).distinct()
        return list((found | {c.pk: c for c in members}).values())


class OutsiderForm(CarefulForm):
    """Somebody outside."""

    name = column(Invitee, "name")
    email = column(Invitee, "email")
    party = column(Invitee, "party", required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("da", "Dansk"), ("en", "English")],
        widget=forms.RadioSelect,
        initial="da",
    )


class PaperForm(SheetForm):
    """A sheet on paper: whose it is, and what stands on it."""

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, items=round.items(), **kwargs)
        missing = Invitee.objects.filter(round=round).select_related("colleague", "team")
        if round.is_named:
            missing = missing.filter(answered=False)
        whose = forms.ModelChoiceField(
            missing, label=_("Whose answer is it?"), required=round.is_named,
            empty_label=_("choose who") if round.is_named else _("nobody says whose it is"),
            help_text="" if round.is_named else _("Only so that they are not reminded. The answer does not keep it."),
        )  # fmt: skip
        self.fields = {"invitee": whose} | self.fields
