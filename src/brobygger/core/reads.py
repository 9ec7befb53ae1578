"""Taking out many people's data is noted: who, when, what, how many. The package that keeps the log registers itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

# (request, which list, as what, how many) -> None
Note = Callable[[HttpRequest, str, str, int | None], None]
_notes: list[Note] = []


def register(note: Note) -> None:
    """Call `note` for every list that is taken out as a file."""
    if note not in _notes:
        _notes.append(note)


def note_list(request: Any, which: str, form: str, number: int | None) -> None:
    """A list was asked for as a file or on paper."""
    for note in _notes:
        note(request, which, form, number)
