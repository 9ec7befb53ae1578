"""The resource map: what each partner and each sector brings and wants, kind by kind."""

from dataclasses import dataclass, field
from typing import Any

from brobygger.accounts.models import Workspace
from brobygger.network.models import Level, Organisation, Sector
from brobygger.strategy.models import Direction, Need, Resource, ResourceKind
from brobygger.strategy.sectors import usual

SHOWN = 200


@dataclass
class Cell:
    """One kind at one organisation or sector."""

    kind: ResourceKind
    brings: list[str] = field(default_factory=list)
    wants: list[str] = field(default_factory=list)


@dataclass
class Row:
    """One organisation, or one sector, across the eight kinds."""

    name: str
    organisation: Organisation | None = None
    sector: str = ""
    cells: list[Cell] = field(default_factory=lambda: [Cell(kind) for kind in ResourceKind])

    def put(self, kind: str, direction: str, text: str) -> None:
        """Write something into its cell."""
        cell = self.cells[list(ResourceKind).index(ResourceKind(kind))]
        (cell.brings if direction == Direction.BRINGS else cell.wants).append(text)


def sectors(workspace: Workspace) -> list[Row]:
    """What the three sectors usually bring and want."""
    rows = {s.value: Row(str(s.label), sector=s.value) for s in Sector}
    for (sector, direction, kind), text in usual(workspace).items():
        rows[sector].put(kind, direction, text)
    return list(rows.values())


def partners(
    workspace: Workspace, *, kind: str = "", direction: str = "", sector: str = "", level: str = ""
) -> list[Row]:
    """Every organisation that something is said of; narrowed to a kind, a direction, a sector or a level."""
    said = Resource.objects.of(workspace).filter(ended_on=None).select_related("organisation")
    if sector in Sector.values:
        said = said.filter(organisation__sector=sector)
    if level in Level.values:
        said = said.filter(organisation__level=level)
    narrowed = {"kind": kind if kind in ResourceKind.values else "", "direction": direction}
    asked = {k: v for k, v in narrowed.items() if v and v in (*ResourceKind.values, *Direction.values)}
    fitting = set(said.filter(**asked).values_list("organisation_id", flat=True)) if asked else None
    rows: dict[int, Row] = {}
    for resource in said.order_by("organisation__sort_key", "organisation_id", "kind", "id"):
        o = resource.organisation
        if fitting is not None and o.pk not in fitting:
            continue
        if o.pk not in rows and len(rows) == SHOWN:
            break
        row = rows.setdefault(o.pk, Row(o.name, organisation=o))
        row.put(resource.kind, resource.direction, resource.text)
    return list(rows.values())


def of_organisation(organisation: Organisation) -> list[Resource]:
    """What it brings and wants, and did: the open ones first, what it brings before what it wants."""
    rows = Resource.objects.filter(organisation=organisation)
    return sorted(rows, key=lambda r: (r.ended_on is not None, r.direction, r.kind, r.pk))


def needs(workspace: Workspace) -> list[Any]:
    """Open needs first, then what was met or given up."""
    rows = Need.objects.of(workspace).select_related("goal", "organisation", "noted_by").order_by("-id")
    return sorted(rows[:SHOWN], key=lambda n: (n.ended_on is not None, n.met_on is not None))
