"""Why a person's data must be kept although they ask for it to be erased: a signed agreement, a claim at law.

Packages register questions in `AppConfig.ready`; an erasure asks all of them and is not carried out while one holds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone


@dataclass(frozen=True)
class Hold:
    """One reason, as a sentence in the reader's language; `until` is the last day it holds, None for no end."""

    reason: str
    until: date | None = None


# (label of the model, id) -> the reasons to keep that row.
Question = Callable[[str, int], Iterable[Hold]]
_QUESTIONS: dict[str, Question] = {}


def register(name: str, question: Question) -> None:
    """Add a question, called e.g. "partnerships.agreements"; the same name twice replaces the first."""
    _QUESTIONS[name] = question


def forget(name: str) -> None:
    """Take a question away again."""
    _QUESTIONS.pop(name, None)


def on(label: str, pk: int, today: date | None = None) -> list[Hold]:
    """The reasons that hold today."""
    today = today or timezone.localdate()
    return [
        hold
        for question in _QUESTIONS.values()
        for hold in question(label, pk)
        if hold.until is None or hold.until >= today
    ]
