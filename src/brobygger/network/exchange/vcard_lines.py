"""The lines of a vCard file: unfolded, decoded, parted into name, parameters and value (RFC 6350, 2426 and vCard 2.1)."""

import io
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

PIECE = 1 << 16
# Longer than any text a card may hold; what is longer is a picture in disguise.
LONGEST = 100_000
# Never read: pictures, sounds, keys, and what is about a person's private life.
IGNORED = frozenset(
    {"PHOTO", "LOGO", "SOUND", "KEY", "BDAY", "ANNIVERSARY", "DEATHDATE", "BIRTHPLACE", "DEATHPLACE", "GENDER", "AGENT"}
)  # fmt: skip
_NAME = re.compile(rb"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)(?=[;:])")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}


@dataclass(frozen=True)
class Property:
    """One line of a card. `types` are its TYPE values in lower case; `value` is decoded but still escaped."""

    name: str
    value: str
    types: frozenset[str] = frozenset()
    parameters: dict[str, list[str]] = field(default_factory=dict)

    @property
    def preferred(self) -> bool:
        return "pref" in self.types or "PREF" in self.parameters


class BadLine(ValueError):
    """The line is no property; `code` is the kind of the problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def unfolded(content: BinaryIO) -> Iterator[bytes]:
    """Whole lines without their line ends. Pictures are dropped as they come in, however large."""
    held: bytes | None = None
    for line in _physical(content):
        if held is None:
            held = line
        elif _is_soft_broken(held):
            held = (held[:-1] + line)[: LONGEST + 1]
        elif line[:1] in (b" ", b"\t"):
            if not _is_ignored(held):
                held = (held + line[1:])[: LONGEST + 1]
        elif _is_ignored(held) and _BASE64.fullmatch(line):
            continue
        else:
            yield held
            held = line
    if held is not None:
        yield held


def _physical(content: BinaryIO) -> Iterator[bytes]:
    while line := content.readline(PIECE):
        whole = line
        while not line.endswith(b"\n") and (line := content.readline(PIECE)):
            if len(whole) <= LONGEST:
                whole += line
        yield whole.rstrip(b"\r\n")


def _is_ignored(line: bytes) -> bool:
    match = _NAME.match(line)
    return match is not None and match[1].decode("ascii").upper() in IGNORED


def _is_soft_broken(line: bytes) -> bool:
    return line.endswith(b"=") and b"QUOTED-PRINTABLE" in line.partition(b":")[0].upper()


def parse(line: bytes) -> Property | None:
    """The property on this line; None for one that is never read. BadLine where it is none."""
    match = _NAME.match(line)
    if match is None or len(line) > LONGEST or b"\0" in line:
        raise BadLine("card_bad_line")
    name = match[1].decode("ascii").upper()
    if name in IGNORED:
        return None
    end = _end_of_parameters(line, match.end())
    parameters = _parameters(_decoded(line[match.end() : end], ""))
    charset = (parameters.get("CHARSET") or [""])[0]
    encoding = (parameters.get("ENCODING") or [""])[0].upper()
    raw = line[end + 1 :]
    if encoding in ("B", "BASE64"):
        return None
    if encoding in ("QUOTED-PRINTABLE", "Q"):
        raw = quopri.decodestring(raw)
    types = frozenset(t.strip().lower() for value in parameters.get("TYPE", ()) for t in value.split(","))
    return Property(name, _decoded(raw, charset), types, parameters)


def _end_of_parameters(line: bytes, start: int) -> int:
    quoted = False
    for position in range(start, len(line)):
        sign = line[position : position + 1]
        if sign == b'"':
            quoted = not quoted
        elif sign == b":" and not quoted:
            return position
    raise BadLine("card_bad_line")


def _decoded(raw: bytes, charset: str) -> str:
    """UTF-8, or what the line says, or the letters of Windows."""
    for encoding in filter(None, ("utf-8" if not charset else "", charset, "utf-8", "cp1252")):
        try:
            # Half a sign, which some encodings let through, could not be stored.
            return raw.decode(encoding).encode("utf-8", "ignore").decode()
        except UnicodeError:
            continue
        except LookupError as unknown:
            raise BadLine("card_bad_text") from unknown
    raise BadLine("card_bad_text")


def _parameters(text: str) -> dict[str, list[str]]:
    """{"TYPE": ["work", "voice"]}; the bare words of vCard 2.1 (`TEL;WORK:`) are types or encodings."""
    found: dict[str, list[str]] = {}
    for part in _split(text, ";", quotes=True):
        name, equals, value = part.partition("=")
        if not part.strip():
            continue
        if not equals:
            bare = name.strip()
            known = bare.upper() in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT")
            found.setdefault("ENCODING" if known else "TYPE", []).append(bare)
            continue
        values = (
            re.sub(r"\^[nN'^]", lambda m: _CARET[m[0]], v.strip('"')) for v in _split(value, ",", quotes=True)
        )
        found.setdefault(name.strip().upper(), []).extend(values)
    return found


def _split(text: str, sign: str, *, quotes: bool = False) -> list[str]:
    """Parts between `sign`, but for an escaped one and one inside quotation marks."""
    parts, part, quoted, escaped = [], "", False, False
    for letter in text:
        if escaped or letter != sign or quoted:
            part += letter
            escaped = letter == "\\" and not escaped and not quotes
            quoted ^= quotes and letter == '"'
        else:
            parts.append(part)
            part = ""
    return [*parts, part]


def components(value: str) -> list[str]:
    """The parts of a structured value (N, ORG, ADR), unescaped."""
    return [unescaped(part) for part in _split(value, ";")]


def several(value: str) -> list[str]:
    """The values of a list (CATEGORIES), unescaped."""
    return [unescaped(part) for part in _split(value, ",")]


def unescaped(value: str) -> str:
    """The text behind a value."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value, flags=re.DOTALL).strip()


def is_line(line: bytes, name: bytes) -> bool:
    """True for BEGIN:VCARD and its like, whatever the case and the space around."""
    return line.strip().upper().replace(b" ", b"") == name


def decoded(content: BinaryIO, start: bytes) -> Iterable[bytes]:
    """The unfolded lines of a file, also of one in UTF-16."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.read().decode("utf-16", "replace")
        return unfolded(io.BytesIO(text.encode()))
    if start.startswith(b"\xef\xbb\xbf"):
        content.seek(3)
    return unfolded(content)
