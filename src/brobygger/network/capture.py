"""One line becomes a contact: "Mødte Ali Hansen, FO-Aarhus, om lektiecaféer, følg op i marts". Danish and English.

`parse` reads the line alone; `brobygger.network.picking` finds the records. Whatever is not understood is no loss: the
line itself is kept as the contact's note.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from brobygger.core.text import fold
from brobygger.network.dates import find_date
from brobygger.network.models import Contact

KINDS: dict[str, str] = {
    Contact.Kind.PHONE: r"ringede(?: til| med)?|ringet(?: til| med)?|talte(?: i)? (?:telefon|tlf\.?) med|telefon(?:møde)? med"
    r"|blev ringet op af|called|phoned|rang|spoke on the phone with|phone call with|call with",
    Contact.Kind.MAIL: r"mailede(?: til| med)?|mailet(?: til| med)?|skrev(?: til| med)?|mail (?:til|fra)|fik mail fra"
    r"|e-?mailed|mailed|wrote to|wrote|mail(?:s)? (?:to|from|with)",
    Contact.Kind.EVENT: r"(?:var )?til arrangement med|arrangement med|var sammen med .{0,20}? til|event with|was at an event with",
    Contact.Kind.MEETING: r"mødtes med|mødte|mødt(?:es)?(?: med)?|har mødt|møde med|holdt møde med|(?:drak )?kaffe med|besøgte|besøg (?:hos|af|fra)"
    r"|snakkede med|talte med|hilste på|met with|met|meeting with|had coffee with|coffee with|visited|visit (?:to|from)|talked (?:to|with)|spoke (?:to|with)|saw",
}
_KINDS = {
    kind: re.compile(rf"^(?:(?:jeg|vi|i|we) )?(?:{words})\b[\s:]*", re.I) for kind, words in KINDS.items()
}
_FOLLOW = re.compile(
    r"(?:^|[\s,;.:–-])(?P<word>f[øo]lg(?:er)? op|opfølgning|follow(?:ing)?[- ]?up|skal (?=\w)|husk(?: at)?|remember(?: to)?"
    r"|ring(?:er)? igen|ringer (?:til|op)|call (?:again|back)|aftalt at|lovede at|promised to|vender tilbage|get back|næste skridt:?|next step:?)\b"
    r"(?P<rest>.*)$",
    re.I | re.S,
)
# Words that only say that something follows; what stands after them says what.
_EMPTY_WORDS = re.compile(
    r"^(?:f[øo]lg(?:er)? op|opfølgning|follow(?:ing)?[- ]?up|skal|husk(?: at)?|remember(?: to)?|aftalt at|lovede at|promised to|næste skridt:?|next step:?)$",
    re.I,
)
_ABOUT = re.compile(
    r"(?:^|[\s,;])(?:om|ang\.?|angående|vedr\.?|vedrørende|about|regarding|re:)\s+(?P<about>.+)$", re.I | re.S
)
_FROM = re.compile(r"\s+(?:fra|from|hos|at|ved|of)\s+", re.I)
_AND = re.compile(r"\s*(?:&|\bog\b|\band\b)\s*")
_BREAK = re.compile(r"\s*[,;\n]\s*|\.\s+(?=[A-ZÆØÅ])")
_TRIM = " ,;.:–-"
# What a business card says beside names.
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?:\b(?:tlf|tel|telefon|mobil|mob|phone|dir)\.?:?\s*)?(?<![\w+])(?P<number>(?:\+|00)?\d(?:[ .-]?\d){7,13})(?!\w)",
    re.I,
)
_ROLE = re.compile(
    r"(?:leder|formand|forkvinde|forperson|chef|direktør|konsulent|koordinator|kurator|lærer|underviser|redaktør|pædagog"
    r"|bibliotekar|sekretær|medarbejder|rektor|inspektør|formidler|producent|kasserer|bestyrer|rådgiver|journalist"
    r"|manager|director|chair|teacher|curator|editor|officer|coordinator|consultant|librarian|adviser|advisor)\b",
    re.I,
)
_HOUSE = re.compile(
    r"(?:skole[nr]?|skoler|bibliotek(?:et|er)?|muse(?:um|et)|forening(?:en)?|klub(?:ben)?|cent(?:er|ret|re)|hus(?:et)?|hal(?:len)?"
    r"|teat(?:er|ret)|kor(?:et)?|kommune|universitet(?:et)?|gymnasi(?:um|et)|festival(?:en)?|radio(?:en)?|galleri(?:et)?|forlag(?:et)?"
    r"|råd(?:et)?|forbund(?:et)?|arkiv(?:et)?|selskab(?:et)?|a/s|aps|i/s|fmba|school|library|museum|society|club"
    r"|centre|council|university|gallery|theatre|association|union)(?!\w)",
    re.I,
)
IsOrganisation = Callable[[str], bool]


@dataclass
class Parsed:
    """What a line says; what it does not say is empty."""

    kind: str = Contact.Kind.MEETING
    on: date | None = None
    people: list[str] = field(default_factory=list)
    organisation: str = ""
    about: str = ""
    step: str = ""
    due_on: date | None = None
    follows: bool = False


def parse(line: str, *, today: date, is_organisation: IsOrganisation | None = None) -> Parsed:
    """Read one line. `is_organisation(name)` settles what a lone name is; without it a lone name is a person."""
    text = " ".join(line.split())
    read = Parsed()
    text = _take_follow_up(text, read, today)
    for kind, pattern in _KINDS.items():
        if match := pattern.match(text):
            read.kind, text = kind, text[match.end() :]
            break
    if about := _ABOUT.search(text):
        text, told = text[: about.start()], about["about"]
        found = find_date(told, today=today, past=True)
        if found:
            told, read.on = _without(told, found.span), found.day
        read.about = _tidy(told)
    found = find_date(text, today=today, past=True)
    if found:
        text, read.on = _without(text, found.span), found.day
    _take_names(text, read, is_organisation)
    return read


@dataclass
class OnCard:
    """What a business card says, as somebody typed it; what it does not say is empty."""

    person: str = ""
    organisation: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    about: str = ""


def read_card(text: str, *, today: date, is_organisation: IsOrganisation | None = None) -> OnCard:
    """Read "Ali Hansen, leder, FO-Aarhus, lektiecaféer, 20 30 40 50". Three words are enough; the order is free."""
    read = OnCard()
    if match := _EMAIL.search(text):
        read.email, text = match[0].lower(), _without(text, match.span())
    if match := _PHONE.search(text):
        read.phone, text = " ".join(match["number"].split())[:40], _without(text, match.span())

    parts = [p for p in (_tidy(p) for p in _BREAK.split(text)) if p]

    def house(name: str) -> bool:
        # By its looks only where names stand: the third word may well be "åbent hus".
        return bool(is_organisation and is_organisation(name)) or (
            name not in parts[2:] and bool(_HOUSE.search(name))
        )

    for part in parts[1:]:
        if not read.role and _ROLE.search(part) and len(part.split()) < 6 and not house(part):
            read.role = part
    told = parse(", ".join(p for p in parts if p != read.role), today=today, is_organisation=house)
    read.person = told.people[0] if told.people else ""
    read.organisation, read.about = told.organisation, told.about
    if len(told.people) > 1:
        read.about = read.about or ", ".join(told.people[1:])
    return read


def _take_follow_up(text: str, read: Parsed, today: date) -> str:
    """Cut off the promise at the end of the line."""
    match = _FOLLOW.search(text)
    if not match:
        return text
    word, rest = match["word"].strip(), match["rest"]
    read.follows = True
    if found := find_date(rest, today=today, past=False):
        rest, read.due_on = _without(rest, found.span), found.day
    rest = _tidy(rest)
    said = rest if _EMPTY_WORDS.match(word) else f"{word} {rest}"
    said = said.strip(_TRIM)
    # "følg op med lektiecaféer" needs its verb to be a sentence; "husk at sende tal" does not.
    if (
        rest
        and fold(word).startswith(("foelg", "folg", "follow"))
        and re.match(r"(?:på|med|om|hos|on|with|about)\b", rest, re.I)
    ):
        said = f"{word} {rest}"
    read.step = said[:1].upper() + said[1:]
    return text[: match.start()].rstrip(_TRIM)


def _take_names(text: str, read: Parsed, is_organisation: IsOrganisation | None) -> None:
    parts = [p for p in (_tidy(p) for p in _BREAK.split(text)) if p]
    if not parts:
        return
    first = _FROM.split(parts[0], maxsplit=1)
    if len(first) == 2:
        parts[:1] = first
    known = [bool(is_organisation and is_organisation(p)) for p in parts]
    if any(known):
        at = known.index(True)
        read.organisation = parts.pop(at)
        rest, read.people = parts, []
        if at > 0 or (parts and _looks_like_people(parts[0])):
            read.people, rest = _names(parts[0]), parts[1:]
    else:
        read.people, rest = _names(parts[0]), parts[1:]
        if rest:
            read.organisation, rest = rest[0], rest[1:]
    if rest and not read.about:
        read.about = ", ".join(rest)


def _names(text: str) -> list[str]:
    return [n for n in (_tidy(n) for n in _AND.split(text)) if n]


def _looks_like_people(text: str) -> bool:
    names = _names(text)
    return all(1 <= len(n.split()) <= 4 and n[:1].isupper() for n in names)


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + " " + text[span[1] :]


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(_TRIM)
