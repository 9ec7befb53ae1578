"""Places a scene: which names are shown, where each stands, and what is only counted. The same scene, the same places.

Cells are placed in `cells`; here is the circle around them: rings and their names, sectors and their titles, wishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt

from brobygger.core import fonts
from brobygger.core.boxes import Box
from brobygger.map.cells import LINE, MORE, WISH, Label, PlacedCell, Type, Words, place_cell
from brobygger.map.geometry import Region
from brobygger.map.scene import RINGS, Scene, Sector, Wished

__all__ = [
    "LINE", "MORE", "WISH", "Label", "Layout", "Line", "PlacedCell", "Plate", "Shape", "Title", "Type", "Words",
    "arrange", "circle", "quarter",
]  # fmt: skip

ALL_RINGS = tuple(level.value for level in RINGS)
# Radii of a quarter, in parts of the outermost.
QUARTER = (0.07, 0.5, 0.77, 1.0)
# Corners in which the names of a few sectors stand, by how many there are: (left?, upper?) of each in turn.
CORNERS = {
    1: ((True, True),),
    2: ((False, True), (True, True)),
    3: ((False, True), (False, False), (True, True)),
    4: ((True, True), (False, True), (False, False), (True, False)),
}


@dataclass(frozen=True)
class Line:
    """A line of text by its baseline; `anchor` as in SVG."""

    text: str
    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True)
class Title:
    """A sector's name outside the circle, with its figures and what is wished for there."""

    sector: Sector
    lines: tuple[Line, ...]
    count: tuple[Line, ...]
    letter: Box | None
    wishes: tuple[tuple[Wished, Box, str], ...] = ()
    more: tuple[int, Line] | None = None
    size: float = 15


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
    """The whole circle. Up to four sectors have their names in the corners, more of them all around a smaller circle.

    Four stand in the quarters; others begin at the top.
    """
    if sectors <= 4:
        return Shape(800, 796, 400, 402, (62, 184, 284, 386), pi if sectors == 4 else -pi / 2)
    return Shape(920, 860, 460, 430, (54, 158, 248, 334), -pi / 2)


def quarter(width: float, *, rings: Sequence[str] = ALL_RINGS) -> Shape:
    """One sector as a quarter of a circle, for narrow screens and for looking closer; or some of its rings alone.

    Partnerships, whose names are the largest, get the most room.
    """
    outer = width - 16
    parts = QUARTER if len(rings) == len(ALL_RINGS) else (0.3, 1.0)
    radii = tuple(outer * part for part in parts)
    return Shape(width, outer + 38, 8, outer + 6, radii, -pi / 2, pi / 2, tuple(rings))


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
            cells.append(place_cell(sector, level, scene.cell(sector, level), region, taken, words))
    centre = fonts.shortened(scene.centre, 2 * shape.radii[0] - 22, size=14, weight=600)
    return Layout(scene, shape, tuple(cells), plates, titles, centre, words.shown)


# Around the circle


def _plates(shape: Shape, words: Words) -> list[Plate]:
    """Ring names on the upper axis, each on its ring's outer line; those of a quarter below it, each under its ring."""
    if shape.is_quarter:
        return [_under(shape, ring, words.rings[level]) for ring, level in enumerate(shape.rings)]
    plates = []
    for ring, level in enumerate(shape.rings):
        width = fonts.width(words.rings[level], size=13, weight=600) + 22
        y = shape.cy - shape.radii[ring + 1]
        plates.append(Plate(words.rings[level], Box(shape.cx - width / 2, max(y - 11, 0), width, 22)))
    return plates


def _under(shape: Shape, ring: int, text: str) -> Plate:
    inner, outer = shape.radii[ring], shape.radii[ring + 1]
    width = min(fonts.width(text, size=13, weight=600) + 8, outer - inner)
    return Plate(text, Box(shape.cx + (inner + outer - width) / 2, shape.cy + 6, width, 22))


def _title(scene: Scene, shape: Shape, index: int, words: Words) -> Title:
    sector = scene.sectors[index]
    wishes = scene.wishes.get(sector.key, ())
    if len(scene.sectors) in CORNERS:
        return _corner(sector, wishes, scene.wished(sector), shape, CORNERS[len(scene.sectors)][index], words)
    return _beside(sector, wishes, shape, (index + 0.5) / len(scene.sectors), words)


def _corner(
    sector: Sector,
    wishes: Sequence[Wished],
    wished: int,
    shape: Shape,
    corner: tuple[bool, bool],
    words: Words,
) -> Title:
    """A title in its corner, wishes towards the circle as long as they keep clear of it."""
    left, upper = corner
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
    rest = wished - len(placed)
    more = None
    if rest:
        more = (rest, Line(words.more.format(n=rest), x, row + 16, anchor))
    return Title(sector, lines, count, letter, tuple(placed), more, 18)


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
