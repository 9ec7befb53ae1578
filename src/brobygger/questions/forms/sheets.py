"""The form of a sheet: a field for each item, and where it is asked for, one for the reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from brobygger.core.forms import CarefulForm
from brobygger.questions.models import Answer, Item
from brobygger.questions.operations.giving import Given, field_name


class SheetForm(CarefulForm):
    """Items as fields. What must be answered is asked for on sending alone, so that a draft may be half done."""

    def __init__(self, data: Any = None, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        self.items = list(items)
        super().__init__(data, *args, **kwargs)
        for item in self.items:
            self.fields[field_name(item)] = _field(item)
            if item.asks_why:
                self.fields[why_name(item)] = forms.CharField(
                    label=_("Why? What does it build on?"), required=False,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip

    def values(self) -> dict[int, Given]:
        """What was answered, by item; of a form with faults what is good in it."""
        return {item.pk: self._given(item) for item in self.items}

    def _given(self, item: Item) -> Given:
        value = self.cleaned_data.get(field_name(item))
        why = (self.cleaned_data.get(why_name(item)) or "").strip()
        if item.kind == Item.Kind.TEXT:
            return Given(text=(value or "").strip(), why=why)
        if item.kind == Item.Kind.NUMBER:
            return Given(number=value, why=why)
        chosen = value if isinstance(value, list) else [value] if value else []
        return Given(chosen=tuple(chosen), why=why)


def why_name(item: Item) -> str:
    return f"{field_name(item)}-why"


def initial_of(answers: Iterable[Answer]) -> dict[str, Any]:
    """What a sheet holds, as the form shows it."""
    found: dict[str, Any] = {}
    for answer in answers:
        item = answer.item
        value: Any = answer.text
        if item.kind == Item.Kind.NUMBER:
            value = answer.number.normalize() if answer.number is not None else None
        elif item.is_counted:
            value = list(answer.chosen) if item.kind == Item.Kind.MANY else next(iter(answer.chosen), "")
        found |= {field_name(item): value, why_name(item): answer.why}
    return found


def _field(item: Item) -> forms.Field:
    shown: dict[str, Any] = {"label": item.text, "help_text": item.help, "required": False}
    field: forms.Field
    if item.kind == Item.Kind.TEXT:
        field = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **shown)
    elif item.kind == Item.Kind.NUMBER:
        field = forms.DecimalField(localize=True, **shown)
    elif item.kind == Item.Kind.MANY:
        field = forms.MultipleChoiceField(
            choices=item.choices(), widget=forms.CheckboxSelectMultiple, **shown
        )
    else:
        field = forms.ChoiceField(choices=item.choices(), widget=forms.RadioSelect, **shown)
    # Said by the label; the operation asks for it.
    field.required = False
    if item.required:
        field.label = _("%(question)s (must be answered)") % {"question": item.text}
    return field
