"""From records to a scene: what the lens reads, with words in the reader's language and addresses to go on to."""

from collections.abc import Callable, Collection, Mapping, Sequence
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
from brobygger.map.scene import NAMES_WHOLE, OTHER, RINGS, SECTORS, Cell, Node, Scene, Sector, Wished
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
        if sector == OTHER or not self.asked.lens.keeps_empty:
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
    wishes: int = WISHES_A_SECTOR,
    bright: "QuerySet[Organisation] | None" = None,
    moved: "Callable[[set[int]], Mapping[int, str]] | None" = None,
    keep: bool = False,
) -> Composed:
    """The map of `rows` through `lens`. `only` is one sector; where some are `bright` the others are shown faintly.

    `names` is how many of a cell are read, `wishes` how many of a sector. `moved` says of drawn organisations how they have moved.
    With `keep` the same is not read twice while nothing is written.
    """
    found = read(workspace, lens, rows, on=on, names=names, keep=keep)
    address = address or Address(workspace.slug, Asked(lens))
    sectors, unfilled = _sectors(workspace, lens, found, address, only)
    drawn = {n.pk for names in found.names.values() for n in names}
    faint = set() if bright is None else drawn - set(bright.filter(pk__in=drawn).values_list("pk", flat=True))
    moves = moved(drawn) if moved else {}
    cells = {
        (sector.key, level): Cell(
            found.count(sector.key, level),
            [
                _node(n, address, n.pk in faint, moves.get(n.pk, ""))
                for n in found.names.get((sector.key, level), ())
            ],
            address.cell(sector.key, level),
            address.gap(sector.key, level),
        )
        for sector in [*sectors, *unfilled]
        for level in CIRCLE
    }
    keys = {s.key for s in [*sectors, *unfilled]}
    named = read_wished(workspace, lens, rows, on=on, merged=found.merged, names=wishes, keep=keep)
    wished, counts = _wishes(workspace, lens, keys, address, found, named, wishes)
    scene = Scene(
        lens.key,
        str(lens.label),
        workspace.name.split()[0].rstrip(",.;:"),
        sectors,
        cells,
        found.total,
        wished,
        counts,
        unfilled,
        on,
    )
    said = words(scene)
    if not lens.keeps_empty:
        # What is found in the data cannot be filled by asking somebody.
        said = replace(said, who="", short=pgettext("narrow empty cell of the map", "None"))
    return Composed(scene, lens, found.not_placed, said, found.merged)


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


def _sectors(
    workspace: Workspace, lens: Lens, found: Read, address: Address, only: str
) -> tuple[list[Sector], list[Sector]]:
    """The lens's sectors with their figures; the smallest of too many are one. Empty ones are gaps, and stay.

    Those there is no room for come second; one that is looked at is always shown.
    """
    values = lens.sectors(workspace)
    used = {key for key, _level in found.counts}
    empty = [s.key for s in values if s.key not in used] if lens.keeps_empty else []
    room = max(0, SECTORS - (SECTORS if found.merged else len(used)))
    shown = {*used, *empty[:room], only, address.asked.sector} - {*found.merged}
    drawn = [s for s in values if s.key in shown and (s.key in used or lens.keeps_empty)]
    if found.merged:
        drawn.append(Sector(OTHER, _("Others")))
    if only:
        return [_counted(s, found, address) for s in drawn if s.key == only], []
    left = [s for s in values if s.key in empty and s.key not in shown]
    return [_counted(s, found, address) for s in drawn], [_counted(s, found, address) for s in left]


def _counted(sector: Sector, found: Read, address: Address) -> Sector:
    partnerships = found.count(sector.key, Level.PARTNERSHIP.value)
    total = found.of(sector.key)
    return replace(sector, partnerships=partnerships, total=total, url=address.map(part=sector.key))


def _node(name: Name, address: Address, dimmed: bool, moved: str) -> Node:
    return Node(name.pk, name.name, address.organisation(name.pk), name.several, name.derived, dimmed, moved)


def _wishes(
    workspace: Workspace,
    lens: Lens,
    keys: Collection[str],
    address: Address,
    circle: Read,
    named: Read,
    most: int,
) -> tuple[dict[str, list[Wished]], dict[str, int]]:
    """At most `most` open wishes of each sector, then as many organisations that are wished for; how many of both."""
    found: dict[str, dict[int, str]] = {}
    if column := WISHED_ON.get(lens.key):
        open_ones = WishValue.objects.of(workspace).filter(wish__met_on=None, wish__ended_on=None)
        values = open_ones.exclude(**{f"{column.removesuffix('_id')}__isnull": True}).order_by("wish_id")
        for value, pk, text in values.values_list(column, "wish_id", "wish__text"):
            key = OTHER if str(value) in circle.merged else str(value)
            found.setdefault(key, {})[pk] = text
    wished = {
        key: [Wished(text, address.wish(pk), pk) for pk, text in list(texts.items())[:most]]
        for key, texts in found.items()
        if key in keys
    }
    counts = {key: len(texts) for key, texts in found.items() if key in keys}
    for (key, level), names in named.names.items():
        if key in keys:
            wished.setdefault(key, []).extend(
                Wished(n.name, address.organisation(n.pk), n.pk, True) for n in names
            )
            counts[key] = counts.get(key, 0) + named.count(key, level)
    return wished, counts


def read_wished(
    workspace: Workspace,
    lens: Lens,
    rows: "QuerySet[Organisation]",
    *,
    on: date | None = None,
    merged: Sequence[str] = (),
    names: int = WISHES_A_SECTOR,
    keep: bool = False,
) -> Read:
    """Organisations wished for, in the sectors of the map that they lie outside of."""
    levels = (Level.WISHED.value,)
    return read(workspace, lens, rows, on=on, names=names, levels=levels, merged=merged, keep=keep)
