"""What the map's page shows beside and around the picture: lenses, chips, gaps, what stands out, the table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.access import WorkspaceRequest
from brobygger.core.lists.chips import Chip, chips
from brobygger.map import lenses, moves
from brobygger.map.asked import COLD, STEPS, VIEWS, Asked
from brobygger.map.composing import WISHES_A_SECTOR, Address, Composed, compose
from brobygger.map.drawing import Spoken, draw
from brobygger.map.layout import arrange, circle, quarter
from brobygger.map.reading import CIRCLE
from brobygger.map.scene import NAMES_A_CELL, NAMES_WHOLE, OTHER, RINGS, Node, Scene, Sector, Wished
from brobygger.network.models import Level, Organisation

# One sector looked at closely, on a screen and on a telephone.
CLOSE, NARROW = 760, 328
GAPS = 6
NAMES = 4


def composed(
    request: WorkspaceRequest, asked: Asked, *, only: str = "", wishes: int = WISHES_A_SECTOR
) -> Composed:
    """The scene that an address asks for."""
    rows = asked.rows(request)
    then = asked.then
    return compose(
        request.workspace,
        asked.lens,
        rows,
        address=Address(request.workspace.slug, asked),
        on=asked.on,
        only=only,
        names=NAMES_A_CELL if asked.sector else NAMES_WHOLE,
        wishes=wishes,
        bright=asked.bright(request),
        moved=(lambda drawn: moves.of(rows, then, asked.on, drawn)) if then else None,
        keep=True,
    )


def picture(
    made: Composed, *, part: str = "", ring: str = "", width: int = CLOSE, key: str = "map"
) -> SafeString:
    """The scene as SVG: whole, one sector as a quarter, or one ring of it."""
    scene = made.scene
    if part:
        scene = replace(scene, sectors=[s for s in scene.sectors if s.key == part])
    rings = (ring,) if ring in CIRCLE else CIRCLE
    shape = quarter(width, rings=rings) if part else circle(len(scene.sectors))
    return mark_safe(draw(arrange(scene, shape, made.words), spoken(made, scene, key)))


def spoken(made: Composed, scene: Scene, key: str = "map") -> Spoken:
    """What the picture is called and told to those who hear it."""
    said = [f"{sector.label}: {made.words.counts[sector.key]}." for sector in scene.sectors]
    return Spoken(
        _("Circle map: %(lens)s") % {"lens": scene.lens_label},
        " ".join([_("Partnerships in the middle, then cooperation, then network."), *said]),
        _("stands in several"),
        {
            "in": _("nearer the middle"),
            "out": _("further out"),
            "new": _("new in the circle"),
            "gone": _("gone from the circle"),
        },
        key,
    )


# Around the picture


@dataclass(frozen=True)
class Link:
    """A choice that is a link: where it leads, and whether it holds now."""

    label: str
    url: str
    current: bool = False


def lens_links(asked: Asked) -> list[Link]:
    """Every lens; filters, highlights and days stay when it is changed."""
    return [
        Link(str(lens.label), asked.address(lens=lens.key, part=None, ring=None), lens is asked.lens)
        for lens in lenses.all_lenses()
    ]


def view_links(asked: Asked) -> list[tuple[str, Link]]:
    """Map, table, print: the same scene at one address."""
    return [
        (key, Link(str(label), asked.address(view=None if key == "map" else key), key == asked.view))
        for key, label in VIEWS.items()
    ]


@dataclass(frozen=True)
class _Addresses:
    """What `chips` asks of an address."""

    asked: Asked

    def address(self, **changes: Any) -> str:
        changes.pop("view", None)
        return self.asked.address(**changes)


def filter_chips(request: WorkspaceRequest, asked: Asked) -> list[Chip]:
    """Everything that takes rows away, each with the address without it."""
    found = list(chips(asked.filterset(request), _Addresses(asked))) if asked.filters else []  # type: ignore[arg-type]
    if q := asked.filters.get("q"):
        found.insert(0, Chip(_("Search: %(text)s") % {"text": q[0]}, asked.address(q=None)))
    return found


def focus_of(request: WorkspaceRequest, asked: Asked) -> dict[str, Any] | None:
    """The organisation in focus, with a link for each number of steps."""
    if not asked.focus:
        return None
    centre = asked.everything(request).filter(pk=asked.focus).values_list("name", flat=True).first()
    if centre is None:
        return {"name": "", "steps": [], "remove": asked.address(focus=None, steps=None)}
    said = {1: _("One step"), 2: _("Two steps")}
    return {
        "name": centre,
        "steps": [Link(said[n], asked.address(steps=n if n > 1 else None), n == asked.steps) for n in STEPS],
        "remove": asked.address(focus=None, steps=None),
    }


def lights(asked: Asked) -> list[Link]:
    """What can stand out at a click; the same click again takes it away."""
    named = {
        "mine": _("Known by me"), "one": _("Known by only one"), COLD: _("Going cold"),
        "nobody": _("Known by nobody"),
    }  # fmt: skip
    return [
        Link(label, asked.address(light=None if asked.light == key else key), asked.light == key)
        for key, label in named.items()
    ]


def light_values(request: WorkspaceRequest, asked: Asked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Values of the other lenses that are filters too: any can stand out. Only where the panel is open."""
    groups = []
    for lens in lenses.all_lenses():
        if lens.filter and lens is not asked.lens:
            values = [(f"{lens.filter}:{s.key}", s.label) for s in lens.sectors(request.workspace)]
            groups.append((str(lens.label), [(v, label, v == asked.light) for v, label in values]))
    return [group for group in groups if group[1]]


# Gaps


@dataclass(frozen=True)
class Gap:
    """An empty cell in words."""

    title: str
    text: str
    url: str
    sector: Sector
    level: str


def gaps(made: Composed) -> list[Gap]:
    """Empty cells, the worst first: no partnership before no cooperation, where most are near before where few are."""
    scene = made.scene
    order = {level.value: i for i, level in enumerate(RINGS)}
    named = [(sector, level) for sector, level in scene.gaps() if sector.key != OTHER]
    found = sorted(named, key=lambda g: (order[g[1]], -g[0].total))
    return [_gap(scene, sector, level) for sector, level in found]


def _gap(scene: Scene, sector: Sector, level: str) -> Gap:
    titles = {
        Level.PARTNERSHIP.value: _("%(sector)s has no partnerships"),
        Level.COOPERATION.value: _("%(sector)s has no cooperation"),
        Level.NETWORK.value: _("%(sector)s has nobody in the network"),
    }
    near = scene.cell(sector, Level.COOPERATION.value).count if level == Level.PARTNERSHIP.value else 0
    if near:
        text = ngettext("%(n)s cooperation is close.", "%(n)s cooperations are close.", near) % {"n": near}
    elif sector.total:
        text = ngettext(
            "%(n)s organisation lies further out or in.",
            "%(n)s organisations lie further out or in.",
            sector.total,
        ) % {"n": sector.total}
    else:
        text = _("Nobody in the circle lies here.")
    wished = scene.wished(sector)
    if wished:
        text += " " + ngettext("%(n)s wish is noted.", "%(n)s wishes are noted.", wished) % {"n": wished}
    url = scene.cell(sector, level).gap_url
    return Gap(titles[level] % {"sector": sector.label}, text, url, sector, level)


# The table


@dataclass(frozen=True)
class TableCell:
    """One cell in words: how many, the strongest names, how many more."""

    level: str
    label: str
    count: int
    names: Sequence[Node]
    more: int
    url: str
    gap_url: str


@dataclass(frozen=True)
class TableRow:
    sector: Sector
    cells: Sequence[TableCell]
    wishes: Sequence[Wished]
    more_wishes: int = 0


def table(made: Composed, *, names: int = NAMES) -> list[TableRow]:
    """The scene as rows of sectors, with columns from the middle outwards."""
    rows = []
    for sector in [*made.scene.sectors, *made.scene.unfilled]:
        cells = []
        for level in RINGS:
            cell = made.scene.cell(sector, level.value)
            shown = cell.nodes[:names]
            cells.append(
                TableCell(
                    level.value,
                    str(level.label),
                    cell.count,
                    shown,
                    cell.count - len(shown),
                    cell.url,
                    cell.gap_url,
                )
            )
        wished = made.scene.wishes.get(sector.key, ())
        rows.append(TableRow(sector, cells, wished[:names], max(0, made.scene.wished(sector) - names)))
    return rows


def beside(scene: Scene, asked: Asked) -> dict[str, Any]:
    """One sector at a time: the one looked at, the one before and the one after."""
    keys = [sector.key for sector in scene.sectors]
    if not keys:
        return {}
    at = keys.index(asked.sector) if asked.sector in keys else 0
    before, after = scene.sectors[at - 1], scene.sectors[(at + 1) % len(keys)]
    return {
        "part": scene.sectors[at],
        "before": Link(before.label, asked.address(part=before.key, ring=None)) if len(keys) > 1 else None,
        "after": Link(after.label, asked.address(part=after.key, ring=None)) if len(keys) > 1 else None,
        "at": at + 1,
        "of": len(keys),
    }


def others() -> str:
    """What the sector of the smallest is called."""
    return _("Others")


def number(value: int) -> str:
    """A count as it is written."""
    return number_format(value, use_l10n=True, force_grouping=True)


def in_circle(rows: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    """Those with a level in the circle today."""
    return rows.filter(Q(level__in=CIRCLE))


def map_url(request: WorkspaceRequest, name: str = "circle", *args: Any) -> str:
    """The address of a page of this workspace's map."""
    return reverse(f"map:{name}", args=[request.workspace.slug, *args])
