"""People outside: create, edit, delete, and where they belong."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Affiliation, Organisation, Person
from brobygger.network.operations import organisations
from brobygger.network.operations.scope import within


class Facts(TypedDict, total=False):
    """What a person's own columns hold."""

    name: str
    email: str
    phone: str
    note: str


@operation("network.person.create")
def create(
    *,
    by: Actor,
    why: str = "",
    organisation: Organisation | str | None = None,
    role: str = "",
    from_date: date | None = None,
    **facts: Unpack[Facts],
) -> Person:
    """A new person, with an affiliation where an organisation is given; a text is a new organisation."""
    made = history.create(Person(workspace_id=by.workspace_id, **facts), by=by, why=why)
    if organisation:
        affiliate_named(
            person=made, organisation=organisation, role=role, from_date=from_date, by=by, why=why
        )
    return made


@operation("network.person.edit")
def edit(*, person: Person, by: Actor, why: str = "", **facts: Unpack[Facts]) -> dict[str, tuple[Any, Any]]:
    """Change what is given; returns the changed columns, before and after."""
    within(by, person)
    return history.change(person, by=by, why=why, **facts)


@operation("network.person.delete")
def delete(*, person: Person, by: Actor, why: str = "") -> Batch:
    """Move to the bin with affiliations and ties; contacts stay, without the person."""
    within(by, person)
    return history.delete(person, by=by, why=why)


@operation("network.affiliation.add")
def affiliate(
    *,
    person: Person,
    organisation: Organisation,
    by: Actor,
    role: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
    why: str = "",
) -> Affiliation:
    """A person belongs to an organisation. A running affiliation with the same role is not made twice."""
    within(by, person, organisation)
    _in_order(from_date, to_date)
    if to_date is None:
        running = Affiliation.objects.filter(person=person, organisation=organisation, to_date=None)
        if found := running.filter(role__iexact=role).first():
            return found
    row = Affiliation(
        workspace_id=by.workspace_id,
        person=person,
        organisation=organisation,
        role=role,
        from_date=from_date,
        to_date=to_date,
    )
    return history.create(row, by=by, why=why)


@operation("network.affiliation.add_named")
def affiliate_named(
    *,
    person: Person,
    organisation: Organisation | str,
    by: Actor,
    role: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
    why: str = "",
) -> Affiliation:
    """`affiliate`, with a text for an organisation that is new."""
    if isinstance(organisation, str):
        organisation = organisations.create(name=organisation, by=by, why=why)
    return affiliate(
        person=person,
        organisation=organisation,
        role=role,
        from_date=from_date,
        to_date=to_date,
        by=by,
        why=why,
    )


@operation("network.affiliation.edit")
def edit_affiliation(
    *,
    affiliation: Affiliation,
    by: Actor,
    role: str,
    from_date: date | None,
    to_date: date | None,
    why: str = "",
) -> None:
    """Correct role and dates."""
    within(by, affiliation)
    _in_order(from_date, to_date)
    history.change(affiliation, by=by, why=why, role=role, from_date=from_date, to_date=to_date)


@operation("network.affiliation.end")
def end_affiliation(*, affiliation: Affiliation, by: Actor, on: date | None = None, why: str = "") -> None:
    """The person left the organisation; both and the affiliation stay, grey."""
    within(by, affiliation)
    on = on or timezone.localdate()
    _in_order(affiliation.from_date, on)
    history.change(affiliation, by=by, why=why, to_date=on)


def _in_order(from_date: date | None, to_date: date | None) -> None:
    if from_date and to_date and to_date < from_date:
        raise ValidationError({"to_date": _("The end is before the beginning.")})
