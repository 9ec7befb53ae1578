"""Putting a backup back: into an empty database, or, when told, in the place of what is there. All of it or nothing."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps as installed
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from brobygger.core import bulk
from brobygger.records.backup import layout, writing
from brobygger.records.backup.layout import BackupRefused
from brobygger.records.backup.reading import check
from brobygger.records.personal import remembered

CHUNK = 1000


def restore(path: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put the backup at `path` into this data folder and database; returns its manifest.

    BackupRefused, and nothing changed, where the file is not whole or newer than the product, or where something is here
    already and `replace` was not said.
    """
    manifest = check(path)
    _refuse_newer(manifest)
    if not is_empty() and not replace:
        raise BackupRefused(
            "There is data here already. Name an empty data folder (--home) or database, or say --replace:"
            " what is here is then lost."
        )
    with zipfile.ZipFile(path) as archive, _files_beside(archive, manifest) as put_files:
        if connection.vendor == "sqlite":
            _restore_sqlite(archive, manifest)
        else:
            _restore_here(archive, manifest, replace=replace)
        put_files()
        if layout.SECRET_KEY in archive.namelist():
            _put_key(archive.read(layout.SECRET_KEY))
    remembered.erase_again(datetime.fromisoformat(manifest["made_at"]))
    return manifest


def _refuse_newer(manifest: dict[str, Any]) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if strange := sorted(set(manifest["migrations"]) - known):
        raise BackupRefused(
            f"This backup was made by a newer Brobygger ({manifest['product']}): {strange[0]} is not known here."
            " Install that version first."
        )


def is_empty() -> bool:
    """True where no workspace and no user is."""
    there = connection.introspection.table_names()
    return not any(
        model._meta.db_table in there and model._base_manager.exists()
        for model in (installed.get_model("accounts.workspace"), installed.get_model("accounts.user"))
    )


def _restore_sqlite(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """A new database file beside the old one; it takes its place when it is whole."""
    target = Path(connection.settings_dict["NAME"])
    scratch = target.with_name(f"{target.name}.restoring")
    _remove_database(scratch)
    connection.close()
    connection.settings_dict["NAME"] = scratch
    try:
        _restore_here(archive, manifest, replace=False)
        with connection.cursor() as cursor:
            # One file, without its log beside it; whoever opens it next turns the log on again.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA journal_mode=DELETE")
    except BaseException:
        connection.close()
        _remove_database(scratch)
        raise
    finally:
        connection.close()
        connection.settings_dict["NAME"] = target
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    scratch.replace(target)


def _remove_database(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _restore_here(archive: zipfile.ZipFile, manifest: dict[str, Any], *, replace: bool) -> None:
    """Fill this database in one transaction: tables as the backup's version had them, then brought up to date."""
    executor = MigrationExecutor(connection)
    nodes = [tuple(name.split(".", 1)) for name in manifest["migrations"]]
    nodes = [node for node in nodes if node in executor.loader.disk_migrations]
    current = set(executor.loader.disk_migrations)
    if set(nodes) != current and replace and not is_empty():
        raise BackupRefused(
            "This backup was made by an older version and must be restored into an empty database."
        )
    if set(nodes) == current:
        call_command("migrate", interactive=False, verbosity=0)
        then, everything = installed, layout.tables()
    else:
        leaves = _leaves(executor, nodes)
        executor.migrate(leaves)
        then = MigrationExecutor(connection).loader.project_state(leaves).apps
        everything = layout.tables(then)
    try:
        with transaction.atomic():
            _fill(archive, manifest, everything)
    except DatabaseError as wrong:
        raise BackupRefused(
            f"The database refused the backup ({type(wrong).__name__}). Nothing was changed."
        ) from None
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _leaves(executor: MigrationExecutor, nodes: list[Any]) -> list[Any]:
    """Of the applied migrations those that no other applied one builds on, and of later apps none at all."""
    chosen = set(nodes)
    graph = executor.loader.graph
    leaves = [n for n in nodes if not {c.key for c in graph.node_map[n].children} & chosen]
    apps = {app for app, _name in nodes}
    return leaves + [(app, None) for app in sorted(executor.loader.migrated_apps - apps)]


def _fill(archive: zipfile.ZipFile, manifest: dict[str, Any], everything: list[type[models.Model]]) -> None:
    by_table = {m._meta.db_table: m for m in everything}
    if strange := sorted(set(manifest["tables"]) - set(by_table)):
        raise BackupRefused(f"The table {strange[0]} of this backup is not known here. Nothing was changed.")
    _empty(everything)
    for model in everything:
        told = manifest["tables"].get(model._meta.db_table)
        if told is not None:
            _table(archive, model, told)
    layout.set_counters(manifest["counters"], everything)
    for model in everything:
        told = manifest["tables"].get(model._meta.db_table)
        if told is not None and _hash(model) != told["sha256"]:
            raise BackupRefused(
                f"The table {model._meta.db_table} did not come back equal. Nothing was changed."
            )
    if connection.vendor == "sqlite":
        connection.check_constraints()


def _empty(everything: list[type[models.Model]]) -> None:
    """What migrations put there (municipalities), and with --replace what was here."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(connection.ops.quote_name(m._meta.db_table) for m in everything)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"TRUNCATE {names} CASCADE")
            return
        for model in reversed(everything):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _table(archive: zipfile.ZipFile, model: type[models.Model], told: dict[str, Any]) -> None:
    fields = {f.column: f for f in layout.columns(model)}
    if set(told["columns"]) != set(fields):
        raise BackupRefused(f"The table {model._meta.db_table} has other columns here. Nothing was changed.")
    chosen = [fields[name] for name in told["columns"]]
    with archive.open(f"tables/{model._meta.db_table}.jsonl") as source:
        piece: list[list[Any]] = []
        for line in source:
            row = [_stored(f, layout.decode(f, v)) for f, v in zip(chosen, json.loads(line), strict=True)]
            piece.append(row)
            if len(piece) == CHUNK:
                bulk.insert_rows(model, told["columns"], piece)
                piece = []
        if piece:
            bulk.insert_rows(model, told["columns"], piece)


def _stored(field: Any, value: Any) -> Any:
    """As `core.bulk` wants it: JSON as text, and what only SQLite stores otherwise as SQLite stores it."""
    if isinstance(field, models.JSONField):
        return None if value is None and field.null else json.dumps(value, ensure_ascii=False)
    if connection.vendor == "sqlite":
        return field.get_db_prep_save(value, connection)
    return value


def _hash(model: type[models.Model]) -> str:
    sha = hashlib.sha256()
    for line in writing.lines(model):
        sha.update(line)
    return sha.hexdigest()


@contextmanager
def _files_beside(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Any]:
    """Unpack the files beside the folder they belong in; the function it yields changes the two."""
    root = Path(default_storage.location)  # type: ignore[attr-defined]
    scratch = root.with_name(f"{root.name}.restoring")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True, mode=0o700)
    try:
        for name in manifest["files"]:
            place = scratch / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(f"uploads/{name}") as source, place.open("wb") as out:
                shutil.copyfileobj(source, out)
            place.chmod(0o600)

        def put() -> None:
            if root.exists() and any(root.iterdir()):
                root.replace(root.with_name(f"{root.name}.before-{timezone.localtime():%Y%m%d-%H%M%S}"))
            elif root.exists():
                root.rmdir()
            scratch.replace(root)

        yield put
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _put_key(key: bytes) -> None:
    path = Path(settings.HOME) / "secret_key"
    scratch = path.with_name("secret_key.restoring")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    scratch.replace(path)
