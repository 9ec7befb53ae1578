"""The merge tray: answers that seem to mean the same come into one row, beside the record here that they seem to mean.

What is alike is decided where the network decides it: by its likeness of names and its search while typing. A row is
found or made when an answer is written, so that the tray is never worked out anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from brobygger.core.text import fold
from brobygger.map.models import Answer, Proposal, Question
from brobygger.network import picking
from brobygger.network.duplicates.likeness import ALIKE, Place, likeness, person_likeness, words_of
from brobygger.network.models import Organisation, Person

NOWHERE = Place("", "")
LACKS = (Question.OVERLOOK, Question.EXCLUDED)
Kind, Decision = Proposal.Kind, Proposal.Decision


@dataclass(frozen=True)
class Likely:
    """What a name seems to mean here. `certain`: exactly one record, or nothing that looks like it."""

    organisation: Organisation | None = None
    person: Person | None = None
    certain: bool = False


def kind_of(answer: Answer) -> str:
    """Which sort of row an answer belongs in."""
    if answer.question in LACKS:
        return Kind.LACK
    return Kind.ORGANISATION if answer.name else Kind.PERSON


def likely(answer: Answer) -> Likely:
    """The record here that an answer seems to mean."""
    kind = kind_of(answer)
    if kind == Kind.LACK:
        return Likely()
    if answer.organisation is not None:
        return Likely(answer.organisation, certain=True)
    asked = "person" if kind == Kind.PERSON else "organisation"
    name = str(answer)
    question = picking.question(answer.campaign.workspace, asked, name)
    near = picking.doubles(answer.campaign.workspace, asked, name)
    exact = int(question.chosen) if question.chosen.isdigit() else None
    found = exact or next((c.pk for c in (*near, *question.candidates)), None)
    certain = found is None or (exact is not None and not answer.is_new)
    record = picking.MODELS[asked].objects.filter(pk=found).first() if found else None
    if asked == "person":
        return Likely(person=record, certain=certain)  # type: ignore[arg-type]
    return Likely(organisation=record, certain=certain)  # type: ignore[arg-type]


def row_for(answer: Answer, means: Likely, open_rows: Iterable[Proposal]) -> Proposal | None:
    """The undecided row that the answer belongs in: the same record, or a name so like it that it may be the same."""
    kind = kind_of(answer)
    rows = [row for row in open_rows if row.kind == kind]
    chosen = means.organisation if means.certain else None
    if chosen is not None:
        same = next((r for r in rows if r.certain and r.organisation_id == chosen.pk), None)
        if same:
            return same
    alike = [(alikeness(kind, str(answer), row.title), -row.pk, row) for row in rows if _may_be(row, chosen)]
    best = max(alike, key=lambda found: found[:2], default=None)
    return best[2] if best and best[0] >= ALIKE else None


def _may_be(row: Proposal, chosen: Organisation | None) -> bool:
    """Two rows that mean two different records are not one, however alike their names are."""
    return chosen is None or not row.certain or row.organisation_id in (None, chosen.pk)


def alikeness(kind: str, one: str, other: str) -> float:
    """0 to 100 for two names, or for two descriptions of what we lack."""
    a, b = fold(one), fold(other)
    if a == b:
        return 100.0
    if kind == Kind.PERSON:
        return person_likeness(a, b)
    return likeness(words_of(a, NOWHERE), words_of(b, NOWHERE))


def suggestion(row: Proposal, wished_only: bool) -> str:
    """What an undecided row could become without a question; "" where somebody must look."""
    if row.kind == Kind.LACK or not row.certain:
        return ""
    if row.organisation_id or row.person_id:
        return Decision.SAME
    return Decision.WISH if wished_only else Decision.NEW
