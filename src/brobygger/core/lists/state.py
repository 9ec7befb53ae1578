"""What the address says: filters, order, columns, place. Anything it cannot mean is left out, never an error."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from brobygger.core.lists.columns import Column
from brobygger.core.lists.declaration import List

PLACE = ("after", "before", "at", "panel", "chosen", "format")
OURS = (*PLACE, "sort", "cols", "view")
PANELS = ("filters", "columns", "save")


class State:
    """One request's reading of a list's address."""

    def __init__(self, request: HttpRequest, declared: List) -> None:
        self.declared = declared
        self.data = _clean(request.GET)
        self.sort, self.descending, self.order = declared.order(self.data.get("sort", ""))
        self.after, self.before = self.data.get("after", ""), self.data.get("before", "")
        self.panel = panel if (panel := self.data.get("panel", "")) in PANELS else ""
        self.all_chosen = self.data.get("chosen") == "all"
        self.view = number if (number := self.data.get("view", "")).isdecimal() else ""
        self.at = min(int(at), 10**9) if (at := self.data.get("at", "")).isdecimal() and len(at) < 11 else 1
        wanted = set(self.data.getlist("cols"))
        self.columns_chosen = bool(wanted & {c.key for c in declared.columns if not c.title})
        self.columns: list[Column] = [
            c for c in declared.columns if c.title or (c.key in wanted if self.columns_chosen else c.default)
        ]

    def address(self, **changes: Any) -> str:
        """`?…` of this state without its place, some parameters changed; None removes one."""
        pairs = [
            (name, value)
            for name, values in self.data.lists()
            for value in values
            if value != "" and name not in changes and name not in PLACE
        ]
        pairs += [(name, value) for name, value in changes.items() if value is not None and value != ""]
        return "?" + urlencode(pairs)

    def hidden(self, *, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """What a form of the page must carry along so that the rest of the state stays."""
        return [
            (name, value)
            for name, values in self.data.lists()
            for value in values
            if value != "" and name not in PLACE and name not in without
        ]

    def saved_query(self) -> str:
        """The part of the address that a saved view remembers."""
        return urlencode(self.hidden(without=("view",)))

    def sort_address(self, column: Column) -> str:
        """The other way where the list is sorted by this column already."""
        descending = not self.descending if column.key == self.sort else column.newest_first
        return self.address(sort=("-" if descending else "") + column.key)


def _clean(given: QueryDict) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in given.lists():
        kept = [v.replace("\0", "")[:500] for v in values[:200]]
        data.setlist(name.replace("\0", "")[:100], kept)
    return data
