"""Answering: draft, submit, change until the round closes; by name, without a name, from paper.

By name, the history says who sent a sheet and when, never what it says: others see that by the rule of `reveal` alone.
Without a name nothing is written but the sheet and, apart from it, that the invitee has answered: no history, no time,
nobody's name. Whoever wrote it keeps the key.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Team
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.questions.marks import changed, still_promised
from brobygger.questions.models import Answer, Invitee, Round, SetVersion, Sheet, random_id
from brobygger.questions.models.sheets import hashed
from brobygger.questions.operations.giving import Given, checked
from brobygger.questions.operations.scope import still_open, within
from brobygger.questions.reveal import comes_out

__all__ = [
    "AlreadyAnswered",
    "ComeOut",
    "Given",
    "Sent",
    "by_key",
    "change_unnamed",
    "enter_paper",
    "save_draft",
    "submit",
]
SUBMITTED = Sheet.State.SUBMITTED
Values = Mapping[int, Given]


class AlreadyAnswered(ValidationError):
    """This invitee has answered; without names the sheet is changed by its key alone."""


class ComeOut(ValidationError):
    """The sheet without a name came out together with others: changed alone, it would tell which it is."""


@dataclass(frozen=True)
class Sent:
    """What was sent in; `key` opens a sheet without a name, and is nowhere else."""

    sheet: Sheet
    key: str = ""


@operation("questions.sheet.save_draft")
def save_draft(*, invitee: Invitee, values: Values, by: Actor) -> Sheet:
    """Keep what is written so far. By name only: a draft without a name stays in the browser."""
    within(by, invitee)
    round = still_open(invitee.round)
    if not round.is_named:
        raise ValidationError(_("Without a name nothing is kept here before you send it."))
    sheet, _new = _named_sheet(invitee, by)
    _write(sheet, round, checked(round, values, whole=sheet.is_submitted))
    _freeze(round, by)
    return sheet


def submit(*, invitee: Invitee, values: Values, by: Actor, promised: str | None = None) -> Sent:
    """Send the answer in, or in a round by name send it in again; `promised` is what the form told.

    RoundClosed, PromiseChanged, AlreadyAnswered, or what is wrong with it.
    """
    if invitee.round.is_named:
        return Sent(submit_named(invitee=invitee, values=values, by=by, promised=promised))
    within(by, invitee)
    return submit_unnamed(invitee=invitee, values=values, promised=promised)


@operation("questions.sheet.submit")
def submit_named(
    *,
    invitee: Invitee,
    values: Values,
    by: Actor,
    on_paper: bool = False,
    typed_by: Colleague | None = None,
    promised: str | None = None,
) -> Sheet:
    """Send a sheet in by name."""
    within(by, invitee, typed_by)
    round = still_open(invitee.round)
    still_promised(round, promised)
    if not round.is_named:
        raise changed()
    given = checked(round, values, whole=True)
    sheet, new = _named_sheet(invitee, by)
    _write(sheet, round, given)
    fields: dict[str, Any] = {"state": SUBMITTED, "on_paper": on_paper, "typed_by": typed_by}
    if not sheet.submitted_on:
        fields["submitted_on"] = timezone.localdate()
    if not history.change(sheet, by=by, **fields) and not new:
        history.entry(sheet, history.CHANGED, by=by, before={}, after={}).save()
    if not invitee.answered:
        history.change(invitee, by=by, answered=True, answered_on=timezone.localdate())
    _freeze(round, by)
    return sheet


@operation("questions.sheet.submit_unnamed")
def submit_unnamed(
    *, invitee: Invitee, values: Values, on_paper: bool = False, promised: str | None = None
) -> Sent:
    """Send a sheet in that leads to nobody; the invitee is noted as having answered, apart from it."""
    round = still_open(invitee.round)
    still_promised(round, promised)
    if round.is_named:
        raise changed()
    given = checked(round, values, whole=True)
    noted = Invitee.objects.filter(pk=invitee.pk, answered=False)
    if not noted.update(answered=True, answered_on=timezone.localdate()):
        raise AlreadyAnswered(
            _("You have answered already. To change it, open the address you got then."), code="answered"
        )
    return _unnamed(round, given, team=invitee.team, on_paper=on_paper)


@operation("questions.sheet.change_unnamed")
def change_unnamed(*, round: Round, key: str, values: Values, promised: str | None = None) -> Sheet:
    """Rewrite the sheet that `key` opens, before others can see it. Sheet.DoesNotExist where it opens none."""
    round = still_open(round)
    still_promised(round, promised)
    sheet = by_key(round, key)
    if sheet.released:
        raise ComeOut(
            _(
                "Others can see your answer by now, among others. Changed now, it would show which one is yours. It stays as it was."
            ),
            code="released",
        )
    _write(sheet, round, checked(round, values, whole=True))
    return sheet


def by_key(round: Round, key: str) -> Sheet:
    """The sheet without a name that `key` opens. Sheet.DoesNotExist."""
    return Sheet.objects.get(round=round, key_hash=hashed(key))


def enter_paper(
    *, round: Round, values: Values, by: Colleague, invitee: Invitee | None = None, team: Team | None = None
) -> Sheet:
    """Type in what somebody wrote on paper. By name it needs to be said who; otherwise it may be."""
    within(by, round, invitee, team)
    if round.is_named:
        if invitee is None:
            raise ValidationError({"invitee": _("Say whose answer it is.")})
        return submit_named(invitee=invitee, values=values, by=by, on_paper=True, typed_by=by)
    if invitee is not None:
        try:
            return submit_unnamed(invitee=invitee, values=values, on_paper=True).sheet
        except AlreadyAnswered:
            neutral = _("This cannot be noted for them. Send it in without saying whose it is, if it counts.")
            raise ValidationError({"invitee": neutral}) from None
    return paper_unnamed(round=round, values=values, team=team)


@operation("questions.sheet.paper_unnamed")
def paper_unnamed(*, round: Round, values: Values, team: Team | None = None) -> Sheet:
    """A paper that lay in the box: nobody is noted as having answered."""
    round = still_open(round)
    return _unnamed(round, checked(round, values, whole=True), team=team, on_paper=True).sheet


def _named_sheet(invitee: Invitee, by: Actor) -> tuple[Sheet, bool]:
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(invitee=invitee).first()
    if sheet is not None:
        return sheet, False
    row = Sheet(workspace_id=invitee.workspace_id, round=invitee.round, invitee=invitee, team=invitee.team)
    return history.create(row, by=by), True


def _unnamed(round: Round, given: Values, *, team: Team | None, on_paper: bool) -> Sent:
    """A team too small ever to be shown on its own is not kept at all."""
    key = secrets.token_urlsafe(24)
    kept = team and Invitee.objects.filter(round=round, team=team).count() >= round.minimum
    sheet = Sheet(
        pk=random_id(), workspace_id=round.workspace_id, created_at=round.opens_at, round=round,
        team=team if kept else None, state=SUBMITTED, key_hash=hashed(key), on_paper=on_paper,
    )  # fmt: skip
    sheet.save(force_insert=True)
    _write(sheet, round, given)
    SetVersion.objects.filter(pk=round.set_version_id, frozen_at=None).update(frozen_at=round.opens_at)
    waiting = Sheet.objects.filter(round=round, state=SUBMITTED, released=False)
    if comes_out(waiting.count(), round.minimum):
        # By id, which is random: which of those waiting come out says nothing of when they were written.
        out = list(waiting.order_by("pk").values_list("pk", flat=True)[: round.minimum])
        Sheet.objects.filter(pk__in=out).update(released=True)
    return Sent(sheet, key)


def _freeze(round: Round, by: Actor) -> None:
    if not round.set_version.is_frozen:
        history.change(round.set_version, by=by, frozen_at=timezone.now())


def _write(sheet: Sheet, round: Round, given: Values) -> None:
    """Make the sheet's answers exactly these. No history: it would tell everybody what the rule does not show yet."""
    present = {a.item_id: a for a in Answer.objects.filter(sheet=sheet)}
    for item in round.items():
        value, row = given.get(item.pk, Given()), present.get(item.pk)
        if not value:
            if row is not None:
                row.delete()
            continue
        fields: dict[str, Any] = {
            "text": value.text, "chosen": list(value.chosen), "number": value.number, "why": value.why,
        }  # fmt: skip
        if row is not None:
            Answer.objects.filter(pk=row.pk).update(**fields)
            continue
        made = Answer(workspace_id=sheet.workspace_id, sheet=sheet, item=item, **fields)
        if not round.is_named:
            made.pk, made.created_at = random_id(), round.opens_at
        made.save(force_insert=True)
