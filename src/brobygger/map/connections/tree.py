"""Places an ego network as a tree, one below the other, for a narrow screen."""

from dataclasses import replace

from brobygger.core.boxes import Box
from brobygger.map.connections import words
from brobygger.map.connections.ego import Ego, Near
from brobygger.map.connections.plates import (
    BOX_HEIGHT,
    CHILD,
    MARGIN,
    PITCH,
    RING_OF_TWO,
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

NARROW = 344.0
INDENT, STEP_IN = 22.0, 44.0
ROW = PITCH + 4


def narrow(ego: Ego, to: Addresses) -> Picture:
    """The centre on top, then each neighbour with its own below it."""
    blocks, hidden = blocks_of(ego, RING_OF_TWO)
    picture = Picture(NARROW, 0, hidden=hidden)
    centre = centre_plate(ego.centre, to.centre, (0, 0))
    box = Box(2, 2, centre.box.width, centre.box.height)
    picture.plates.append(replace(centre, box=box))
    top = y = box.y + box.height
    for block in blocks:
        if block.near:
            y = _branch(picture, block, block.near, top, y, to)
    if hidden:
        _width, plate = plate_of(None, to.more(hidden), "", NARROW - INDENT - 14, to.rest, False)
        picture.plates.append(moved(plate, INDENT + 12, y + ROW / 2))
        y += ROW
    picture.height = y + MARGIN
    return picture


def _branch(picture: Picture, block: Block, near: Near, top: float, y: float, to: Addresses) -> float:
    """A neighbour and its own from `y` downwards; returns where the next begins."""
    trunk, middle = 14.0, y + ROW / 2
    said = words.beside(near.edges, near.key)
    _width, plate = plate_of(
        near.node, near.node.name, said, NARROW - INDENT - 14, to.node(near.node), near.ended
    )
    picture.plates.append(moved(plate, INDENT + 12, middle))
    picture.lines.append(
        Line([(trunk, top), (trunk, middle), (INDENT + 12, middle)], weight(near), near.ended)
    )
    y += ROW
    stem, room = INDENT + 26, NARROW - INDENT - STEP_IN - 16
    for child in block.children:
        told = words.beside(child.edges_to(near.key), child.key)
        at: Point = (INDENT + STEP_IN, y + CHILD / 2)
        add_mark(picture, child.node, child.node.name, told, to.node(child.node), at, 1, room, child.ended)
        picture.lines.append(Line([(stem, middle + BOX_HEIGHT / 2), (stem, at[1]), at], 1, child.ended))
        y += CHILD
    if block.more:
        at = (INDENT + STEP_IN, y + CHILD / 2)
        add_mark(picture, None, to.more(block.more), "", to.node(near.node), at, 1, room, False)
        y += CHILD
    return y
