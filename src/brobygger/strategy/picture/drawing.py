"""Writes the four circles as SVG: presentation attributes only, so that it stands alone, prints, and passes a strict policy.

A kind is told by its sign, never by colour alone: a focus area stands in a box, a partnership in a filled pill, a goal
behind a diamond, an offer behind a square that is full, half full or empty as the offer is strong, fair or weak.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import escape

from brobygger.core.boxes import Box
from brobygger.strategy.models import Purpose, Room, Strength
from brobygger.strategy.picture.circles import CENTRES, HEIGHT, RADIUS, WIDTH
from brobygger.strategy.picture.layout import LETTERS, LINE, STYLES, Label, Layout, Placed, Title
from brobygger.strategy.picture.reading import PARTNERSHIP, Rooms

INK, STONE, BRICK, PAPER = "#1C2B33", "#665F56", "#B0431A", "#FBF9F5"
# In the middle the circles' edges run behind the names.
HALO = ' stroke="#fff" stroke-width="3" stroke-opacity="0.7" paint-order="stroke"'
# identity.md, "Colour": for signs and for the ground.
TONES = {
    Room.INSPIRATION.value: ("#7A3B78", "#E4D3E4"),
    Room.LEARNING.value: ("#0E6B5E", "#C9E3DD"),
    Room.MEETING.value: ("#75600A", "#EAE0B4"),
    Room.PERFORMATIVE.value: ("#2B58A5", "#D0DCF0"),
}
# Each purpose in the corner between its two rooms: where its text ends or begins, and its baseline.
CORNERS = {
    Purpose.EXPERIENCE: (72.0, 84.0, "start"),
    Purpose.EMPOWERMENT: (72.0, HEIGHT - 74, "start"),
    Purpose.ENGAGEMENT: (WIDTH - 72, HEIGHT - 74, "end"),
    Purpose.INNOVATION: (WIDTH - 72, 84.0, "end"),
}


@dataclass(frozen=True)
class Told:
    """The picture's texts and addresses: what it is called, what each name is to those who hear it, where links lead."""

    title: str
    text: str
    kinds: Mapping[str, str]
    strengths: Mapping[str, str]
    letters: Mapping[str, str]
    purposes: Mapping[str, str]
    derived: str
    thing: Callable[[str, int], str]
    place: Callable[[Rooms], str]
    gap: Callable[[str], str]


def draw(layout: Layout, told: Told, *, alone: bool = False) -> str:
    """The picture as one SVG element; `alone` adds what a file of its own needs, and leaves out the links."""
    return "".join(_parts(layout, told, alone))


def _parts(layout: Layout, told: Told, alone: bool) -> Iterator[str]:
    size = f' xmlns="http://www.w3.org/2000/svg" width="{_n(WIDTH)}" height="{_n(HEIGHT)}"' if alone else ""
    yield (
        f'<svg{size} class="rooms-picture" viewBox="0 0 {_n(WIDTH)} {_n(HEIGHT)}" role="group"'
        ' aria-labelledby="rooms-title rooms-text" font-family="IBM Plex Sans, sans-serif" font-size="13">'
        f'<title id="rooms-title">{escape(told.title)}</title><desc id="rooms-text">{escape(told.text)}</desc>'
    )
    yield from _ground(layout)
    yield from _corners(told)
    for title, box, asked in layout.titles:
        yield from _title(title, box, asked, told, alone)
    for placed in layout.places:
        yield from _place(placed, told, alone)
    yield "</svg>"


def _ground(layout: Layout) -> Iterator[str]:
    """Tinted circles that shine through each other, then their edges; a room that nobody is a partner of is dashed."""
    gaps = {title.room for title, _box, asked in layout.titles if asked}
    for room, (_strong, tint) in TONES.items():
        yield _circle(room, f'fill="{tint}" fill-opacity="0.62"')
    for room, (strong, _tint) in TONES.items():
        edge = (
            f'stroke="{BRICK}" stroke-dasharray="7 5" stroke-width="2"'
            if room in gaps
            else f'stroke="{strong}"'
        )
        yield _circle(room, f'fill="none" {edge} stroke-opacity="0.85"')


def _circle(room: str, look: str) -> str:
    x, y = CENTRES[room]
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(RADIUS)}" {look}/>'


def _corners(told: Told) -> Iterator[str]:
    yield f'<g font-size="15" font-weight="600" fill="{STONE}">'
    for purpose, (x, y, anchor) in CORNERS.items():
        yield f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{escape(told.purposes[purpose.value])}</text>'
    yield "</g>"


def _title(title: Title, box: Box, asked: Box | None, told: Told, alone: bool) -> Iterator[str]:
    strong, _tint = TONES[title.room]
    x = box.x + (box.width - title.width) / 2
    name = (
        f'<rect x="{_n(x)}" y="{_n(box.y)}" width="22" height="22" rx="5" fill="{strong}"/>'
        f'<text x="{_n(x + 11)}" y="{_n(box.y + 16)}" text-anchor="middle" font-size="14" font-weight="600"'
        f' fill="#fff">{escape(told.letters[title.room])}</text>'
        f'<text x="{_n(x + 30)}" y="{_n(box.y + 17.5)}" font-size="18" font-weight="600"'
        f' fill="{strong}">{escape(title.name)}</text>'
    )
    yield _link(told.place((title.room,)), name, alone, "rooms-title")
    if asked:
        yield _link(told.gap(title.room), _asks(title, asked), alone, "rooms-gap")
        return
    yield (
        f'<text x="{_n(box.centre[0])}" y="{_n(box.y + 39)}" text-anchor="middle"'
        f' fill="{INK}">{escape(title.figures)}</text>'
    )


def _asks(title: Title, box: Box) -> str:
    """The only solid field: nobody is a partner here, and who could be?"""
    rows = []
    for i, line in enumerate(title.asks):
        look = ' text-decoration="underline"' if i == len(title.asks) - 1 else ""
        y = box.y + 24 + 23 * i
        rows.append(f'<text x="{_n(box.centre[0])}" y="{_n(y)}"{look}>{escape(line)}</text>')
    return (
        f'<rect {_box(box)} rx="8" fill="{BRICK}"/>'
        f'<g fill="#fff" font-size="14" font-weight="700" text-anchor="middle">{"".join(rows)}</g>'
    )


def _place(placed: Placed, told: Told, alone: bool) -> Iterator[str]:
    strong = TONES[placed.rooms[0]][0] if len(placed.rooms) == 1 and placed.rooms[0] in TONES else INK
    for label, box in placed.labels:
        yield _name(label, box, strong, told, alone)
    if placed.more_box:
        x, y = placed.more_box.centre[0], placed.more_box.y + 15
        text = (
            f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="middle" font-weight="600" text-decoration="underline"'
            f' fill="{strong}">{escape(placed.more_text)}</text>'
        )
        yield _link(told.place(placed.rooms), text, alone, "rooms-more")


def _name(label: Label, box: Box, strong: str, told: Told, alone: bool) -> str:
    thing, style = label.thing, STYLES[label.thing.kind]
    ink = "#fff" if thing.kind == PARTNERSHIP else INK
    look = f' font-size="{_n(style.size)}"' if style.size != 13 else ""
    look += ' font-weight="600"' if style.weight == 600 else ""
    look += ' font-style="italic"' if thing.derived else ""
    if label.letters and thing.kind in ("goal", "offer"):
        look += HALO
    first = box.y + style.height / 2 + style.size * 0.35
    rows = "".join(
        f'<text x="{_n(box.x + style.left)}" y="{_n(first + LINE * i)}"{look} fill="{ink}">{escape(line)} </text>'
        for i, line in enumerate(label.lines)
    )
    if label.letters:
        end = (
            box.x + box.width - (style.right - 2)
            if thing.kind in (PARTNERSHIP, "focus_area")
            else box.x + box.width
        )
        rows += (
            f'<text x="{_n(end)}" y="{_n(first)}" text-anchor="end" font-size="{_n(LETTERS.size)}" font-weight="600"'
            f' fill="{ink}">{escape(label.letters)}</text>'
        )
    # What is seen comes first in what is heard; a name that was cut follows whole.
    seen = " ".join(label.lines)
    spoken = [f"{seen} {label.letters}".strip(), told.kinds[thing.kind]]
    if seen != thing.name:
        spoken.insert(1, thing.name)
    if thing.strength:
        spoken.append(told.strengths[thing.strength])
    if thing.derived:
        spoken.append(told.derived)
    body = _sign(label, box, strong) + rows
    return _link(told.thing(thing.kind, thing.pk), body, alone, "rooms-name", ", ".join(spoken))


def _sign(label: Label, box: Box, strong: str) -> str:
    kind = label.thing.kind
    if kind == PARTNERSHIP:
        return f'<rect {_box(box)} rx="13" fill="{strong}"/>'
    if kind == "focus_area":
        return f'<rect {_box(box)} rx="4" fill="#fff" stroke="{INK}" stroke-width="1.6"/>'
    x, y = box.x + 1, box.y + 11
    if kind == "goal":
        return f'<path d="M{_n(x)} {_n(y)}l5.5 -5.5l5.5 5.5l-5.5 5.5z" fill="none" stroke="{INK}" stroke-width="1.6"/>'
    dashed = "" if label.thing.strength else ' stroke-dasharray="2 2"'
    square = (
        f'<path d="M{_n(x)} {_n(y - 5)}h10v10h-10z" fill="#fff" stroke="{INK}" stroke-width="1.4"{dashed}/>'
    )
    full = {Strength.STRONG.value: 10.0, Strength.FAIR.value: 5.0}.get(label.thing.strength)
    if full:
        square += f'<path d="M{_n(x)} {_n(y + 5 - full)}h10v{_n(full)}h-10z" fill="{INK}"/>'
    return square


def _link(url: str, body: str, alone: bool, name: str, label: str = "") -> str:
    if alone:
        return body
    told = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="{escape(url)}" class="{name}"{told}>{body}</a>'


def _box(box: Box) -> str:
    return f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'


def _n(number: float) -> str:
    """A number with at most one decimal, as short as can be."""
    return f"{number:.1f}".removesuffix(".0")
