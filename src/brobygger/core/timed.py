"""Work that is due at intervals. Packages say what in `AppConfig.ready`; `brobygger tick`, called by a timer, does it.

A piece of work is taken by exactly one tick: whoever moves its `began_at` first. It must bear being done again, because
a machine may stop halfway; long work puts a job in the queue and returns.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from brobygger.core.models import TimedRun

log = logging.getLogger("brobygger.timed")


@dataclass(frozen=True)
class Work:
    """One piece of timed work; `run` gets the time and answers one line on what it did."""

    name: str
    run: Callable[[datetime], str]
    every: timedelta


@dataclass(frozen=True)
class Outcome:
    """What came of one piece of work in this tick."""

    name: str
    done: bool
    note: str


_works: dict[str, Work] = {}


def register(name: str, run: Callable[[datetime], str], *, every: timedelta) -> None:
    """Add work called e.g. "network.digest"; the same name twice replaces the first."""
    _works[name] = Work(name, run, every)


def works() -> list[Work]:
    """All registered work by name."""
    return [_works[name] for name in sorted(_works)]


def tick(now: datetime | None = None, *, only: Iterable[str] = (), force: bool = False) -> list[Outcome]:
    """Do what is due; one piece that fails is told and does not stop the others."""
    now = now or timezone.now()
    chosen = set(only)
    return [
        _do(work, now)
        for work in works()
        if (not chosen or work.name in chosen) and _take(work, now, force=force)
    ]


def _take(work: Work, now: datetime, *, force: bool) -> bool:
    TimedRun.objects.get_or_create(name=work.name)
    mine = TimedRun.objects.filter(name=work.name)
    if not force:
        mine = mine.filter(Q(began_at=None) | Q(began_at__lte=now - work.every))
    return bool(mine.update(began_at=now, note="", failed=False, ended_at=None))


def _do(work: Work, now: datetime) -> Outcome:
    try:
        outcome = Outcome(work.name, True, work.run(now))
    except Exception as wrong:
        log.exception("%s failed", work.name)
        outcome = Outcome(work.name, False, type(wrong).__name__)
    TimedRun.objects.filter(name=work.name).update(
        ended_at=timezone.now(), note=outcome.note[:300], failed=not outcome.done
    )
    return outcome
