"""Contacts as they are told: who here, who there, in the fewest queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from brobygger.network import sentences
from brobygger.network.models import Contact, ContactColleague, ContactPerson


@dataclass(slots=True)
class Moment:
    """One contact with the names of those who were there."""

    pk: int
    on: date
    kind: str
    about: str
    note: str
    organisation_id: int | None
    organisation: str | None
    here: list[tuple[int, str]] = field(default_factory=list)
    there: list[tuple[int, str]] = field(default_factory=list)

    @property
    def sentence(self) -> SafeString:
        here = [name.split()[0] if name.split() else name for _, name in self.here]
        return sentences.contact(self.kind, here, [n for _, n in self.there], self.organisation or "")

    @property
    def is_with_people(self) -> bool:
        """The organisation is told beside the sentence, unless the sentence has it."""
        return bool(self.there)


def moments(contacts: "QuerySet[Any]", limit: int = 50) -> list[Moment]:
    """The newest `limit` of these contacts with their people: three queries."""
    rows = contacts.order_by("-on", "-id").values_list(
        "pk", "on", "kind", "about", "note", "organisation_id", "organisation__name"
    )[:limit]
    found = {row[0]: Moment(*row) for row in rows}
    if not found:
        return []
    here = ContactColleague.objects.filter(contact__in=list(found)).order_by("id")
    for contact, pk, name in here.values_list("contact_id", "colleague_id", "colleague__name"):
        found[contact].here.append((pk, name))
    there = ContactPerson.objects.filter(contact__in=list(found)).order_by("id")
    for contact, pk, name in there.values_list("contact_id", "person_id", "person__name"):
        found[contact].there.append((pk, name))
    return list(found.values())


def before(contacts: "QuerySet[Any]", marker: str) -> "QuerySet[Any]":
    """Contacts older than `marker`, "2026-03-06.17"; a marker that makes no sense is left out."""
    day, _, pk = marker.partition(".")
    try:
        on = date.fromisoformat(day)
        last = int(pk)
    except ValueError:
        return contacts
    return contacts.filter(on__lt=on) | contacts.filter(on=on, pk__lt=last)


def spoken(found: Sequence[Moment]) -> dict[tuple[int, int | None], Moment]:
    """The latest moment of each colleague with each person, and (person None) with the organisation at all."""
    latest: dict[tuple[int, int | None], Moment] = {}
    for moment in found:
        for colleague, _name in moment.here:
            latest.setdefault((colleague, None), moment)
            for person, _other in moment.there:
                latest.setdefault((colleague, person), moment)
    return latest


def visible(contacts: Any, user: Any, pk: int) -> Contact:
    """One contact this user may see, with its organisation. DoesNotExist otherwise."""
    found: Contact = contacts.visible_to(user).select_related("organisation", "workspace").get(pk=pk)
    return found
