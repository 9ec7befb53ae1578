"""Rounds: plan, change, close, open the answers, delete. What was promised on the form holds from the first answer."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.questions.models import Invitee, Item, Round, SetVersion, Sheet, SheetLink
from brobygger.questions.operations.scope import within

# What whoever answers is told on the form.
PROMISED = ("set_version", "item", "reveal", "names", "audience", "minimum", "about_model", "about_id")


@operation("questions.round.create")
def create(
    *,
    version: SetVersion,
    name: str,
    by: Actor,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    reveal: str = Round.Reveal.OWN,
    names: str = Round.Names.NAME,
    audience: str = Round.Audience.HOUSE,
    item: Item | None = None,
    about: Model | None = None,
    **fields: Any,
) -> Round:
    """Ask a version, or one `item` of it, from `opens_at` to `closes_at`; `about` is a record it is hung on."""
    within(by, version, item, about)
    round = Round(
        workspace_id=by.workspace_id, set_version=version, item=item, name=name, opens_at=opens_at or timezone.now(),
        closes_at=closes_at, reveal=reveal, names=names, audience=audience,
        about_model=about._meta.label_lower if about else "", about_id=about.pk if about else None, **fields,
    )  # fmt: skip
    _check(round)
    return history.create(round, by=by)


@operation("questions.round.change")
def change(*, round: Round, by: Actor, why: str = "", **fields: Any) -> None:
    """Change what has not been promised yet. ValidationError once somebody has answered, or where it is closed."""
    within(by, round, fields.get("set_version"), fields.get("item"))
    fresh = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if fresh.is_closed:
        raise ValidationError(_("The round is closed. Ask again in a new round."))
    promised = [n for n in PROMISED if n in fields and getattr(fresh, n) != fields[n]]
    if promised and _is_answered(fresh):
        raise ValidationError(
            _(
                "Somebody has answered. What the form told them about names, about who sees the answers and when, holds."
            )
        )
    for name, value in fields.items():
        setattr(fresh, name, value)
    _check(fresh)
    if not fresh.is_named and Invitee.objects.filter(round=fresh, colleague=None, name="").exists():
        raise ValidationError({"names": _("A team that answers as one answers by name.")})
    history.change(round, by=by, why=why, **fields)
    _lengthen(round, by)


@operation("questions.round.close")
def close(*, round: Round, by: Actor, why: str = "") -> None:
    """No more answers. Closed twice changes nothing."""
    within(by, round)
    if not Round.objects.select_for_update(of=("self",)).get(pk=round.pk).is_closed:
        history.change(round, by=by, why=why, closed_at=timezone.now())


@operation("questions.round.open_answers")
def open_answers(*, round: Round, by: Actor, why: str = "") -> None:
    """Let the answers be seen, where the round promises that the coordinator, or all answering, opens them."""
    within(by, round)
    if round.reveal not in (Round.Reveal.OPENED, Round.Reveal.ALL):
        raise ValidationError(_("The form promises something else about when answers are shown."))
    if not round.revealed_at:
        history.change(round, by=by, why=why, revealed_at=timezone.now())


@operation("questions.round.delete")
def delete(*, round: Round, by: Actor) -> Batch:
    """Move a round that nobody has answered to the bin. ValidationError for any other: close it."""
    within(by, round)
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if _is_answered(round):
        raise ValidationError(_("Somebody has answered. Close the round instead; the answers stay."))
    return history.delete(round, by=by)


def _is_answered(round: Round) -> bool:
    return (
        Sheet.objects.filter(round=round).exists()
        or Invitee.objects.filter(round=round, answered=True).exists()
    )


def _lengthen(round: Round, by: Actor) -> None:
    """Links open as long as the round, and then tell that it is closed."""
    for link in SheetLink.objects.filter(invitee__round=round):
        history.change(link, by=by, expires_at=link_expiry(round))


def link_expiry(round: Round) -> datetime:
    """A link says for a year after the end that the round is closed; without an end, a year from now."""
    return (round.ended_at or timezone.now()) + timedelta(days=365)


def _check(round: Round) -> None:
    if round.closes_at and round.closes_at <= round.opens_at:
        raise ValidationError({"closes_at": _("The round closes before it opens.")})
    if round.item and round.item.set_version_id != round.set_version_id:
        raise ValidationError({"item": _("This question belongs to another version.")})
    if not round.set_version.items.exists():
        raise ValidationError({"set_version": _("There are no questions in this version yet.")})
    if round.set_version.question_set.ended_on:
        raise ValidationError({"set_version": _("This set is no longer used.")})
