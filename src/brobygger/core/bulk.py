"""The one way to write many rows: COPY on PostgreSQL, executemany on SQLite. No history: `core.history` adds it."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

_ENCODE = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def allocate_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """`count` primary keys nobody else will get. On SQLite call it inside the writing transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if cursor.rowcount == 0:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Insert model instances; those without a primary key get one from the database."""
    if not objects:
        return
    fields = [
        f for f in type(objects[0])._meta.concrete_fields if not (f.primary_key and objects[0].pk is None)
    ]
    rows = ([_plain(getattr(o, f.attname), f) for f in fields] for o in objects)
    insert_rows(type(objects[0]), [str(f.column) for f in fields], rows)


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as sequences in the order of `columns`; JSON columns as text, dates as dates."""
    quote = connection.ops.quote_name
    target = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {target} VALUES ({marks})",  # noqa: S608 - names come from the models alone
            [list(map(_sqlite, row)) for row in rows],
        )


def _plain(value: Any, field: models.Field[Any, Any]) -> Any:
    if value is not None and isinstance(field, models.JSONField):
        return _ENCODE(value)
    return value


def _sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def dump(value: dict[str, Any]) -> str:
    """JSON as the history columns hold it; for callers of `insert_rows`."""
    return (
        _ENCODE(value)
        if any(isinstance(v, date) for v in value.values())
        else json.dumps(value, ensure_ascii=False)
    )
