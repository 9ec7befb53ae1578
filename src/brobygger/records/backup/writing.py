"""Writing a backup: all tables in one consistent view, a few rows in memory, nobody who writes has to wait."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from brobygger import __version__
from brobygger.records.archive.writing import one_view
from brobygger.records.backup import layout
from brobygger.records.backup.layout import BackupRefused

CHUNK = 2000
BLOCK = 1024 * 1024
Progress = Callable[[str, int, int], None]


def write(path: Path, *, with_key: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """Write a backup to the new file `path`, readable by its owner only; returns the manifest."""
    say = progress or (lambda what, done, total: None)
    scratch = path.with_name(path.name + ".part")
    try:
        descriptor = os.open(scratch, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
                manifest = _write(archive, with_key, say)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as wrong:
        raise BackupRefused(f"{path} cannot be written: {wrong.strerror or wrong}.") from None
    finally:
        scratch.unlink(missing_ok=True)
    return manifest


def _write(archive: zipfile.ZipFile, with_key: bool, say: Progress) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "format": layout.FORMAT,
        "product": __version__,
        "database": connection.vendor,
        "made_at": timezone.now().isoformat(),
    }
    everything = layout.tables()
    with one_view():
        # The first read fixes the moment that all others see.
        manifest["migrations"] = sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        )
        manifest["counters"] = layout.counters()
        manifest["tables"] = {}
        for number, model in enumerate(everything):
            say(model._meta.db_table, number, len(everything))
            manifest["tables"][model._meta.db_table] = _table(archive, model)
    # After the tables: a file that a row names was there before the row.
    manifest["files"] = _files(archive)
    if with_key:
        archive.writestr(_info(layout.SECRET_KEY), settings.SECRET_KEY)
    manifest["sha256"] = layout.content_hash(manifest)
    archive.writestr(
        _info(layout.MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    )
    return manifest


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """The rows of a table as they stand in a backup."""
    fields = layout.columns(model)
    rows = model._base_manager.order_by("pk").values_list(*(f.attname for f in fields))
    for row in rows.iterator(chunk_size=CHUNK):
        yield layout.encode(row)


def _table(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    sha, count = hashlib.sha256(), 0
    with archive.open(_info(f"tables/{model._meta.db_table}.jsonl"), "w", force_zip64=True) as out:
        for line in lines(model):
            sha.update(line)
            out.write(line)
            count += 1
    names = [f.column for f in layout.columns(model)]
    return {"label": model._meta.label_lower, "columns": names, "rows": count, "sha256": sha.hexdigest()}


def _files(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Everything people gave us; a file that goes while we look is not missed by any row that stays."""
    root = Path(default_storage.location)  # type: ignore[attr-defined]
    found: dict[str, Any] = {}
    for path in sorted(p for p in root.rglob("*") if p.is_file()) if root.exists() else ():
        name = path.relative_to(root).as_posix()
        try:
            with path.open("rb") as source:
                found[name] = _copy(archive, source, f"uploads/{name}")
        except FileNotFoundError:
            continue
    return found


def _copy(archive: zipfile.ZipFile, source: IO[bytes], name: str) -> dict[str, Any]:
    sha, size = hashlib.sha256(), 0
    with archive.open(_info(name), "w", force_zip64=True) as out:
        while block := source.read(BLOCK):
            sha.update(block)
            size += len(block)
            out.write(block)
    return {"size": size, "sha256": sha.hexdigest()}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
