"""Forms that carry the product's rules: CPR numbers are refused and not shown again; columns come with their checks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.core.fields import cpr_refusal
from brobygger.core.text import find_cpr, mask_cpr


class Careful(forms.BaseForm):
    """Put before `forms.ModelForm`: CPR numbers are refused in every text and masked before anything is shown again."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self._masked: set[str] = set()
        super().__init__(self._without_cpr(data), *args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = _("Write a date, for instance 6-3-2026.")

    def _without_cpr(self, data: Any) -> Any:
        if not data:
            return data
        held = [name for name in data if any(map(find_cpr, _texts(data, name)))]
        if not held:
            return data
        copy = data.copy()
        for name in held:
            masked = [mask_cpr(text) for text in _texts(data, name)]
            if hasattr(copy, "setlist"):
                copy.setlist(name, masked)
            else:
                copy[name] = masked[0]
        self._masked = set(held)
        return copy

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self._masked:
            field = name.removeprefix(f"{self.prefix}-") if self.prefix else name
            self.add_error(field if field in self.fields else None, cpr_refusal())
        return cleaned

    def take_errors(self, wrong: ValidationError) -> None:
        """Show what an operation refused, beside the fields it names."""
        if not hasattr(wrong, "error_dict"):
            self.add_error(None, wrong)
            return
        for name, errors in wrong.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class CarefulForm(Careful, forms.Form):
    """A form that refuses CPR numbers in every text."""


def column(model: type[models.Model], name: str, **options: Any) -> Any:
    """The form field of a model's column, with the column's own checks."""
    found: Any = model._meta.get_field(name)
    own = [] if isinstance(found, (models.EmailField, models.URLField)) else found.default_validators
    checks = [*own, *found._validators]
    made = found.formfield(**options)
    if isinstance(made, forms.CharField):
        made.validators += [check for check in checks if check not in made.validators]
    return made


def _texts(data: Any, name: str) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
    return [value for value in values if isinstance(value, str)]
