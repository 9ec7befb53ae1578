"""What an import would write, before it writes: organisations and people on their way in, and the plan of it all."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from brobygger.network.duplicates.likeness import Place
from brobygger.network.importing.mapping import Column
from brobygger.network.importing.problems import ERROR, Problem
from brobygger.network.importing.values import folded

# Field of the file -> field of the model.
ORGANISATION_FIELDS = {
    "organisation": "name", "sector": "sector", "cvr": "cvr", "address": "address", "postcode": "postcode",
    "town": "town", "web": "web", "organisation_email": "email", "organisation_phone": "phone",
    "organisation_about": "about",
}  # fmt: skip
PERSON_FIELDS = {"person": "name", "email": "email", "phone": "phone", "note": "note"}
# Compared without case, accents and signs: "Århus C" does not differ from "Aarhus C".
_LOOSE = frozenset({"name", "address", "town", "role", "about", "note"})

FILL, OVERWRITE, SKIP, CREATE = "fill", "overwrite", "skip", "create"
POLICIES = (FILL, OVERWRITE, SKIP, CREATE)


def differs(field: str, old: str, new: str) -> bool:
    """True where two values of a field are not only spelled otherwise."""
    if old == new:
        return False
    return not (field in _LOOSE and len(old) < 300 and len(new) < 300 and folded(old) == folded(new))


class Staged:
    """A record that the file speaks of: already here (`id`) or new (`row`: the first row that names it)."""

    __slots__ = ("changes", "id", "key", "loaded", "row", "used", "values")

    def __init__(self, key: str, *, pk: int | None = None, row: int = 0) -> None:
        self.id, self.row, self.key = pk, row, key
        self.values: dict[str, Any] = {}
        self.changes: dict[str, Any] = {}  # field -> the value before; only for records already here
        self.loaded = id is None
        self.used = False

    @property
    def is_new(self) -> bool:
        return self.id is None

    @property
    def reference(self) -> str:
        """How an answer names this record: "id:12" or "row:110"."""
        return f"id:{self.id}" if self.id is not None else f"row:{self.row}"

    def merge(
        self, values: Mapping[str, Any], fields: Mapping[str, str], policy: str
    ) -> tuple[list[str], list[str]]:
        """Take over what a row says. Returns the file's fields that changed something, and those kept as they were."""
        changed: list[str] = []
        kept: list[str] = []
        mine = self.values
        for code, field in fields.items():
            if code not in values:
                continue
            new = values[code]
            old = mine.get(field) or ""
            if old == new:
                continue
            if not old:
                self._set(field, new)
                changed.append(code)
            elif differs(field, old, new):
                if policy == OVERWRITE and not (field == "name" and self.is_new):
                    self._set(field, new)
                    changed.append(code)
                else:
                    kept.append(code)
        return changed, kept

    def _set(self, field: str, new: Any) -> None:
        if self.id is not None:
            self.changes.setdefault(field, self.values.get(field) or "")
        self.values[field] = new


class StagedOrganisation(Staged):
    """An organisation, with what else the file says about its relation."""

    __slots__ = ("cvr", "known_levels", "people", "place", "statements", "words", "words_new")

    def __init__(
        self,
        key: str,
        words: str,
        place: Place,
        cvr: str,
        *,
        pk: int | None = None,
        row: int = 0,
    ) -> None:
        super().__init__(key, pk=pk, row=row)
        self.words, self.place, self.cvr = words, place, cvr
        self.people: list[StagedPerson] = []
        self.statements: list[tuple[date, int, str]] = []  # (since, row, level)
        self.known_levels: list[tuple[date, str]] = []
        self.words_new: dict[str, list[str]] = {}  # "types" or "themes" -> names to link

    @property
    def of(self) -> "StagedOrganisation":
        """Itself: a former name in the same index means another."""
        return self


class StagedPerson(Staged):
    """A person outside."""

    __slots__ = ()

    def __init__(self, key: str, *, pk: int | None = None, row: int = 0) -> None:
        super().__init__(key, pk=pk, row=row)


class Who:
    """A colleague: here already, or to be noted as somebody to invite."""

    __slots__ = ("email", "id", "name")

    def __init__(self, pk: int | None, name: str, email: str) -> None:
        self.id, self.name, self.email = pk, name, email


@dataclass(slots=True)
class StagedTie:
    """A colleague knows a person or an organisation; `id` where the tie is here already."""

    who: Who
    target: Staged
    about: str
    strength: str
    since: date | None
    id: int | None = None
    changes: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class StagedAffiliation:
    """A person in an organisation; `id` where it is here already."""

    person: StagedPerson
    organisation: StagedOrganisation
    role: str
    id: int | None = None
    changes: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class StagedContact:
    """A dated moment."""

    on: date
    organisation: StagedOrganisation | None
    person: StagedPerson | None
    colleagues: tuple[Who, ...]
    about: str


@dataclass(slots=True)
class StagedFormality:
    """A level from a day on, as a row of the file says."""

    organisation: StagedOrganisation
    level: str
    since: date
    row: int


@dataclass(frozen=True)
class Candidate:
    """Something a row may be the same as."""

    reference: str
    name: str
    town: str
    likeness: int
    reason: str

    def as_json(self) -> dict[str, Any]:
        kind, _colon, number = self.reference.partition(":")
        return {kind: int(number), "name": self.name, "town": self.town, "likeness": self.likeness}


@dataclass(frozen=True)
class Question:
    """A row that may be the same as something known; `record` is "organisation" or "person"."""

    row: int
    record: str
    name: str
    candidates: tuple[Candidate, ...]

    @property
    def key(self) -> str:
        """The key of its answer in `ImportRun.answers`."""
        return str(self.row) if self.record == "organisation" else f"{self.row}/{self.record}"

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "candidates": [c.as_json() for c in self.candidates]}


@dataclass(slots=True)
class Outcome:
    """What happens to one row: "new", "joins", "updates", "adds", "unchanged", "skipped", "question", "later", "error"."""

    row: int
    kind: str
    name: str = ""
    fields: tuple[str, ...] = ()
    joins: int = 0


@dataclass
class Plan:
    """All that an import would do; nothing is written. `rows` are rows with content, `blank` those without."""

    columns: list[Column]
    policy: str
    rows: int = 0
    blank: int = 0
    problems: list[Problem] = dataclasses.field(default_factory=list)
    rows_in_error: set[int] = dataclasses.field(default_factory=set)
    questions: list[Question] = dataclasses.field(default_factory=list)
    # Rows answered "later", and what they were asked.
    later: list[int] = dataclasses.field(default_factory=list)
    waiting: list[Question] = dataclasses.field(default_factory=list)
    outcomes: list[Outcome] = dataclasses.field(default_factory=list)
    organisations: list[StagedOrganisation] = dataclasses.field(default_factory=list)
    people: list[StagedPerson] = dataclasses.field(default_factory=list)
    colleagues: list[Who] = dataclasses.field(default_factory=list)
    affiliations: list[StagedAffiliation] = dataclasses.field(default_factory=list)
    ties: list[StagedTie] = dataclasses.field(default_factory=list)
    contacts: list[StagedContact] = dataclasses.field(default_factory=list)
    formalities: list[StagedFormality] = dataclasses.field(default_factory=list)
    words: dict[str, list[tuple[StagedOrganisation, str]]] = dataclasses.field(default_factory=dict)
    changed_organisations: list[StagedOrganisation] = dataclasses.field(default_factory=list)
    changed_people: list[StagedPerson] = dataclasses.field(default_factory=list)
    changed_affiliations: list[StagedAffiliation] = dataclasses.field(default_factory=list)
    changed_ties: list[StagedTie] = dataclasses.field(default_factory=list)
    # Columns read with doubt: field -> how many rows have a value in it.
    filled: dict[str, int] = dataclasses.field(default_factory=dict)
    joined: int = 0
    unchanged: int = 0
    skipped: int = 0
    overwritten: int = 0

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.severity == ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [p for p in self.problems if p.severity != ERROR]

    @property
    def held(self) -> int:
        """Rows that wait for an answer."""
        return len({q.row for q in self.questions})

    @property
    def ready(self) -> int:
        """Rows that would be imported now."""
        return self.rows - len(self.rows_in_error) - self.held - len(self.later)

    @property
    def writes(self) -> bool:
        """True where importing now would change anything."""
        return bool(any(self.new.values()) or any(self.updated.values()))

    @property
    def new(self) -> dict[str, int]:
        counts = {
            "organisation": len(self.organisations),
            "person": len(self.people),
            "affiliation": len(self.affiliations),
            "tie": len(self.ties),
            "contact": len(self.contacts),
            "formality": len(self.formalities),
        }
        return counts | ({"colleague": len(self.colleagues)} if self.colleagues else {})

    @property
    def updated(self) -> dict[str, int]:
        return {
            "organisation": len(self.changed_organisations),
            "person": len(self.changed_people),
            "affiliation": len(self.changed_affiliations),
            "tie": len(self.changed_ties),
        }

    def as_json(self, *, batch: int | None = None) -> dict[str, Any]:
        """The check as commands and tests read it; messages in the language of the moment."""
        return {
            "rows": self.rows,
            "blank": self.blank,
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "problems": [p.as_json() for p in self.problems],
            "questions": [q.as_json() for q in self.questions],
            "batch": batch,
        }


def in_pieces[T](items: Sequence[T], size: int = 1000) -> list[Sequence[T]]:
    """Pieces short enough for one query."""
    return [items[i : i + size] for i in range(0, len(items), size)]
