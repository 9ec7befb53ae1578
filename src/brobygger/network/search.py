"""What of the network can be found, by which words."""

from collections.abc import Sequence

from brobygger.core import search
from brobygger.network.duplicates import moved
from brobygger.network.models import BoardCard, FormerName, Merged, Organisation, Person


def _former_names(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for pk, name in FormerName.objects.filter(organisation__in=ids).values_list("organisation_id", "name"):
        found.setdefault(pk, []).append(name)
    return found


def _merged_names(ids: Sequence[int]) -> dict[int, list[str]]:
    return moved.names_of(Person, ids)


def _numbers(phone: str) -> list[str]:
    """A telephone number as it is written, and as it is typed without spaces."""
    return list(dict.fromkeys(filter(None, (phone, "".join(phone.split())))))


def organisation_words(cvr: str, email: str, phone: str) -> list[str]:
    """By which words an organisation is found beside its names."""
    return [cvr, email, *_numbers(phone)]


def person_words(email: str, phone: str) -> list[str]:
    """By which words a person is found beside the name."""
    return [email, *_numbers(phone)]


def register() -> None:
    """Called once at start-up."""
    search.register(
        Organisation,
        kind="organisation",
        title=lambda o: o.name,
        detail=lambda o: o.town,
        words=lambda o: organisation_words(o.cvr, o.email, o.phone),
        more=_former_names,
        sources={FormerName: "organisation_id"},
    )
    search.register(
        Person,
        kind="person",
        title=lambda p: p.name,
        words=lambda p: person_words(p.email, p.phone),
        more=_merged_names,
        sources={Merged: "survivor_id"},
    )
    search.register(BoardCard, kind="card", title=lambda c: c.text[:200], words=lambda c: [c.text[200:]])
