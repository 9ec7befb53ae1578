"""Offers: what the library has today, how strong it is, where it lies."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import COORDINATE, READ, WRITE, ApiRequest, find, named_one, rows_of
from brobygger.accounts.models import Team
from brobygger.core.api.paging import BY_ID, Page, page_whole
from brobygger.core.api.types import (
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
from brobygger.strategy.api.rows import Name160, Room, Rooms, Running, running
from brobygger.strategy.models import Offer
from brobygger.strategy.operations import offers
from brobygger.strategy.queries import nouns

OfferStrength = Literal["", "strong", "fair", "weak"]


class OfferOut(Dated):
    """A service or programme that the library has today."""

    id: int
    name: str
    about: str
    strength: OfferStrength = Field(description="As those who run it see it; empty: not judged yet.")
    team: Named | None
    rooms: list[Room]
    ended_on: date | None
    created_at: datetime
    updated_at: datetime


class OfferFacts(Incoming):
    """What can be said of an offer. In a change, what is left out stays as it is."""

    about: LongText = ""
    strength: OfferStrength = ""
    team_id: Id | None = None
    rooms: Rooms = []
    why: Why = ""


class OfferIn(OfferFacts):
    """A new offer: the name is enough."""

    name: Name160 = Field(examples=["Lektiecafé"])


class OfferChange(OfferFacts, Versioned):
    """What is to be changed."""

    name: Name160 = ""


class OffersAsked(Running):
    strength: OfferStrength | None = None
    team: IdAsked | None = None


router = Router(tags=["Offers"])


@router.get("/offers", response=Page[OfferOut], auth=READ, summary="List offers")
def list_them(request: ApiRequest, filters: Query[OffersAsked]) -> Page[OfferOut]:
    """By id or by name, ended ones too."""
    order = by("sort_key")(False) if filters.sort == "name" else BY_ID
    rows = running(rows_of(request, Offer).select_related("team"), "offer", filters, "strength", "team")
    return page_whole(request, rows, told, asked=filters, order=order, kind=OfferOut)


@router.post("/offers", response={201: OfferOut}, auth=WRITE, summary="Create an offer")
def create(request: ApiRequest, response: HttpResponse, data: OfferIn) -> OfferOut:
    """With its team and its rooms."""
    row = offers.create(by=request.bearer, **_values(request, data))
    made(response, "/offers", row.pk, row.version)
    return _read(request, row.pk)


@router.get("/offers/{id}", response=OfferOut, auth=READ, summary="Read an offer")
def read(request: ApiRequest, response: HttpResponse, id: IdAsked) -> OfferOut:  # noqa: A002
    """One offer; what it serves is in `/serving?offer=`."""
    row = _read(request, id)
    tagged(response, row.version)
    return row


@router.patch("/offers/{id}", response=OfferOut, auth=WRITE, summary="Change an offer")
@transaction.atomic
def change(
    request: ApiRequest,
    response: HttpResponse,
    id: IdAsked,  # noqa: A002
    data: OfferChange,
    if_match: IfMatch,
) -> OfferOut:
    """Only what is sent is changed."""
    row = to_change(request, Offer, id, version=data.version, if_match=if_match)
    offers.change(offer=row, by=request.bearer, **_values(request, data))
    tagged(response, row.version)
    return _read(request, row.pk)


@router.post("/offers/{id}/end", response=OfferOut, auth=WRITE, summary="End an offer")
def end(request: ApiRequest, id: IdAsked, data: End) -> OfferOut:  # noqa: A002
    """We no longer have it; it stays."""
    row = find(request, Offer, id)
    offers.end(offer=row, by=request.bearer, on=data.on, why=data.why)
    return _read(request, row.pk)


@router.post("/offers/{id}/reopen", response=OfferOut, auth=WRITE, summary="We have it again")
def reopen(request: ApiRequest, id: IdAsked, data: Reason) -> OfferOut:  # noqa: A002
    """It is no longer ended."""
    row = find(request, Offer, id)
    offers.reopen(offer=row, by=request.bearer, why=data.why)
    return _read(request, row.pk)


@router.delete("/offers/{id}", response=DeletedOut, auth=COORDINATE, summary="Delete an offer")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin, with what it served."""
    row = find(request, Offer, id)
    return DeletedOut(batch=offers.delete(offer=row, by=request.bearer, why=why).pk)


add_records(router, "/offers", Offer, journal=False)


def _values(request: ApiRequest, data: OfferFacts) -> dict[str, Any]:
    values = data.given("version", "team_id")
    if "team_id" in data.model_fields_set:
        values["team"] = named_one(request, Team, data.team_id, "team_id")
    return values


def _read(request: ApiRequest, pk: int) -> OfferOut:
    return told([find(request, Offer, pk, "team")])[0]


def told(rows: Sequence[Offer]) -> list[OfferOut]:
    """These offers with their rooms: one query, however many there are."""
    rooms = nouns.rooms_of(rows)
    facts = ("name", "about", "strength", "ended_on", "version", "created_at", "updated_at")
    return [
        OfferOut(
            id=row.pk, team=named_or_none(row.team), rooms=[word(room) for room in rooms.get(row.pk, ())],
            **{name: getattr(row, name) for name in facts},
        )
        for row in rows
    ]  # fmt: skip
