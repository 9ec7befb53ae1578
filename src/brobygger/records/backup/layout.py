"""What a backup holds and how a row is written in it.

manifest.json              format, product, when, from which database, migrations, tables, files, hash of it all
tables/<table>.jsonl       one row a line as a JSON list in the order of `columns`, by primary key
uploads/<name>             files people gave us
secret_key                 only where asked for

"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps as installed
from django.db import connection, models

FORMAT = 1
MANIFEST = "manifest.json"
SECRET_KEY = "secret_key"  # noqa: S105 - the name of a file
# Made anew, or worth nothing a day later.
LEFT_OUT = frozenset(
    {
        "sessions.session",
        "contenttypes.contenttype",
        "auth.permission",
        "auth.group",
        "auth.group_permissions",
    }
)


class BackupRefused(Exception):
    """The file cannot be written, is no whole backup, or must not be restored here; the message says why."""


def tables(apps: Any = installed) -> list[type[models.Model]]:
    """The models whose tables are backed up; those that others point at come first."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    chosen = {m._meta.label_lower: m for m in found if m._meta.label_lower not in LEFT_OUT}
    ordered: list[type[models.Model]] = []
    under_way: set[str] = set()

    def visit(model: type[models.Model]) -> None:
        label = model._meta.label_lower
        if label in under_way:
            return
        under_way.add(label)
        for f in model._meta.concrete_fields:
            target = f.related_model._meta.label_lower if f.is_relation and f.related_model else ""
            if target in chosen and target != label:
                visit(chosen[target])
        ordered.append(model)

    for label in sorted(chosen):
        visit(chosen[label])
    return ordered


def columns(model: type[models.Model]) -> list[Any]:
    """The columns of a table, the primary key first."""
    return sorted(model._meta.concrete_fields, key=lambda f: (not f.primary_key, f.column))


def encode(row: Sequence[Any]) -> bytes:
    """One line. Equal content gives equal bytes on every database."""
    text = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_default)
    return text.encode() + b"\n"


def _default(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value).__name__} has no form in a backup")


def decode(field: Any, value: Any) -> Any:
    """What the model's column holds, from what stands in the backup."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return b64decode(value)
    if isinstance(field, models.DurationField):
        return timedelta(seconds=value)
    while field.is_relation and field.related_model is not None:
        field = field.target_field
    return field.to_python(value)


def content_hash(manifest: dict[str, Any]) -> str:
    """The hash of all content: equal for two installations that hold the same."""
    parts = {name: manifest[name] for name in ("format", "migrations", "tables", "files")}
    return hashlib.sha256(encode([parts])).hexdigest()


def counters() -> dict[str, int]:
    """The last number each table gave out: a number must not be given again, the history speaks of it."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return {str(name): int(seq) for name, seq in cursor.fetchall()}
        for model in tables():
            table = model._meta.db_table
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', _serial(model)])
            name = cursor.fetchone()[0]
            if name:
                cursor.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608 - from the catalogue
                last, called = cursor.fetchone()
                found[table] = int(last) if called else int(last) - 1
    return found


def set_counters(found: dict[str, int], models_: Sequence[type[models.Model]]) -> None:
    """Let every table go on after the last number it gave out."""
    with connection.cursor() as cursor:
        for model in models_:
            table = model._meta.db_table
            last = found.get(table, 0)
            if connection.vendor == "sqlite":
                cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, table])
                if cursor.rowcount == 0 and last:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
                continue
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', _serial(model)])
            name = cursor.fetchone()[0]
            if name and last > 0:
                cursor.execute("SELECT setval(%s, %s, true)", [name, last])


def _serial(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)
