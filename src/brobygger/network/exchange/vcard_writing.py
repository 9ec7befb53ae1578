"""People and organisations as business cards: vCard 4.0 (RFC 6350), as telephones and mail programs take them in.

A card says who somebody is, where they belong and how they are reached. Notes, and who here knows them, stay in the house.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from brobygger.network.models import Affiliation, Organisation, OrganisationTheme, Person
from brobygger.network.queries.lists import still_affiliated

CONTENT_TYPE = "text/vcard; charset=utf-8"
WIDTH = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})


def people(rows: Sequence[Person], viewer: Any) -> Iterator[str]:
    """A card for each of these people, with the organisations they belong to now."""
    affiliations: dict[int, list[Affiliation]] = defaultdict(list)
    found = Affiliation.objects.filter(still_affiliated(), person__in=[p.pk for p in rows])
    for affiliation in found.select_related("organisation").order_by("-from_date", "id"):
        affiliations[affiliation.person_id].append(affiliation)
    themes = _themes({a.organisation_id for many in affiliations.values() for a in many})
    for person in rows:
        yield person_card(person, affiliations[person.pk], themes)


def organisations(rows: Sequence[Organisation], viewer: Any) -> Iterator[str]:
    """A card for each of these organisations."""
    themes = _themes({o.pk for o in rows})
    for organisation in rows:
        yield organisation_card(organisation, themes.get(organisation.pk, ()))


def person_card(person: Person, affiliations: Sequence[Affiliation], themes: dict[int, list[str]]) -> str:
    """One person. Each organisation stands in a group of its own with the role there; the first has its address."""
    given, _space, family = person.name.rpartition(" ")
    name = [family, given, "", "", ""] if given else ["", family, "", "", ""]
    lines = [line("FN", escaped(person.name)), line("N", ";".join(map(escaped, name)))]
    for number, affiliation in enumerate(affiliations, 1):
        group = f"org{number}." if len(affiliations) > 1 else ""
        lines.append(line(f"{group}ORG", escaped(affiliation.organisation.name)))
        if affiliation.role:
            lines.append(line(f"{group}TITLE", escaped(affiliation.role)))
    lines += _reached(person.email, person.phone)
    if affiliations:
        home = affiliations[0].organisation
        lines += _placed(home)
        words = dict.fromkeys(t for a in affiliations for t in themes.get(a.organisation_id, ()))
        lines += _categories(list(words))
    return _card("individual", lines, _uid(person), person.updated_at)


def organisation_card(organisation: Organisation, themes: Sequence[str]) -> str:
    """One organisation as itself."""
    name = escaped(organisation.name)
    lines = [line("FN", name), line("ORG", name), *_reached(organisation.email, organisation.phone)]
    lines += [*_placed(organisation), *_categories(themes)]
    return _card("org", lines, _uid(organisation), organisation.updated_at)


def _card(kind: str, lines: Sequence[str], uid: str, changed: Any) -> str:
    head = [line("BEGIN", "VCARD"), line("VERSION", "4.0"), line("KIND", kind), line("UID", uid)]
    return "".join([*head, *lines, line("REV", f"{changed:%Y%m%dT%H%M%SZ}"), line("END", "VCARD")])


def _reached(email: str, phone: str) -> list[str]:
    found = [line("EMAIL;TYPE=work", escaped(email))] if email else []
    return [*found, line("TEL;VALUE=text;TYPE=work", escaped(phone))] if phone else found


def _placed(organisation: Organisation) -> list[str]:
    lines = [line("URL;TYPE=work", organisation.web)] if organisation.web else []
    if organisation.address or organisation.postcode or organisation.town:
        parts = ["", "", organisation.address, organisation.town, "", organisation.postcode, ""]
        lines.append(line("ADR;TYPE=work", ";".join(map(escaped, parts))))
    return lines


def _categories(words: Sequence[str]) -> list[str]:
    return [line("CATEGORIES", ",".join(map(escaped, words)))] if words else []


def _themes(ids: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    links = OrganisationTheme.objects.filter(organisation__in=ids).order_by("theme__sort_key")
    for organisation, name in links.values_list("organisation_id", "theme__name"):
        found[organisation].append(name)
    return found


def _uid(record: Person | Organisation) -> str:
    """The same card each time it is fetched, so that a telephone replaces the one it has."""
    kind = "people" if isinstance(record, Person) else "organisations"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.BASE_URL}/{record.workspace_id}/{kind}/{record.pk}/')}"


def escaped(text: str) -> str:
    """Text as the value of a property."""
    return text.replace("\r\n", "\n").translate(_ESCAPED)


def line(name: str, value: str) -> str:
    """One content line, folded at 75 octets without parting a letter, ended by CRLF."""
    folded, width = "", 0
    for letter in f"{name}:{value}":
        size = len(letter.encode())
        if width + size > WIDTH:
            folded, width = folded + "\r\n ", 1
        folded, width = folded + letter, width + size
    return folded + "\r\n"
