"""A name somebody types becomes a record: one we have, one of several alike (asked), or a new one.

Works with and without scripts: the list of candidates is swapped in while typing, or comes with the answer to the form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.models import Workspace
from brobygger.core.fields import refuse_cpr
from brobygger.core.text import fold
from brobygger.network.duplicates import warning
from brobygger.network.models import Affiliation, Organisation, Person

NEW = "new"
LIMIT = 5
MODELS: dict[str, type[Organisation] | type[Person]] = {"organisation": Organisation, "person": Person}
# An organisation's own name may well hold an "and".
_BETWEEN = {
    "organisation": re.compile(r"\s*[,;\n]\s*"),
    "person": re.compile(r"\s*(?:,|;|\n|&|\bog\b|\band\b)\s*"),
}


@dataclass(frozen=True)
class Candidate:
    """A record that the typed name may mean."""

    pk: int
    title: str
    detail: str


@dataclass
class Question:
    """One typed name with what it may mean; `chosen` is an id, "new" or nothing."""

    typed: str
    key: str
    candidates: list[Candidate] = field(default_factory=list)
    chosen: str = ""


def names_in(text: str, kind: str, known: Iterable[str] = ()) -> list[str]:
    """The names in a field that takes several: "Ali Hansen og Oda Testrup". `known` names are kept whole."""
    names: list[str] = []
    for name in sorted(known, key=len, reverse=True):
        if name in text:
            names.append(name)
            text = text.replace(name, ",", 1)
    names += [n for part in _BETWEEN[kind].split(text) if (n := " ".join(part.split()))]
    return list(dict.fromkeys(names))


def key_of(typed: str) -> str:
    """The spelling as part of a field's name."""
    return fold(typed).replace(" ", "-")


def choices_in(data: Any, name: str) -> dict[str, str]:
    """What was chosen below the field `name`: by the key of the spelling it was chosen for."""
    start = f"{name}-is-"
    return {key.removeprefix(start): data[key] for key in data if key.startswith(start)}


def question(
    workspace: Workspace, kind: str, typed: str, chosen: str = "", earlier: Iterable[str] = ()
) -> Question:
    """What `typed` may mean; a name we have exactly once is chosen, one that looks like nothing is new.

    `earlier` are choices made while the name was spelled otherwise: one of them stands as long as it is still offered.
    """
    key = fold(typed)
    found = warning.named(workspace.pk, kind, typed, limit=LIMIT)
    exact = list(
        MODELS[kind].objects.of(workspace).filter(match_key=key[:200]).values_list("pk", flat=True)[:LIMIT]
    )
    titles = {e.object_id: (e.title, e.detail) for e in found}
    if chosen.isdigit():
        exact.append(int(chosen[:18]))
    missing = [pk for pk in exact if pk not in titles]
    known = MODELS[kind].objects.of(workspace).filter(pk__in=missing)
    titles |= {o.pk: (str(o), getattr(o, "town", "")) for o in known}
    if kind == "person":
        titles = _with_organisations(titles)
    ordered = sorted(titles, key=lambda pk: pk not in exact)
    asked = Question(typed, key_of(typed), [Candidate(pk, *titles[pk]) for pk in ordered])
    if chosen in (NEW, *map(str, titles)):
        asked.chosen = chosen
    elif kept := next((c for c in earlier if c in map(str, titles)), ""):
        asked.chosen = kept
    elif len(exact) == 1 and exact[0] in titles:
        asked.chosen = str(exact[0])
    elif not titles:
        asked.chosen = NEW
    return asked


def doubles(workspace: Workspace, kind: str, name: str) -> list[Candidate]:
    """Records whose name is so like `name` that it may be the same; soft: the writer decides."""
    near = warning.alike(workspace.pk, kind, name, limit=LIMIT)
    titles = {e.object_id: (e.title, e.detail) for e in near}
    if kind == "person":
        titles = _with_organisations(titles)
    return [Candidate(pk, *said) for pk, said in titles.items()]


@dataclass(frozen=True)
class Meant:
    """What one typed name means without asking: a record we have, a new one (`typed`), or `doubtful`."""

    typed: str = ""
    record: Any = None
    doubtful: bool = False

    @property
    def is_said(self) -> bool:
        return bool(self.typed)

    @property
    def value(self) -> Any:
        """The record, or the text of a new one, or None where nothing was said."""
        return self.record or self.typed or None


def meant(workspace: Workspace, kind: str, typed: str, *, place: Meant | None = None) -> Meant:
    """Settle a name. A person is looked for in the organisation they are named with (`place`) first.

    Somebody of that name who is elsewhere is a doubt: a namesake, or somebody who changed job.
    """
    typed = " ".join(typed.split())[:200]
    if not typed:
        return Meant()
    if kind == "person" and place and place.record and (found := _at(place.record, typed)):
        return Meant(typed, found)
    asked = question(workspace, kind, typed)
    if asked.chosen and asked.chosen != NEW:
        record = MODELS[kind].objects.of(workspace).get(pk=int(asked.chosen))
        elsewhere = (
            kind == "person" and place and place.is_said and record.affiliations.filter(to_date=None).exists()
        )
        return Meant(typed, doubtful=True) if elsewhere else Meant(typed, record)
    return Meant(typed, doubtful=asked.chosen != NEW and bool(doubles(workspace, kind, typed)))


def _at(organisation: Organisation, name: str) -> Person | None:
    """The only person there of that name, or whose name begins with it."""
    key = fold(name)
    there = Person.objects.filter(affiliations__organisation=organisation, affiliations__to_date=None)
    exact = there.filter(match_key=key[:200]) or there.filter(match_key__startswith=f"{key} ")
    found = list(exact.distinct()[:2])
    return found[0] if len(found) == 1 else None


def candidate(person: Person) -> Candidate:
    """A person as they are told apart: with where they belong."""
    return Candidate(person.pk, *_with_organisations({person.pk: (person.name, "")})[person.pk])


def _with_organisations(titles: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    at: dict[int, list[str]] = {}
    rows = Affiliation.objects.filter(person__in=list(titles), to_date=None)
    for person, name, town in rows.values_list("person_id", "organisation__name", "organisation__town"):
        at.setdefault(person, []).append(", ".join(filter(None, (name, town))))
    return {pk: (title, " · ".join(at.get(pk, [])) or detail) for pk, (title, detail) in titles.items()}


@dataclass
class Picked:
    """Records that were meant, and names of those to be made."""

    existing: list[Any] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[Any]:
        return [*self.existing, *self.new]

    @property
    def one(self) -> Any:
        """The only one, for fields that take one name."""
        return next(iter(self.all), None)


class PickWidget(forms.TextInput):
    """A text field with the list of what the name may mean below it."""

    template_name = "network/pick.html"

    def __init__(self, workspace: Workspace, kind: str, *, many: bool = False) -> None:
        super().__init__()
        self.url = reverse("network:pick", args=[workspace.slug, kind])
        self.kind, self.many = kind, many
        self.questions: list[Question] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, dict[str, str]]:
        return data.get(name, ""), choices_in(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        text = value[0] if isinstance(value, tuple) else value
        context: dict[str, Any] = super().get_context(name, text, attrs)
        return context | {
            "url": self.url,
            "kind": self.kind,
            "many": self.many,
            "questions": self.questions,
            "name": name,
        }


class PickField(forms.Field):
    """Cleans to `Picked`. `initial` is a text, or the names of records that are to stay."""

    def __init__(self, workspace: Workspace, kind: str, *, many: bool = False, **options: Any) -> None:
        self.workspace, self.kind, self.many = workspace, kind, many
        self.meant: dict[str, int] = {}
        super().__init__(widget=PickWidget(workspace, kind, many=many), **options)

    def remember(self, records: Iterable[tuple[int, str]]) -> None:
        """These records stand in the field: their names mean them, whoever else has the same name."""
        self.meant = {name: pk for pk, name in records}

    def clean(self, value: Any) -> Picked:
        text, chosen = value if isinstance(value, tuple) else (str(value or ""), {})
        refuse_cpr(text)
        one = [n for n in [" ".join(text.split())[:200]] if n]
        names = names_in(text, self.kind, self.meant) if self.many else one
        if not names and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        widget: Any = self.widget
        earlier = [] if self.many else list(chosen.values())
        widget.questions = [
            question(self.workspace, self.kind, n[:200], self._chosen(n, chosen), earlier) for n in names
        ]
        if any(not asked.chosen for asked in widget.questions):
            raise ValidationError(_("We know a similar name. Choose the one you mean."), code="ask")
        return self._picked(widget.questions)

    def _chosen(self, name: str, chosen: dict[str, str]) -> str:
        return chosen.get(key_of(name), "") or (str(self.meant[name]) if name in self.meant else "")

    def _picked(self, questions: Sequence[Question]) -> Picked:
        wanted = [int(q.chosen) for q in questions if q.chosen != NEW]
        found = {o.pk: o for o in MODELS[self.kind].objects.of(self.workspace).filter(pk__in=wanted)}
        return Picked(
            existing=[found[pk] for pk in dict.fromkeys(wanted) if pk in found],
            new=[q.typed for q in questions if q.chosen == NEW],
        )

    # How two who write at once are compared (`core.conflicts`): by records, a new name by itself.

    def plain(self, value: Any) -> list[str] | str:
        """Ids of records, and new names after a "+"; "" for nobody."""
        if isinstance(value, Picked):
            return sorted([*(str(o.pk) for o in value.existing), *(f"+{name}" for name in value.new)]) or ""
        text = str(value or "")
        names = names_in(text, self.kind, self.meant) if self.many else [n for n in [text.strip()] if n]
        return sorted(str(self.meant[n]) if n in self.meant else f"+{n}" for n in names) or ""

    def again(self, told: list[str] | str) -> Picked:
        """The value that `plain` told of; records that are gone since are left out."""
        ids = [int(one) for one in told if one.isdecimal()]
        found = MODELS[self.kind].objects.of(self.workspace).filter(pk__in=ids)
        return Picked(list(found), [one[1:] for one in told if one.startswith("+")])

    def shown(self, told: list[str] | str) -> str:
        """Its names."""
        return ", ".join(map(str, self.again(told).all))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data and data[0] != (initial or ""))
