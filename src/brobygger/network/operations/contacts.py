"""Contacts: one dated moment, with who here, who there, and the step that follows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from brobygger.accounts.models import Colleague
from brobygger.core import derived, history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import (
    Contact,
    ContactColleague,
    ContactPerson,
    FollowUp,
    Organisation,
    Person,
)
from brobygger.network.operations import follow_ups
from brobygger.network.operations.scope import follow, within


class Facts(TypedDict, total=False):
    """What a contact's own columns hold."""

    on: date
    kind: str
    organisation: Organisation | None
    about: str
    note: str


class Step(TypedDict):
    """The follow-up that a contact ends with."""

    text: str
    owner: Colleague
    due_on: date


@operation("network.contact.add")
def add(
    *,
    by: Actor,
    colleagues: Iterable[Colleague] = (),
    people: Iterable[Person] = (),
    follow_up: Step | None = None,
    why: str = "",
    **facts: Unpack[Facts],
) -> Contact:
    """A new contact; the follow-up belongs to its organisation and first person."""
    people = list(people)
    within(by, facts.get("organisation"))
    made = history.create(Contact(workspace_id=by.workspace_id, **facts), by=by, why=why)
    _present(made, colleagues=colleagues, people=people, by=by, why=why)
    if follow_up:
        promise(contact=made, person=people[0] if people else None, by=by, why=why, **follow_up)
    return made


@operation("network.contact.edit")
def edit(
    *,
    contact: Contact,
    by: Actor,
    colleagues: Iterable[Colleague] | None = None,
    people: Iterable[Person] | None = None,
    why: str = "",
    **facts: Unpack[Facts],
) -> dict[str, tuple[Any, Any]]:
    """Change what is given; None leaves those present alone."""
    within(by, contact, facts.get("organisation"))
    changed = history.change(contact, by=by, why=why, **facts)
    _present(contact, colleagues=colleagues, people=people, by=by, why=why)
    if "on" in changed:
        met = ContactPerson.objects.filter(contact=contact).values_list("person_id", flat=True)
        derived.refresh(ContactPerson, [{"person_id": pk} for pk in met])
    return changed


@operation("network.contact.delete")
def delete(*, contact: Contact, by: Actor, why: str = "") -> Batch:
    """Move to the bin; follow-ups stay without it."""
    within(by, contact)
    return history.delete(contact, by=by, why=why)


@operation("network.contact.promise")
def promise(
    *,
    contact: Contact,
    text: str,
    owner: Colleague,
    due_on: date,
    by: Actor,
    person: Person | None = None,
    why: str = "",
) -> FollowUp:
    """What follows from the contact."""
    return follow_ups.add(
        text=text,
        owner=owner,
        due_on=due_on,
        organisation=contact.organisation,
        person=person,
        contact=contact,
        by=by,
        why=why,
    )


def _present(
    contact: Contact,
    *,
    colleagues: Iterable[Colleague] | None,
    people: Iterable[Person] | None,
    by: Actor,
    why: str,
) -> None:
    for model, field, wanted in (
        (ContactColleague, "colleague", colleagues),
        (ContactPerson, "person", people),
    ):
        if wanted is not None:
            follow(model, contact, owner_field="contact", field=field, wanted=wanted, by=by, why=why)
