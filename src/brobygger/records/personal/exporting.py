"""The whole workspace as one file, made beside the pages and taken away again after some days."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import get_random_string

from brobygger.accounts.models import Colleague
from brobygger.core import jobs
from brobygger.records.archive import write_archive
from brobygger.records.models import WorkspaceExport
from brobygger.records.operations import notify
from brobygger.records.personal.leftovers import export_path, take_away

DAYS = 7
State = WorkspaceExport.State


def key(export: WorkspaceExport) -> str:
    """What its progress is reported as."""
    return f"{export.workspace_id}-export-{export.pk}"


def start(*, by: Colleague) -> WorkspaceExport:
    """Note that an export is wanted; one that is being made is enough."""
    running = WorkspaceExport.objects.of(by.workspace).filter(state=State.RUNNING).first()
    name = f"{get_random_string(32)}.zip"
    return running or WorkspaceExport.objects.create(workspace=by.workspace, asked_by=by, file=name)


def make(export: WorkspaceExport, *, by: Colleague) -> None:
    """Write the archive, and tell whoever asked."""
    if export.state != State.RUNNING:
        return
    path = export_path(export)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    where = f"/{by.workspace.slug}/settings/export/"
    try:
        path.unlink(missing_ok=True)
        manifest = write_archive(
            workspace=by.workspace,
            path=path,
            by=by,
            progress=lambda stage, done, total: jobs.report(key(export), done=done, total=total, stage=stage),
        )
    except Exception:
        WorkspaceExport.objects.filter(pk=export.pk).update(state=State.FAILED)
        notify(colleague=by, kind="export.failed", path=where)
        raise
    finally:
        jobs.forget(key(export))
    rows = sum(table["rows"] for table in manifest["tables"].values())
    WorkspaceExport.objects.filter(pk=export.pk).update(
        state=State.READY, size=path.stat().st_size, rows=rows, sha256=manifest["sha256"]
    )
    notify(colleague=by, kind="export.ready", path=where)


def tidy(now: datetime | None = None) -> int:
    """Take away exports that have lain long enough; returns how many."""
    old = WorkspaceExport.objects.filter(created_at__lt=(now or timezone.now()) - timedelta(days=DAYS))
    rows = list(old.filter(state__in=(State.READY, State.RUNNING)))
    for export in rows:
        take_away(export)
    return len(rows)
