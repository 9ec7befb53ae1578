"""Contacts: one dated moment, with who here, who there, and the step that follows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import (
    Contact,
    ContactColleague,
    ContactPerson,
    FollowUp,
    Organisation,
    Person,
    Tie,
)
from brobygger.network.operations import follow_ups, organisations, ties
from brobygger.network.operations import people as network_people
from brobygger.network.operations.scope import follow, within


class Note(TypedDict, total=False):
    """What is told of a contact in words."""

    on: date
    kind: str
    about: str
    note: str


class Facts(Note, total=False):
    """What a contact's own columns hold."""

    organisation: Organisation | None


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


@operation("network.contact.note")
def note(
    *,
    by: Actor,
    organisation: Organisation | str | None = None,
    people: Iterable[Person | str] = (),
    colleagues: Iterable[Colleague] = (),
    contact: Contact | None = None,
    follow_up: Step | None = None,
    step: FollowUp | None = None,
    why: str = "",
    **facts: Unpack[Note],
) -> Contact:
    """A contact told with names: a text is a new organisation or person, made on the way.

    New people belong to the organisation, and the colleagues who were there know them from now on. With `contact` it
    is told anew, with `step` the promise that it has is changed instead of one more being made. What is written is
    one batch.
    """
    colleagues = list(colleagues)
    label = facts.get("about") or str(organisation or _("Contact"))
    with history.batch(by=by, kind="capture", label=label):
        if isinstance(organisation, str):
            organisation = organisations.create(name=organisation, by=by, why=why)
        met = []
        for person in people:
            if isinstance(person, str):
                person = network_people.create(name=person, organisation=organisation, by=by, why=why)
                for colleague in colleagues:
                    ties.add(
                        colleague=colleague,
                        person=person,
                        about=facts.get("about", ""),
                        strength=Tie.Strength.MET,
                        since=facts.get("on"),
                        by=by,
                        why=why,
                    )
            met.append(person)
        if contact is None:
            contact = add(
                by=by, organisation=organisation, people=met, colleagues=colleagues, why=why, **facts
            )
        else:
            edit(
                contact=contact,
                by=by,
                organisation=organisation,
                people=met,
                colleagues=colleagues,
                why=why,
                **facts,
            )
        if follow_up and step:
            follow_ups.edit(follow_up=step, by=by, why=why, organisation=organisation, **follow_up)
        elif follow_up:
            promise(contact=contact, person=met[0] if met else None, by=by, why=why, **follow_up)
    return contact
