"""Who here knows whom: add, edit, end. Ending never deletes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation, Person, Tie
from brobygger.network.operations.scope import within


@operation("network.tie.add")
def add(
    *,
    colleague: Colleague,
    by: Actor,
    person: Person | None = None,
    organisation: Organisation | None = None,
    about: str = "",
    strength: str = "",
    since: date | None = None,
    why: str = "",
) -> Tie:
    """`colleague` knows a person or an organisation (exactly one). Who is known already is updated, not doubled."""
    within(by, colleague, person, organisation)
    if (person is None) == (organisation is None):
        raise ValidationError(_("A colleague knows one person or one organisation."))
    found = Tie.objects.filter(
        colleague=colleague, person=person, organisation=organisation, ended_on=None
    ).first()
    if found:
        history.change(found, by=by, why=why, about=about or found.about, strength=strength or found.strength)
        return found
    row = Tie(
        workspace_id=by.workspace_id,
        colleague=colleague,
        person=person,
        organisation=organisation,
        about=about,
        strength=strength,
        since=since,
    )
    return history.create(row, by=by, why=why)


@operation("network.tie.edit")
def edit(*, tie: Tie, by: Actor, about: str, strength: str, since: date | None, why: str = "") -> None:
    """Say anew what about, how well and since when."""
    within(by, tie)
    history.change(tie, by=by, why=why, about=about, strength=strength, since=since)


@operation("network.tie.end")
def end(*, tie: Tie, by: Actor, on: date | None = None, why: str = "") -> None:
    """They no longer know each other in the work; the tie stays, grey."""
    within(by, tie)
    history.change(tie, by=by, why=why, ended_on=on or timezone.localdate())


@operation("network.tie.delete")
def delete(*, tie: Tie, by: Actor, why: str = "") -> Batch:
    """The tie was a mistake: move it to the bin."""
    within(by, tie)
    return history.delete(tie, by=by, why=why)
