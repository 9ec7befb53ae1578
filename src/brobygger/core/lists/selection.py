"""The rows chosen for a bulk action: those ticked, or all that the filter finds, across pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from brobygger.core.lists.declaration import List
from brobygger.core.lists.state import State

LIMIT = 2_000


@dataclass(frozen=True)
class Chosen:
    """`number` rows; `fields` say the same choice again in the next form."""

    rows: "QuerySet[Any]"
    number: int
    fields: list[tuple[str, str]]
    back: str

    @property
    def too_many(self) -> bool:
        return self.number > LIMIT


def chosen(request: HttpRequest, declared: List) -> Chosen:
    """What the form of the list's page, or a form that repeats it, chose. Rows the viewer cannot see do not count."""
    state = State(request, declared)
    rows = declared.rows(request)
    if request.POST.get("all") == "1":
        found: QuerySet[Any] = declared.filters(state.data, queryset=rows, request=request).qs
        fields = [("all", "1")]
    else:
        ids = [int(i) for i in request.POST.getlist("ids")[: LIMIT + 1] if i.isdecimal() and len(i) < 19]
        found = rows.filter(pk__in=ids)
        fields = [("ids", str(i)) for i in ids]
    number = found.order_by()[: LIMIT + 1].count()
    return Chosen(found, number, fields, state.address())
