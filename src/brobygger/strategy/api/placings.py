"""In which rooms organisations lie, where somebody has said so; what follows from goals is on the map."""

from ninja import Query, Router

from brobygger.accounts.api import READ, WRITE, ApiRequest, named_one, rows_of
from brobygger.core.api.paging import Page, page
from brobygger.core.api.types import Asked, Id, IdAsked, Incoming, Named, Outgoing, Why, named, word
from brobygger.network.models import Organisation
from brobygger.strategy import models
from brobygger.strategy.api.rows import Room, Rooms
from brobygger.strategy.models import Placing
from brobygger.strategy.operations import placing


class PlacingOut(Outgoing):
    """An organisation lies in a room; in an overlap it has one row for each room."""

    id: int
    organisation: Named
    room: Room


class PlacingIn(Incoming):
    organisation_id: Id
    rooms: Rooms
    why: Why = ""


class PlacedOut(Outgoing):
    """All the rooms that the organisation lies in."""

    organisation: Named
    rooms: list[Room]


class PlacingsAsked(Asked):
    organisation: IdAsked | None = None
    room: Room | None = None


router = Router(tags=["Placings"])


@router.get("/placings", response=Page[PlacingOut], auth=READ, summary="List organisations in rooms")
def list_them(request: ApiRequest, filters: Query[PlacingsAsked]) -> Page[PlacingOut]:
    """By id. Goals, focus areas and offers have their rooms with them."""
    rows = rows_of(request, Placing).filter(organisation__isnull=False).select_related("organisation")
    if filters.organisation is not None:
        rows = rows.filter(organisation=filters.organisation)
    if filters.room:
        rows = rows.filter(room=filters.room)
    return page(request, rows, _out, asked=filters, kind=PlacingOut)


@router.post("/placings", response=PlacedOut, auth=WRITE, summary="Place an organisation in rooms")
def place(request: ApiRequest, data: PlacingIn) -> PlacedOut:
    """It lies in exactly these rooms; with none, it follows what it serves."""
    organisation = named_one(request, Organisation, data.organisation_id, "organisation_id")
    placing.place(organisation=organisation, rooms=data.rooms, by=request.bearer, why=data.why)
    rows = rows_of(request, Placing).filter(organisation=organisation)
    lies_in = set(rows.values_list("room", flat=True))
    return PlacedOut(organisation=named(organisation), rooms=[word(r) for r in models.Room if r in lies_in])


def _out(row: Placing) -> PlacingOut:
    return PlacingOut(id=row.pk, organisation=named(row.organisation), room=word(row.room))  # type: ignore[arg-type]
