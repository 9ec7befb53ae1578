"""Where a name may stand outside the workspace's tables: files, mails in the folder, sessions, jobs, exports."""

import email
import email.policy
import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from brobygger.accounts.models import ApiToken, Colleague, Workspace
from brobygger.core.models import KeptAnswer
from brobygger.records.models import StoredFile
from brobygger.records.personal.masking import Mask, may_hold
from brobygger.records.personal.models import WorkspaceExport

log = logging.getLogger(__name__)


def erase_files(workspace: Workspace, mask: Mask, gone: Iterable[StoredFile]) -> int:
    """Delete the files of rows that went; put the person away in every other file of text. Contents go on commit."""
    count = 0
    going = {file.pk for file in gone}
    for file in StoredFile.objects.of(workspace):
        if file.pk in going:
            remove_file(file)
            count += 1
        elif (cleaned := _cleaned(file, mask)) is not None:
            _replace(file, cleaned)
            count += 1
    return count


def remove_file(file: StoredFile) -> None:
    """The row now, the content once that is certain."""
    name = file.content.name
    file.delete()
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


def _cleaned(file: StoredFile, mask: Mask) -> bytes | None:
    """The file's content without the person; None where it never named them, or is no text."""
    try:
        with file.content.open("rb") as content:
            text = content.read().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError, ValueError):
        return None
    put = mask.text(text)
    return put.encode() if put != text else None


def _replace(file: StoredFile, content: bytes) -> None:
    """A new file in the place of the old, so that a failure leaves the old one whole."""
    old = str(file.content.name)
    file.content.save(Path(old).name, ContentFile(content), save=False)
    StoredFile.objects.filter(pk=file.pk).update(content=file.content.name, size=len(content), sha256="")
    transaction.on_commit(lambda: default_storage.delete(old))


def erase_elsewhere(workspace: Workspace, mask: Mask) -> int:
    """Jobs, sessions, the cache, mails and progress that lie in files, exports of the whole workspace."""
    count = _jobs(mask) + _cache(mask) + _kept_answers(workspace, mask)
    for export in WorkspaceExport.objects.of(workspace).exclude(state=WorkspaceExport.State.GONE):
        take_away(export)
        count += 1
    transaction.on_commit(lambda: _outside(mask))
    return count


def take_away(export: WorkspaceExport) -> None:
    """The file of an export goes; that it was made stays known."""
    path = export_path(export)
    WorkspaceExport.objects.filter(pk=export.pk).update(state=WorkspaceExport.State.GONE)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def export_path(export: WorkspaceExport) -> Path:
    """Where the archive lies."""
    return Path(settings.HOME) / "exports" / f"{export.workspace_id}" / (export.file or f"{export.pk}.zip")


def _jobs(mask: Mask) -> int:
    names = ("args_kwargs", "return_value", "traceback")
    fields = [f for f in DBTaskResult._meta.concrete_fields if f.name in names]
    count = 0
    for job in may_hold(DBTaskResult.objects.all(), fields, mask):
        changed = {n: put for n in names if (put := mask.json(getattr(job, n))) != getattr(job, n)}
        if changed:
            count += DBTaskResult.objects.filter(pk=job.pk).update(**changed)
    return count


def _kept_answers(workspace: Workspace, mask: Mask) -> int:
    """What this workspace's tokens were answered. It is JSON, which writes "Æ" in six signs: it is read, not searched."""
    senders = [token.sender for token in ApiToken.objects.of(workspace)]
    count = 0
    for kept in KeptAnswer.objects.filter(sender__in=senders).exclude(body=""):
        told = json.loads(kept.body)
        if (put := mask.json(told)) != told:
            count += KeptAnswer.objects.filter(pk=kept.pk).update(body=json.dumps(put))
    return count


def _cache(mask: Mask) -> int:
    """Counters of attempts to log in are kept by address."""
    if not mask.emails:
        return 0
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        for address in mask.emails:
            cursor.execute(f"DELETE FROM {table} WHERE cache_key LIKE %s", [f"%{address}%"])  # noqa: S608
    return 0


def _outside(mask: Mask) -> None:
    """What lies in files and sessions: done when the rest is certain; what cannot be read is told in the log."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if mask.finds(str(data)):
            # What was about to be said on the next page; the log-in itself names nobody.
            kept = {k: v for k, v in data.items() if not mask.finds(str(v))}
            session.session_data = Session.objects.encode(kept)
            session.save(update_fields=["session_data"])
    home = Path(settings.HOME)
    for path in (home / "mail").glob("*"):
        if mask.finds(_mail_text(path)):
            path.unlink(missing_ok=True)
    for path in (home / "progress").glob("*.json"):
        with suppress(ValueError, OSError):
            # JSON writes "Æ" in six signs: only what it means can be searched.
            if mask.finds(str(json.loads(path.read_text(encoding="utf-8")))):
                path.unlink(missing_ok=True)
    _checkpoint()


def _mail_text(path: Path) -> str:
    """All a mail says, out of its encoding; files hold several mails, one after the other."""
    try:
        raw = path.read_bytes()
    except OSError:
        return ""
    parts = [raw.decode("utf-8", errors="replace")]
    for one in raw.split(b"-" * 79):
        mail: Any = email.message_from_bytes(one.lstrip(), policy=email.policy.default)
        for part in mail.walk():
            parts += [str(value) for value in part.values()]
            if part.get_content_maintype() == "text":
                try:
                    parts.append(part.get_content())
                except (LookupError, ValueError):
                    continue
    return "\n".join(parts)


def _checkpoint() -> None:
    """SQLite's log of the last writes still holds what they overwrote."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except OperationalError:
            log.warning("The write-ahead log could not be emptied now; SQLite does it later.")


def remembered_in() -> Path:
    """Who was erased: a line of JSON each, workspace, model, id and when; no name. A restored backup is held to it."""
    return Path(settings.HOME) / "erased.jsonl"


def remember(workspace: Workspace, label: str, pk: int) -> None:
    """Add a line once the erasing is certain."""
    line = {"workspace": workspace.pk, "model": label, "id": pk, "at": timezone.now().isoformat()}

    def append() -> None:
        with remembered_in().open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    transaction.on_commit(append)


def erase_login(colleague: Colleague) -> None:
    """The log-in goes with the last workspace it opened; its sessions end."""
    user = colleague.user
    if user is None or Colleague.objects.filter(user=user).exclude(pk=colleague.pk).exists():
        return
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    user.delete()
    colleague.user = None
