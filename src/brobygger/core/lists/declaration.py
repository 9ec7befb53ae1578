"""What a page says about its list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
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


@dataclass(frozen=True)
class Download:
    """A format of the list's own beside CSV and XLSX: `write(rows, request)` gives the text of some rows at a time."""

    key: str
    label: Any
    icon: str
    content_type: str
    write: Callable[[Sequence[Any], HttpRequest], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class List:
    """One list. `rows(request)` is everything the viewer may see in it; filters, order and page narrow it.

    `args` names what else its address holds, where the list hangs on a record.
    """

    name: str
    title: Any
    url_name: str
    template: str
    noun: Callable[[int], str]
    columns: tuple[Column, ...]
    filters: type[FilterSet]
    rows: Callable[[Any], "QuerySet[Any]"]
    default_sort: str
    tabs: tuple[Tab, ...] = ()
    actions: tuple[Action, ...] = ()
    downloads: tuple[Download, ...] = ()
    bulk_url_name: str = ""
    ended: Callable[[Any], bool] | None = None
    row_name: Callable[[Any], str] = str
    page_size: int = 50
    args: tuple[str, ...] = ()
    context: dict[str, Any] = field(default_factory=dict)

    def url(self, request: Any, name: str = "") -> str:
        """The address of the list, or of `name`, for the workspace and the record of this request."""
        given = request.resolver_match.kwargs if self.args else {}
        kwargs = {"workspace": request.workspace.slug} | {arg: given[arg] for arg in self.args}
        return reverse(name or self.url_name, kwargs=kwargs)

    def download(self, key: str) -> Download | None:
        return next((d for d in self.downloads if d.key == key), None)

    def column(self, key: str) -> Column | None:
        return next((c for c in self.columns if c.key == key), None)

    def order(self, sort: str) -> tuple[str, bool, Order]:
        """The column key, direction and order that `sort` ("name", "-on") names; the default for anything else."""
        for wanted in (sort, self.default_sort):
            column = self.column(wanted.removeprefix("-"))
            if column and column.sort:
                return column.key, wanted.startswith("-"), column.sort
        raise ValueError(f"{self.name}: the default sort is no sortable column")
