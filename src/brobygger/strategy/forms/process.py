"""Beginning and moving a process, main points, days of the week."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import CarefulForm, column
from brobygger.questions.models import Round
from brobygger.strategy.models import Day, MainPoint, Process, ProcessStage

CLOCK = ("%H.%M", "%H:%M", "%H")


class ProcessForm(CarefulForm):
    """Name and period; what it is for where somebody wants to say it."""

    name = column(Process, "name", help_text=_("For instance: Our strategy 2027 to 2030"))
    from_year = forms.IntegerField(label=_("From year"), min_value=1990, max_value=2150)
    to_year = forms.IntegerField(label=_("To year"), min_value=1990, max_value=2150)
    about = column(Process, "about", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("from_year") or 0) > (cleaned.get("to_year") or 9999):
            self.add_error("to_year", _("The period must end after it begins."))
        return cleaned


class StageForm(CarefulForm):
    """Where the process stands from now on."""

    stage = forms.ChoiceField(label=_("Stage"), choices=ProcessStage.Stage.choices, widget=forms.RadioSelect)
    why = column(ProcessStage, "why", required=False)


class PointForm(CarefulForm):
    """One main point."""

    text = column(MainPoint, "text")


class DayForm(CarefulForm):
    """One day of the week: what is asked, when, and how answers are shown."""

    question = forms.CharField(
        label=_("The question"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Open, short, and about one thing. For instance: What do we want to be known for in 2028?"),
    )  # fmt: skip
    question_en = forms.CharField(label=_("The question in English"), max_length=400, required=False)
    help = forms.CharField(
        label=_("A few words to begin from"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    on = forms.DateField(label=_("Day"))
    opens = forms.TimeField(
        label=_("Opens at"), initial=time(7, 0), widget=forms.TimeInput(format="%H.%M"), input_formats=CLOCK
    )
    closes = forms.TimeField(
        label=_("Closes at"), initial=time(16, 0), widget=forms.TimeInput(format="%H.%M"), input_formats=CLOCK
    )
    names = forms.ChoiceField(
        label=_("How are answers shown?"), choices=Round.Names.choices, widget=forms.RadioSelect,
        help_text=_("It is said on the form, and holds from the first answer."),
    )  # fmt: skip

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"] = forms.ModelChoiceField(
            process.points.order_by("position", "pk"), label=_("Starts from the main point"), required=False
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The day closes before it opens."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What the operation takes."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in ("question", "question_en", "help", "names", "point")},
            "opens_at": timezone.make_aware(datetime.combine(given["on"], given["opens"])),
            "closes_at": timezone.make_aware(datetime.combine(given["on"], given["closes"])),
        }

    @staticmethod
    def of(day: Day) -> dict[str, Any]:
        """What the form begins with."""
        round = day.round
        opens, closes = timezone.localtime(round.opens_at), timezone.localtime(round.closes_at)
        item = round.item
        return {
            "question": item.text_da if item else "", "question_en": item.text_en if item else "",
            "help": item.help_da if item else "", "on": opens.date(), "opens": opens.time(),
            "closes": closes.time(), "names": round.names, "point": day.point_id,
        }  # fmt: skip


class AnswerForm(CarefulForm):
    """One's own answer to the question of the day."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-autofocus": ""}),
    )


class CommentForm(CarefulForm):
    """What one says to an answer."""

    text = forms.CharField(
        label=_("Your comment"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )
