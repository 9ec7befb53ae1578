"""Focus areas: what the library pushes, each with one lead."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import COORDINATE, READ, ApiRequest, find, named_one, present, rows_of
from brobygger.accounts.models import Colleague, Team
from brobygger.core.api.paging import BY_ID, Page, page_whole
from brobygger.core.api.types import (
    UNSENT,
    Id,
    IdAsked,
    Incoming,
    LongText,
    Named,
    Reason,
    Text300,
    Why,
    named_or_none,
    word,
)
from brobygger.core.lists import by
from brobygger.network.api.rows import Dated, End, IfMatch, Versioned, made, tagged, to_change
from brobygger.records.api import DeletedOut, add_records
from brobygger.strategy.api.rows import Name120, Room, Rooms, Running, running
from brobygger.strategy.models import FocusArea
from brobygger.strategy.operations import focus_areas
from brobygger.strategy.queries import nouns

Position = Annotated[int, Field(strict=True, ge=0, le=32_767)]


class FocusAreaOut(Dated):
    """An area the library pushes."""

    id: int
    name: str
    about: str
    lead: Named | None
    team: Named | None
    position: int
    rooms: list[Room]
    ended_on: date | None
    created_at: datetime
    updated_at: datetime


class AreaFacts(Incoming):
    """What can be said of a focus area. In a change, what is left out stays as it is."""

    about: LongText = ""
    lead_id: Id | None = Field(default=None, description="A colleague who is here.")
    team_id: Id | None = None
    position: Position = Field(default=UNSENT, description="The order; last where nothing is said.")
    rooms: Rooms = []
    why: Why = ""


class FocusAreaIn(AreaFacts):
    """A new focus area: the name is enough."""

    name: Name120 = Field(examples=["Unge som medskabere"])


class FocusAreaChange(AreaFacts, Versioned):
    """What is to be changed."""

    name: Name120 = ""


class FocusAreasAsked(Running):
    lead: IdAsked | None = Field(default=None, description="The id of a colleague.")
    team: IdAsked | None = None


router = Router(tags=["Focus areas"])
ALL = ("lead", "team")


@router.get("/focus-areas", response=Page[FocusAreaOut], auth=READ, summary="List focus areas")
def list_them(request: ApiRequest, filters: Query[FocusAreasAsked]) -> Page[FocusAreaOut]:
    """By id or by name, ended ones too."""
    order = by("sort_key")(False) if filters.sort == "name" else BY_ID
    rows = running(rows_of(request, FocusArea).select_related(*ALL), "focus_area", filters, *ALL)
    return page_whole(request, rows, told, asked=filters, order=order, kind=FocusAreaOut)


@router.post("/focus-areas", response={201: FocusAreaOut}, auth=COORDINATE, summary="Create a focus area")
def create(request: ApiRequest, response: HttpResponse, data: FocusAreaIn) -> FocusAreaOut:
    """With its lead, its team and its rooms."""
    row = focus_areas.create(by=request.bearer, **_values(request, data))
    made(response, "/focus-areas", row.pk, row.version)
    return _read(request, row.pk)


@router.get("/focus-areas/{id}", response=FocusAreaOut, auth=READ, summary="Read a focus area")
def read(request: ApiRequest, response: HttpResponse, id: IdAsked) -> FocusAreaOut:  # noqa: A002
    """One focus area; its goals are in `/goals?focus_area=`, what serves it in `/serving?focus_area=`."""
    row = _read(request, id)
    tagged(response, row.version)
    return row


@router.patch("/focus-areas/{id}", response=FocusAreaOut, auth=COORDINATE, summary="Change a focus area")
@transaction.atomic
def change(
    request: ApiRequest,
    response: HttpResponse,
    id: IdAsked,  # noqa: A002
    data: FocusAreaChange,
    if_match: IfMatch,
) -> FocusAreaOut:
    """Only what is sent is changed."""
    row = to_change(request, FocusArea, id, version=data.version, if_match=if_match)
    focus_areas.change(focus_area=row, by=request.bearer, **_values(request, data))
    tagged(response, row.version)
    return _read(request, row.pk)


@router.post("/focus-areas/{id}/end", response=FocusAreaOut, auth=COORDINATE, summary="End a focus area")
def end(request: ApiRequest, id: IdAsked, data: End) -> FocusAreaOut:  # noqa: A002
    """We no longer push it; it stays with its goals."""
    row = find(request, FocusArea, id)
    focus_areas.end(focus_area=row, by=request.bearer, on=data.on, why=data.why)
    return _read(request, row.pk)


@router.post("/focus-areas/{id}/reopen", response=FocusAreaOut, auth=COORDINATE, summary="Push it after all")
def reopen(request: ApiRequest, id: IdAsked, data: Reason) -> FocusAreaOut:  # noqa: A002
    """It is no longer ended."""
    row = find(request, FocusArea, id)
    focus_areas.reopen(focus_area=row, by=request.bearer, why=data.why)
    return _read(request, row.pk)


@router.delete("/focus-areas/{id}", response=DeletedOut, auth=COORDINATE, summary="Delete a focus area")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin; its goals stay. Refused (`served`) while anybody serves it: end it instead."""
    row = find(request, FocusArea, id)
    return DeletedOut(batch=focus_areas.delete(focus_area=row, by=request.bearer, why=why).pk)


add_records(router, "/focus-areas", FocusArea, journal=False)


def _values(request: ApiRequest, data: AreaFacts) -> dict[str, Any]:
    values = data.given("version", "lead_id", "team_id")
    if "lead_id" in data.model_fields_set:
        values["lead"] = named_one(request, Colleague, data.lead_id, "lead_id", among=present(request))
    if "team_id" in data.model_fields_set:
        values["team"] = named_one(request, Team, data.team_id, "team_id")
    return values


def _read(request: ApiRequest, pk: int) -> FocusAreaOut:
    return told([find(request, FocusArea, pk, *ALL)])[0]


def told(rows: Sequence[FocusArea]) -> list[FocusAreaOut]:
    """These focus areas with their rooms: one query, however many there are."""
    rooms = nouns.rooms_of(rows)
    facts = ("name", "about", "position", "ended_on", "version", "created_at", "updated_at")
    return [
        FocusAreaOut(
            id=row.pk, lead=named_or_none(row.lead), team=named_or_none(row.team),
            rooms=[word(room) for room in rooms.get(row.pk, ())],
            **{name: getattr(row, name) for name in facts},
        )
        for row in rows
    ]  # fmt: skip
