"""Which organisation or offer serves which goal or focus area."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, named_one, rows_of
from brobygger.core.api.paging import Page, page
from brobygger.core.api.types import (
    Asked,
    Day,
    Id,
    IdAsked,
    Incoming,
    Named,
    Outgoing,
    Text300,
    Why,
    YesNoAsked,
    named_or_none,
)
from brobygger.network.api.rows import End, made, unfit
from brobygger.network.dates import check_past
from brobygger.network.models import Organisation
from brobygger.records.api import add_records
from brobygger.strategy.api.rows import narrowed
from brobygger.strategy.models import FocusArea, Goal, Offer, Serves
from brobygger.strategy.operations import serving


class ServesOut(Outgoing):
    """One of organisation and offer serves one of goal and focus area."""

    id: int
    organisation: Named | None
    offer: Named | None
    goal: Named | None
    focus_area: Named | None
    how: str
    since: date | None
    ended_on: date | None


class ServesIn(Incoming):
    """Exactly one of organisation and offer, and exactly one of goal and focus area."""

    organisation_id: Id | None = None
    offer_id: Id | None = None
    goal_id: Id | None = None
    focus_area_id: Id | None = None
    how: Text300 = Field(default="", examples=["Homework cafés on Tuesdays"])
    since: Day | None = None
    why: Why = ""


class ServingAsked(Asked):
    organisation: IdAsked | None = None
    offer: IdAsked | None = None
    goal: IdAsked | None = None
    focus_area: IdAsked | None = None
    ended: YesNoAsked | None = None


router = Router(tags=["Serving"])
ALL = ("organisation", "offer", "goal", "focus_area")


@router.get("/serving", response=Page[ServesOut], auth=READ, summary="List what serves what")
def list_them(request: ApiRequest, filters: Query[ServingAsked]) -> Page[ServesOut]:
    """By id, ended ones too."""
    rows = narrowed(rows_of(request, Serves).select_related(*ALL), filters, *ALL)
    return page(request, rows, _out, asked=filters, kind=ServesOut)


@router.post("/serving", response={201: ServesOut}, auth=WRITE, summary="Say what serves what")
def create(request: ApiRequest, response: HttpResponse, data: ServesIn) -> ServesOut:
    """The same said twice is there once."""
    if (data.organisation_id is None) == (data.offer_id is None):
        raise unfit("offer_id", _("Say one of the two: an organisation, or one of our own offers."))
    if (data.goal_id is None) == (data.focus_area_id is None):
        raise unfit("focus_area_id", _("Say one of the two: a goal, or a focus area."))
    if data.since is not None:
        check_past(data.since, "since")
    row = serving.add(
        organisation=named_one(request, Organisation, data.organisation_id, "organisation_id"),
        offer=named_one(request, Offer, data.offer_id, "offer_id"),
        goal=named_one(request, Goal, data.goal_id, "goal_id"),
        focus_area=named_one(request, FocusArea, data.focus_area_id, "focus_area_id"),
        how=data.how,
        since=data.since,
        why=data.why,
        by=request.bearer,
    )
    made(response, "/serving", row.pk)
    return _out(row)


@router.get("/serving/{id}", response=ServesOut, auth=READ, summary="Read what serves what")
def read(request: ApiRequest, id: IdAsked) -> ServesOut:  # noqa: A002
    """Who serves what, how, and since when."""
    return _out(find(request, Serves, id, *ALL))


@router.post("/serving/{id}/end", response=ServesOut, auth=WRITE, summary="It no longer serves it")
def end(request: ApiRequest, id: IdAsked, data: End) -> ServesOut:  # noqa: A002
    """The row stays, ended."""
    row = find(request, Serves, id, *ALL)
    serving.end(serves=row, by=request.bearer, on=data.on, why=data.why)
    return _out(row)


add_records(router, "/serving", Serves, journal=False)


def _out(row: Serves) -> ServesOut:
    return ServesOut(
        id=row.pk, **{name: named_or_none(getattr(row, name)) for name in ALL}, how=row.how, since=row.since,
        ended_on=row.ended_on,
    )  # fmt: skip
