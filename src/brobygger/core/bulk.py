"""The one way to write many rows: COPY on PostgreSQL, executemany on SQLite. No history: `core.history` adds it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

_SPECIAL = re.compile(r"[\\\n\r]")
_PLAIN = frozenset({str, int, type(None)})
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


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> None:
    """Insert rows given as sequences in the order of `columns`; JSON columns as text, dates as dates.

    `same` are further columns, equal in all rows.
    """
    quote = connection.ops.quote_name
    constants = dict(same or {})
    names = [*columns, *constants]
    target = f"{quote(model._meta.db_table)} ({', '.join(map(quote, names))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for text in _copy_text(rows, len(columns), list(constants.values())):
                    copy.write(text)
            return
        marks = ", ".join(["%s"] * len(names))
        tail = [_sqlite(value) for value in constants.values()]
        cursor.executemany(
            f"INSERT INTO {target} VALUES ({marks})",  # noqa: S608 - names come from the models alone
            [[v if type(v) in _PLAIN else _sqlite(v) for v in row] + tail for row in rows],
        )


def _copy_text(rows: Iterable[Sequence[Any]], width: int, same: Sequence[Any]) -> Iterator[str]:
    """COPY's text format, some hundred rows at a time; far quicker than handing over value by value."""
    tail = "".join("\t" + _copy_escaped(value) for value in same) + "\n"
    lines: list[str] = []
    for row in rows:
        # No text holds a NUL: it stands for null until it is known that nothing in the row must be escaped.
        line = "\t".join([v if type(v) is str else _copy_value(v) for v in row])
        if _SPECIAL.search(line) or line.count("\t") != width - 1:
            line = "\t".join(map(_copy_escaped, row))
        elif "\0" in line:
            line = line.replace("\0", "\\N")
        lines.append(line + tail)
        if len(lines) == 500:
            yield "".join(lines)
            lines.clear()
    if lines:
        yield "".join(lines)


def _copy_escaped(value: Any) -> str:
    if value is None:
        return "\\N"
    text = _copy_value(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _copy_value(value: Any) -> str:
    if value is None:
        return "\0"
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: Any, field: models.Field[Any, Any]) -> Any:
    if value is not None and isinstance(field, models.JSONField):
        return _ENCODE(value)
    return value


def _sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value


def dump(value: dict[str, Any]) -> str:
    """JSON as the history columns hold it; for callers of `insert_rows`."""
    return (
        _ENCODE(value)
        if any(isinstance(v, date) for v in value.values())
        else json.dumps(value, ensure_ascii=False)
    )
