"""Places the names of one cell: the strongest that have air around them; the rest is a count that leads to all of them.

No two texts ever meet, and none crosses an edge (`geometry`). Names stand in the order of the alphabet along the ring.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, dist

from brobygger.core import fonts
from brobygger.core.boxes import Box, Space
from brobygger.core.text import sort_key
from brobygger.map.geometry import Region
from brobygger.map.scene import Cell, Node, Sector
from brobygger.network.models import Level

LINE = 16
# A name cut to less than this says nothing.
SHORTEST = 42
# Fewer names than these, and a cell's names are set smaller or cut to fit.
FEW = 2
MARK = 14
# A name is written in two lines where that brings it so much nearer to where it stands in the order, in pixels.
FAR = 40


@dataclass(frozen=True)
class Type:
    """How names of a ring are set: font, room around them, and how much of the ring they may fill."""

    size: float
    weight: int
    side: float
    height: float
    fill: float


TYPES = {
    Level.PARTNERSHIP.value: Type(14, 600, 14, 28, 0.8),
    Level.COOPERATION.value: Type(14, 400, 13, 28, 0.66),
    Level.NETWORK.value: Type(13, 400, 11, 20, 0.46),
}
WISH = Type(13, 400, 11, 26, 1)
MORE = Type(13, 600, 2, 20, 1)


@dataclass(frozen=True)
class Label:
    """A name with its box and its one or two lines."""

    node: Node
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlacedCell:
    """A cell with the names that are shown, and how many are not."""

    sector: Sector
    level: str
    cell: Cell
    region: Region
    level_name: str = ""
    style: Type = TYPES[Level.NETWORK.value]
    labels: tuple[Label, ...] = ()
    more: int = 0
    more_text: str = ""
    more_box: Box | None = None
    gap_words: tuple[str, ...] = ()
    gap_lines: tuple[str, ...] = ()
    gap_box: Box | None = None

    @property
    def is_gap(self) -> bool:
        return not self.cell.count


@dataclass(frozen=True)
class Words:
    """Texts of the picture in the reader's language.

    `more` holds `{n}` for how many are not drawn, `shown` says the total, `counts` say each sector's figures.
    """

    rings: Mapping[str, str]
    nobody: str
    who: str
    short: str
    more: str
    shown: str
    counts: Mapping[str, str] = field(default_factory=dict)


def place_cell(
    sector: Sector, level: str, cell: Cell, region: Region, taken: Sequence[Box], words: Words
) -> PlacedCell:
    if not cell.count:
        return _gap(sector, level, cell, region, taken, words)
    style = _style(level, region)
    space = Space(region, taken)
    shown = list(cell.nodes[: _room_for(cell.nodes, region, style)])
    if len(shown) == cell.count:
        labels = _labels(shown, space.with_taken(taken), style)
        if len(labels) == cell.count:
            return PlacedCell(sector, level, cell, region, words.rings[level], style, labels)
    # The count gets its place first, for a number of hidden ones as wide as can be.
    spare = _more(cell.count, space, words)[1]
    boxes = [*taken, *([spare] if spare else [])]
    labels = _labels(shown, space.with_taken(boxes), style)
    if len(labels) < len(shown):
        # Names too long for this cell give way to the next in strength.
        fitting = [label.node for label in labels]
        missing = len(shown) - len(labels)
        others = cell.nodes[len(shown) : len(shown) + 3 * missing + 6]
        tried = _labels([*fitting, *others], space.with_taken(boxes), style, most=len(shown))
        labels = max(labels, tried, key=len)
    if len(labels) < min(len(shown), FEW):
        # Better a few names in small letters, or cut short, than none.
        small = _small(style)
        tries = [(shown, small, False), (cell.nodes[: 4 * FEW], small, False), (shown, small, True)]
        for nodes, smaller, cut in tries:
            found = _labels(nodes, space.with_taken(boxes), smaller, cut=cut, most=max(len(shown), FEW))
            if len(found) > len(labels):
                labels, style = found, smaller
            if len(labels) >= FEW:
                break
    hidden = cell.count - len(labels)
    text, box = _within(spare, hidden, words) if labels else _number(hidden, space, words)
    if not hidden:
        text, box = "", None
    return PlacedCell(sector, level, cell, region, words.rings[level], style, labels, hidden, text, box)


def _style(level: str, region: Region) -> Type:
    """Smaller names where the cell is narrow."""
    style = TYPES[level]
    if not _is_narrow(region):
        return style
    return _small(style)


def _small(style: Type) -> Type:
    """The same in smaller letters."""
    return replace(style, size=12.5, side=min(style.side, 9), height=25 if style.height > 25 else 18)


def _is_narrow(region: Region) -> bool:
    along = region.sweep * (region.inner + region.outer) / 2
    return (along < 190 and region.sweep < 1.2) or region.outer - region.inner < 90


def _room_for(nodes: Sequence[Node], region: Region, style: Type) -> int:
    """How many of the strongest have air around them."""
    room = region.area * style.fill
    for i, node in enumerate(nodes):
        room -= (_width(node.name, node, style) + 18) * (style.height + 10)
        if room < 0 and i:
            return i
    return len(nodes)


def _labels(
    nodes: Sequence[Node], space: Space[Region], style: Type, *, cut: bool = False, most: int = 0
) -> tuple[Label, ...]:
    """Names in the order of the alphabet along the ring. The strongest choose their places first; who finds none is
    only counted. `space` fills up; at most `most` names where that is given."""
    order = sorted(nodes, key=lambda n: (sort_key(n.name), n.pk))
    part = {node: (i + 0.5) / len(order) for i, node in enumerate(order)}
    layers = _layers(len(nodes), space.region, style)
    placed: dict[Node, Label] = {}
    for node in nodes:
        i = int(part[node] * len(order))
        depth = 0.52 if layers == 1 else ((i * 2) % layers + 0.5 + (i * 2 // layers) % 2) / (layers + 0.5)
        label = _label(node, space, space.region.point(part[node], min(depth, 0.94)), style, cut)
        if label:
            placed[node] = label
            space.taken.append(label.box)
        if most and len(placed) == most:
            break
    return tuple(placed[node] for node in order if node in placed)


def _layers(count: int, region: Region, style: Type) -> int:
    """In how many layers so many names stand: one along the middle of the ring as long as it takes them."""
    along = region.sweep * (region.inner + region.outer) / 2
    deep = max(1, int((region.outer - region.inner) / (style.height * 1.5)))
    return max(1, min(deep, ceil(count * style.height * 2.1 / along)))


def _label(
    node: Node, space: Space[Region], target: tuple[float, float], style: Type, cut: bool
) -> Label | None:
    """On one line where it fits, on two where that alone keeps it near its place; with `cut` what there is room for."""
    found = None
    if box := space.place((_width(node.name, node, style), style.height), target):
        found = Label(node, box, (node.name,))
        if dist(box.centre, target) < FAR:
            return found
    halves = fonts.halves(node.name, size=style.size, weight=style.weight)
    if len(halves) > 1:
        width = max(_width(half, node, style) for half in halves)
        box = space.place((width, style.height + LINE), target)
        if box and (found is None or dist(box.centre, target) < dist(found.box.centre, target) - FAR):
            return Label(node, box, tuple(halves))
    return found or (_cut(node, space, target, style) if cut else None)


def _cut(node: Node, space: Space[Region], target: tuple[float, float], style: Type) -> Label | None:
    """As much of the name as there is room for, on one line or on two, whichever keeps more of it."""
    best: Label | None = None
    for limit in (1, 2):
        widest = space.widest_free(style.height + LINE * (limit - 1)) - _width("", node, style) - 0.5
        if widest < SHORTEST:
            continue
        made = fonts.lines(node.name, widest, size=style.size, weight=style.weight, limit=limit)
        width = max(_width(line, node, style) for line in made)
        box = space.place((width, style.height + LINE * (len(made) - 1)), target)
        if box and (best is None or len("".join(made)) > len("".join(best.lines)) + 3):
            best = Label(node, box, tuple(made))
    return best


def _width(text: str, node: Node, style: Type) -> float:
    marks = MARK * (node.several + bool(node.moved))
    return fonts.width(text, size=style.size, weight=style.weight) + 2 * style.side + marks


def _more(hidden: int, space: Space[Region], words: Words) -> tuple[str, Box | None]:
    """The count stands near the vertical axis, always at the same end of the cell."""
    region = space.region
    end = region.nearest_axis()
    part = end if region.is_whole else end + (0.1 if end < 0.5 else -0.1)
    whole = () if _is_narrow(region) else (words.more.format(n=hidden),)
    for text in (*whole, f"+{hidden}"):
        width = fonts.width(text, size=MORE.size, weight=MORE.weight) + 2 * MORE.side
        if box := space.place((width, MORE.height), region.point(part, 0.82)):
            return text, box
    return "", None


def _within(spare: Box | None, hidden: int, words: Words) -> tuple[str, Box | None]:
    """The count in the place that was kept for it, which no name has taken."""
    for text in (words.more.format(n=hidden), f"+{hidden}"):
        width = fonts.width(text, size=MORE.size, weight=MORE.weight) + 2 * MORE.side
        if spare and width <= spare.width + 0.1:
            return text, Box(spare.centre[0] - width / 2, spare.y, width, spare.height)
    return "", None


def _number(count: int, space: Space[Region], words: Words) -> tuple[str, Box | None]:
    """Where no name fits, the cell says how many alone."""
    text = str(count)
    width = max(fonts.width(text, size=MORE.size, weight=MORE.weight) + 2 * MORE.side, 18)
    return text, space.place((width, MORE.height), space.region.point(0.5))


def _gap(
    sector: Sector, level: str, cell: Cell, region: Region, taken: Sequence[Box], words: Words
) -> PlacedCell:
    """An empty cell asks its question, as large as there is room for."""
    target = region.point(0.5, 0.55)
    space = Space(region, taken)
    asked = tuple(filter(None, (words.nobody, words.who)))
    if not asked:
        return PlacedCell(sector, level, cell, region, words.rings[level], TYPES[level])
    for lines, size in ((asked, 15.0), (asked, 13.0), (asked[-1:], 13.0), ((words.short,), 13.0)):
        width = max(fonts.width(line, size=size, weight=700) for line in lines) + 4
        if box := space.place((width, (size + 7) * len(lines)), target):
            break
    return PlacedCell(
        sector,
        level,
        cell,
        region,
        words.rings[level],
        TYPES[level],
        gap_words=asked,
        gap_lines=lines,
        gap_box=box,
    )
