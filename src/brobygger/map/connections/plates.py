"""The parts of an ego picture: which neighbours are drawn, and the plates, marks and lines they become."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from brobygger.core import fonts
from brobygger.core.boxes import Box
from brobygger.map.connections import words
from brobygger.map.connections.ego import Ego, Near, in_reading_order
from brobygger.map.connections.graph import Node

WIDTH = 1144.0
NAME, SAID = 14.0, 13.0
BOX_HEIGHT, PITCH, CHILD = 42.0, 50.0, 38.0
MARGIN, PAD = 12.0, 12.0
# Neighbours drawn, with one step and with two; children of each, and of all.
RING, RING_OF_TWO, CHILDREN, ALL_CHILDREN = 26, 16, 5, 32
Point = tuple[float, float]


@dataclass(frozen=True)
class Plate:
    """A neighbour, or the centre, in its box: its name and what ties it, on one line each."""

    box: Box
    name: str
    said: str
    url: str
    node: Node | None = None
    ended: bool = False
    centre: bool = False
    full: str = ""


@dataclass(frozen=True)
class Mark:
    """A neighbour's neighbour: a small sign, then its name and what ties it. `to_left`: the text runs to the left."""

    x: float
    y: float
    name: str
    said: str
    url: str
    box: Box
    node: Node | None = None
    ended: bool = False
    to_left: bool = False
    full: str = ""


@dataclass(frozen=True)
class Line:
    """An edge: straight, or bent by its control points. `weight` 1 to 3."""

    points: Sequence[Point]
    weight: float = 1
    ended: bool = False
    quiet: bool = False


@dataclass
class Picture:
    """What is drawn; `hidden` neighbours are only counted."""

    width: float
    height: float
    plates: list[Plate] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    hidden: int = 0

    def texts(self) -> list[Box]:
        """Where text stands: no two of these meet."""
        return [p.box for p in self.plates] + [m.box for m in self.marks]


@dataclass
class Block:
    """A neighbour with those of its neighbours that are drawn, and how many are not."""

    near: Near | None
    children: list[Near] = field(default_factory=list)
    more: int = 0

    @property
    def rows(self) -> int:
        return len(self.children) + bool(self.more)

    @property
    def height(self) -> float:
        return max(PITCH, self.rows * CHILD + 10)


@dataclass(frozen=True)
class Addresses:
    """Where a node leads, and where those that are only counted stand."""

    node: Callable[[Node], str]
    centre: str
    rest: str
    more: Callable[[int], str]


def blocks_of(ego: Ego, ring: int) -> tuple[list[Block], int]:
    """The strongest neighbours in reading order, with the strongest of the second step under the strongest of them."""
    chosen = in_reading_order(ego.first[:ring])
    blocks = {near.key: Block(near) for near in chosen}
    left = ALL_CHILDREN
    for near in ego.second:
        home = next((blocks[parent] for parent in near.parents if parent in blocks), None)
        if home is None:
            continue
        if left and len(home.children) < CHILDREN:
            home.children.append(near)
            left -= 1
        else:
            home.more += 1
    for block in blocks.values():
        block.children = in_reading_order(block.children)
    return list(blocks.values()), ego.first_count - len(chosen)


def weight(near: Near) -> float:
    return 1.0 if near.strength < 2 else 2.0 if near.strength < 4 else 3.0


def plate_of(
    node: Node | None, name: str, said: str, most: float, url: str, ended: bool
) -> tuple[float, Plate]:
    """A plate at the origin with the width its texts need."""
    room = most - 2 * PAD
    shown = fonts.shortened(name, room, size=NAME, weight=600)
    under = fonts.shortened(said, room, size=SAID) if said else ""
    width = max(fonts.width(shown, size=NAME, weight=600), fonts.width(under, size=SAID)) + 2 * PAD
    full = f"{name}: {said}" if (shown, under) != (name, said) else ""
    return width, Plate(Box(0, 0, width, BOX_HEIGHT), shown, under, url, node, ended, full=full)


def moved(plate: Plate, x: float, y: float) -> Plate:
    return replace(plate, box=Box(x, y - plate.box.height / 2, plate.box.width, plate.box.height))


def centre_plate(node: Node, url: str, at: Point) -> Plate:
    """The one it is all about, around the point."""
    lines = fonts.lines(node.name, 170, size=15, weight=600)
    said = str(words.KIND_WORDS[node.kind])
    width = (
        max(*(fonts.width(line, size=15, weight=600) for line in lines), fonts.width(said, size=SAID), 80)
        + 24
    )
    height = 34 + 18.0 * len(lines)
    box = Box(at[0] - width / 2, at[1] - height / 2, width, height)
    full = node.name if "".join(lines) != node.name.replace(" ", "") and " ".join(lines) != node.name else ""
    return Plate(box, "\n".join(lines), said, url, node, centre=True, full=full)


def add_mark(
    picture: Picture,
    node: Node | None,
    name: str,
    said: str,
    url: str,
    at: Point,
    side: int,
    room: float,
    ended: bool,
) -> None:
    """A sign with its text outwards: the name, and below it what ties it."""
    x, y = at
    shown = fonts.shortened(name, room, size=SAID)
    under = fonts.shortened(said, room, size=SAID) if said else ""
    width = max(fonts.width(shown, size=SAID), fonts.width(under, size=SAID)) + 12
    height = CHILD - 2 if under else 22.0
    box = Box(x if side == 1 else x - width, y - height / 2, width, height)
    full = f"{name}: {said}" if (shown, under) != (name, said) else ""
    picture.marks.append(Mark(x, y, shown, under, url, box, node, ended, side == -1, full))
