"""What a page says about its list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters import FilterSet

from brobygger.core.lists.columns import Column
from brobygger.core.lists.ordering import Order


@dataclass(frozen=True)
class Tab:
    """A view that is always there: "Mine" is a filter under a name."""

    key: str
    label: Any
    query: str = ""


@dataclass(frozen=True)
class View:
    """A view somebody saved."""

    pk: int
    label: str
    query: str
    own: bool = False


@dataclass(frozen=True)
class Action:
    """Something to do to the chosen rows; the page of `List.bulk_url_name` carries it out. `in_menu`: behind "More"."""

    key: str
    label: Any
    icon: str
    in_menu: bool = False


@dataclass(frozen=True, kw_only=True)
class List:
    """One list. `rows(request)` is everything the viewer may see in it; filters, order and page narrow it."""

    name: str
    title: Any
    url_name: str
    template: str
    noun: Callable[[int], str]
    columns: tuple[Column, ...]
    filters: type[FilterSet]
    rows: Callable[[HttpRequest], "QuerySet[Any]"]
    default_sort: str
    tabs: tuple[Tab, ...] = ()
    actions: tuple[Action, ...] = ()
    bulk_url_name: str = ""
    ended: Callable[[Any], bool] | None = None
    row_name: Callable[[Any], str] = str
    page_size: int = 50
    context: dict[str, Any] = field(default_factory=dict)

    def column(self, key: str) -> Column | None:
        return next((c for c in self.columns if c.key == key), None)

    def order(self, sort: str) -> tuple[str, bool, Order]:
        """The column key, direction and order that `sort` ("name", "-on") names; the default for anything else."""
        for wanted in (sort, self.default_sort):
            column = self.column(wanted.removeprefix("-"))
            if column and column.sort:
                return column.key, wanted.startswith("-"), column.sort
        raise ValueError(f"{self.name}: the default sort is no sortable column")
