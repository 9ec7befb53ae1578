"""Promised next steps: add, move, done."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Contact, FollowUp, Organisation, Person
from brobygger.network.operations.scope import within
from brobygger.records.operations import notify


@operation("network.follow_up.add")
def add(
    *,
    text: str,
    owner: Colleague,
    due_on: date,
    by: Actor,
    organisation: Organisation | None = None,
    person: Person | None = None,
    contact: Contact | None = None,
    why: str = "",
) -> FollowUp:
    """Somebody here promises something by a date."""
    within(by, owner, organisation, person, contact)
    row = FollowUp(
        workspace_id=by.workspace_id,
        text=text,
        owner=owner,
        due_on=due_on,
        organisation=organisation,
        person=person,
        contact=contact,
    )
    return history.create(row, by=by, why=why)


@operation("network.follow_up.ask")
def ask(*, text: str, owner: Colleague, due_on: date, organisation: Organisation, by: Colleague) -> FollowUp:
    """Ask a colleague for something about an organisation: it stands on their list, and they are told."""
    made = add(text=text, owner=owner, due_on=due_on, organisation=organisation, by=by)
    if owner.pk != by.pk:
        path = reverse("network:follow_up", args=[by.workspace.slug, made.pk])
        notify(colleague=owner, kind="network.ask", path=path, name=by.name, text=text)
    return made


@operation("network.follow_up.edit")
def edit(*, follow_up: FollowUp, by: Actor, why: str = "", **fields: Any) -> None:
    """Change text, owner or date."""
    within(by, follow_up, fields.get("owner"), fields.get("organisation"), fields.get("person"))
    history.change(follow_up, by=by, why=why, **fields)


@operation("network.follow_up.move")
def move(*, follow_up: FollowUp, due_on: date, by: Actor, why: str = "") -> None:
    """Promise it for another day."""
    within(by, follow_up)
    history.change(follow_up, by=by, why=why, due_on=due_on)


@operation("network.follow_up.done")
def done(
    *,
    follow_up: FollowUp,
    by: Actor,
    done_by: Colleague | None = None,
    on: date | None = None,
    outcome: str = "",
    next_text: str = "",
    next_due_on: date | None = None,
    next_owner: Colleague | None = None,
    why: str = "",
) -> FollowUp | None:
    """Mark as done, with what came of it; returns the next step where one is promised. Done twice changes nothing."""
    within(by, follow_up, done_by, next_owner)
    if follow_up.done_on:
        return None
    if next_text and not next_due_on:
        raise ValidationError({"next_due_on": _("Say when the next step is due.")})
    history.change(
        follow_up,
        by=by,
        why=why,
        done_on=on or timezone.localdate(),
        done_by=done_by or (by if isinstance(by, Colleague) else None),
        outcome=outcome,
    )
    if not next_text or not next_due_on:
        return None
    return add(
        text=next_text,
        owner=next_owner or follow_up.owner,
        due_on=next_due_on,
        organisation=follow_up.organisation,
        person=follow_up.person,
        contact=follow_up.contact,
        by=by,
        why=why,
    )


@operation("network.follow_up.reopen")
def reopen(*, follow_up: FollowUp, by: Actor, why: str = "") -> None:
    """It was not done after all."""
    within(by, follow_up)
    history.change(follow_up, by=by, why=why, done_on=None, done_by=None, outcome="")


@operation("network.follow_up.delete")
def delete(*, follow_up: FollowUp, by: Actor, why: str = "") -> Batch:
    """Move to the bin."""
    within(by, follow_up)
    return history.delete(follow_up, by=by, why=why)
