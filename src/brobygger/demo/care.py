"""What wants looking after in Fjordby: somebody left with ties in her hands, another hands over, two call the same."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.core import history
from brobygger.network.models import (
    Contact,
    ContactColleague,
    FollowUp,
    Handover,
    HandoverLine,
    Organisation,
    Snooze,
    Tie,
)
from brobygger.network.queries import handovers


def tell(
    workspace: Workspace, colleagues: Sequence[Colleague], organisations: Sequence[Organisation]
) -> None:
    """Write it all; the same every time."""
    by = System(workspace)
    today = timezone.localdate()
    known = set(Tie.objects.filter(workspace=workspace).values_list("organisation_id", flat=True))
    through = Tie.objects.filter(workspace=workspace).values("person__affiliations__organisation")
    known |= set(through.values_list("person__affiliations__organisation", flat=True))
    grethe = Colleague.objects.get(workspace=workspace, email="grethe@eksempel.dk")
    alone = [o for o in organisations if o.pk not in known][:2]
    shared = [o for o in organisations if o.pk in known][:6]
    for number, organisation in enumerate([*shared, *alone]):
        since = today - timedelta(days=900 + 70 * number)
        tie = Tie(workspace=workspace, colleague=grethe, organisation=organisation, since=since)
        history.create(tie, by=by)
    mette = next(c for c in colleagues if c.email == "mette@eksempel.dk")
    others = [c for c in colleagues if c.pk != mette.pk]
    _hand_over(workspace, others[1], mette, by)
    _approach(workspace, organisations[3], mette, others[0], by)
    for organisation in organisations[20:22]:
        asleep = Snooze(
            workspace=workspace, organisation=organisation, on=today - timedelta(days=9), made_by=mette,
            until=today + timedelta(days=60), why="De flytter og har bedt om ro til efter nytår.",
        )  # fmt: skip
        history.create(asleep, by=by)


def _hand_over(workspace: Workspace, giver: Colleague, receiver: Colleague, by: System) -> None:
    """`giver` gets another job in the house; a few lines are decided, three wait for `receiver`."""
    handover = Handover(
        workspace=workspace, colleague=giver, reason=Handover.Reason.MOVES, started_by=giver,
        note="Ring gerne, før du skriver. De fleste har kendt os i mange år.",
    )  # fmt: skip
    history.create(handover, by=by)
    for place, held in enumerate(handovers.held(giver), 1):
        given = place in (1, 3, 4)
        tie = held.tie
        line = HandoverLine(
            workspace=workspace, handover=handover, tie=tie, person=tie.person, organisation=tie.organisation,
            label=str(tie.person or tie.organisation), alone=held.alone, place=place,
            decision="give" if given else "keep" if place == 2 else "", receiver=receiver if given else None,
            decided_by=giver if place < 5 else None, decided_at=timezone.now() if place < 5 else None,
        )  # fmt: skip
        history.create(line, by=by)


def _approach(
    workspace: Workspace, organisation: Organisation, one: Colleague, other: Colleague, by: System
) -> None:
    """`one` met them lately, `other` has promised to call them, and neither knows of the other."""
    today = timezone.localdate()
    contact = Contact(
        workspace=workspace,
        organisation=organisation,
        on=today - timedelta(days=12),
        about="forårets program",
    )
    history.create(contact, by=by)
    history.create(ContactColleague(workspace=workspace, contact=contact, colleague=one), by=by)
    promise = FollowUp(
        workspace=workspace, organisation=organisation, owner=other, due_on=today + timedelta(days=8),
        text="Ring om et fælles arrangement",
    )  # fmt: skip
    history.create(promise, by=by)
