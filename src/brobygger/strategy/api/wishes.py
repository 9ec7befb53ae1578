"""Wishes: partners, or kinds of partners, that we miss."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, named_many, named_one, rows_of
from brobygger.accounts.models import Team
from brobygger.core.api.paging import Page, page_whole
from brobygger.core.api.types import (
    Asked,
    Day,
    Id,
    IdAsked,
    Ids,
    Incoming,
    Named,
    Outgoing,
    Reason,
    Text300,
    Why,
    named,
    named_or_none,
)
from brobygger.network.api.rows import End, made, to_change
from brobygger.network.models import AgeGroup, Organisation, Theme
from brobygger.records.api import add_records
from brobygger.strategy.api.rows import Name160, Room, Rooms
from brobygger.strategy.models import FocusArea, Wish, WishValue
from brobygger.strategy.models.wishes import VALUES
from brobygger.strategy.operations import wishes

Society = Literal["public", "private", "civil"]
Reach = Literal["branch", "municipality", "national", "international"]
# What a body and an answer call the places on the lenses: words, and records.
WORDS = {"rooms": "room", "sectors": "sector", "reaches": "reach"}
RECORDS: dict[str, tuple[str, type[Any]]] = {
    "theme_ids": ("theme", Theme),
    "age_group_ids": ("age_group", AgeGroup),
    "focus_area_ids": ("focus_area", FocusArea),
    "team_ids": ("team", Team),
}


class WishOut(Outgoing):
    """A partner, or a kind of partner, that we miss, and where on the lenses."""

    id: int
    text: str
    why: str
    organisation: Named | None
    wished_by: Named | None
    rooms: list[Room]
    sectors: list[Society]
    reaches: list[Reach]
    themes: list[Named]
    age_groups: list[Named]
    focus_areas: list[Named]
    teams: list[Named]
    met_on: date | None
    ended_on: date | None = Field(description="Given up.")
    created_at: datetime


class WishFacts(Incoming):
    """What can be said of a wish. In a change, what is left out stays as it is."""

    why: Text300 = Field(default="", description="What they would bring.")
    organisation_id: Id | None = Field(default=None, description="Whom we have in mind.")
    rooms: Rooms = []
    sectors: Annotated[list[Society], Field(max_length=3)] = []
    reaches: Annotated[list[Reach], Field(max_length=4)] = []
    theme_ids: Ids = []
    age_group_ids: Ids = []
    focus_area_ids: Ids = []
    team_ids: Ids = []


class WishIn(WishFacts):
    """A new wish: one sentence is enough."""

    text: Name160 = Field(examples=["Nogen, der når unge fædre"])


class WishChange(WishFacts):
    """What is to be changed."""

    text: Name160 = ""


class Met(Incoming):
    """Who met the wish, and when."""

    organisation_id: Id
    on: Day | None = Field(default=None, description="Today where nothing is said.")
    why: Why = ""


class WishesAsked(Asked):
    state: Literal["open", "met", "given_up"] | None = None
    organisation: IdAsked | None = None
    room: Room | None = None


router = Router(tags=["Wishes"])
ALL = ("organisation", "wished_by")


@router.get("/wishes", response=Page[WishOut], auth=READ, summary="List wishes")
def list_them(request: ApiRequest, filters: Query[WishesAsked]) -> Page[WishOut]:
    """By id: open ones, met ones, given up ones."""
    rows = rows_of(request, Wish).select_related(*ALL)
    if filters.organisation is not None:
        rows = rows.filter(organisation=filters.organisation)
    if filters.room:
        rows = rows.filter(Exists(WishValue.objects.filter(wish=OuterRef("pk"), room=filters.room)))
    if filters.state:
        rows = rows.filter(ended_on__isnull=filters.state != "given_up")
    if filters.state in ("open", "met"):
        rows = rows.filter(met_on__isnull=filters.state == "open")
    return page_whole(request, rows, told, asked=filters, kind=WishOut)


@router.post("/wishes", response={201: WishOut}, auth=WRITE, summary="Note a wish")
def create(request: ApiRequest, response: HttpResponse, data: WishIn) -> WishOut:
    """Whom we miss, and where; it stands outside the circle on the map."""
    organisation = named_one(request, Organisation, data.organisation_id, "organisation_id")
    row = wishes.create(
        text=data.text,
        why=data.why,
        organisation=organisation,
        values=_sent(request, data),
        by=request.bearer,
    )
    made(response, "/wishes", row.pk)
    return _read(request, row.pk)


@router.get("/wishes/{id}", response=WishOut, auth=READ, summary="Read a wish")
def read(request: ApiRequest, id: IdAsked) -> WishOut:  # noqa: A002
    """One wish."""
    return _read(request, id)


@router.patch("/wishes/{id}", response=WishOut, auth=WRITE, summary="Change a wish")
@transaction.atomic
def change(request: ApiRequest, id: IdAsked, data: WishChange) -> WishOut:  # noqa: A002
    """Only what is sent is changed."""
    row = to_change(request, Wish, id, version=None, if_match="")
    fields = data.given("organisation_id", *WORDS, *RECORDS)
    if "organisation_id" in data.model_fields_set:
        at = "organisation_id"
        fields["organisation"] = named_one(request, Organisation, data.organisation_id, at)
    sent = _sent(request, data)
    values = _values([row])[row.pk] | sent if sent else None
    wishes.change(wish=row, by=request.bearer, values=values, **fields)
    return _read(request, row.pk)


@router.post("/wishes/{id}/meet", response=WishOut, auth=WRITE, summary="We found them")
def meet(request: ApiRequest, id: IdAsked, data: Met) -> WishOut:  # noqa: A002
    """The wish is met by an organisation."""
    row = find(request, Wish, id)
    organisation = named_one(request, Organisation, data.organisation_id, "organisation_id")
    wishes.meet(wish=row, organisation=organisation, by=request.bearer, on=data.on, why=data.why)
    return _read(request, row.pk)


@router.post("/wishes/{id}/give-up", response=WishOut, auth=WRITE, summary="Give up a wish")
def give_up(request: ApiRequest, id: IdAsked, data: End) -> WishOut:  # noqa: A002
    """We no longer look for them; the wish stays."""
    row = find(request, Wish, id)
    wishes.give_up(wish=row, by=request.bearer, on=data.on, why=data.why)
    return _read(request, row.pk)


@router.post("/wishes/{id}/take-up", response=WishOut, auth=WRITE, summary="Look for them again")
def take_up(request: ApiRequest, id: IdAsked, data: Reason) -> WishOut:  # noqa: A002
    """It is open again, neither met nor given up."""
    row = find(request, Wish, id)
    wishes.take_up(wish=row, by=request.bearer, why=data.why)
    return _read(request, row.pk)


add_records(router, "/wishes", Wish, journal=False)


def _sent(request: ApiRequest, data: WishFacts) -> dict[str, Any]:
    """The values that were sent, by the names of WishValue's columns."""
    sent = data.model_fields_set
    words = {column: getattr(data, at) for at, column in WORDS.items() if at in sent}
    return words | {
        column: named_many(request, model, getattr(data, at), at)
        for at, (column, model) in RECORDS.items()
        if at in sent
    }


def _values(rows: Sequence[Wish]) -> dict[int, dict[str, list[Any]]]:
    """Where these wishes belong, by the names of WishValue's columns: one query."""
    found: dict[int, dict[str, list[Any]]] = {row.pk: defaultdict(list) for row in rows}
    joined = WishValue.objects.filter(wish__in=found).select_related(*(name for name, _m in RECORDS.values()))
    for value in joined.order_by("id"):
        for name in VALUES:
            if (one := getattr(value, name)) is not None:
                found[value.wish_id][name].append(one)
    return found


def _read(request: ApiRequest, pk: int) -> WishOut:
    return told([find(request, Wish, pk, *ALL)])[0]


def told(rows: Sequence[Wish]) -> list[WishOut]:
    """These wishes with where they belong: one query more, however many there are."""
    values = _values(rows)
    return [_out(row, values[row.pk]) for row in rows]


def _out(row: Wish, values: dict[str, list[Any]]) -> WishOut:
    lies: dict[str, Any] = {at: values[column] for at, column in WORDS.items()}
    lies |= {f"{column}s": [named(one) for one in values[column]] for column, _model in RECORDS.values()}
    return WishOut(
        id=row.pk, text=row.text, why=row.why, organisation=named_or_none(row.organisation),
        wished_by=named_or_none(row.wished_by), met_on=row.met_on, ended_on=row.ended_on,
        created_at=row.created_at, **lies,
    )  # fmt: skip
