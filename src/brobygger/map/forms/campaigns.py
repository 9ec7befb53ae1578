"""What is asked when a campaign is opened, and the lines a colleague writes: made for a telephone and a minute."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Team, Workspace
from brobygger.core.fields import refuse_cpr
from brobygger.core.forms import CarefulForm, column
from brobygger.map.models import Answer, Asked, Campaign, Question
from brobygger.map.operations.campaigns import Line
from brobygger.network.models import Organisation
from brobygger.network.picking import NEW, PickField, key_of, question

TWO_WEEKS = timedelta(days=14)
LONGEST = timedelta(days=366)
# Lines that stand ready for each question, and how many one form takes.
READY = {Question.KNOW: 2}
MOST = 60
# What each question asks of a line: its label for name and for about.
LABELS = {
    Question.KNOW: (_("Organisation"), _("About what")),
    Question.WISH: (_("Organisation, or what kind of partner"), _("What for")),
    Question.OVERLOOK: (_("Whom"), _("Why they matter")),
    Question.EXCLUDED: (_("Which group of users"), _("What keeps them out")),
}
HINTS = {
    Question.KNOW: _("Those you could ring tomorrow: an organisation, somebody there, or both."),
    Question.WISH: _("A name, or only a kind: a choir, a firm that repairs bicycles."),
    Question.OVERLOOK: _("Somebody in town we ought to know, and nobody here does."),
    Question.EXCLUDED: _("Groups that our offers leave out: by time, price, language, distance."),
}


class CampaignForm(CarefulForm):
    """What it is called, why, until when, and whom it asks."""

    name = column(Campaign, "name")
    about = column(
        Campaign,
        "about",
        required=False,
        help_text=_("Stands above the questions and in the mail: why you ask."),
    )
    closes_on = column(Campaign, "closes_on", help_text=_("Day-month-year. The day counts with."))

    def __init__(
        self, *args: Any, workspace: Workspace, campaign: Campaign | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].widget.attrs["rows"] = 3
        self.fields["teams"] = forms.ModelMultipleChoiceField(
            Team.objects.of(workspace).order_by("sort_key"),
            label=_("Only these teams"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Choose none to ask all colleagues."),
        )
        if campaign is None:
            self.fields["closes_on"].initial = timezone.localdate() + TWO_WEEKS
            return
        for name in ("name", "about", "closes_on"):
            self.fields[name].initial = getattr(campaign, name)
        self.fields["teams"].initial = [row.team_id for row in campaign.asked_teams.all()]

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day > timezone.localdate() + LONGEST:
            raise forms.ValidationError(_("Choose a day within a year."))
        return day


class NameField(PickField):
    """A name with "do you mean" below it, which need not be answered: then the tray asks the coordinator."""

    def clean(self, value: Any) -> Any:
        text, chosen = value if isinstance(value, tuple) else (str(value or ""), {})
        refuse_cpr(text)
        name = " ".join(text.split())[:200]
        if not name:
            return "", ""
        said = chosen.get(key_of(name), "")
        asked = question(self.workspace, self.kind, name, said)
        self.widget.questions = [asked]
        return name, asked.chosen if said and asked.chosen == said else ""


class LineForm(CarefulForm):
    """One line of an answer. All of it may be empty."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        workspace: Workspace,
        asks: str,
        number: int,
        pick_url: str,
        answer: Answer | None = None,
    ) -> None:
        super().__init__(data, prefix=f"{asks}-{number}")
        self.asks, self.workspace = asks, workspace
        name_label, about_label = LABELS[Question(asks)]
        if asks in (Question.KNOW, Question.WISH):
            self.fields["name"] = NameField(workspace, "organisation", label=name_label, required=False)
            self.fields["name"].widget.url = pick_url
        else:
            self.fields["name"] = column(Answer, "name", label=name_label, required=False)
            self.fields["name"].widget.attrs["autocomplete"] = "off"
        if asks == Question.KNOW:
            self.fields["person"] = column(Answer, "person", required=False)
            self.fields["person"].widget.attrs["autocomplete"] = "off"
        self.fields["about"] = column(Answer, "about", label=about_label, required=False)
        if answer is not None:
            told = {"pk": answer.pk, "name": answer.name, "person": answer.person, "about": answer.about}
            self.initial = {name: value for name, value in told.items() if name in self.fields}

    def line(self, mine: dict[int, Answer]) -> Line:
        """What is written; an unchanged name keeps whom it was said to mean."""
        told = self.cleaned_data
        named = told["name"]
        name, chosen = named if isinstance(named, tuple) else (" ".join(named.split()), "")
        before = mine.get(told["pk"] or 0)
        organisation, is_new = None, chosen == NEW
        if chosen.isdigit():
            organisation = Organisation.objects.of(self.workspace).filter(pk=int(chosen)).first()
        elif before is not None and before.name == name and not chosen:
            organisation, is_new = before.organisation, before.is_new
        return Line(
            question=self.asks,
            name=name,
            person=" ".join(told.get("person", "").split()),
            about=" ".join(told["about"].split()),
            organisation=organisation,
            is_new=is_new,
            pk=told["pk"],
        )


@dataclass
class Part:
    """One question with its lines."""

    asks: str
    title: Any
    hint: Any
    forms: list[LineForm]
    settled: list[Answer]

    @property
    def count(self) -> int:
        return len(self.forms)


class AnswerForm:
    """The four questions: what the colleague wrote before, and empty lines. `more` is a question that gets one line more."""

    def __init__(
        self, data: Any, *, asked: Asked, answers: list[Answer], pick_url: str, more: str = ""
    ) -> None:
        self.is_bound = bool(data)
        self.mine = {a.pk: a for a in answers}
        workspace = asked.campaign.workspace
        self.parts = []
        for asks in Question:
            here = [a for a in answers if a.question == asks]
            settled = [a for a in here if a.proposal and a.proposal.decision]
            open_ones = [a for a in here if a not in settled]
            ready = READY.get(asks, 1) if not open_ones else 1
            number = _sent(data, asks) if data else len(open_ones) + ready
            number = min(number + (asks == more), MOST)
            lines = [
                LineForm(
                    data,
                    workspace=workspace,
                    asks=asks,
                    number=n,
                    pick_url=pick_url,
                    answer=open_ones[n] if n < len(open_ones) and not data else None,
                )
                for n in range(number)
            ]
            if asks == more and lines:
                lines[-1].fields["name"].widget.attrs["data-autofocus"] = ""
            self.parts.append(Part(asks, asks.label, HINTS[asks], lines, settled))

    @property
    def forms(self) -> list[LineForm]:
        return [form for part in self.parts for form in part.forms]

    def is_valid(self) -> bool:
        """Every line is looked at, so that all that is wrong is told at once."""
        valid = [form.is_valid() for form in self.forms]
        return self.is_bound and all(valid)

    def lines(self) -> list[Line]:
        """What was sent."""
        return [form.line(self.mine) for form in self.forms]


def _sent(data: Any, asks: str) -> int:
    text = data.get(f"count-{asks}", "")
    return min(int(text), MOST) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
