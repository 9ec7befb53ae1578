"""People outside, as those about whom data is held: what goes with them, and how long they are kept."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core import subjects
from brobygger.network.models import Contact, ContactPerson, FollowUp, Merged, Person
from brobygger.network.operations.board import pictures_of
from brobygger.records.personal import retention

MONTHS = 24


def alone(pk: int) -> Iterable[Any]:
    """What is about this person alone: contacts at no organisation with nobody else, pictures of their cards."""
    others = ContactPerson.objects.filter(contact=OuterRef("pk")).exclude(person=pk)
    mine = Contact.objects.filter(person_links__person=pk, organisation=None)
    return [*mine.filter(~Exists(others)), *pictures_of(pk, *merged(pk))]


def merged(pk: int) -> set[int]:
    """The numbers of all records that were merged into this person, step by step."""
    found, new = set[int](), {pk}
    while new:
        rows = Merged.objects.filter(model=Person._meta.label_lower, survivor_id__in=new)
        new = set(rows.values_list("gone_id", flat=True)) - found - {pk}
        found |= new
    return found


def out_of_touch(workspace: Workspace, before: date) -> Any:
    """People nobody has met or written anything about since that day, and to whom nothing is promised."""
    promised = FollowUp.objects.filter(person=OuterRef("pk"), done_on=None)
    return Person.objects.of(workspace).filter(
        Q(last_contact_on__lt=before) | Q(last_contact_on=None),
        ~Exists(promised),
        created_at__date__lt=before,
        updated_at__date__lt=before,
    )


def register() -> None:
    """Called once at start-up."""
    subjects.register(
        subjects.Kind(
            key="people",
            model=Person,
            noun=_("Person"),
            erased=_("Erased person %(number)s"),
            alone=alone,
            merged=merged,
        )
    )
    retention.register(
        retention.Rule(
            key="people",
            label=_("People outside, without contact"),
            text=_("Counted from the last contact, or from when the person was last changed here."),
            months=MONTHS,
            model=Person,
            due=out_of_touch,
            erases=True,
        )
    )
