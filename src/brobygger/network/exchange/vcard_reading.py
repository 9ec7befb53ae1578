"""Business cards as the rows of an import: one card, one row, with the standard columns.

What is about a person's private life stays out: birthdays, pictures, home addresses, and private telephone numbers and
e-mails where the card has others. Second numbers and addresses of work are kept in the note.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from brobygger.core.text import fold
from brobygger.network.exchange import vcard_lines
from brobygger.network.exchange.vcard_lines import BadLine, Property
from brobygger.network.importing.fields import FAULT
from brobygger.network.importing.problems import FileRefused

SUFFIXES = (".vcf", ".vcard")
COLUMNS = (
    "organisation", "person", "role", "email", "phone", "web", "address", "postcode", "town", "themes", "note",
    "colleague", FAULT,
)  # fmt: skip
VERSIONS = ("2.1", "3.0", "4.0")
# Groups that a telephone or a mail program puts everybody in.
NO_THEMES = frozenset({"mycontacts", "my contacts", "starred", "kontakter", "mine kontakter"})
_NO_NUMBER = frozenset({"fax", "pager", "modem", "bbs", "isdn", "textphone", "x400"})


@dataclass
class Card:
    """What one card holds, and what is wrong with it ("" or the kind of the problem)."""

    properties: dict[str, list[Property]] = field(default_factory=dict)
    fault: str = ""

    def add(self, line: bytes) -> None:
        try:
            found = vcard_lines.parse(line)
        except BadLine as wrong:
            self.fault = self.fault or wrong.code
            return
        if found is not None:
            self.properties.setdefault(found.name, []).append(found)
            if found.name == "VERSION" and found.value.strip() not in VERSIONS:
                self.fault = self.fault or "card_bad_version"

    def all(self, name: str) -> list[Property]:
        """The properties of this name that say something: those of work first, then preferred ones."""
        found = [p for p in self.properties.get(name, ()) if p.value.strip(" ;")]
        return sorted(found, key=lambda p: ("home" in p.types, not p.preferred, "work" not in p.types))

    def text(self, name: str) -> str:
        return vcard_lines.unescaped(found[0].value) if (found := self.all(name)) else ""

    def parts(self, name: str) -> list[str]:
        return vcard_lines.components(found[0].value) if (found := self.all(name)) else []


def looks_like_cards(start: bytes) -> bool:
    """True where a file begins as cards do."""
    text = start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "ignore")
    return text.lstrip("\ufeffï»¿ \t\r\n").upper().startswith("BEGIN:VCARD")


def rows(content: BinaryIO, *, colleague: str = "") -> Iterator[list[str]]:
    """The cells of each card under COLUMNS; FileRefused where there is none. `colleague` knows them all."""
    content.seek(0)
    start = content.read(4096)
    content.seek(0)
    if not looks_like_cards(start):
        raise FileRefused("no_cards", _("The file holds no business cards: a vCard begins with BEGIN:VCARD."))
    return (_cells(card, colleague) for card in cards(vcard_lines.decoded(content, start)))


def cards(lines: Iterable[bytes]) -> Iterator[Card]:
    """Each card, whole or broken; lines outside any card are a broken one too."""
    card: Card | None = None
    for line in lines:
        if vcard_lines.is_line(line, b"BEGIN:VCARD"):
            if card is not None:
                yield _broken_off(card)
            card = Card()
        elif vcard_lines.is_line(line, b"END:VCARD"):
            if card is not None:
                yield card
            card = None
        elif line.strip():
            if card is None:
                card = Card(fault="card_no_begin")
            card.add(line)
    if card is not None:
        yield _broken_off(card)


def _broken_off(card: Card) -> Card:
    card.fault = card.fault or "card_no_end"
    return card


def _cells(card: Card, colleague: str) -> list[str]:
    if "group" in (card.text("KIND").lower(), card.text("X-ADDRESSBOOKSERVER-KIND").lower()):
        return []  # A list of other cards.
    organisation, units, person = _names(card)
    emails, phones = _best(card, "EMAIL", _email), _best(card, "TEL", _number)
    webs = _best(card, "URL", vcard_lines.unescaped)
    street, postcode, town = _address(card)
    role = card.text("TITLE") or card.text("ROLE")
    themes = [
        name
        for value in card.all("CATEGORIES")
        for name in vcard_lines.several(value.value)
        if name and name.lower() not in NO_THEMES
    ]
    more = [
        (_("E-mail"), emails[1:]),
        (_("Telephone"), phones[1:]),
        (_("Website"), webs[1:]),
        (_("Organisation"), _others(card)),
    ]
    notes = [vcard_lines.unescaped(p.value) for p in card.all("NOTE")]
    notes += [f"{label}: {value}" for label, values in more for value in values]
    first = [*(values[0] if values else "" for values in (emails, phones, webs))]
    return [
        organisation, person, ", ".join(filter(None, [role, *units])), *first, street, postcode, town,
        "; ".join(dict.fromkeys(themes)), "\n".join(notes), colleague, card.fault,
    ]  # fmt: skip


def _names(card: Card) -> tuple[str, list[str], str]:
    """Organisation, its units, person. A card of an organisation has no person."""
    organisation, *units = card.parts("ORG") or [""]
    name = card.text("FN") or _full_name(card)
    is_house = (
        card.text("KIND").lower() in ("org", "organization", "organisation")
        or card.text("X-ABSHOWAS").upper() == "COMPANY"
        or (bool(organisation) and fold(name) == fold(organisation))
    )
    if is_house:
        return organisation or name, [], ""
    return organisation, [unit for unit in units if unit], name


def _full_name(card: Card) -> str:
    family, given, more = [*card.parts("N"), "", "", ""][:3]
    return " ".join(filter(None, [given, *more.split(","), family]))


def _others(card: Card) -> list[str]:
    return [", ".join(filter(None, vcard_lines.components(p.value))) for p in card.all("ORG")[1:]]


def _best(card: Card, name: str, read: Callable[[str], str]) -> list[str]:
    """The values of work, best first; a private one only where there is no other."""
    found = [p for p in card.all(name) if not (p.types & _NO_NUMBER and "voice" not in p.types)]
    public = [p for p in found if "home" not in p.types] or found[:1]
    return list(dict.fromkeys(filter(None, (read(p.value) for p in public))))


def _email(value: str) -> str:
    return vcard_lines.unescaped(value).removeprefix("mailto:")


def _number(value: str) -> str:
    text = vcard_lines.unescaped(value)
    if text.lower().startswith("tel:"):
        text = text[4:].partition(";")[0]
    return text.replace("(0)", "")


def _address(card: Card) -> tuple[str, str, str]:
    """Street, postcode and town of the address of work."""
    found = next((p for p in card.all("ADR") if "home" not in p.types), None)
    if found is None:
        return "", "", ""
    _box, more, street, town, _region, postcode, *_rest = [*vcard_lines.components(found.value), *[""] * 6]
    return ", ".join(filter(None, [street, more])).replace("\n", ", "), postcode, town
