"""A column of a list: what it is called, what it shows, what it exports, and whether the list can be read by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import escape
from django.utils.translation import get_language, pgettext

from brobygger.core.lists.ordering import Order

Loader = Callable[[Sequence[Any], Any], Mapping[int, Any]]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`value(row, loaded)` gives a text, number, date or None: the export's cell, and the page's unless `html` says more.

    `load(rows, viewer)` fetches what the shown rows need in one go, by id; `loaded` is this row's part of it.
    `select` names relations to join. `html` must escape. `narrow` cells never break their line.
    """

    key: str
    label: Any
    value: Callable[[Any, Any], Any]
    html: Callable[[Any, Any], str] | None = None
    load: Loader | None = None
    select: tuple[str, ...] = ()
    sort: Order | None = None
    newest_first: bool = False
    default: bool = True
    title: bool = False
    numeric: bool = False
    narrow: bool = False

    def cell(self, row: Any, loaded: Any) -> str:
        """Safe HTML of one cell."""
        if self.html:
            return self.html(row, loaded)
        return escaped(self.value(row, loaded))


def load(columns: Sequence[Column], rows: Sequence[Any], viewer: Any) -> dict[str, Mapping[int, Any]]:
    """What each column needs for these rows, by column key and id; a loader that two columns share runs once."""
    done: dict[Any, Mapping[int, Any]] = {None: {}}
    for column in columns:
        if column.load not in done and column.load is not None:
            done[column.load] = column.load(rows, viewer)
    return {column.key: done[column.load] for column in columns}


def escaped(value: Any) -> str:
    """A plain value as safe HTML; nothing for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(escape(value))


def day(value: date | None) -> str:
    """A date in a column: "4. marts 2026"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return _day(value, get_language())


@lru_cache(maxsize=4096)
def _day(value: date, language: str | None) -> str:
    """Formatting a date costs more than the rest of its cell; `language` is part of what is remembered."""
    return str(date_format(value, pgettext("date format", "j N Y")))
