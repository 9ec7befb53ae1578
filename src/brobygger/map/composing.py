"""From records to a scene: what the lens reads, with words in the reader's language and addresses to go on to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from brobygger.accounts.models import Workspace
from brobygger.map.asked import Asked
from brobygger.map.layout import Words
from brobygger.map.lenses import Lens
from brobygger.map.reading import CIRCLE, Name, Read, read
from brobygger.map.scene import NAMES_WHOLE, OTHER, RINGS, Cell, Node, Scene, Sector, Wished
from brobygger.network.models import Level, Organisation
from brobygger.strategy.models import WishValue

# Which column of a wish's values belongs to which lens.
WISHED_ON = {
    "rooms": "room", "ages": "age_group_id", "themes": "theme_id", "society": "sector", "teams": "team_id",
    "places": "reach", "focus": "focus_area_id",
}  # fmt: skip
WISHES_A_SECTOR = 20


@dataclass(frozen=True)
class Composed:
    """A scene, and what stands beside it: who has no place on this lens."""

    scene: Scene
    lens: Lens
    not_placed: int
    words: Words
    # What the sector "others" puts together.
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Address:
    """Where the parts of a map lead on to; filters and lens are kept."""

    slug: str
    asked: Asked

    def map(self, **more: str) -> str:
        return self._to("map:circle", **more)

    def cell(self, sector: str, level: str) -> str:
        return self._to("map:circle", view="table", part=sector, ring=level)

    def gap(self, sector: str, level: str) -> str:
        if sector == OTHER:
            return self.cell(sector, level)
        return self._to("map:gap", view=None, part=sector, ring=level)

    def organisation(self, pk: int) -> str:
        return f"{self._organisations}{pk}/"

    @cached_property
    def _organisations(self) -> str:
        """Looked up once for all the names of a picture."""
        return reverse("network:organisation", args=[self.slug, 0]).removesuffix("0/")

    def wish(self, pk: int) -> str:
        return reverse("strategy:wish", args=[self.slug, pk])

    def _to(self, name: str, **more: str | None) -> str:
        return reverse(name, args=[self.slug]) + self.asked.address(**more)


def compose(
    workspace: Workspace,
    lens: Lens,
    rows: "QuerySet[Organisation]",
    *,
    address: Address | None = None,
    on: date | None = None,
    only: str = "",
    names: int = NAMES_WHOLE,
    bright: "QuerySet[Organisation] | None" = None,
    moved: "Callable[[set[int]], Mapping[int, str]] | None" = None,
) -> Composed:
    """The map of `rows` through `lens`. `only` is one sector; where some are `bright` the others are shown faintly.

    `names` is how many of a cell are read. `moved` says of drawn organisations how they have moved.
    """
    found = read(workspace, lens, rows, on=on, names=names)
    address = address or Address(workspace.slug, Asked(lens))
    sectors = _sectors(workspace, lens, found, address, only)
    drawn = {n.pk for names in found.names.values() for n in names}
    faint = set() if bright is None else drawn - set(bright.filter(pk__in=drawn).values_list("pk", flat=True))
    moves = moved(drawn) if moved else {}
    cells = {
        (sector.key, level): Cell(
            found.counts.get((sector.key, level), 0)
            if sector.key != OTHER
            else sum(found.counts.get((key, level), 0) for key in found.merged),
            [
                _node(n, address, n.pk in faint, moves.get(n.pk, ""))
                for n in found.names.get((sector.key, level), ())
            ],
            address.cell(sector.key, level),
            address.gap(sector.key, level),
        )
        for sector in sectors
        for level in CIRCLE
    }
    scene = Scene(
        lens.key,
        str(lens.label),
        workspace.name.split()[0],
        sectors,
        cells,
        found.total,
        _wishes(workspace, lens, rows, sectors, address),
        on,
    )
    return Composed(scene, lens, found.not_placed, words(scene), found.merged)


def words(scene: Scene) -> Words:
    """The picture's texts in the active language."""
    return Words(
        rings={level.value: str(level.label) for level in RINGS},
        nobody=pgettext("empty cell of the map", "No partner"),
        who=_("Who could?"),
        short=_("Gap?"),
        more=_("and {n} more"),
        shown=_("%(n)s shown") % {"n": number_format(scene.total, use_l10n=True, force_grouping=True)},
        counts={sector.key: figures(sector) for sector in scene.sectors},
    )


def figures(sector: Sector) -> str:
    """ "3 partnerships, 31 in all"."""
    partnerships = ngettext("%(n)s partnership", "%(n)s partnerships", sector.partnerships) % {
        "n": number_format(sector.partnerships)
    }
    return _("%(partnerships)s, %(total)s in all") % {
        "partnerships": partnerships,
        "total": number_format(sector.total, use_l10n=True, force_grouping=True),
    }


def _sectors(workspace: Workspace, lens: Lens, found: Read, address: Address, only: str) -> list[Sector]:
    """The lens's sectors with their figures; the smallest of too many are one. Empty ones are gaps, and stay."""
    values = [s for s in lens.sectors(workspace) if s.key not in found.merged]
    if found.merged:
        used = {key for key, _level in found.counts}
        values = [s for s in values if s.key in used]
        values.append(Sector(OTHER, _("Others")))
    sectors = []
    for value in values:
        keys = found.merged if value.key == OTHER else (value.key,)
        partnerships = sum(found.counts.get((k, Level.PARTNERSHIP.value), 0) for k in keys)
        total = sum(found.of(k) for k in keys)
        url = address.map(part=value.key)
        sectors.append(replace(value, partnerships=partnerships, total=total, url=url))
    return [s for s in sectors if s.key == only] if only else sectors


def _node(name: Name, address: Address, dimmed: bool, moved: str) -> Node:
    return Node(name.pk, name.name, address.organisation(name.pk), name.several, name.derived, dimmed, moved)


def _wishes(
    workspace: Workspace,
    lens: Lens,
    rows: "QuerySet[Organisation]",
    sectors: Sequence[Sector],
    address: Address,
) -> dict[str, list[Wished]]:
    """Open wishes of each sector, then organisations that are wished for."""
    keys = {sector.key for sector in sectors}
    wished: dict[str, list[Wished]] = {}
    if column := WISHED_ON.get(lens.key):
        open_ones = WishValue.objects.of(workspace).filter(wish__met_on=None, wish__ended_on=None)
        values = open_ones.exclude(**{f"{column.removesuffix('_id')}__isnull": True}).order_by("wish_id")
        for key, pk, text in values.values_list(column, "wish_id", "wish__text")[:200]:
            if str(key) in keys:
                wished.setdefault(str(key), []).append(Wished(text, address.wish(pk)))
    by_name = read_wished(workspace, lens, rows)
    for key, names in by_name.items():
        if key in keys:
            wished.setdefault(key, []).extend(Wished(n.name, address.organisation(n.pk)) for n in names)
    return wished


def read_wished(workspace: Workspace, lens: Lens, rows: "QuerySet[Organisation]") -> dict[str, list[Name]]:
    """Organisations wished for, by sector: those outside the circle."""
    found = read(workspace, lens, rows, names=WISHES_A_SECTOR, levels=(Level.WISHED.value,))
    return {key: names for (key, _level), names in found.names.items()}
