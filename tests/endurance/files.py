"""Damaged files through the importers: each is read, refused or imported; never an unforeseen error, never a hang.

Every file is tried in a transaction that is rolled back. What was refused must have written nothing.
"""

import io
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction

from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.text import find_cpr
from brobygger.network.exchange import programme, programme_feed
from brobygger.network.importing import operations as importing
from brobygger.network.importing.problems import FileRefused
from brobygger.network.models import Contact, Organisation, Person
from brobygger.records.archive.layout import strings
from brobygger.records.models import ImportRun, StoredFile
from tests.endurance.mutating import inputs

SECONDS = 5.0
WATCHED: tuple[type[models.Model], ...] = (
    Organisation, Person, Contact, HistoryEntry, Batch, ImportRun, StoredFile,
)  # fmt: skip


@dataclass
class Outcome:
    """How many files ended how, and what should not have happened, with the number of the input."""

    ended: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0


class Hang(BaseException):
    """Nothing in the product catches it."""


class _Done(Exception):
    """Takes back what was tried."""


def run(*, number: int, seed: int, by: Any) -> Outcome:
    """Try so many files as `by` (a colleague who may import)."""
    outcome = Outcome()
    for place, (name, content) in enumerate(inputs(seed, number)):
        start = time.monotonic()
        try:
            with within(SECONDS * 4):
                ended, fault = _rolled_back(name, content, by)
        except Hang:
            ended, fault = "hang", "did not end"
        took = time.monotonic() - start
        outcome.slowest = max(outcome.slowest, took)
        if took > SECONDS:
            fault = fault or f"took {took:.1f} s"
        outcome.ended[f"{name.rpartition('.')[2]} {ended}"] += 1
        if fault:
            outcome.faults.append(f"seed {seed}, input {place}, {name}: {fault}")
    return outcome


def _rolled_back(name: str, content: bytes, by: Any) -> tuple[str, str]:
    files = _uploads()
    result = ("", "")
    try:
        with transaction.atomic():
            result = _try(name, content, by)
            raise _Done
    except _Done:
        pass
    except Exception:
        result = ("error", traceback.format_exc(limit=-4))
    finally:
        left = _uploads() - files
        for path in left:
            path.unlink(missing_ok=True)
    if result[0] == "refused" and left:
        return "refused", "refused, and yet a file was kept"
    return result


def _try(name: str, content: bytes, by: Any) -> tuple[str, str]:
    before = _counts()
    try:
        ended = _programme(content, by) if name.endswith(".json") else _import(name, content, by)
    except FileRefused as refused:
        ended = "refused" if refused.message else "refused without a word"
    except programme_feed.FeedRefused:
        ended = "refused"
    except importing.Unsettled:
        ended = "unsettled"
    wrote = _counts() - before if ended == "refused" else Counter[str]()
    if wrote:
        return ended, f"refused, and yet wrote {dict(wrote)}"
    written = HistoryEntry.objects.order_by().values_list("object_label", "after")
    if any(find_cpr(text) for row in written for text in strings(list(row))):
        return ended, "a CPR number was kept"
    return ended, ""


def _import(name: str, content: bytes, by: Any) -> str:
    run = importing.start_run(content=io.BytesIO(content), name=name, by=by)
    importing.check_run(run)
    importing.apply_run(run=run, by=by, leave_out_problems=True, default_answer="later")
    return "imported"


def _programme(content: bytes, by: Any) -> str:
    programme.fill(programme=programme_feed.parse(content), by=by)
    return "read"


def _counts() -> Counter[str]:
    return Counter({model._meta.label: model._base_manager.count() for model in WATCHED})


def _uploads() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """`Hang` where it takes longer."""

    def late(*_: Any) -> None:
        raise Hang

    old = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
