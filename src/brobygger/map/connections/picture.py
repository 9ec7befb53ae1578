"""Writes a placed ego network as SVG: presentation attributes only. What a node is is told by its shape, not by colour."""

from collections.abc import Iterator, Sequence

from django.utils.html import escape

from brobygger.map.connections.graph import COLLEAGUE, ORGANISATION, PERSON
from brobygger.map.connections.plates import Line, Mark, Picture, Plate, Point

INK, STONE, EDGE, LINE, WHITE = "#1C2B33", "#665F56", "#8A8175", "#C9C1B4", "#FFFFFF"


def draw(picture: Picture, *, name: str, title: str, text: str) -> str:
    """The picture as one SVG element called `name`, with `title` and `text` for those who hear it."""
    return "".join(_parts(picture, name, title, text))


def _parts(picture: Picture, name: str, title: str, text: str) -> Iterator[str]:
    yield (
        f'<svg class="ego-picture" viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" role="group"'
        f' aria-labelledby="{name}-title {name}-text" font-family="IBM Plex Sans, sans-serif">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-text">{escape(text)}</desc>'
        '<g fill="none" stroke-linecap="round">'
    )
    for line in picture.lines:
        yield _line(line)
    yield "</g>"
    for plate in picture.plates:
        yield from _plate(plate)
    for mark in picture.marks:
        yield from _mark(mark)
    yield "</svg>"


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _line(line: Line) -> str:
    tone = LINE if line.ended or line.quiet else EDGE
    return f'<path d="{_path(line.points)}" stroke="{tone}" stroke-width="{_n(line.weight)}"/>'


def _path(points: Sequence[Point]) -> str:
    """Two points are a line, four a curve; three bend by the middle one, or turn a corner where they are square."""
    at = [f"{_n(x)} {_n(y)}" for x, y in points]
    if len(points) == 4:
        return f"M{at[0]}C{at[1]} {at[2]} {at[3]}"
    square = len(points) == 3 and points[0][0] == points[1][0] and points[1][1] == points[2][1]
    if len(points) == 3 and not square:
        return f"M{at[0]}Q{at[1]} {at[2]}"
    return "M" + "L".join(at)


def _link(url: str, full: str) -> str:
    told = f"<title>{escape(full)}</title>" if full else ""
    return f'<a href="{escape(url)}">{told}'


def _plate(plate: Plate) -> Iterator[str]:
    box = plate.box
    kind = plate.node.kind if plate.node else ""
    dark = plate.centre or (kind == COLLEAGUE and not plate.ended)
    round_ = 4.0 if kind == ORGANISATION else box.height / 2
    fill = INK if dark else WHITE
    edge = LINE if plate.ended else INK if kind else EDGE
    tone = WHITE if dark else STONE if plate.ended or not kind else INK
    x, size = box.x + 12, 15 if plate.centre else 14
    yield _link(plate.url, plate.full)
    yield (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="{_n(round_)}"'
        f' fill="{fill}" stroke="{edge}" stroke-width="1.5"/>'
    )
    lines = plate.name.split("\n")
    # Lines of 18 px around the middle; what ties it is the last.
    y = box.y + box.height / 2 - 9 * (len(lines) + bool(plate.said)) + 13.5
    under = ' text-decoration="underline"' if not kind else ""
    for line in lines:
        yield f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}" font-weight="600" fill="{tone}"{under}>{escape(line)}</text>'
        y += 18
    if plate.said:
        quiet = "#E3DCD0" if dark else STONE
        yield f'<text x="{_n(x)}" y="{_n(y - 1)}" font-size="13" fill="{quiet}">{escape(plate.said)}</text>'
    yield "</a>"


def _mark(mark: Mark) -> Iterator[str]:
    tone = STONE if mark.ended or mark.node is None else INK
    yield _link(mark.url, mark.full)
    # The whole row can be pressed, also between letters.
    yield (
        f'<rect x="{_n(mark.box.x - 6)}" y="{_n(mark.box.y - 1)}" width="{_n(mark.box.width + 6)}" height="{_n(mark.box.height + 2)}"'
        ' fill="#000" fill-opacity="0"/>'
    )
    yield _sign(mark, EDGE if mark.ended else INK)
    x, anchor = (mark.x - 12, ' text-anchor="end"') if mark.to_left else (mark.x + 12, "")
    under = ' text-decoration="underline"' if mark.node is None else ""
    y = mark.y - 3 if mark.said else mark.y + 4.5
    yield f'<text x="{_n(x)}" y="{_n(y)}" font-size="13" fill="{tone}"{anchor}{under}>{escape(mark.name)}</text>'
    if mark.said:
        yield f'<text x="{_n(x)}" y="{_n(mark.y + 12.5)}" font-size="13" fill="{STONE}"{anchor}>{escape(mark.said)}</text>'
    yield "</a>"


def _sign(mark: Mark, tone: str) -> str:
    """A square is an organisation, a ring a person, a disc a colleague."""
    kind = mark.node.kind if mark.node else ""
    x, y = mark.x, mark.y
    if kind == ORGANISATION:
        return f'<rect x="{_n(x - 4.5)}" y="{_n(y - 4.5)}" width="9" height="9" fill="{WHITE}" stroke="{tone}" stroke-width="1.5"/>'
    if kind in (PERSON, COLLEAGUE):
        fill = tone if kind == COLLEAGUE else WHITE
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4.5" fill="{fill}" stroke="{tone}" stroke-width="1.5"/>'
    return ""
