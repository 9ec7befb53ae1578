"""Files that were good once: bytes turned, pieces lost, doubled and swapped, and what nobody should put in a cell."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = ("network_messy.csv", "network_messy.xlsx", "cards.vcf", "events.json")
NASTY = (
    b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\r", b"\n", b"\r\n", b'"', b'""', b";", b",", b"\t", b"'",
    b"=HYPERLINK(1)", b"-1+2", b"1e308", b"1e400", b"-0", b"NaN", b"Infinity", b"99999999999999999999", b"010190-1234",
    b"0101901234", b"31-02-2024", b"00-00-0000", b"9999-12-31", b"0001-01-01", b"2024-13-45T99:99:99Z", b"%s%n{0}{x}",
    b"<script>", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;", b"../../x", b"A" * 5000, b"[" * 2000,
    b'{"a":' * 500, "ß\u0130\u0301\u202e\ufeff\U0001f600".encode(), b"BEGIN:VCARD\n", b"END:VCARD\n", b"null", b"true",
)  # fmt: skip
LONGEST = 200_000


def inputs(seed: int, number: int) -> Iterator[tuple[str, bytes]]:
    """(name, content) of `number` files; the same for the same seed."""
    chance = random.Random(seed)
    good = {name: (EXAMPLES / name).read_bytes() for name in NAMES}
    for _ in range(number):
        name = chance.choice(NAMES)
        yield name, mutated(name, good, chance)


def mutated(name: str, good: dict[str, bytes], chance: random.Random) -> bytes:
    """One file, a little or badly damaged. Half of the workbooks are damaged inside, where the archive still opens."""
    content = good[name]
    if name.endswith(".xlsx"):
        return _inside(content, chance) if chance.random() < 0.6 else _damaged(content, chance)
    if name.endswith(".json") and chance.random() < 0.7:
        return _restructured(content, chance)
    if chance.random() < 0.05:
        content = good[chance.choice(NAMES)]
    return _damaged(_shorter(content, chance), chance)


ODD: tuple[Any, ...] = (
    None, True, -1, 10**30, 1.5e308, "", " ", [], {}, [[]], [None], {"start": None}, "010190-1234", "a" * 3000, "2024-02-31",
    "9999-12-31T23:59:59+99:99", "0001-01-01", "javascript:alert(1)", "https://[::1", "\x00", "\u202e\u0301", "<b>", ["x"] * 300,
)  # fmt: skip


def _restructured(content: bytes, chance: random.Random) -> bytes:
    """Still JSON, with values that nobody should send."""
    data = json.loads(content)
    events = chance.sample(data, chance.randrange(1, 6))
    for _ in range(chance.choice((1, 2, 5))):
        place: Any = chance.choice(events)
        while True:
            key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.6:
                place = place[key]
                continue
            place[key] = chance.choice(ODD)
            break
    shape: Any = chance.choice((events, {"events": events}, {"data": events, "x": 1}))
    return json.dumps(shape, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _shorter(content: bytes, chance: random.Random) -> bytes:
    """The first line and some of the others: most faults show in few rows, and few rows are quick."""
    lines = content.splitlines(keepends=True)
    if chance.random() < 0.2 or len(lines) < 20:
        return content
    begin = chance.randrange(1, len(lines) - 10)
    return b"".join([lines[0], *lines[begin : begin + chance.randrange(1, 40)]])


def _damaged(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        content = chance.choice(WAYS)(content, chance)[:LONGEST]
    return content


def _inside(content: bytes, chance: random.Random) -> bytes:
    """The workbook packed anew with one of its parts damaged, doubled or left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        sheets = [name for name in names if "sheet" in name or "sharedStrings" in name] or names
        hurt = chance.choice(sheets if chance.random() < 0.8 else names)
        for name in names:
            part = old.read(name)
            if name != hurt:
                new.writestr(name, part)
            elif chance.random() > 0.05:
                new.writestr(name, _damaged(part, chance))
    return made.getvalue()


def _turn(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return b"\0"
    place = chance.randrange(len(content))
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def _lose(content: bytes, chance: random.Random) -> bytes:
    begin, end = _piece(content, chance)
    return content[:begin] + content[end:]


def _double(content: bytes, chance: random.Random) -> bytes:
    begin, end = _piece(content, chance)
    return content[:end] + content[begin:end] * chance.choice((1, 1, 3, 20)) + content[end:]


def _swap(content: bytes, chance: random.Random) -> bytes:
    (a, b), (c, d) = sorted([_piece(content, chance), _piece(content, chance)])
    b = min(b, c)
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _insert(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(NASTY) + content[place:]


def _value(content: bytes, chance: random.Random) -> bytes:
    """One cell or value replaced by what nobody should put there."""
    for sign in chance.sample((b";", b'"', b">", b":", b","), 5):
        places = [i for i, byte in enumerate(content) if byte == sign[0]]
        if len(places) > 1:
            at = chance.randrange(len(places) - 1)
            return content[: places[at] + 1] + chance.choice(NASTY) + content[places[at + 1] :]
    return _insert(content, chance)


def _recoded(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("cp1252", "utf-16", "utf-8-sig", "cp437", "utf-32")), "replace")


def _piece(content: bytes, chance: random.Random) -> tuple[int, int]:
    begin = chance.randrange(len(content) + 1)
    return begin, min(len(content), begin + chance.choice((1, 5, 50, 500)))


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _turn, _lose, _double, _swap, _cut, _insert, _insert, _value, _value, _value, _recoded,
)  # fmt: skip
