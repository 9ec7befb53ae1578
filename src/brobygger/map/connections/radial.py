"""Places an ego network: the centre, a ring of neighbours, and theirs beyond each of them. The same records, the same picture.

Each half of the ring is a column of blocks, as high as the neighbour's box or its own neighbours need, so that nothing can
meet; the ring's roundness is how far out a block begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from brobygger.map.connections import words
from brobygger.map.connections.ego import Ego, Near
from brobygger.map.connections.graph import Key
from brobygger.map.connections.plates import (
    CHILD,
    MARGIN,
    PITCH,
    RING,
    RING_OF_TWO,
    WIDTH,
    Addresses,
    Block,
    Line,
    Picture,
    Point,
    add_mark,
    blocks_of,
    centre_plate,
    moved,
    plate_of,
    weight,
)

CHORDS = 60


def wide(ego: Ego, to: Addresses) -> Picture:
    """The ring around the centre."""
    two = bool(ego.second)
    blocks, hidden = blocks_of(ego, RING_OF_TWO if two else RING)
    if hidden:
        blocks.append(Block(None, more=0))
    right, left = _halves(blocks)
    tall = max(_height(right), _height(left), 3 * PITCH)
    picture = Picture(WIDTH, tall + 2 * MARGIN, hidden=hidden)
    shape = _Ring(tall, two)
    placed: dict[Key, tuple[Point, Block]] = {}
    for half, side in ((right, 1), (left, -1)):
        y = picture.height / 2 - _height(half) / 2
        for block in half if side == 1 else reversed(half):
            _place(picture, block, side, y + block.height / 2, shape, to, ego, placed)
            y += block.height
    centre = (WIDTH / 2, picture.height / 2)
    spokes = [
        Line([centre, at], weight(block.near), block.near.ended)
        for at, block in placed.values()
        if block.near
    ]
    picture.lines[:0] = [*spokes, *_chords(ego, placed, centre)]
    picture.plates.insert(0, centre_plate(ego.centre, to.centre, centre))
    return picture


@dataclass(frozen=True)
class _Ring:
    """How far from the middle a block begins at a height, and how much room its texts have."""

    tall: float
    two: bool

    @property
    def radius(self) -> float:
        return 165.0 if self.two else 240.0

    @property
    def plate(self) -> float:
        return 178.0 if self.two else 310.0

    def start(self, dy: float) -> float:
        reach = self.tall / 2 + 40
        return max(self.radius * sqrt(max(0.0, 1 - (dy / reach) ** 2)), 64.0)


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks)


def _halves(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Clockwise from the top: the first ones on the right, cut where the two halves are most equally high."""
    cut = min(
        range(len(blocks) + 1), key=lambda k: (max(_height(blocks[:k]), _height(blocks[k:])), -k), default=0
    )
    return blocks[:cut], blocks[cut:]


def _place(
    picture: Picture,
    block: Block,
    side: int,
    y: float,
    shape: _Ring,
    to: Addresses,
    ego: Ego,
    placed: dict[Key, tuple[Point, Block]],
) -> None:
    start = shape.start(y - picture.height / 2)
    if block.near is None:
        width, plate = plate_of(None, to.more(picture.hidden), "", shape.plate, to.rest, False)
        x = WIDTH / 2 + start if side == 1 else WIDTH / 2 - start - width
        picture.plates.append(moved(plate, x, y))
        return
    near = block.near
    said = words.beside(near.edges, near.key)
    width, plate = plate_of(near.node, near.node.name, said, shape.plate, to.node(near.node), near.ended)
    x = WIDTH / 2 + start if side == 1 else WIDTH / 2 - start - width
    picture.plates.append(moved(plate, x, y))
    placed[near.key] = ((WIDTH / 2 + side * start, y), block)
    outer = WIDTH / 2 + side * (start + width)
    sign = WIDTH / 2 + side * (start + shape.plate + 38)
    _children(picture, block, near, side, (outer, sign), y, to)


def _children(
    picture: Picture,
    block: Block,
    near: Near,
    side: int,
    across: tuple[float, float],
    y: float,
    to: Addresses,
) -> None:
    outer, sign = across
    room = (WIDTH - MARGIN - sign if side == 1 else sign - MARGIN) - 12
    row = y - (block.rows - 1) * CHILD / 2
    for child in block.children:
        said = words.beside(child.edges_to(near.key), child.key)
        add_mark(
            picture,
            child.node,
            child.node.name,
            said,
            to.node(child.node),
            (sign, row),
            side,
            room,
            child.ended,
        )
        bend = (outer + sign) / 2
        points = [(outer, y), (bend, y), (bend, row), (sign, row)]
        picture.lines.append(Line(points, weight(child), child.ended))
        row += CHILD
    if block.more:
        add_mark(picture, None, to.more(block.more), "", to.node(near.node), (sign, row), side, room, False)


def _chords(ego: Ego, placed: dict[Key, tuple[Point, Block]], centre: Point) -> list[Line]:
    """Ties between neighbours, bent towards the middle; the strongest."""
    drawn = sorted(
        (e for e in ego.links if e.one in placed and e.other in placed),
        key=lambda e: (e.ended, -e.strength, e.one, e.other),
    )
    found = []
    for edge in drawn[:CHORDS]:
        a, b = placed[edge.one][0], placed[edge.other][0]
        bend = tuple((p + q) / 2 * 0.45 + c * 0.55 for p, q, c in zip(a, b, centre, strict=True))
        found.append(Line([a, (bend[0], bend[1]), b], 1, edge.ended, quiet=True))
    return found
