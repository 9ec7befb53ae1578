"""How wide a text is: from the advances in the shipped font itself, so that what is drawn here fits in every browser.

Reads four tables of a TrueType file (OpenType 1.9: `head`, `hhea`, `hmtx`, `cmap` format 4).
"""

import struct
from functools import cache
from pathlib import Path

import brobygger

FOLDER = Path(brobygger.__file__).parent / "static" / "brobygger" / "print"
FILES = {400: "IBMPlexSans-Regular.ttf", 600: "IBMPlexSans-SemiBold.ttf", 700: "IBMPlexSans-Bold.ttf"}
# A letter that the font lacks comes from another one: counted as wide as most.
UNKNOWN = 0.7
# Browsers may round each letter; a hair is added so that no text outgrows its place.
ROUNDING = 1.01


@cache
def advances(weight: int) -> dict[int, float]:
    """Width of each character (by code point) in parts of the font's size."""
    data = (FOLDER / FILES[weight]).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for i in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        tables[tag] = offset
    per_em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    widths = [struct.unpack_from(">H", data, tables[b"hmtx"] + 4 * g)[0] for g in range(measured)]
    glyphs = _glyphs(data, tables[b"cmap"])
    return {code: widths[min(glyph, measured - 1)] / per_em for code, glyph in glyphs.items()}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph of each code point, from the Windows Unicode table in segments."""
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * i)
        at = cmap + offset
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", data, at)[0] == 4:
            return _segments(data, at)
    raise ValueError("The font has no table of characters in segments.")


def _segments(data: bytes, at: int) -> dict[int, int]:
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts = at + 14, at + 16 + 2 * segments
    deltas, ranges = starts + 2 * segments, starts + 4 * segments
    found = {}
    for i in range(segments):
        end, start, delta, offset = (
            struct.unpack_from(">H", data, base + 2 * i)[0] for base in (ends, starts, deltas, ranges)
        )
        for code in range(start, min(end, 0xFFFE) + 1):
            if offset:
                glyph = struct.unpack_from(">H", data, ranges + 2 * i + offset + 2 * (code - start))[0]
                glyph = (glyph + delta) % 0x10000 if glyph else 0
            else:
                glyph = (code + delta) % 0x10000
            if glyph:
                found[code] = glyph
    return found


def width(text: str, *, size: float, weight: int = 400) -> float:
    """Width of one line of `text` in pixels at `size` pixels."""
    known = advances(weight)
    return sum(known.get(ord(letter), UNKNOWN) for letter in text) * size * ROUNDING


def shortened(text: str, most: float, *, size: float, weight: int = 400) -> str:
    """`text` itself where it fits in `most` pixels, else as much of it as fits, with an ellipsis."""
    if width(text, size=size, weight=weight) <= most:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip(" ,.-") + "…"
        if width(cut, size=size, weight=weight) <= most:
            return cut
    return "…"


def lines(text: str, most: float, *, size: float, weight: int = 400, limit: int = 2) -> list[str]:
    """`text` on at most `limit` lines of `most` pixels, broken between words; what is left over is cut."""
    words = text.split()
    made: list[str] = []
    while words and len(made) < limit:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size=size, weight=weight) <= most:
            line += " " + words.pop(0)
        made.append(line)
    if words:
        made[-1] = " ".join([made[-1], *words])
    return [shortened(line, most, size=size, weight=weight) for line in made]


def halves(text: str, *, size: float, weight: int = 400) -> list[str]:
    """`text` on two lines as equal as its words allow; on one where it is a single word."""
    words = text.split()
    if len(words) < 2:
        return [text]
    pairs = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return list(min(pairs, key=lambda pair: max(width(half, size=size, weight=weight) for half in pair)))
