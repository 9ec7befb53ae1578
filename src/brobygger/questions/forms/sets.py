"""Forms of sets, items and what can be compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import CarefulForm, column
from brobygger.questions.models import Item, QuestionSet
from brobygger.questions.operations.versions import CHOSEN


class SetForm(CarefulForm):
    """What the set is called."""

    name = column(QuestionSet, "name")


class ItemForm(CarefulForm):
    """One question. Choices are written one a line, in English after a stroke."""

    text_da = column(Item, "text_da")
    text_en = column(Item, "text_en", required=False)
    kind = forms.ChoiceField(
        label=_("Kind of answer"), choices=Item.Kind.choices, widget=forms.RadioSelect, initial=Item.Kind.TEXT
    )
    choices = forms.CharField(
        label=_("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, the English one after a stroke: Ja | Yes. Only for choices and scales."),
    )  # fmt: skip
    help_da = column(Item, "help_da", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    help_en = column(Item, "help_en", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    asks_why = forms.BooleanField(label=_("Asks for the reason too"), required=False)
    least = forms.DecimalField(label=_("Lowest number"), required=False, localize=True)
    most = forms.DecimalField(label=_("Highest number"), required=False, localize=True)

    def wording(self) -> dict[str, Any]:
        """The fields of the item."""
        data = dict(self.cleaned_data)
        written = data.pop("choices")
        was = {o["da"]: o["value"] for o in self.initial.get("options", [])}
        data["options"] = options_of(written, was) if data["kind"] in CHOSEN else []
        return data


class CompareForm(CarefulForm):
    """Whether answers can be held against those to the version before."""

    comparable = forms.TypedChoiceField(
        label=_("Against the version before"),
        choices=[("yes", _("Can be compared")), ("no", _("Cannot be compared"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    why = column(Item, "comparable_why", required=False)


def options_of(text: str, was: dict[str, str]) -> list[dict[str, str]]:
    """Lines as choices. A choice that was there keeps its value, so that rounds can be held against each other."""
    found: list[dict[str, str]] = []
    taken = set(was.values())
    for line in filter(None, (line.strip() for line in text.splitlines())):
        danish, _stroke, english = (part.strip() for part in line.partition("|"))
        value = was.get(danish) or next(str(n) for n in range(1, 1000) if str(n) not in taken)
        taken.add(value)
        found.append({"value": value, "da": danish, "en": english})
    return found


def lines_of(options: list[dict[str, str]]) -> str:
    """Choices as they are written."""
    return "\n".join(" | ".join(filter(None, (o.get("da", ""), o.get("en", "")))) for o in options)
