"""Lists by key: "the fifty after this one". The last page costs what the first costs, and rows written meanwhile shift nothing."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import FETCH_RAISE, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field

from brobygger.core.api.problems import Refused
from brobygger.core.api.types import Asked, Outgoing
from brobygger.core.lists import by
from brobygger.core.lists.ordering import Segment
from brobygger.core.lists.paging import Place, read_page

BY_ID = by("id")(False)
NEWEST = by("id")(True)


class Page[T](Outgoing):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(
        description="The address of the next page; null on the last.",
        examples=["/api/v1/organisations?limit=50&after=WzAsIjUwIiw1MF0"],
    )


def page[T](
    request: HttpRequest,
    rows: "QuerySet[Any]",
    make: Callable[[Any], T],
    *,
    asked: Asked,
    order: Sequence[Segment] = BY_ID,
    kind: type[T],
) -> Page[T]:
    """The page that was asked for. A column or relation that was not fetched with the rows is a fault, not a query."""
    return page_whole(
        request, rows, lambda found: [make(row) for row in found], asked=asked, order=order, kind=kind
    )


def page_whole[T](
    request: HttpRequest,
    rows: "QuerySet[Any]",
    make: Callable[[list[Any]], list[T]],
    *,
    asked: Asked,
    order: Sequence[Segment] = BY_ID,
    kind: type[T],
) -> Page[T]:
    """`page`, where what is told of the rows beside their own columns is fetched for all of them at once."""
    place = Place.read(asked.after) if asked.after else None
    if asked.after and (place is None or place.segment >= len(order)):
        raise _bad_place()
    try:
        found = read_page(rows.fetch_mode(FETCH_RAISE), order, size=asked.limit, after=asked.after)
    except (ValueError, OverflowError):
        raise _bad_place() from None
    following = None
    if found.next:
        query = [(k, v) for k, values in request.GET.lists() if k != "after" for v in values]
        following = f"{request.path}?{urlencode([*query, ('after', found.next)])}"
    return Page[kind](items=make(found.rows), next=following)  # type: ignore[valid-type]


def _bad_place() -> Refused:
    said = _("This is not from the `next` of a page of this list.")
    return Refused(422, "invalid", errors=[("/query/after", "bad_place", said)])
