"""Places for everything in the four overlapping circles: the same records, the same picture; no two texts ever meet.

What lies in one room or in two neighbours has a place of its own; the middle holds what lies
in opposite rooms, in three or in four, each with its letters. A crowded place shows its strongest and a count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from brobygger.core import fonts
from brobygger.core.boxes import Box
from brobygger.strategy.models import Room
from brobygger.strategy.picture.circles import (
    HEIGHT,
    IN_THE_MIDDLE,
    PLACES,
    TARGETS,
    Area,
    between,
    place_of,
    without,
)
from brobygger.strategy.picture.reading import KINDS, PARTNERSHIP, Rooms, Thing

# Rows begin on whole steps; between rows and between neighbours so much air; places are looked for so far apart.
STEP, GAP, BETWEEN, SEARCH = 4.0, 6.0, 10.0, 12
WIDEST = 216.0
# No place has room for more.
MOST = 24
# Of each kind so many are chosen before the next kind has its turn.
TURN = 3


@dataclass(frozen=True)
class Style:
    """How the names of a kind are set: font, room at the sides for their sign, height of the first line."""

    size: float
    weight: int
    left: float
    right: float
    height: float


STYLES = {
    "focus_area": Style(14, 600, 11, 11, 28),
    "goal": Style(13, 400, 17, 3, 22),
    "offer": Style(13, 400, 17, 3, 22),
    PARTNERSHIP: Style(13, 600, 13, 13, 26),
}
LINE = 16.0
LETTERS = Style(11, 600, 5, 2, 0)
MORE = Style(13, 600, 3, 3, 20)
TITLE = Style(18, 600, 0, 0, 24)
FIGURES = Style(13, 400, 0, 0, 19)
ASKS = Style(14, 700, 14, 14, 24)


AREAS = {rooms: Area(rooms) for rooms in PLACES}


@dataclass(frozen=True)
class Label:
    """A name in its box, on one line or two."""

    thing: Thing
    lines: tuple[str, ...]
    width: float
    height: float
    letters: str = ""


@dataclass(frozen=True)
class Title:
    """A room's name and figures; `asks` are the lines of its gap where nobody is its partner."""

    room: str
    name: str
    figures: str
    asks: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """Of letter and name."""
        return 30 + fonts.width(self.name, size=TITLE.size, weight=TITLE.weight)


@dataclass(frozen=True)
class Placed:
    """One place: its labels with their boxes, and how many more lie there."""

    rooms: Rooms
    labels: tuple[tuple[Label, Box], ...] = ()
    more: int = 0
    more_text: str = ""
    more_box: Box | None = None


@dataclass(frozen=True)
class Layout:
    """Everything with its place. Title boxes hold the name, the figures and, below, what a gap asks."""

    titles: tuple[tuple[Title, Box, Box | None], ...]
    places: tuple[Placed, ...]


def lay_out(
    things: Sequence[Thing],
    totals: Mapping[tuple[str, Rooms], int],
    titles: Sequence[Title],
    letters: Mapping[str, str],
    more: str,
) -> Layout:
    """Place everything. `more` holds `{n}`; `letters` are the rooms' signs; `totals` count what has no name here too."""
    set_titles = tuple(_title(title) for title in titles)
    taken = [box for _title_, upper, asked in set_titles for box in (upper, asked) if box]
    places = []
    for rooms in PLACES:
        here = [thing for thing in things if thing.rooms and place_of(thing.rooms) == rooms]
        count = sum(n for (_kind, of), n in totals.items() if of and place_of(of) == rooms)
        places.append(_place(rooms, here, count, taken, letters, more))
    return Layout(set_titles, tuple(places))


def _title(title: Title) -> tuple[Title, Box, Box | None]:
    """The title at the outer end of its circle; what a gap asks stands beside it, on one line where there is room."""
    width = max(title.width, 0 if title.asks else fonts.width(title.figures, size=FIGURES.size))
    height = TITLE.height + (0 if title.asks else FIGURES.height)
    x, y = TARGETS[(title.room,)]
    if title.room == Room.INSPIRATION:
        top = 30.0
    elif title.room == Room.MEETING:
        top = HEIGHT - 34 - height
    else:
        top = y - 106
    box = Box(x - width / 2, top, width, height)
    if not title.asks:
        return title, box, None
    if title.room in (Room.INSPIRATION, Room.MEETING):
        title = replace(title, asks=(" ".join(title.asks),))
    wide = max(fonts.width(line, size=ASKS.size, weight=ASKS.weight) for line in title.asks)
    size = (wide + ASKS.left + ASKS.right, 23 * len(title.asks) + 15.0)
    below = box.y - size[1] - 8 if title.room == Room.MEETING else box.y + height + 8
    return title, box, Box(x - size[0] / 2, below, *size)


def _place(
    rooms: Rooms,
    here: Sequence[Thing],
    count: int,
    taken: Sequence[Box],
    letters: Mapping[str, str],
    more: str,
) -> Placed:
    """As many names as there is room for, in the order of their kinds; the rest is a count."""
    area = AREAS[rooms]
    marks = letters if rooms == IN_THE_MIDDLE else {}
    chosen = _strongest_first(here)[:MOST]
    fits, too_many, best = -1, len(chosen) + 1, Placed(rooms, more=count)
    while too_many - fits > 1:
        # All at once first, then halfway between what fits and what does not.
        shown = len(chosen) if too_many > len(chosen) else (fits + too_many) // 2
        found = _shown(area, chosen[:shown], count - shown, taken, marks, more)
        if found:
            fits, best = shown, found
        else:
            too_many = shown
    return best


def _shown(
    area: Area,
    chosen: Sequence[Thing],
    hidden: int,
    taken: Sequence[Box],
    marks: Mapping[str, str],
    more: str,
) -> Placed | None:
    """These names and the count of the rest, where there is room for all of it."""
    labels = [_label(thing, marks) for thing in _in_kinds(chosen)]
    text = (more.format(n=hidden) if chosen else str(hidden)) if hidden else ""
    width = fonts.width(text, size=MORE.size, weight=MORE.weight) + MORE.left + MORE.right
    sizes = [(label.width, label.height) for label in labels] + ([(width, MORE.height)] if hidden else [])
    boxes = _flow(area, sizes, taken)
    if boxes is None:
        return None
    with_boxes = tuple(zip(labels, boxes[: len(labels)], strict=True))
    return Placed(area.rooms, with_boxes, hidden, text, boxes[-1] if hidden else None)


def _strongest_first(here: Sequence[Thing]) -> list[Thing]:
    """Some of each kind before more of any: focus areas, partnerships, goals, offers, each in its own order."""
    turn = ("focus_area", PARTNERSHIP, "goal", "offer")
    seen = dict.fromkeys(KINDS, 0)
    keyed = []
    for thing in here:
        keyed.append(((seen[thing.kind] // TURN, turn.index(thing.kind), seen[thing.kind]), thing))
        seen[thing.kind] += 1
    return [thing for _key, thing in sorted(keyed, key=lambda one: one[0])]


def _in_kinds(things: Iterable[Thing]) -> list[Thing]:
    turn = ("focus_area", PARTNERSHIP, "goal", "offer")
    return sorted(things, key=lambda thing: turn.index(thing.kind))


def _label(thing: Thing, letters: Mapping[str, str]) -> Label:
    """On one line where it is short, else on two, else cut."""
    style = STYLES[thing.kind]
    mark = "".join(letters[room] for room in thing.rooms if room in letters)
    side = style.left + style.right
    if mark:
        side += LETTERS.left + fonts.width(mark, size=LETTERS.size, weight=LETTERS.weight)
    most = WIDEST - side
    lines = [thing.name]
    if fonts.width(thing.name, size=style.size, weight=style.weight) > most * 0.8:
        lines = fonts.halves(thing.name, size=style.size, weight=style.weight)
        if max(fonts.width(line, size=style.size, weight=style.weight) for line in lines) > most:
            lines = fonts.lines(thing.name, most, size=style.size, weight=style.weight)
    wide = max(fonts.width(line, size=style.size, weight=style.weight) for line in lines)
    return Label(thing, tuple(lines), wide + side, style.height + LINE * (len(lines) - 1), mark)


def _flow(area: Area, sizes: Sequence[tuple[float, float]], taken: Sequence[Box]) -> list[Box] | None:
    """Rows of boxes in their order, gathered about the area's target; None where they do not all fit."""
    if not sizes:
        return []
    target = _target(area)
    best: tuple[float, list[Box]] | None = None
    first, last = int(area.top), int(area.bottom)
    for start in range(first, last, SEARCH):
        made = _rows(area, sizes, taken, float(start))
        if made is None:
            continue
        middle = (made[0].y + made[-1].y + made[-1].height) / 2
        away = abs(middle - target[1]) + max(abs(box.centre[0] - target[0]) for box in made)
        if best is None or away < best[0]:
            best = away, made
    return best[1] if best else None


def _rows(
    area: Area, sizes: Sequence[tuple[float, float]], taken: Sequence[Box], start: float
) -> list[Box] | None:
    made: list[Box] = []
    top = start
    while len(made) < len(sizes):
        if top > area.bottom:
            return None
        row = _row(area, sizes[len(made) :], taken, top)
        made += row
        top = _next(max(box.y + box.height for box in row) + GAP) if row else top + STEP
    return made


def _target(area: Area) -> tuple[float, float]:
    return TARGETS.get(area.rooms) or between(area.rooms)


def _next(y: float) -> float:
    return ceil(y / STEP) * STEP


def _row(area: Area, sizes: Sequence[tuple[float, float]], taken: Sequence[Box], top: float) -> list[Box]:
    """As many of the next boxes as fit beside each other (at most two), in the middle of the widest span."""
    for many in (2, 1):
        some = sizes[:many]
        if len(some) < many:
            continue
        width = sum(w for w, _h in some) + BETWEEN * (many - 1)
        height = max(h for _w, h in some)
        spans = area.intervals(top, height)
        for box in taken:
            if box.y < top + height + GAP and top < box.y + box.height + GAP:
                spans = without(spans, (box.x - BETWEEN, box.x + box.width + BETWEEN))
        widest = max(spans, key=lambda span: span[1] - span[0], default=(0.0, 0.0))
        if widest[1] - widest[0] >= width:
            # About the same axis in every row, as far as the row reaches.
            x = min(max(_target(area)[0] - width / 2, widest[0]), widest[1] - width)
            boxes = []
            for w, h in some:
                boxes.append(Box(x, top + (height - h) / 2, w, h))
                x += w + BETWEEN
            return boxes
    return []
