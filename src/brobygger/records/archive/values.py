"""One value of an archive as the database takes it: an archive is input, and may hold anything."""

import re
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime

from brobygger.core.text import find_cpr
from brobygger.records.archive import layout
from brobygger.records.archive.layout import Column

DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,10})?")


class HoldsCpr(Exception):
    """A guarded text holds a CPR number."""


def parsed(column: Column, value: Any, rows: int) -> Any:
    """`value` of `column`, whose target table has `rows` rows. ValueError where the column cannot hold it."""
    if value is None:
        if not column.field.null:
            raise ValueError
        return None
    if column.kind == "date":
        if isinstance(column.field, models.DateTimeField):
            moment = parse_datetime(value)
            if moment is None or moment.tzinfo is None:
                raise ValueError
            return moment
        day = parse_date(value)
        if day is None:
            raise ValueError
        return day
    if column.kind == "key":
        if type(value) is not int or not 1 <= value <= rows:
            raise ValueError
        return value
    return _plain(column.field, value) if column.kind == "plain" else value


def refuse_cpr(model: type[models.Model], row: dict[str, Any]) -> None:
    """HoldsCpr where a text that people write holds a CPR number; of history the same columns as of the records."""
    for column in layout.columns(model):
        value = row[column.name]
        if column.guarded:
            _look(value)
        elif column.kind == "json" and model._meta.label_lower == layout.HISTORY:
            known = layout.columns_by_attname(row["model"])
            for name, inner in (value or {}).items():
                if name not in known or known[name].guarded or known[name].kind == "json":
                    _look(inner)
        elif column.kind == "json" or column.name in ("why", "object_label", "label"):
            _look(value)


def _look(value: Any) -> None:
    if any(map(find_cpr, layout.strings(value))):
        raise HoldsCpr


def _plain(field: Any, value: Any) -> Any:
    """A number, a truth or a text of a form and length that `field` takes."""
    if isinstance(field, models.CharField | models.TextField):
        if (
            not isinstance(value, str)
            or "\0" in value
            or (field.max_length and len(value) > field.max_length)
        ):
            raise ValueError
        if (
            field.choices
            and value not in {k for k, _label in field.flatchoices}
            and not (field.blank and value == "")
        ):
            raise ValueError
    elif isinstance(field, models.BooleanField):
        if not isinstance(value, bool):
            raise ValueError
    elif isinstance(field, models.DecimalField):
        return _decimal(field, value)
    elif type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError
    return value


def _decimal(field: "models.DecimalField[Any, Any]", value: Any) -> Decimal:
    """A number written as a text, with no more digits than `field` has."""
    if not isinstance(value, str) or not DECIMAL.fullmatch(value):
        raise ValueError
    number = Decimal(value)
    field.run_validators(number)
    return number
