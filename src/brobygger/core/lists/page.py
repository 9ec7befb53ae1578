"""A list's page: the rows of this address, and everything around them as links."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_filters import FilterSet

from brobygger.core.lists import chips, counting, export
from brobygger.core.lists.columns import Column, load
from brobygger.core.lists.declaration import Action, Download, List, View
from brobygger.core.lists.narrowed import narrowed
from brobygger.core.lists.paging import Slice, read_page
from brobygger.core.lists.state import State


def show(
    request: HttpRequest,
    declared: List,
    *,
    views: Sequence[View] = (),
    may_act: bool = False,
    **context: Any,
) -> HttpResponseBase:
    """The page, the part of it that htmx asked for, or the file of what it shows."""
    page = ListPage(request, declared, views=views, may_act=may_act)
    if export.knows(declared, page.state.data.get("format", "")):
        return export.respond(request, declared, page.state, page.filtered)
    wanted = request.headers.get("HX-Target", "") if "HX-Request" in request.headers else ""
    template = declared.template
    if wanted == "div#list-panel":
        template = "core/list.html#panel"
    elif wanted == "div#list-results":
        template = "core/list.html#answer"
    response = render(request, template, declared.context | context | {"list": page})
    # The same address answers with a part or the whole.
    response.headers["Vary"] = "HX-Request, HX-Target, Cookie"
    return response


@dataclass(frozen=True)
class TabLink:
    label: Any
    url: str
    current: bool
    count: counting.Count | None


class ListPage:
    """What the template asks a list for. Queries: the rows, what their columns load, and one for all counts."""

    def __init__(
        self, request: HttpRequest, declared: List, *, views: Sequence[View] = (), may_act: bool = False
    ) -> None:
        self.request, self.declared, self.views = request, declared, views
        self.state = State(request, declared)
        self.everything: QuerySet[Any] = declared.rows(request)
        # Most visits filter nothing: a set of fifteen filters is then not even built.
        self.asks = any(self.state.data.get(name) for name in declared.filters.base_filters)
        self.filtered: QuerySet[Any] = self.filterset.qs if self.asks else self.everything
        self.may_act = may_act
        self.actions: tuple[Action, ...] = declared.actions if may_act else ()

    @property
    def has_menu(self) -> bool:
        return any(action.in_menu for action in self.actions)

    @cached_property
    def filterset(self) -> FilterSet:
        return self.declared.filters(self.state.data, queryset=self.everything, request=self.request)

    @cached_property
    def chips(self) -> list[chips.Chip]:
        return chips.chips(self.filterset, self.state) if self.asks else []

    @cached_property
    def is_filtered(self) -> bool:
        return bool(self.chips or self.query_text)

    @cached_property
    def query_text(self) -> str:
        return self.state.data.get("q", "").strip()

    # Counts

    @cached_property
    def _counts(self) -> list[counting.Count]:
        wanted = [(self.everything, counting.CAP)]
        if self.is_filtered:
            wanted.append((self.filtered, counting.CAP))
        return counting.count_all(wanted)

    @cached_property
    def _tab_counts(self) -> list[counting.Count | None]:
        """What the tabs hold; not counted where the list is so long that it would slow every visit."""
        if not self._tabs or self.total.number > counting.TABS_UP_TO:
            return [None] * len(self._tabs)
        views = [_read(query) for _key, _label, query in self._tabs]
        found = [
            narrowed(self.declared.filters, frozenset(v))(
                v, queryset=self.everything, request=self.request
            ).qs
            for v in views
        ]
        return [*counting.count_all([(rows, counting.CAP) for rows in found])]

    @property
    def total(self) -> counting.Count:
        return self._counts[0]

    @property
    def count(self) -> counting.Count:
        return self._counts[1 if self.is_filtered else 0]

    @cached_property
    def nothing_yet(self) -> bool:
        """True where there is nothing to list, whatever the filters."""
        return self.total.number == 0

    @cached_property
    def count_text(self) -> str:
        said = self.declared.noun(self.count.number)
        return _("more than %(what)s") % {"what": said} if self.count.more else said

    @cached_property
    def hidden_text(self) -> str:
        """How many the filters hide; "" where they hide none."""
        if not self.is_filtered:
            return ""
        if self.total.more:
            return _("The rest is hidden by filters.")
        hidden = self.total.number - self.count.number
        return _("%(n)s hidden by filters.") % {"n": number_format(hidden)} if hidden else ""

    # Rows

    @cached_property
    def slice(self) -> Slice:
        joins = [name for column in self.columns for name in column.select]
        rows = self.filtered.select_related(*joins) if joins else self.filtered
        return read_page(
            rows.fetch_mode(FETCH_RAISE),
            self.state.order(self.state.descending),
            size=self.declared.page_size,
            after=self.state.after,
            before=self.state.before,
        )

    @property
    def columns(self) -> list[Column]:
        return self.state.columns

    @cached_property
    def body(self) -> SafeString:
        """The table's rows. Built here, not cell by cell in a template: fifty rows are some four hundred cells."""
        rows = self.slice.rows
        loaded = load(self.columns, rows, self.request)
        opening = [_opening(column) for column in self.columns]
        parts = []
        for row in rows:
            ended = self.declared.ended is not None and self.declared.ended(row)
            parts.append('<tr class="ended">' if ended else "<tr>")
            if self.actions:
                parts.append(self._box(row))
            for column, tag in zip(self.columns, opening, strict=True):
                parts += (tag, column.cell(row, loaded[column.key].get(row.pk)), _CLOSING[column.title])
            parts.append("</tr>\n")
        return SafeString("".join(parts))

    def _box(self, row: Any) -> str:
        state = " checked disabled" if self.state.all_chosen else " data-choose"
        name = escape(self._choose % {"name": self.declared.row_name(row)})
        return (
            f'<td class="cell-check"><input type="checkbox" name="ids" value="{row.pk}"{state}'
            f' aria-label="{name}"></td>'
        )

    @cached_property
    def _choose(self) -> str:
        return _("Choose %(name)s")

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        """The table's header: label, sort link, direction."""
        return [
            {
                "label": c.label,
                "url": self.state.sort_address(c) if c.sort else "",
                "numeric": c.numeric,
                "sorted": ("descending" if self.state.descending else "ascending")
                if c.key == self.state.sort
                else "",
            }
            for c in self.columns
        ]

    # Links

    @cached_property
    def _tabs(self) -> list[tuple[str, Any, str]]:
        fixed = [(tab.key, tab.label, tab.query) for tab in self.declared.tabs if tab.query]
        return fixed + [(str(view.pk), view.label, view.query) for view in self.views]

    @cached_property
    def tabs(self) -> list[TabLink]:
        current = self._current_tab
        first = TabLink(_("All"), self.path, current == "", self.total)
        return [first] + [
            TabLink(label, f"?{query}&view={key}" if key.isdecimal() else f"?{query}", current == key, count)
            for (key, label, query), count in zip(self._tabs, self._tab_counts, strict=True)
        ]

    @cached_property
    def _current_tab(self) -> str | None:
        if any(str(v.pk) == self.state.view for v in self.views):
            return self.state.view
        state = self.state.saved_query()
        return next(
            (key for key, _label, query in self._tabs if query == state), "" if not self.is_filtered else None
        )

    @cached_property
    def current_view(self) -> View | None:
        return next((v for v in self.views if str(v.pk) == self.state.view), None)

    @cached_property
    def path(self) -> str:
        return self.declared.url(self.request)

    @cached_property
    def bulk_url(self) -> str:
        if not self.declared.bulk_url_name:
            return ""
        return self.declared.url(self.request, self.declared.bulk_url_name) + self.state.address()

    @cached_property
    def place_text(self) -> str:
        """ "51–100 of 183"."""
        first = max(self.state.at, 1) if self.slice.previous else 1
        values = {
            "from": number_format(first),
            "to": number_format(first + len(self.slice.rows) - 1),
            "count": self.count_text if self.count.more else number_format(self.count.number),
        }
        return _("%(from)s–%(to)s of %(count)s") % values

    @cached_property
    def previous_url(self) -> str:
        at = max(1, self.state.at - self.declared.page_size)
        return self.state.address(before=self.slice.previous, at=at) if self.slice.previous else ""

    @cached_property
    def next_url(self) -> str:
        at = (self.state.at if self.slice.previous else 1) + len(self.slice.rows)
        return self.state.address(after=self.slice.next, at=at) if self.slice.next else ""

    @cached_property
    def urls(self) -> dict[str, str]:
        """The tools beside the list."""
        address = self.state.address
        return {
            "all": self.path,
            "here": address(),
            "filters": address(panel="filters"),
            "columns": address(panel="columns"),
            "save": address(panel="save"),
            "choose_all": address(chosen="all"),
            "csv": address(format="csv"),
            "xlsx": address(format="xlsx"),
            "print": address(format="print"),
        }

    @cached_property
    def downloads(self) -> list[tuple[Download, str]]:
        """The list's own formats with where each is fetched."""
        return [(d, self.state.address(format=d.key)) for d in self.declared.downloads]

    # Panels

    @property
    def has_filters(self) -> bool:
        return len(self.declared.filters.base_filters) > 1

    @cached_property
    def filter_fields(self) -> list[Any]:
        return [field for field in self.filterset.form if field.name != "q"]

    @cached_property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(c, c in self.columns) for c in self.declared.columns if not c.title]

    @cached_property
    def carried(self) -> dict[str, list[tuple[str, str]]]:
        """Hidden fields of the page's forms, by form."""
        fields = tuple(self.declared.filters.base_filters)
        return {
            "search": self.state.hidden(without=("q",)),
            "filters": self.state.hidden(without=tuple(f for f in fields if f != "q")),
            "columns": self.state.hidden(without=("cols",)),
        }


_CLOSING = {True: "</th>", False: "</td>"}


def _opening(column: Column) -> str:
    if column.title:
        return '<th scope="row" class="cell-title">'
    kind = "cell-num" if column.numeric else "nowrap" if column.narrow else ""
    attribute = format_html(' class="{}"', kind) if kind else ""
    return format_html('<td{} data-label="{}">', attribute, column.label)


def _read(query: str) -> QueryDict:
    return QueryDict(query)
