"""The circle map as data: who stands where, how many, and where nobody is. The same scene that is drawn."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from ninja import Query, Router
from pydantic import BaseModel, Field

from brobygger.accounts.api import READ, ApiRequest, rows_of
from brobygger.core.api.paging import Page
from brobygger.core.api.types import DayAsked, Outgoing, word
from brobygger.map import lenses
from brobygger.map.composing import Composed, compose
from brobygger.map.reading import CIRCLE
from brobygger.map.scene import Cell, Scene, Sector
from brobygger.network.models import Organisation

LensKey = Literal["rooms", "ages", "themes", "society", "teams", "places", "focus", "communities"]
Ring = Literal["partnership", "cooperation", "network"]


class SectorOut(Outgoing):
    """One value of the lens: its `key` is a word (a room, a sector, a reach) or the id of a record."""

    key: str
    label: str


class CountedOut(SectorOut):
    """A sector with how many lie in it."""

    total: int
    partnerships: int
    wished: int = Field(description="How many are wished for here.")


class NameOut(Outgoing):
    """An organisation in a cell."""

    id: int
    name: str
    derived: bool = Field(description="It lies here because of what it serves; nobody has said so.")
    several: bool = Field(description="It lies in other sectors too.")


class CellOut(Outgoing):
    """One sector at one level: how many, and the strongest names, those met most lately first."""

    sector: str
    level: Ring
    count: int
    names: list[NameOut]


class GapOut(Outgoing):
    """A cell with nobody in it."""

    sector: str
    level: Ring


class WishedOut(Outgoing):
    """A wish, or an organisation wished for, outside the circle."""

    sector: str
    text: str
    wish_id: int | None
    organisation_id: int | None


class MapOut(Outgoing):
    """The circle map of the whole network through one lens. `total` counts each organisation once."""

    lens: LensKey
    label: str
    on: date | None = Field(description="The day that was asked for; null for today.")
    total: int
    not_placed: int = Field(description="In the circle, but in no sector of this lens.")
    sectors: list[CountedOut] = Field(description="In their order around the circle.")
    merged: list[str] = Field(description="Keys of the small sectors that `other` puts together.")
    cells: list[CellOut]
    gaps: list[GapOut] = Field(description="The innermost first.")
    wishes: list[WishedOut]


class LensOut(Outgoing):
    """One way to cut the circle, with all its values."""

    key: LensKey
    label: str
    sectors: list[SectorOut]


class MapAsked(BaseModel):
    lens: LensKey = "rooms"
    on: DayAsked | None = Field(default=None, description="As it was on this day.")


router = Router(tags=["The map"])


@router.get("/map", response=MapOut, auth=READ, operation_id="map_read", summary="Read the circle map")
def circle(request: ApiRequest, filters: Query[MapAsked]) -> MapOut:
    """The counts, the strongest names and the gaps that the page draws."""
    lens = lenses.get(filters.lens) or lenses.ROOMS
    rows = rows_of(request, Organisation)
    return _map(compose(request.bearer.workspace, lens, rows, on=filters.on, keep=True))


@router.get(
    "/map/lenses", response=Page[LensOut], auth=READ, operation_id="map_lenses", summary="List the lenses"
)
def all_lenses(request: ApiRequest) -> Page[LensOut]:
    """All of them on one page, in the order they are offered."""
    found = [
        LensOut(key=word(lens.key), label=str(lens.label), sectors=[
            SectorOut(key=s.key, label=str(s.label)) for s in lens.sectors(request.bearer.workspace)
        ])
        for lens in lenses.all_lenses()
    ]  # fmt: skip
    return Page[LensOut](items=found, next=None)


def _map(made: Composed) -> MapOut:
    scene = made.scene
    drawn = [*scene.sectors, *scene.unfilled]
    return MapOut(
        lens=word(scene.lens),
        label=scene.lens_label,
        on=scene.on,
        total=scene.total,
        not_placed=made.not_placed,
        sectors=[_sector(scene, sector) for sector in drawn],
        merged=list(made.merged),
        cells=[_cell(s.key, level, scene.cell(s, level)) for s in drawn for level in CIRCLE],
        gaps=[GapOut(sector=sector.key, level=word(level)) for sector, level in scene.gaps()],
        wishes=list(_wished(scene)),
    )


def _sector(scene: Scene, sector: Sector) -> CountedOut:
    return CountedOut(
        key=sector.key, label=str(sector.label), total=sector.total, partnerships=sector.partnerships,
        wished=scene.wished(sector),
    )  # fmt: skip


def _cell(sector: str, level: str, cell: Cell) -> CellOut:
    names = [NameOut(id=n.pk, name=n.name, derived=n.derived, several=n.several) for n in cell.nodes]
    return CellOut(sector=sector, level=word(level), count=cell.count, names=names)


def _wished(scene: Scene) -> Iterator[WishedOut]:
    for sector, wishes in scene.wishes.items():
        for wish in wishes:
            whose = wish.pk if wish.is_organisation else None
            yield WishedOut(
                sector=sector, text=wish.text, wish_id=None if wish.is_organisation else wish.pk,
                organisation_id=whose,
            )  # fmt: skip
