"""A person changes job: what ends, what starts, and who and what follows. One operation, one batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Affiliation, FollowUp, Organisation, Person, Tie
from brobygger.network.operations import follow_ups, organisations, people, ties
from brobygger.network.operations.scope import within

FOLLOWS, STAYS, ENDS = "follows", "stays", "ends"


@dataclass(frozen=True)
class TieAfter:
    """What becomes of one colleague's tie: it follows the person, stays with the old organisation, or ends."""

    tie: Tie
    becomes: str = FOLLOWS


@dataclass(frozen=True)
class StepAfter:
    """What becomes of one open follow-up: with the person, or left with the old organisation; and who does it."""

    step: FollowUp
    becomes: str = FOLLOWS
    owner: Colleague | None = None


@dataclass(frozen=True)
class Changed:
    """What was written, for the receipt."""

    batch: Batch
    started: Affiliation | None
    successor: Person | None


@operation("network.person.change_job")
def change_job(
    *,
    person: Person,
    by: Actor,
    ends: Iterable[Affiliation] = (),
    ended_on: date,
    organisation: Organisation | str | None = None,
    role: str = "",
    from_date: date | None = None,
    ties_after: Iterable[TieAfter] = (),
    steps_after: Iterable[StepAfter] = (),
    successor: Person | str | None = None,
    email: str | None = None,
    phone: str | None = None,
    why: str = "",
) -> Changed:
    """End what ends, start what starts, and let each tie and promise follow or stay; None leaves e-mail and telephone.

    A successor takes over the roles that end. What stays with the organisation that is left is the successor's from
    now on; without one it is the organisation's alone. Contacts stay where they took place.
    """
    ends, ties_after, steps_after = list(ends), list(ties_after), list(steps_after)
    within(by, person, *ends, *(t.tie for t in ties_after), *(s.step for s in steps_after))
    within(by, *(o for o in (organisation, successor) if not isinstance(o, str)))
    if not ends and not organisation:
        raise ValidationError(_("Say what ends, what starts, or both."))
    if organisation and any(_same(a, organisation, role) for a in ends):
        raise ValidationError({"organisation": _("This is the place and the role that is left.")})
    why = why or _("%(name)s changed job") % {"name": person}
    old = ends[0].organisation if ends else None
    with history.batch(by=by, kind="job", label=_("%(name)s changes job") % {"name": person}) as batch:
        for affiliation in ends:
            people.end_affiliation(affiliation=affiliation, by=by, on=ended_on, why=why)
        if isinstance(organisation, str):
            organisation = organisations.create(name=organisation, by=by, why=why) if organisation else None
        started = organisation and people.affiliate(
            person=person, organisation=organisation, role=role, from_date=from_date, by=by, why=why
        )
        reach = {n: v for n, v in (("email", email), ("phone", phone)) if v is not None}
        history.change(person, by=by, why=why, **reach)
        heir = _succeed(successor, ends, ended_on, by=by, why=why)
        for after in ties_after:
            _tie(after, old, ended_on, by=by, why=why)
        for promised in steps_after:
            _step(promised, old, organisation, heir, by=by, why=why)
    return Changed(batch, started or None, heir)


def _same(affiliation: Affiliation, organisation: Organisation | str, role: str) -> bool:
    return affiliation.organisation == organisation and affiliation.role.casefold() == role.casefold()


def _succeed(
    successor: Person | str | None, ends: list[Affiliation], on: date, *, by: Actor, why: str
) -> Person | None:
    """Somebody takes over each role that ends."""
    if isinstance(successor, str):
        successor = people.create(name=successor, by=by, why=why) if successor else None
    if successor:
        for ended in ends:
            people.affiliate(
                person=successor,
                organisation=ended.organisation,
                role=ended.role,
                from_date=on,
                by=by,
                why=why,
            )
    return successor


def _tie(after: TieAfter, old: Organisation | None, on: date, *, by: Actor, why: str) -> None:
    """Who stays knows the organisation that is left; that they know the successor too is theirs to say."""
    if after.becomes == FOLLOWS:
        return
    ties.end(tie=after.tie, by=by, on=on, why=why)
    if after.becomes == STAYS and old:
        colleague, about = after.tie.colleague, after.tie.about
        known = Tie.objects.filter(colleague=colleague, organisation=old, ended_on=None).exists()
        strength = "" if known else after.tie.strength
        ties.add(
            colleague=colleague, organisation=old, about=about, strength=strength, since=on, by=by, why=why
        )


def _step(
    after: StepAfter,
    old: Organisation | None,
    new: Organisation | None,
    heir: Person | None,
    *,
    by: Actor,
    why: str,
) -> None:
    fields: dict[str, Any] = {"owner": after.owner or after.step.owner}
    if after.becomes == FOLLOWS:
        fields["organisation"] = new
    else:
        fields |= {"organisation": old or after.step.organisation, "person": heir}
    follow_ups.edit(follow_up=after.step, by=by, why=why, **fields)
