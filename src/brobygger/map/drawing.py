"""Writes a placed map as SVG: presentation attributes only, so that it stands alone, prints, and passes a strict policy.

Level is told by shape (filled, outlined, dot, dashed), never by colour alone. Every name is a link, in the order in which
one would read: sector by sector, from the middle outwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import escape

from brobygger.core.boxes import Box
from brobygger.map.geometry import Region
from brobygger.map.layout import LINE, MORE, WISH, Label, Layout, Line, PlacedCell, Title
from brobygger.network.models import Level

INK, STONE, BRICK, EDGE, PAPER = "#1C2B33", "#665F56", "#B0431A", "#8A8175", "#FBF9F5"
ARCH = "M-20 13 V11 A20 20 0 0 1 20 11 V13 M-8 -6.5 V13 M0 -9 V13 M8 -6.5 V13"


@dataclass(frozen=True)
class Tone:
    """A sector's colours: for names and signs, and the tints of its rings from the middle outwards."""

    strong: str
    tints: tuple[str, str, str]


# identity.md, "Colour".
TONES = {
    "inspiration": Tone("#7A3B78", ("#E4D3E4", "#EFE4EF", "#F7F1F7")),
    "learning": Tone("#0E6B5E", ("#C9E3DD", "#DDEEEA", "#EEF6F4")),
    "meeting": Tone("#75600A", ("#EAE0B4", "#F2EBCD", "#F9F5E6")),
    "performative": Tone("#2B58A5", ("#D0DCF0", "#E2EAF6", "#F0F4FA")),
    "": Tone(INK, ("#E3DCD0", "#EDE7DC", "#F5F1E9")),
}


@dataclass(frozen=True)
class Spoken:
    """What the picture is called and told to those who hear it; `signs` explain the marks behind names."""

    title: str
    text: str
    several: str = ""
    moved: dict[str, str] | None = None
    # Tells two maps on one page apart.
    key: str = "map"


def draw(layout: Layout, spoken: Spoken, *, alone: bool = False) -> str:
    """The map as one SVG element; `alone` adds what a file of its own needs."""
    return "".join(_parts(layout, spoken, alone))


def _parts(layout: Layout, spoken: Spoken, alone: bool) -> Iterator[str]:
    shape = layout.shape
    w, h = _n(shape.width), _n(shape.height)
    size = f' xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}"' if alone else ""
    yield (
        f'<svg{size} class="circle-map" viewBox="0 0 {w} {h}" role="group" aria-labelledby="{spoken.key}-title {spoken.key}-text"'
        f' data-rings="{_n(shape.cx)} {_n(shape.cy)} {" ".join(map(_n, shape.radii))} {" ".join(shape.rings)}"'
        ' font-family="IBM Plex Sans, sans-serif" font-size="14">'
        f'<title id="{spoken.key}-title">{escape(spoken.title)}</title><desc id="{spoken.key}-text">{escape(spoken.text)}</desc>'
    )
    if alone:
        yield f'<rect width="{w}" height="{h}" fill="{PAPER}"/>'
    yield '<g stroke="#fff" stroke-width="3">'
    for cell in layout.cells:
        yield _ground(cell)
    yield "</g>"
    for sector in layout.scene.sectors:
        yield f'<g role="group" aria-label="{escape(sector.label)}">'
        for title in layout.titles:
            if title.sector is sector:
                yield from _title(title)
        for cell in layout.cells:
            if cell.sector is sector:
                yield from _cell(cell, spoken)
        yield "</g>"
    yield from _plates(layout)
    yield from _middle(layout)
    yield "</svg>"


# The ground


def _tone(cell: PlacedCell) -> Tone:
    return TONES.get(cell.sector.tone, TONES[""])


def _ground(cell: PlacedCell) -> str:
    ring = [Level.PARTNERSHIP, Level.COOPERATION, Level.NETWORK].index(Level(cell.level))
    fill = BRICK if _is_loud(cell) else _tone(cell).tints[ring]
    return f'<path d="{_wedge(cell.region)}" fill="{fill}"/>'


def _is_loud(cell: PlacedCell) -> bool:
    """Where there is no partnership the whole cell asks; an empty ring further out asks in words alone."""
    return cell.is_gap and cell.level == Level.PARTNERSHIP and bool(cell.gap_lines)


def _wedge(region: Region) -> str:
    if region.is_whole:
        return _round(region, region.outer) + _round(region, region.inner)
    outer, inner = region.outer, region.inner
    large = 1 if region.sweep > pi else 0
    a, b = region.start, region.start + region.sweep
    return (
        f"M{_at(region, outer, a)}A{_n(outer)} {_n(outer)} 0 {large} 1 {_at(region, outer, b)}"
        f"L{_at(region, inner, b)}A{_n(inner)} {_n(inner)} 0 {large} 0 {_at(region, inner, a)}Z"
    )


def _round(region: Region, radius: float) -> str:
    r = _n(radius)
    return (
        f"M{_n(region.cx - radius)} {_n(region.cy)}"
        f"a{r} {r} 0 1 0 {_n(2 * radius)} 0a{r} {r} 0 1 0 {_n(-2 * radius)} 0Z"
    )


def _at(region: Region, radius: float, angle: float) -> str:
    return f"{_n(region.cx + radius * cos(angle))} {_n(region.cy + radius * sin(angle))}"


# What stands in the cells


def _cell(cell: PlacedCell, spoken: Spoken) -> Iterator[str]:
    tone = _tone(cell)
    if cell.is_gap:
        yield _gap(cell, tone)
        return
    for label in cell.labels:
        yield _name(label, cell, tone, spoken)
    if cell.more_box:
        told = f"{cell.sector.label}, {cell.level_name}: {cell.more_text}"
        look = ' text-decoration="underline"' if cell.cell.url else ""
        text = (
            f'<text x="{_n(cell.more_box.centre[0])}" y="{_n(cell.more_box.y + 15)}" text-anchor="middle"'
            f' font-size="{_n(MORE.size)}" font-weight="600"{look} fill="{tone.strong}">{escape(cell.more_text)}</text>'
        )
        yield _link(cell.cell.url, "map-more", told, text)


def _gap(cell: PlacedCell, tone: Tone) -> str:
    if cell.gap_box is None:
        return ""
    loud = _is_loud(cell)
    x = _n(cell.gap_box.centre[0])
    each = cell.gap_box.height / len(cell.gap_lines)
    size = _n(each - 7)
    fill = "#fff" if loud else BRICK
    rows = []
    for i, line in enumerate(cell.gap_lines):
        last = i == len(cell.gap_lines) - 1
        line_below = ' text-decoration="underline"' if cell.cell.gap_url else ""
        look = f'{line_below} font-weight="600"' if last else ' font-weight="700"'
        y = _n(cell.gap_box.y + each * (i + 0.75))
        rows.append(f'<text x="{x}" y="{y}" font-size="{size}"{look}>{escape(line)}</text>')
    seen, asked = " ".join(cell.gap_lines), " ".join(cell.gap_words)
    told = f"{cell.sector.label}, {cell.level_name}: {asked if seen in asked else f'{seen} {asked}'}"
    # Between the lines is pressed as well.
    ground = f'<rect {_box(cell.gap_box)} fill="none" pointer-events="all"/>' if cell.cell.gap_url else ""
    return _link(
        cell.cell.gap_url, "map-gap", told, ground + " ".join(rows), f' fill="{fill}" text-anchor="middle"'
    )


def _name(label: Label, cell: PlacedCell, tone: Tone, spoken: Spoken) -> str:
    node, box, style = label.node, label.box, cell.style
    dim = ' opacity="0.25"' if node.dimmed else ""
    cut = any(line.endswith("…") for line in label.lines)
    seen = " ".join(label.lines).replace("…", "")
    # Word by word what is seen is part of what it is called: whoever speaks to the machine says what is seen.
    told = [node.name] if f" {seen} " in f" {node.name} " else [" ".join(label.lines), node.name]
    if node.several and spoken.several:
        told.append(spoken.several)
    if node.moved and spoken.moved:
        told.append(spoken.moved.get(node.moved, ""))
    name = ", ".join(told) if cut or len(told) > 1 or len(label.lines) > 1 else ""
    body, ink = _shape(box, cell.level, tone)
    x = box.x + style.side
    first = box.y + style.height / 2 + style.size * 0.35
    weight = ' font-weight="600"' if style.weight == 600 else ""
    slant = ' font-style="italic"' if node.derived else ""
    rows = " ".join(
        f'<text x="{_n(x)}" y="{_n(first + LINE * i)}" font-size="{_n(style.size)}"{weight}{slant}'
        f' fill="{ink}">{escape(line)}</text>'
        for i, line in enumerate(label.lines)
    )
    known = f' data-node="{node.pk}"' if node.url else ""
    return _link(node.url, "map-node", name, f"{body}{rows}{_marks(label, ink)}", known + dim)


def _shape(box: Box, level: str, tone: Tone) -> tuple[str, str]:
    """The sign of the level, and the colour of the text on it."""
    if level == Level.NETWORK:
        dot = f'<circle cx="{_n(box.x + 3)}" cy="{_n(box.y + 10)}" r="2.6" fill="{tone.strong}"/>'
        return dot, INK
    fill, ink = (tone.strong, "#fff") if level == Level.PARTNERSHIP else ("#fff", INK)
    edge = "" if level == Level.PARTNERSHIP else f' stroke="{tone.strong}" stroke-width="1.4"'
    return f'<rect {_box(box)} rx="14" fill="{fill}"{edge}/>', ink


def _marks(label: Label, ink: str) -> str:
    """Two rings: stands in several sectors. A triangle: nearer the middle, further out; a cross: new."""
    marks = []
    x = label.box.x + label.box.width - (8 if len(label.lines[0]) else 0)
    y = label.box.y + 14 if label.box.height >= 26 else label.box.y + 10
    if label.node.several:
        marks.append(
            f'<g fill="none" stroke="{ink}"><circle cx="{_n(x - 7)}" cy="{_n(y)}" r="3"/>'
            f'<circle cx="{_n(x - 3)}" cy="{_n(y)}" r="3"/></g>'
        )
        x -= 14
    if shape := _MOVED.get(label.node.moved):
        marks.append(
            f'<path d="{shape}" transform="translate({_n(x - 5)} {_n(y)})" fill="{ink}" stroke="{ink}"/>'
        )
    return "".join(marks)


_MOVED = {"in": "M0 -4L4 3H-4Z", "out": "M0 4L4 -3H-4Z", "new": "M0 -4V4M-4 0H4", "gone": "M-4 0H4"}


# Around the circle


def _title(title: Title) -> Iterator[str]:
    tone = TONES.get(title.sector.tone, TONES[""])
    size = title.size
    if title.letter:
        box = title.letter
        yield (
            f'<rect {_box(box)} rx="5" fill="{tone.strong}"/><text x="{_n(box.centre[0])}" y="{_n(box.y + 16)}"'
            f' text-anchor="middle" font-size="14" font-weight="600" fill="#fff">{escape(title.sector.letter)}</text>'
        )
    rows = "".join(_text(line, size, tone.strong, ' font-weight="600"') for line in title.lines)
    yield _link(title.sector.url, "map-sector", "", rows)
    yield from (_text(line, 14 if size == 18 else 13, STONE) for line in title.count)
    for wish, box, text in title.wishes:
        pill = (
            f'<rect {_box(box)} rx="13" fill="#fff" stroke="{INK}" stroke-dasharray="4 3"/>'
            f'<text x="{_n(box.x + WISH.side)}" y="{_n(box.y + 17.5)}" font-size="13" fill="{INK}">{escape(text)}</text>'
        )
        yield _link(wish.url, "map-wish", wish.text, pill)
    if title.more:
        yield _text(title.more[1], 13, STONE)


def _plates(layout: Layout) -> Iterator[str]:
    """Ring names lie on top, for the eye alone: every name's level is in the table and in the groups' order."""
    yield '<g aria-hidden="true" text-anchor="middle" font-size="13" font-weight="600">'
    for plate in layout.plates:
        x, y = plate.box.centre
        yield (
            f'<rect {_box(plate.box)} rx="3" fill="#fff"/><text x="{_n(x)}" y="{_n(y + 4.5)}"'
            f' fill="{INK}">{escape(plate.text)}</text>'
        )
    yield "</g>"


def _middle(layout: Layout) -> Iterator[str]:
    shape = layout.shape
    if shape.is_quarter:
        return
    x, y, r = shape.cx, shape.cy, shape.radii[0]
    yield (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r + 4)}" fill="{PAPER}"/>'
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r - 3)}" fill="{INK}"/>'
        f'<g transform="translate({_n(x)} {_n(y - 22)})" fill="none" stroke="#fff" stroke-width="3.2"><path d="{ARCH}"/>'
        f'<path d="M-24 14H24" stroke="#E07A4F" stroke-width="4"/></g>'
    )
    yield f'<g text-anchor="middle" fill="#fff"><text x="{_n(x)}" y="{_n(y + 14)}" font-weight="600">'
    yield f'{escape(layout.centre)}</text><text x="{_n(x)}" y="{_n(y + 32)}" font-size="13">{escape(layout.shown)}</text></g>'


def _link(url: str, kind: str, told: str, body: str, more: str = "") -> str:
    """A link with what it is called, where its text does not say it; without an address the same, leading nowhere."""
    if not url:
        return f"<g{more}>{body}</g>"
    name = f' aria-label="{escape(told)}"' if told else ""
    return f'<a href="{escape(url)}" class="{kind}"{name}{more}>{body}</a>'


def _text(line: Line, size: float, fill: str, more: str = "") -> str:
    anchor = "" if line.anchor == "start" else f' text-anchor="{line.anchor}"'
    return (
        f'<text x="{_n(line.x)}" y="{_n(line.y)}"{anchor} font-size="{_n(size)}"{more}'
        f' fill="{fill}">{escape(line.text)}</text>'
    )


def _box(box: Box) -> str:
    return f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'


def _n(number: float) -> str:
    """A number with at most one decimal, as short as can be."""
    return f"{number:.1f}".removesuffix(".0")
