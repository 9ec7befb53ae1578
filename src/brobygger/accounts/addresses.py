"""Addresses as people paste them: one a line, in a row, from a mail's header, from two columns of a spreadsheet."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from brobygger.core.text import find_cpr

_ADDRESS = re.compile(r"[^\s<>;,\"()\[\]:]*@[^\s<>;,\"()\[\]:]*")
_LINE = re.compile(r"[\n;]+")


@dataclass(frozen=True)
class Addressee:
    """Somebody to invite: the name is the one beside the address, or read from the address itself."""

    email: str
    name: str


@dataclass(frozen=True)
class Unread:
    """A piece of the paste that gave nothing; a CPR number is never repeated (`text` is then empty)."""

    text: str
    reason: str  # "no_address", "bad_address", "cpr_number"


@dataclass
class Pasted:
    """All of the paste: each address once, and whatever could not be read."""

    addressees: list[Addressee] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def parse(text: str) -> Pasted:
    """Read pasted text. Nothing is lost: what is no address and no name beside one is in `unread`."""
    found = Pasted()
    seen: set[str] = set()
    for part in _LINE.split(text.replace("\r", "\n")):
        line = part.strip()
        while span := find_cpr(line):
            found.unread.append(Unread("", "cpr_number"))
            line = f"{line[: span[0]]} {line[span[1] :]}".strip(" ,")
        if line:
            _read(line, found, seen)
    return found


def _read(line: str, found: Pasted, seen: set[str]) -> None:
    matches = list(_ADDRESS.finditer(line))
    if not matches:
        found.unread.append(Unread(_shorten(line), "no_address"))
        return
    ends = [0, *(m.end() for m in matches)]
    beside = [line[end : m.start()] for end, m in zip(ends, matches, strict=False)]
    after = line[matches[-1].end() :]
    if len(matches) == 1 and not _name(beside[0]):
        beside, after = [after], ""
    for match, words in zip(matches, beside, strict=True):
        email = match[0].strip(".'").removeprefix("mailto:").lower()
        if not _is_address(email):
            found.unread.append(Unread(_shorten(f"{words} {match[0]}".strip(" ,<>")), "bad_address"))
        elif email not in seen:
            seen.add(email)
            found.addressees.append(Addressee(email, _name(words) or name_from(email)))
    if _name(after):
        found.unread.append(Unread(_shorten(_name(after)), "no_address"))


def name_from(email: str) -> str:
    """A name to begin with: "mette.holm@…" gives "Mette Holm"."""
    words = re.split(r"[._\-+\d]+", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word) or email


def _name(words: str) -> str:
    """A name as written beside an address: without quotes and brackets, "Holm, Mette" turned round."""
    words = re.sub(r"\bmailto:", "", words)
    words = " ".join(re.sub(r"[<>()\[\]\"\t:]+", " ", words).split()).strip(" ,'-–")
    last, comma, first = words.partition(",")
    if comma and first.strip() and "," not in first:
        words = f"{first.strip()} {last.strip()}"
    return words[:200] if any(c.isalpha() for c in words) else ""


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
