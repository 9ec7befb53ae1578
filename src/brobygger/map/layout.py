"""Places a scene: which names are shown, where each stands, and what is only counted. The same scene, the same places.

A cell shows its strongest names, as many as have air around them, in the order of the alphabet along the ring; the rest
is a count that leads to all of them. No two texts ever meet, and none crosses an edge (`geometry`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, pi, sqrt

from brobygger.core import fonts
from brobygger.core.boxes import Box, Space
from brobygger.core.text import sort_key
from brobygger.map.geometry import Region
from brobygger.map.scene import RINGS, Cell, Node, Scene, Sector, Wished
from brobygger.network.models import Level

ALL_RINGS = tuple(level.value for level in RINGS)
LINE = 16
# A name cut to less than this says nothing.
SHORTEST = 56
MARK = 14


@dataclass(frozen=True)
class Type:
    """How names of a ring are set: font, room around them, and how much of the ring they may fill."""

    size: float
    weight: int
    side: float
    height: float
    fill: float


TYPES = {
    Level.PARTNERSHIP.value: Type(14, 600, 14, 28, 0.66),
    Level.COOPERATION.value: Type(14, 400, 13, 28, 0.56),
    Level.NETWORK.value: Type(13, 400, 11, 20, 0.4),
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
class Line:
    """A line of text by its baseline; `anchor` as in SVG."""

    text: str
    x: float
    y: float
    anchor: str = "start"


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
class Title:
    """A sector's name outside the circle, with its figures and what is wished for there."""

    sector: Sector
    lines: tuple[Line, ...]
    count: tuple[Line, ...]
    letter: Box | None
    wishes: tuple[tuple[Wished, Box, str], ...] = ()
    more: tuple[int, Line] | None = None


@dataclass(frozen=True)
class Plate:
    """A ring's name on its line."""

    text: str
    box: Box


@dataclass(frozen=True)
class Shape:
    """The picture's frame: canvas, centre, radii from the middle disc outwards, first angle and sweep of all sectors."""

    width: float
    height: float
    cx: float
    cy: float
    radii: tuple[float, ...]
    start: float
    sweep: float = 2 * pi
    rings: tuple[str, ...] = ALL_RINGS

    @property
    def is_quarter(self) -> bool:
        return self.sweep < pi


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


@dataclass(frozen=True)
class Layout:
    """A scene with a place for everything that is drawn."""

    scene: Scene
    shape: Shape
    cells: tuple[PlacedCell, ...]
    plates: tuple[Plate, ...]
    titles: tuple[Title, ...]
    centre: str = ""
    shown: str = ""


def circle(sectors: int) -> Shape:
    """The whole circle. Four sectors stand in the quarters, their names in the corners; others begin at the top."""
    if sectors == 4:
        return Shape(800, 796, 400, 402, (62, 184, 284, 386), pi)
    return Shape(950, 850, 475, 425, (56, 160, 252, 344), -pi / 2)


def quarter(width: float, *, rings: Sequence[str] = ALL_RINGS) -> Shape:
    """One sector as a quarter of a circle, for narrow screens and for looking closer; or some of its rings alone."""
    outer = width - 16
    inner = outer * (0.12 if len(rings) > 1 else 0.3)
    thick = (outer - inner) / len(rings)
    radii = tuple(inner + thick * i for i in range(len(rings) + 1))
    return Shape(width, outer + 28, 8, outer + 20, radii, -pi / 2, pi / 2, tuple(rings))


def arrange(scene: Scene, shape: Shape, words: Words) -> Layout:
    """Place everything in the scene; pure and deterministic."""
    plates = tuple(_plates(shape, words))
    titles = (
        () if shape.is_quarter else tuple(_title(scene, shape, i, words) for i in range(len(scene.sectors)))
    )
    cells = []
    each = shape.sweep / max(len(scene.sectors), 1)
    for i, sector in enumerate(scene.sectors):
        for ring, level in enumerate(shape.rings):
            region = Region(
                shape.cx, shape.cy, shape.radii[ring], shape.radii[ring + 1], shape.start + i * each, each
            )
            taken = [plate.box for plate in plates]
            cells.append(_cell(sector, level, scene.cell(sector, level), region, taken, words))
    centre = fonts.shortened(scene.centre, 2 * shape.radii[0] - 22, size=14, weight=600)
    return Layout(scene, shape, tuple(cells), plates, titles, centre, words.shown)


# Cells


def _cell(
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
        others = cell.nodes[len(shown) : len(shown) + 2 * (len(shown) - len(labels)) + 4]
        labels = max(labels, _labels([*fitting, *others], space.with_taken(boxes), style), key=len)
    hidden = cell.count - len(labels)
    text, box = _within(spare, hidden, words) if labels else _number(hidden, space, words)
    if not hidden:
        text, box = "", None
    return PlacedCell(sector, level, cell, region, words.rings[level], style, labels, hidden, text, box)


def _style(level: str, region: Region) -> Type:
    """Smaller names where the cell is narrow."""
    style = TYPES[level]
    if region.sweep * (region.inner + region.outer) / 2 > 190 or region.sweep > 1:
        return style
    return replace(style, size=12.5, side=min(style.side, 9), height=style.height - 3)


def _room_for(nodes: Sequence[Node], region: Region, style: Type) -> int:
    """How many of the strongest have air around them."""
    room = region.area * style.fill
    for i, node in enumerate(nodes):
        room -= (_width(node.name, node, style) + 18) * (style.height + 10)
        if room < 0 and i:
            return i
    return len(nodes)


def _labels(nodes: Sequence[Node], space: Space[Region], style: Type) -> tuple[Label, ...]:
    """Names in the order of the alphabet along the ring. The strongest choose their places first; who finds none is
    only counted. `space` fills up."""
    order = sorted(nodes, key=lambda n: (sort_key(n.name), n.pk))
    part = {node: (i + 0.5) / len(order) for i, node in enumerate(order)}
    layers = _layers(len(nodes), space.region, style)
    placed: dict[Node, Label] = {}
    for node in nodes:
        i = int(part[node] * len(order))
        depth = 0.52 if layers == 1 else ((i * 2) % layers + 0.5 + (i * 2 // layers) % 2) / (layers + 0.5)
        label = _label(node, space, space.region.point(part[node], min(depth, 0.94)), style)
        if label:
            placed[node] = label
            space.taken.append(label.box)
    return tuple(placed[node] for node in order if node in placed)


def _layers(count: int, region: Region, style: Type) -> int:
    """In how many layers so many names stand: one along the middle of the ring as long as it takes them."""
    along = region.sweep * (region.inner + region.outer) / 2
    deep = max(1, int((region.outer - region.inner) / (style.height * 1.5)))
    return max(1, min(deep, ceil(count * style.height * 2.1 / along)))


def _label(node: Node, space: Space[Region], target: tuple[float, float], style: Type) -> Label | None:
    """On one line where it fits anywhere in the cell, else on two, else cut to what the cell is wide."""
    whole = _width(node.name, node, style)
    if box := space.place((whole, style.height), target):
        return Label(node, box, (node.name,))
    tall = style.height + LINE
    halves = fonts.halves(node.name, size=style.size, weight=style.weight)
    if len(halves) > 1:
        width = max(_width(half, node, style) for half in halves)
        if box := space.place((width, tall), target):
            return Label(node, box, tuple(halves))
    widest = space.widest(tall) - _width("", node, style)
    if widest < SHORTEST:
        return None
    cut = fonts.lines(node.name, widest, size=style.size, weight=style.weight)
    width = max(_width(line, node, style) for line in cut)
    height = style.height + LINE * (len(cut) - 1)
    box = space.place((width, height), target)
    return Label(node, box, tuple(cut)) if box else None


def _width(text: str, node: Node, style: Type) -> float:
    marks = MARK * (node.several + bool(node.moved))
    return fonts.width(text, size=style.size, weight=style.weight) + 2 * style.side + marks


def _more(hidden: int, space: Space[Region], words: Words) -> tuple[str, Box | None]:
    """The count stands near the vertical axis, always at the same end of the cell."""
    region = space.region
    end = region.nearest_axis()
    part = end if region.is_whole else end + (0.1 if end < 0.5 else -0.1)
    for text in (words.more.format(n=hidden), f"+{hidden}"):
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


# Around the circle


def _plates(shape: Shape, words: Words) -> list[Plate]:
    """Ring names on the upper axis, each on its ring's outer line."""
    plates = []
    for ring, level in enumerate(shape.rings):
        width = fonts.width(words.rings[level], size=13, weight=600) + 22
        y = shape.cy - shape.radii[ring + 1]
        x = shape.cx if shape.is_quarter else shape.cx - width / 2
        plates.append(Plate(words.rings[level], Box(x, max(y - 11, 0), width, 22)))
    return plates


def _title(scene: Scene, shape: Shape, index: int, words: Words) -> Title:
    sector = scene.sectors[index]
    wishes = scene.wishes.get(sector.key, ())
    if len(scene.sectors) == 4:
        return _corner(sector, wishes, shape, index, words)
    return _beside(sector, wishes, shape, (index + 0.5) / len(scene.sectors), words)


def _corner(sector: Sector, wishes: Sequence[Wished], shape: Shape, index: int, words: Words) -> Title:
    """A title in its corner, wishes towards the circle as long as they keep clear of it."""
    left, upper = index in (0, 3), index in (0, 1)
    x, anchor = (0.0, "start") if left else (shape.width, "end")
    name = fonts.shortened(sector.label, 210, size=18, weight=600)
    y = 24.0 if upper else shape.height - 34
    side = 1 if left else -1
    letter = Box(x if left else x - 22, y - 17, 22, 22) if sector.letter else None
    lines = (Line(name, x + side * (30 if letter else 0), y, anchor),)
    count = (Line(words.counts.get(sector.key, ""), x, y + 24, anchor),)
    placed, row = [], (y + 38 if upper else y - 54)
    for wish in wishes[:2]:
        far = max(abs(row - shape.cy), abs(row + WISH.height - shape.cy))
        near = min(abs(row - shape.cy), abs(row + WISH.height - shape.cy))
        outer = shape.radii[-1] + 10
        free = shape.cx - (sqrt(outer**2 - near**2) if near < outer else 0)
        if far > outer + 60 or free < 70:
            break
        text = fonts.shortened(wish.text, free - 2 * WISH.side, size=WISH.size)
        width = fonts.width(text, size=WISH.size) + 2 * WISH.side
        placed.append((wish, Box(x if left else x - width, row, width, WISH.height), text))
        row += 34 if upper else -34
    rest = len(wishes) - len(placed)
    more = None
    if rest:
        more = (rest, Line(words.more.format(n=rest), x, row + 16, anchor))
    return Title(sector, lines, count, letter, tuple(placed), more)


def _beside(sector: Sector, wishes: Sequence[Wished], shape: Shape, part: float, words: Words) -> Title:
    """A title beside its sector: to the right of the right half, to the left of the left, in the middle at the ends."""
    region = Region(shape.cx, shape.cy, 0, shape.radii[-1] + 16, shape.start, 2 * pi)
    x, y = region.point(part, 1.0)
    level = abs(x - shape.cx) < 24
    right = x > shape.cx
    anchor = "middle" if level else "start" if right else "end"
    most = 240.0 if level else (shape.width - x if right else x)
    names = fonts.lines(sector.label, most, size=15, weight=600)
    counts = fonts.lines(words.counts.get(sector.key, ""), most, size=13)
    rows = len(names) + len(counts) + (1.5 if wishes else 0)
    above = y < shape.cy
    # The block stands on its point above the circle, hangs from it below, and is centred on it at the sides.
    reach = (y - shape.cy) / region.outer
    top = y - rows * 18 * (0.5 - reach / 2) + (4 if not above else -4)
    top = min(max(top, 2.0), shape.height - rows * 18 - 2)
    lines = tuple(Line(name, x, top + 14 + 18 * i, anchor) for i, name in enumerate(names))
    below = top + 18 * (len(names) + len(counts))
    count = tuple(Line(text, x, top + 14 + 18 * (len(names) + i), anchor) for i, text in enumerate(counts))
    placed: list[tuple[Wished, Box, str]] = []
    for wish in wishes[:1]:
        text = fonts.shortened(wish.text, min(most, 170) - 2 * WISH.side, size=WISH.size)
        width = fonts.width(text, size=WISH.size) + 2 * WISH.side
        left = x - width / 2 if level else x if right else x - width
        placed.append((wish, Box(left, below + 4, width, WISH.height), text))
    return Title(sector, lines, count, None, tuple(placed))
