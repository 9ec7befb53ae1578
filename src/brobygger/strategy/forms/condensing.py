"""Writing sentences from what was said, ending a theme, publishing, asking partners."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.network.models import Organisation
from brobygger.strategy.models import Goal, Process, Sentence, SetAside, StrategyTheme, StrategyVersion
from brobygger.strategy.queries.process_tracing import Key, parse


class CondenseForm(CarefulForm):
    """A sentence with what it comes from; or why what is ticked is not used."""

    text = column(Sentence, "text", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    reason = column(SetAside, "reason", required=False)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = StrategyTheme.objects.filter(process=process).order_by("position", "pk")
        self.fields = {
            "theme": forms.ModelChoiceField(
                themes, label=pgettext_lazy("strategy", "Theme"), required=False, empty_label=None
            )
        } | self.fields

    def ticked(self) -> list[Key]:
        """What was chosen in the list."""
        return parse(cast(QueryDict, self.data).getlist("sources")) if self.is_bound else []

    def shown(self) -> set[Key]:
        """What was ticked when the form was drawn."""
        return set(parse(cast(QueryDict, self.data).getlist("shown"))) if self.is_bound else set()

    def merges(self, sentence: Sentence) -> bool:
        """Whether nobody else gave the sentence other words since the form was drawn; otherwise it says which."""
        self.was = _lines(self.data.get("text_was", sentence.text)), self.data.get("theme_was", "")
        text = _lines(self.cleaned_data.get("text", ""))
        if _lines(sentence.text) in (self.was[0], text) or text == self.was[0]:
            return True
        said = _("Somebody else has changed the sentence meanwhile. It says now: %(text)s")
        self.add_error("text", said % {"text": sentence.text})
        return False

    def changed_words(self) -> dict[str, Any]:
        """Text and theme as far as the writer of this form changed them; what another changed is left alone."""
        text, theme = self.cleaned_data["text"], self.cleaned_data["theme"]
        found: dict[str, Any] = {} if _lines(text) == self.was[0] else {"text": text}
        return found if str(theme.pk) == self.was[1] else found | {"theme": theme}

    def needs_sentence(self) -> bool:
        """Say so where theme or words are missing."""
        for name, said in (("text", _("Write the sentence.")), ("theme", _("Choose the theme."))):
            if not self.cleaned_data.get(name):
                self.add_error(name, said)
        return not self.errors


def _lines(text: str) -> str:
    """As it is compared: browsers send other line ends."""
    return text.replace("\r\n", "\n").strip()


class ThemeForm(CarefulForm):
    """What a theme is called."""

    title = column(StrategyTheme, "title")


class ConcludeForm(CarefulForm):
    """A theme's outcome, goal, owner and date."""

    outcome = column(StrategyTheme, "outcome", required=True, widget=forms.Textarea(attrs={"rows": 3}))
    goal = column(Goal, "name", label=_("Goal"), required=True)
    due_on = forms.DateField(label=_("At the latest"))

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Colleague.objects.of(workspace).filter(state=Colleague.State.ACTIVE).order_by("sort_key")
        self.fields["owner"] = forms.ModelChoiceField(active, label=_("Owner"))
        self.order_fields(["outcome", "goal", "owner", "due_on"])


class PublishForm(CarefulForm):
    """What is new in the version."""

    why = column(StrategyVersion, "why", required=False)


class ShowForm(CarefulForm):
    """Whether owners' names are shown publicly."""

    names_owners = forms.BooleanField(label=_("Show the names of the goals' owners"), required=False)


class HearingForm(CarefulForm):
    """Until when partners can comment, and what they are told."""

    closes_on = forms.DateField(label=_("Partners can comment until"))
    intro = forms.CharField(
        label=_("What partners are told"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return day


class PartnerForm(CarefulForm):
    """Who is asked to comment."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("da", "Dansk"), ("en", "English")],
        widget=forms.RadioSelect,
        initial="da",
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = ("partnership", "cooperation")
        known = Organisation.objects.filter(workspace=workspace, level__in=levels).order_by(
            "-level", "sort_key"
        )
        self.fields["organisation"] = forms.ModelChoiceField(
            known, label=_("Organisation"), help_text=_("Partnerships and cooperations.")
        )
        self.order_fields(["organisation", "name", "email", "language"])
