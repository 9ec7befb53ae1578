"""Writing a workspace to an archive: one pass over each table in one consistent view, a few rows in memory."""

import hashlib
import json
import os
import zipfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils import timezone

from brobygger import __version__
from brobygger.accounts.models import User, Workspace
from brobygger.core import references
from brobygger.core.models import HistoryEntry
from brobygger.core.operations import Actor, operation
from brobygger.records.archive import layout
from brobygger.records.archive.layout import Column, Mover
from brobygger.records.archive.withheld import Withheld
from brobygger.records.models import StoredFile

CHUNK = 2000
Progress = Callable[[str, int, int], None]
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_archive(
    *, workspace: Workspace, path: Path, by: Actor, progress: Progress | None = None
) -> dict[str, Any]:
    """Write `workspace` to a new file at `path` (readable by its owner only); returns the manifest.

    That it was read out is written in the workspace's history, by whom.
    """
    scratch = path.with_name(path.name + ".part")
    try:
        descriptor = os.open(scratch, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
            one_view(),
        ):
            manifest = _Writer(workspace, archive, progress).write()
        record_reading(workspace=workspace, by=by, sha256=manifest["sha256"])
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    return manifest


@operation("records.archive.write")
def record_reading(*, workspace: Workspace, by: Actor, sha256: str) -> None:
    """Write in the history that somebody read out the whole workspace."""
    HistoryEntry.objects.create(
        workspace_id=workspace.pk,
        model=layout.WORKSPACE,
        object_id=workspace.pk,
        object_label=workspace.name,
        verb=HistoryEntry.Verb.EXPORTED,
        operation="records.archive.write",
        after={"sha256": sha256},
        actor_id=by.actor_id,
        actor_label=by.actor_label,
    )


@contextmanager
def one_view() -> Iterator[None]:
    """All reads inside see the same moment, and nobody who writes has to wait for them."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not `atomic`: that takes the one writer's place from the start.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


class _Numbers:
    """Ids to numbers: rows by their place, records that are gone by the order in which they are first named."""

    def __init__(self, workspace: Workspace, withheld: Withheld) -> None:
        self.live = {layout.WORKSPACE: array("q", [workspace.pk])}
        for model in layout.tables():
            if (
                model._meta.label_lower != layout.HISTORY
            ):  # nothing refers to it, and it is by far the largest
                ids = (
                    _rows(model, workspace, withheld).values_list("pk", flat=True).iterator(chunk_size=20_000)
                )
                self.live[model._meta.label_lower] = array("q", ids)
        self.gone: dict[str, dict[int, int]] = {}

    def number(self, label: str, pk: int) -> int:
        live = self.live.get(label, ())
        place = bisect_left(live, pk)
        if place < len(live) and live[place] == pk:
            return place + 1
        gone = self.gone.setdefault(label, {})
        return gone.setdefault(pk, len(live) + len(gone) + 1)


def _rows(model: type[models.Model], workspace: Workspace, withheld: Withheld) -> "models.QuerySet[Any]":
    rows = model._base_manager.filter(workspace_id=workspace.pk).order_by("pk")
    out = withheld.rows(model)
    if out is not None:
        rows = rows.exclude(pk__in=model._base_manager.filter(out).values("pk"))
    if model._meta.label_lower == layout.HISTORY:
        rows = rows.exclude(operation__in=layout.ABOUT_ARCHIVES)
    return rows


class _Writer:
    def __init__(self, workspace: Workspace, archive: zipfile.ZipFile, progress: Progress | None) -> None:
        self.workspace, self.archive = workspace, archive
        self.progress = progress or (lambda stage, done, total: None)
        self.withheld = Withheld(workspace)
        self.numbers = _Numbers(workspace, self.withheld)
        self.files: dict[str, int] = {}
        self.names: dict[tuple[str, Any], Any] = {}
        self.mover = Mover(self.numbers.number, self._name, self._file)

    def write(self) -> dict[str, Any]:
        stored = list(_rows(StoredFile, self.workspace, self.withheld).values_list("pk", "content"))
        files = {}
        for number, (_pk, content) in enumerate(stored, 1):
            if content and default_storage.exists(content):
                self.files[content] = number
                files[str(number)] = self._copy(content, f"files/{number}")
        tables = {}
        every = layout.tables()
        for done, model in enumerate(every):
            self.progress(model._meta.label_lower, done, len(every))
            tables[model._meta.label_lower] = self._table(model)
        for label, table in tables.items():
            table["gone"] = len(self.numbers.gone.get(label, {}))
        manifest = {
            "format": layout.FORMAT,
            "product": __version__,
            "written_at": timezone.now().isoformat(),
            "workspace": layout.describe(self.workspace),
            "tables": tables,
            "files": files,
        }
        # History may speak of records of models that are not in the archive: they get numbers all the same.
        others = {label: len(gone) for label, gone in self.numbers.gone.items() if label not in tables}
        manifest["gone_elsewhere"] = others
        manifest["sha256"] = layout.content_hash(manifest)
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
        self.archive.writestr(_info(layout.MANIFEST), text)
        return manifest

    def _table(self, model: type[models.Model]) -> dict[str, Any]:
        columns, sha, count = layout.columns(model), hashlib.sha256(), 0
        held = [r.column for r in references.of(model)]
        names = [c.attname for c in columns]
        with self.archive.open(_info(layout.member(model)), "w", force_zip64=True) as out:
            read = [self.withheld.column(model, c) for c in columns]
            found = _rows(model, self.workspace, self.withheld).values_list(*read)
            rows = found.iterator(chunk_size=CHUNK)
            for count, values in enumerate(rows, 1):
                line = layout.encode({"id": count, **self._row(model, columns, names, values, held)})
                sha.update(line)
                out.write(line)
        return {"rows": count, "sha256": sha.hexdigest()}

    def _row(
        self,
        model: type[models.Model],
        columns: tuple[Column, ...],
        names: list[str],
        values: tuple[Any, ...],
        held: list[str],
    ) -> dict[str, Any]:
        row = dict(zip(names, values, strict=True))
        if held or model._meta.label_lower == "core.batch":
            self.mover.inside(model, row)
        return {c.name: self.mover.cell(c, row[c.attname]) for c in columns}

    def _name(self, label: str, pk: Any) -> Any:
        """A municipality's code, a user's e-mail."""
        if (label, pk) not in self.names:
            model: Any = User if label == User._meta.label_lower else apps.get_model(label)
            named = model._base_manager.filter(pk=pk).values_list(layout.NAMED_BY[label], flat=True)
            self.names[label, pk] = named.first()
        return self.names[label, pk]

    def _file(self, content: str) -> str:
        """Where a stored file lies in the archive; "" where its content is gone."""
        number = self.files.get(str(content))
        return f"files/{number}" if number else ""

    def _copy(self, content: str, name: str) -> dict[str, Any]:
        sha, size = hashlib.sha256(), 0
        with (
            default_storage.open(content) as source,
            self.archive.open(_info(name), "w", force_zip64=True) as out,
        ):
            for chunk in source.chunks():
                sha.update(chunk)
                size += len(chunk)
                out.write(chunk)
        return {"size": size, "sha256": sha.hexdigest()}


def _info(name: str) -> zipfile.ZipInfo:
    """The same time stamp on every member: equal content, equal bytes."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
