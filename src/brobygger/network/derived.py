"""The derived columns of the network: current level and last contact."""

from collections.abc import Iterable

from django.db.models import Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from brobygger.core import derived
from brobygger.network.models import Contact, ContactPerson, Formality, Organisation, Person

CHUNK = 500


def refresh_organisations(ids: Iterable[int]) -> None:
    """Set `level` and `last_contact_on` of these organisations from their formality rows and contacts."""
    latest = (
        Formality.objects.filter(organisation=OuterRef("pk")).order_by("-since", "-id").values("level")[:1]
    )
    contact = (
        Contact.objects.filter(organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
        .annotate(m=Max("on"))
    )
    for chunk in _chunks(ids):
        Organisation.objects.filter(pk__in=chunk).update(
            last_contact_on=Subquery(contact.values("m")), level=Coalesce(Subquery(latest), Value(""))
        )


def refresh_people(ids: Iterable[int]) -> None:
    """Set `last_contact_on` of these people."""
    met = (
        ContactPerson.objects.filter(person=OuterRef("pk"))
        .order_by()
        .values("person")
        .annotate(m=Max("contact__on"))
        .values("m")
    )
    for chunk in _chunks(ids):
        Person.objects.filter(pk__in=chunk).update(last_contact_on=Subquery(met))


def people_at(contacts: Iterable[int]) -> set[int]:
    """The people who were at these contacts."""
    return {
        person
        for chunk in _chunks(contacts)
        for person in ContactPerson.objects.filter(contact__in=chunk).values_list("person_id", flat=True)
    }


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    kept = sorted(ids)
    for start in range(0, len(kept), CHUNK):
        yield kept[start : start + CHUNK]


def register() -> None:
    """Called once at start-up."""
    derived.register(
        Organisation,
        fields=("level", "last_contact_on"),
        recompute=refresh_organisations,
        sources={Formality: "organisation_id", Contact: "organisation_id"},
    )
    derived.register(
        Person,
        fields=("last_contact_on",),
        recompute=refresh_people,
        sources={ContactPerson: "person_id", Contact: people_at},
    )
