"""Long imports, beside the pages. Progress goes to a file; the receipt is on the run and in a notice."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.tasks import task
from django.utils import translation

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import jobs
from brobygger.network.duplicates.scan import run as run_scan
from brobygger.network.duplicates.scan import start as start_scan
from brobygger.network.exchange import programme
from brobygger.network.importing import operations
from brobygger.network.importing.operations import Changed, Unsettled, progress_key
from brobygger.network.models import DuplicateScan, EventFeed
from brobygger.network.operations import digest
from brobygger.records.models import ImportRun
from brobygger.records.operations import notify

State = ImportRun.State
log = logging.getLogger(__name__)


@task
def check_import(run_id: int, language: str) -> None:
    """Check a long file."""
    run = ImportRun.objects.select_related("file").get(pk=run_id)
    key, total = progress_key(run), run.settings.get("rows", 0)
    with translation.override(language):
        try:
            operations.check_run(
                run, progress=lambda done: jobs.report(key, done=done, total=total, stage="check")
            )
        finally:
            _finish(run)


@task
def apply_import(run_id: int, colleague_id: int, leave_out: bool, default_answer: str, language: str) -> None:
    """Write a long file, all of it or nothing; the colleague gets a notice either way."""
    run = ImportRun.objects.select_related("file").get(pk=run_id)
    by = Colleague.objects.select_related("workspace").get(pk=colleague_id)
    key, total = progress_key(run), run.settings.get("rows", 0)
    path = f"/{by.workspace.slug}/imports/{run.pk}/"
    failure = ""
    with translation.override(language):
        try:
            # Checked before the writing begins: on SQLite nobody else can write from then on.
            since = operations.moment(run.workspace_id)
            plan = operations.plan_of(
                run,
                default_answer=default_answer,
                progress=lambda done: jobs.report(key, done=done, total=total * 2, stage="check"),
            )
            operations.apply_run(
                run=run, by=by, leave_out_problems=leave_out, default_answer=default_answer, as_shown=True,
                plan=plan, since=since,
            )  # fmt: skip
        except Changed:
            failure = "changed"
        except Unsettled:
            failure = "unsettled"
        except Exception as wrong:
            # Never the values: an exception of the database may quote a row.
            log.error("Import %s failed: %s", run.pk, type(wrong).__name__)
            failure = "failed"
        finally:
            _finish(run, failure)
    kind = "import.failed" if failure else "import.done"
    notify(colleague=by, kind=kind, path=path, file=run.filename)


def _finish(run: ImportRun, failure: str = "") -> None:
    with transaction.atomic():
        fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
        fresh.settings = {k: v for k, v in fresh.settings.items() if k != "job"}
        if failure and fresh.state == State.RUNNING:
            fresh.state = State.FAILED
            fresh.result = (
                {**fresh.result, "failure": failure} if failure == "failed" else {"failure": failure}
            )
        fresh.save(update_fields=["settings", "state", "result"])
    jobs.forget(progress_key(run))


@task
def send_digests(workspace_id: int, week: str) -> None:
    """The weekly mails of one workspace; done twice it sends nothing twice."""
    digest.send_all(Workspace.objects.get(pk=workspace_id), week)


def queue_digests(now: datetime) -> str:
    """Timed work: one job for each workspace."""
    week = digest.week_of(now)
    workspaces = list(Workspace.objects.order_by("id").values_list("pk", flat=True))
    for pk in workspaces:
        send_digests.enqueue(pk, week)
    return f"{week}: {len(workspaces)} workspaces queued"


@task
def read_programme(feed_id: int, colleague_id: int | None, language: str) -> None:
    """Read the programme of events from its address; the colleague who asked gets a notice."""
    feed = EventFeed.objects.select_related("workspace", "set_by__workspace").get(pk=feed_id)
    asked = Colleague.objects.select_related("workspace").filter(pk=colleague_id or 0).first()
    with translation.override(language):
        programme.read(feed, by=asked or programme.system(feed), tell=asked)


# A reading that has taken so long was cut off: another may begin.
STUCK = timedelta(minutes=10)


def ask_for_programme(feed: EventFeed, *, asked_by: Colleague | None, language: str, now: datetime) -> bool:
    """Put a reading in the queue; False where one is under way."""
    free = EventFeed.objects.filter(pk=feed.pk).exclude(reading_since__gt=now - STUCK)
    if not free.update(reading_since=now):
        return False
    read_programme.enqueue(feed.pk, asked_by.pk if asked_by else None, language)
    return True


def queue_programmes(now: datetime) -> str:
    """Ask for the programmes of all workspaces that have an address."""
    feeds = EventFeed.objects.exclude(address="").select_related("set_by__user").order_by("pk")
    asked = 0
    for feed in feeds:
        user = feed.set_by.user if feed.set_by else None
        asked += ask_for_programme(feed, asked_by=None, language=user.language if user else "da", now=now)
    return f"{asked} programmes asked for"


@task
def scan_duplicates(scan_id: int, workspace_slug: str) -> None:
    """Look for duplicates; whoever asked gets a notice."""
    scan = DuplicateScan.objects.select_related("started_by").get(pk=scan_id)
    run_scan(scan)
    if scan.started_by is not None:
        path = f"/{workspace_slug}/duplicates/"
        notify(colleague=scan.started_by, kind="duplicates.done", path=path, found=scan.found)


def look_for_duplicates(now: datetime) -> str:
    """Every night: put a scan of each workspace in the queue. Safe to do again: a scan under way is not started twice."""
    started = 0
    for workspace in Workspace.objects.order_by("pk"):
        scan, fresh = start_scan(workspace, None)
        if fresh:
            scan_duplicates.enqueue(scan.pk, workspace.slug)
            started += 1
    return f"{started} scans put in the queue"
