"""What an operation wrote is told to those who asked at start-up, inside the operation's own transaction.

`core.history` and its fellows note every entry of a watched model here; the outermost operation tells when it is done.
What a listener writes (a message to another system) is thus there if and only if the change is. A large write, such as
an import, is told as counts: never more than `KEPT` records are remembered.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

KEPT = 50


@dataclass(frozen=True)
class Note:
    """One record, what happened to it, and for a merged one the record that it became part of."""

    model: str
    object_id: int
    verb: str
    into: int | None = None


@dataclass
class Written:
    """What one operation wrote in one workspace: all of it counted, the first records by name."""

    workspace_id: int
    operation: str
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)
    batch_id: int | None = None

    def add(self, note: Note, batch_id: int | None) -> None:
        self.counts[note.model, note.verb] += 1
        self.batch_id = batch_id or self.batch_id
        if len(self.notes) < KEPT or note.verb == "merged":
            self.notes.append(note)


Listener = Callable[[Written], None]
_listeners: list[Listener] = []
# Model label to the model and the column that it is a part of; ("", "") for one that is told itself.
_watched: dict[str, tuple[str, str]] = {}
_written: ContextVar[dict[int, Written] | None] = ContextVar("written", default=None)


def listen(listener: Listener) -> None:
    """Call `listener` with what each operation wrote of the watched models. Once at start-up."""
    if listener not in _listeners:
        _listeners.append(listener)


def watch(label: str, *, part_of: str = "", column: str = "") -> None:
    """Note what is written of the model `label`; as a change of the record in `column`, where it is a part of one."""
    _watched[label] = (part_of, column)


def note(obj: Any, verb: str, *, workspace_id: int, batch_id: int | None, operation: str) -> None:
    """One entry of history is being written. Does nothing outside an operation."""
    written = _written.get()
    if written is None or (told := _watched.get(obj._meta.label_lower)) is None:
        return
    here = written.setdefault(workspace_id, Written(workspace_id, operation))
    here.add(_note(obj._meta.label_lower, obj.pk, verb, told, lambda name: getattr(obj, name)), batch_id)


def note_rows(
    label: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    same: dict[str, Any],
    workspace_id: int,
    batch_id: int | None,
    operation: str,
) -> None:
    """Many new records at once, as `core.recorded` writes them: the id first."""
    written = _written.get()
    if written is None or (told := _watched.get(label)) is None or not rows:
        return
    here = written.setdefault(workspace_id, Written(workspace_id, operation))
    first = rows[: KEPT - len(here.notes)]
    for row in first:
        values = {**same, **dict(zip(columns, row, strict=True))}
        here.add(_note(label, row[0], "created", told, values.__getitem__), batch_id)
    model, verb = (told[0], "changed") if told[0] else (label, "created")
    here.counts[model, verb] += len(rows) - len(first)
    here.batch_id = batch_id or here.batch_id


def merged(label: str, *, gone: int, into: int, workspace_id: int, operation: str = "") -> None:
    """Say that the record `gone` became part of `into`: it is told as merged, not as deleted."""
    written = _written.get()
    if written is None or label not in _watched:
        return
    here = written.setdefault(workspace_id, Written(workspace_id, operation))
    here.add(Note(label, gone, "merged", into), None)


def _note(label: str, pk: int, verb: str, told: tuple[str, str], value: Callable[[str], Any]) -> Note:
    owner, column = told
    return Note(owner, value(column), "changed") if owner else Note(label, pk, verb)


@contextmanager
def operation_under_way() -> Iterator[None]:
    """Around an operation, inside its transaction: what a failed inner one noted is forgotten, the outermost tells."""
    outer = _written.get()
    if outer is not None:
        before = {pk: (len(w.notes), w.counts.copy(), w.batch_id) for pk, w in outer.items()}
        try:
            yield
        except BaseException:
            _go_back(outer, before)
            raise
        return
    token = _written.set({})
    try:
        yield
        written = _written.get() or {}
    finally:
        _written.reset(token)
    for here in written.values():
        for listener in _listeners:
            listener(here)


def _go_back(written: dict[int, Written], before: dict[int, Any]) -> None:
    for pk in list(written):
        if pk in before:
            length, counts, batch_id = before[pk]
            del written[pk].notes[length:]
            written[pk].counts, written[pk].batch_id = counts, batch_id
        else:
            del written[pk]
