"""What the doctor looks at. A check that itself breaks is told as broken, and the others go on."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from brobygger.core import derived, search, timed
from brobygger.core.models import HistoryEntry, SearchEntry, TimedRun

OK, WARN, FAIL = "ok", "warn", "fail"
LITTLE, HARDLY_ANY = 2 * 1024**3, 200 * 1024**2
SAMPLE = 200


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `state` is ok, warn or fail; `do` says what to do."""

    name: str
    state: str
    found: str
    do: str = ""


Check = Callable[[], Iterator[Finding]]


def all_of_it() -> list[Finding]:
    """Every check in turn; those that need the database are left out where it does not answer or has no tables."""
    findings = [*_safely(folder), *_safely(configuration), *_safely(assets), *_safely(database)]
    if any(f.name in ("database", "migrations") and f.state == FAIL for f in findings):
        return findings
    for check in (index, caches, jobs, timers, backups, history):
        findings += _safely(check)
    return findings


def _safely(check: Check) -> list[Finding]:
    try:
        return list(check())
    except Exception as wrong:
        told = str(wrong).strip().splitlines() or [type(wrong).__name__]
        return [Finding(check.__name__, FAIL, f"could not be looked at ({told[0]})", "See the server's log.")]


def folder() -> Iterator[Finding]:
    """May the data folder be written, is there room, is what is secret readable by its owner alone?"""
    home = Path(settings.HOME)
    root = Path(default_storage.location)  # type: ignore[attr-defined]
    writable = os.access(home, os.W_OK) and (not root.exists() or os.access(root, os.W_OK))
    do = "" if writable else "Let the user who runs Brobygger own it."
    yield Finding(
        "data folder", OK if writable else FAIL, f"{home} {'can' if writable else 'cannot'} be written", do
    )
    free = shutil.disk_usage(home).free
    state = FAIL if free < HARDLY_ANY else WARN if free < LITTLE else OK
    do = "" if state == OK else "Make room: remove old backups and exports, or move the folder."
    yield Finding("disk space", state, f"{free / 1024**3:.1f} GB free", do)
    key = home / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding("secret key", FAIL, "others on this machine can read it", f"chmod 600 {key}")
    else:
        given = bool(os.environ.get("BROBYGGER_SECRET_KEY"))
        yield Finding(
            "secret key", OK, "from the environment" if given else "in the data folder, readable by its owner"
        )


def configuration() -> Iterator[Finding]:
    """Names it answers to, https, mail."""
    loopback = {"localhost", "127.0.0.1", "[::1]", "testserver"}
    public = [h for h in settings.ALLOWED_HOSTS if h not in loopback]
    if not public:
        do = "To serve others set BROBYGGER_HOSTS, BROBYGGER_HTTPS=1 and BROBYGGER_URL."
        yield Finding("address", WARN, "answers on this machine only", do)
    elif not settings.BASE_URL.startswith("https://"):
        do = "Set BROBYGGER_URL to the address people use, with https."
        yield Finding("address", FAIL, f"links in mails begin with {settings.BASE_URL}", do)
    else:
        yield Finding("address", OK, f"{', '.join(public)}, over https")
    if settings.DEBUG:
        yield Finding("debug", WARN, "BROBYGGER_DEBUG is on", "Leave it out where others come in.")
    if settings.MAIL_HOST:
        own = settings.DEFAULT_FROM_EMAIL
        bad = own.endswith("@localhost")
        do = "Set BROBYGGER_MAIL_FROM to an address that may be answered." if bad else ""
        yield Finding("mail", WARN if bad else OK, f"by {settings.MAIL_HOST}, from {own}", do)
    else:
        waiting = len(list((Path(settings.HOME) / "mail").glob("*")))
        do = "Set BROBYGGER_MAIL_HOST (and _PORT, _USER, _PASSWORD, _FROM)."
        yield Finding("mail", WARN, f"is written to files, not sent ({waiting} there)", do)


def assets() -> Iterator[Finding]:
    """Styles, script and Danish texts are made when the package is built."""
    missing = [name for name in ("brobygger/app.css", "brobygger/app.js") if not finders.find(name)]
    package = Path(settings.PACKAGE)
    texts = [
        p for p in package.glob("*/locale/da/LC_MESSAGES/django.po") if not p.with_suffix(".mo").exists()
    ]
    do = "Install the package again: its build makes them." if missing or texts else ""
    found = ", ".join([*missing, *(str(p.relative_to(package)) for p in texts)])
    yield Finding(
        "assets",
        FAIL if do else OK,
        f"missing: {found}" if found else "styles, script and texts are built",
        do,
    )


def database() -> Iterator[Finding]:
    """Does it answer, are its tables those of this version, can search be indexed?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        kind = (
            "PostgreSQL"
            if connection.vendor == "postgresql"
            else f"SQLite, {connection.settings_dict['NAME']}"
        )
        yield Finding("database", OK, f"{kind} answers")
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
            there = bool(cursor.fetchone()[0])
            do = "" if there else "As the database's owner: CREATE EXTENSION pg_trgm;"
            yield Finding(
                "pg_trgm", OK if there else FAIL, "is there" if there else "is missing: search needs it", do
            )
        else:
            cursor.execute("PRAGMA quick_check(1)")
            said = cursor.fetchone()[0]
            do = "" if said == "ok" else "Stop the server and restore the newest backup that is whole."
            yield Finding(
                "database file", OK if said == "ok" else FAIL, "is whole" if said == "ok" else said, do
            )
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        do = "Start `brobygger serve` or any other command once: it updates the tables. Take a backup before."
        yield Finding("migrations", FAIL, f"{len(plan)} are not applied, first {plan[0][0]}", do)
    else:
        yield Finding("migrations", OK, "all are applied")


def index() -> Iterator[Finding]:
    """One search entry for each record that can be found."""
    wrong = []
    for model in search.findable():
        rows = model._base_manager.count()
        entries = SearchEntry.objects.filter(kind=search.kind_of(model)).count()
        if rows != entries:
            wrong.append(f"{model._meta.verbose_name_plural}: {rows} records, {entries} entries")
    do = (
        "Tell the makers of Brobygger; `brobygger backup` and `restore` bring every record along."
        if wrong
        else ""
    )
    yield Finding("search", FAIL if wrong else OK, "; ".join(wrong) or "every record can be found", do)


def caches() -> Iterator[Finding]:
    """Of the newest records: do the derived columns say what the rows they come from say? Nothing is changed."""
    wrong = 0
    looked = 0
    for model in derived.models():
        fields = sorted(derived.fields_of(model))
        ids = list(model._base_manager.order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
        before, after = derived.recomputed(model, ids, fields)
        looked += len(before)
        wrong += sum(before[pk] != after.get(pk) for pk in before)
    do = "A change to any of these records sets it right. Tell the makers of Brobygger." if wrong else ""
    found = f"{wrong} of {looked} records are wrong" if wrong else f"right in {looked} records looked at"
    yield Finding("derived columns", FAIL if wrong else OK, found, do)


def jobs() -> Iterator[Finding]:
    """Is somebody doing the jobs, and has none failed or stuck?"""
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - timedelta(minutes=15)).count()
    running = DBTaskResult.objects.running().filter(started_at__lt=now - timedelta(hours=2)).count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=7)).count()
    if waiting:
        do = "Run `brobygger serve`, or `brobygger worker` where the server runs without one."
        yield Finding("jobs", FAIL, f"{waiting} wait for more than 15 minutes: nobody does them", do)
    elif running:
        do = "Restart the worker: it takes up again what another was killed over."
        yield Finding("jobs", WARN, f"{running} have run for more than two hours", do)
    else:
        yield Finding("jobs", OK, "none waits")
    if failed:
        yield Finding(
            "failed jobs", WARN, f"{failed} in the last week", "See the worker's log from that time."
        )


def timers() -> Iterator[Finding]:
    """Is `brobygger tick` called, and did each piece of timed work end well?"""
    works = {work.name: work for work in timed.works()}
    last = TimedRun.objects.aggregate(last=Max("began_at"))["last"]
    do = "Call `brobygger tick` every five minutes from a timer (docs/operations.md)."
    if last is None:
        yield Finding("timer", WARN, "timed work has never been done", do)
        return
    longest = min((w.every for w in works.values()), default=timedelta(days=1))
    late = timezone.now() - last > max(longest * 2, timedelta(days=2))
    yield Finding("timer", FAIL if late else OK, f"last did something {_when(last)}", do if late else "")
    for run in TimedRun.objects.filter(failed=True, name__in=works):
        do = f"See the log; try `brobygger tick --only {run.name} --force`."
        yield Finding(f"timed work {run.name}", FAIL, f"failed {_when(run.began_at)} ({run.note})", do)


def backups() -> Iterator[Finding]:
    """When was the last backup taken, and is it still there?"""
    noted = Path(settings.HOME) / "last_backup"
    do = "Call `brobygger backup FOLDER --keep 14` every night, and keep copies on another machine."
    if not noted.exists():
        yield Finding("backup", WARN, "none has been taken here", do)
        return
    made, _newline, path = noted.read_text().strip().partition("\n")
    at = datetime.fromisoformat(made)
    if timezone.now() - at > timedelta(days=2):
        yield Finding("backup", FAIL, f"the last was taken {_when(at)}", do)
    elif not Path(path).exists():
        yield Finding(
            "backup",
            WARN,
            f"taken {_when(at)}, and {path} is no longer there",
            "Was it moved away on purpose?",
        )
    else:
        yield Finding("backup", OK, f"taken {_when(at)}, {path}")


def history() -> Iterator[Finding]:
    """Of the newest records: does the history know how each came to be?"""
    missing = []
    for model in search.findable():
        label = model._meta.label_lower
        ids = list(model._base_manager.order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
        known = set(
            HistoryEntry.objects.filter(model=label, object_id__in=ids).values_list("object_id", flat=True)
        )
        missing += [f"{label} {pk}" for pk in ids if pk not in known]
    told = ", ".join(islice(missing, 3))
    do = (
        "Something wrote them past the product. Look at them, and change them once so that they are known."
        if missing
        else ""
    )
    found = f"{len(missing)} records have none (first: {told})" if missing else "knows every record looked at"
    yield Finding("history", WARN if missing else OK, found, do)


def _when(at: Any) -> str:
    hours = (timezone.now() - at).total_seconds() / 3600
    if hours < 1:
        return f"{max(0, int(hours * 60))} minutes ago"
    return f"{hours:.0f} hours ago" if hours < 48 else f"{hours / 24:.0f} days ago"
