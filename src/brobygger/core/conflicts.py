"""Two people edit one record: only the fields that both changed are asked about; the rest merges by itself.

The form carries a signed copy of what it showed. On saving, each field is compared three ways: what it was, what I
made of it, what it is by now. A field whose value is no plain text may say how it is compared: `plain(value)`, shown:
`shown(plain)`, and read back: `again(plain)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.utils.formats import date_format

from brobygger.core.forms import CarefulForm

SALT = "core.conflicts"
MINE, THEIRS, ORIGINAL = "mine", "theirs", "original"


@dataclass(frozen=True)
class Conflict:
    """One field that both changed, with the three values as they are shown."""

    name: str
    label: Any
    original: str
    mine: str
    theirs: str

    @property
    def field_name(self) -> str:
        """The name of the choice in the form."""
        return f"keep-{self.name}"


class MergingForm(CarefulForm):
    """The edit form of a record. Give it `initial` as the record is now; save only `changes()`.

    Not valid while `conflicts` holds a field that nobody has decided about.
    """

    original = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[Conflict] = []
        self._changed: dict[str, Any] = {}
        self.remember()

    def remember(self) -> None:
        """Sign what the form shows; call it again after adding fields."""
        self._now = {name: _plain(f, self.get_initial_for_field(f, name)) for name, f in self._own()}
        if not self.is_bound:
            self.initial["original"] = signing.dumps(self._now, salt=SALT, compress=True)

    def _own(self) -> Iterable[tuple[str, forms.Field]]:
        return [(n, f) for n, f in self.fields.items() if n not in ("original", "seen") and not f.disabled]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        was = _read(self.cleaned_data.get("original", "")) or self._now
        seen = _read(self.cleaned_data.get("seen", "")) or {}
        for name, field in self._own():
            if name in self.errors or name not in self.cleaned_data or name not in was:
                continue
            mine, theirs = _plain(field, self.cleaned_data[name]), self._now[name]
            if mine in (was[name], theirs):
                continue
            if theirs == was[name]:
                self._changed[name] = self.cleaned_data[name]
                continue
            keep = self.data.get(f"keep-{name}", "")
            if keep == MINE and seen.get(name) == theirs:
                self._changed[name] = self.cleaned_data[name]
            elif keep == ORIGINAL and seen.get(name) == theirs:
                self._changed[name] = _again(field, was[name])
            elif not (keep == THEIRS and seen.get(name) == theirs):
                self.conflicts.append(
                    Conflict(name, field.label, *(shown(field, v) for v in (was[name], mine, theirs)))
                )
        if self.conflicts and not self.errors:
            self._show_again()
        return cleaned

    def _show_again(self) -> None:
        data: Any = self.data
        data = data.copy()
        data["seen"] = signing.dumps(self._now, salt=SALT, compress=True)
        self.data = data

    def is_valid(self) -> bool:
        return super().is_valid() and not self.conflicts

    def changes(self) -> dict[str, Any]:
        """What this form's writer changed, by field; what others changed meanwhile is left alone."""
        return dict(self._changed)

    def merged(self, name: str) -> Any:
        """The field's value as it will stand: mine where I changed it, otherwise as it is by now."""
        if name in self._changed:
            return self._changed[name]
        return _again(self.fields[name], self._now[name])


def _read(token: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return found


def _plain(field: forms.Field, value: Any) -> Any:
    own: Any = getattr(field, "plain", plain)
    return own(value)


def _again(field: forms.Field, value: Any) -> Any:
    own: Any = getattr(field, "again", field.clean)
    return own(value)


def plain(value: Any) -> Any:
    """A form value as it is compared and signed: a text, or a sorted list of texts."""
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return sorted(str(plain(v)) for v in value) or ""
    return str(value).replace("\r\n", "\n").strip()


def shown(field: forms.Field, value: Any) -> str:
    """A signed value in the reader's words."""
    own: Any = getattr(field, "shown", None)
    if own:
        return str(own(value))
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, list) else [value]
        return ", ".join(str(o) for o in field.queryset.filter(pk__in=[k for k in keys if k]))  # type: ignore[union-attr]
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(field, forms.DateField) and value:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return str(value)
