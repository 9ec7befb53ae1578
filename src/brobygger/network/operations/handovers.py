"""Handing over what a colleague holds: begin, decide line by line or many at once, take over or decline, close.

Nothing is deleted: a tie that is handed over or ended gets its last day and stays, grey.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Role
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import operation
from brobygger.network.models import Handover, HandoverLine, Tie
from brobygger.network.operations import follow_ups, ties
from brobygger.network.operations.scope import within
from brobygger.network.queries import handovers as queries
from brobygger.network.queries.handovers import Lines
from brobygger.network.rules import may_hand_over
from brobygger.records.operations import notify

Decision, Answer = HandoverLine.Decision, HandoverLine.Answer
RELATED = ("handover__colleague", "tie", "follow_up", "organisation", "person", "receiver")


@operation("network.handover.start")
def start(
    *,
    colleague: Colleague,
    by: Colleague,
    reason: str = Handover.Reason.LEAVES,
    on: date | None = None,
    note: str = "",
) -> Handover:
    """Begin to hand over what `colleague` holds. PermissionDenied for others than coordinators and the colleague."""
    within(by, colleague)
    if not may_hand_over(by, colleague):
        raise PermissionDenied
    Colleague.objects.select_for_update().get(pk=colleague.pk)
    if queries.open_of(colleague):
        raise ValidationError(_("A handover from %(name)s is under way already.") % {"name": colleague.name})
    handover = Handover(
        workspace_id=by.workspace_id, colleague=colleague, reason=reason, on=on, note=note, started_by=by
    )
    history.create(handover, by=by)
    if not _fill(handover, by):
        raise ValidationError(
            _("%(name)s holds no ties and no promises: there is nothing to hand over.")
            % {"name": colleague.name}
        )
    if colleague.pk != by.pk and colleague.state == Colleague.State.ACTIVE:
        notify(colleague=colleague, kind="handover.started", path=_path(handover, by), name=by.name)
    return handover


@operation("network.handover.fill")
def fill(*, handover: Handover, by: Colleague) -> int:
    """Add what the colleague has got since the handover was begun; returns how many lines came."""
    within(by, handover)
    _may(by, handover)
    return _fill(handover, by)


def _fill(handover: Handover, by: Colleague) -> int:
    there = HandoverLine.objects.filter(handover=handover)
    has_ties = set(there.exclude(tie=None).values_list("tie_id", flat=True))
    has_steps = set(there.exclude(follow_up=None).values_list("follow_up_id", flat=True))
    place = there.count()
    lines = []
    for held in queries.held(handover.colleague):
        if held.tie.pk not in has_ties:
            tie = held.tie
            line = HandoverLine(
                tie=tie, person=tie.person, organisation=tie.organisation, alone=held.alone, label=_label(tie)
            )
            lines.append(line)
    for step in queries.promised(handover.colleague):
        if step.pk not in has_steps:
            place_of = {"organisation": step.organisation, "person": step.person}
            lines.append(HandoverLine(follow_up=step, label=step.text[:300], **place_of))
    for number, line in enumerate(lines, place + 1):
        line.workspace_id, line.handover, line.place = handover.workspace_id, handover, number
    history.bulk_create(lines, by=by)
    return len(lines)


def _label(tie: Tie) -> str:
    known = str(tie.person or tie.organisation)
    return f"{known}: {tie.about}"[:300] if tie.about else known


@operation("network.handover.decide")
def decide(*, lines: Lines, decision: str, by: Colleague, receiver: Colleague | None = None) -> Batch:
    """Keep, end or hand over these lines. What is taken over already, and closed handovers, are let be."""
    rows = _open_lines(lines, by)
    _check(rows, decision, receiver, by)
    with history.batch(by=by, kind="handover", label=str(Decision(decision).label)) as batch:
        for line in rows:
            if (line.decision, line.receiver_id, line.answer) == (decision, receiver and receiver.pk, ""):
                continue
            _take_back(line, by)
            history.change(
                line,
                by=by,
                decision=decision,
                receiver=receiver if decision == Decision.GIVE else None,
                decided_by=by,
                decided_at=timezone.now(),
                answer="",
                answered_at=None,
                reason="",
            )
            if decision == Decision.END:
                _end(line, by)
        if decision == Decision.GIVE and receiver and rows:
            _tell_receiver(rows, receiver, by)
        _close_settled(rows, by)
        return batch


def _check(rows: Sequence[HandoverLine], decision: str, receiver: Colleague | None, by: Colleague) -> None:
    if decision not in Decision.values:
        raise ValidationError(_("Choose whether to keep, hand over or end."))
    for handover in {line.handover_id: line.handover for line in rows}.values():
        _may(by, handover)
        if receiver is not None and receiver.pk == handover.colleague_id:
            raise ValidationError({"receiver": _("Choose somebody else than the one who hands over.")})
    if decision != Decision.GIVE:
        return
    within(by, receiver)
    if receiver is None:
        raise ValidationError({"receiver": _("Say who takes over.")})
    if not receiver.has_role(Role.STAFF):
        raise ValidationError({"receiver": _("The receiver must be able to log in and to write.")})


def _open_lines(lines: Lines, by: Colleague) -> list[HandoverLine]:
    rows = lines.filter(workspace_id=by.workspace_id, handover__closed_at=None).exclude(answer=Answer.TAKEN)
    locked = rows.select_related(*RELATED).select_for_update(of=("self",))
    return list(locked.order_by("place", "id"))


def _take_back(line: HandoverLine, by: Colleague) -> None:
    """Somebody thinks again about a line that was ended: what it ended is as before."""
    if line.decision != Decision.END:
        return
    if line.tie and line.tie.ended_on:
        history.change(line.tie, by=by, ended_on=None)
    if line.follow_up and line.follow_up.done_on:
        follow_ups.reopen(follow_up=line.follow_up, by=by)


def _end(line: HandoverLine, by: Colleague) -> None:
    if line.tie and line.tie.ended_on is None:
        ties.end(tie=line.tie, by=by)
    if line.follow_up and line.follow_up.done_on is None:
        follow_ups.done(follow_up=line.follow_up, outcome=_("Let go at the handover"), by=by)


@operation("network.handover.take_over")
def take_over(*, lines: Lines, by: Colleague) -> Batch:
    """The receiver says yes: the tie is theirs from today, the other's has ended; a promise gets a new owner."""
    rows = _waiting(lines, by)
    with history.batch(by=by, kind="handover", label=str(Answer.TAKEN.label)) as batch:
        for line in rows:
            made = _move(line, by)
            history.change(line, by=by, answer=Answer.TAKEN, answered_at=timezone.now(), new_tie=made)
        _close_settled(rows, by)
        return batch


def _move(line: HandoverLine, by: Colleague) -> Tie | None:
    if line.follow_up:
        follow_ups.edit(follow_up=line.follow_up, owner=by, by=by)
        return None
    old = line.tie
    if line.person is None and line.organisation is None:
        return None
    made = ties.add(
        colleague=by,
        person=line.person,
        organisation=None if line.person else line.organisation,
        about=old.about if old else "",
        since=timezone.localdate(),
        by=by,
    )
    if old and old.ended_on is None:
        ties.end(tie=old, by=by)
    return made


@operation("network.handover.decline")
def decline(*, lines: Lines, reason: str, by: Colleague) -> Batch:
    """The receiver says no and why: the line wants a new decision, and whoever decided is told."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that somebody else can be asked.")})
    rows = _waiting(lines, by)
    with history.batch(by=by, kind="handover", label=str(Answer.DECLINED.label)) as batch:
        for line in rows:
            history.change(
                line, by=by, answer=Answer.DECLINED, answered_at=timezone.now(), reason=reason.strip()
            )
        told = {(line.decided_by_id or line.handover.started_by_id, line.handover_id): line for line in rows}
        deciders = Colleague.objects.in_bulk([pk for pk, _handover in told if pk])
        for (pk, _handover), line in told.items():
            if pk in deciders and pk != by.pk:
                notify(
                    colleague=deciders[pk], kind="handover.declined", path=_path(line.handover, by),
                    name=by.name, what=line.label, reason=reason.strip(),
                )  # fmt: skip
        return batch


def _waiting(lines: Lines, by: Colleague) -> list[HandoverLine]:
    """Lines that wait for the answer of `by`; another's answer is nobody else's to give."""
    mine = lines.filter(workspace_id=by.workspace_id, receiver=by, decision=Decision.GIVE, answer="")
    locked = mine.select_related(*RELATED, "decided_by").select_for_update(of=("self",))
    return list(locked.order_by("handover_id", "place", "id"))


def _may(by: Colleague, handover: Handover) -> None:
    if not may_hand_over(by, handover.colleague):
        raise PermissionDenied


def _path(handover: Handover, by: Colleague) -> str:
    return reverse("network:handover", args=[by.workspace.slug, handover.pk])


def _tell_receiver(rows: Sequence[HandoverLine], receiver: Colleague, by: Colleague) -> None:
    """One notice for each who hands over, not one for each line."""
    if receiver.pk == by.pk:
        return
    path = reverse("network:handovers_waiting", args=[by.workspace.slug])
    for name, number in Counter(line.handover.colleague.name for line in rows).items():
        notify(colleague=receiver, kind="handover.waiting", path=path, name=name, n=number)


def _close_settled(rows: Iterable[HandoverLine], by: Colleague) -> None:
    """Close the handovers of these lines where nothing is left to decide or to answer."""
    for pk in {line.handover_id for line in rows}:
        # Of two receivers who answer last at once, the second waits here, and sees the first one's answer.
        handover = Handover.objects.select_for_update().get(pk=pk)
        lines = HandoverLine.objects.filter(handover=handover)
        if handover.closed_at is None and not queries.unsettled(lines).exists():
            history.change(handover, by=by, closed_at=timezone.now())
            if handover.started_by and handover.started_by_id != by.pk:
                notify(
                    colleague=handover.started_by, kind="handover.closed", path=_path(handover, by),
                    name=handover.colleague.name,
                )  # fmt: skip
