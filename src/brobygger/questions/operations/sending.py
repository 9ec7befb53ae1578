"""Mail with the question and a link that answers it; reminders to those missing alone."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from brobygger.accounts.models import Colleague, System
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.questions.models import Invitee, Round
from brobygger.questions.operations.invitees import make_link
from brobygger.questions.operations.scope import still_open, within
from brobygger.questions.tasks import send_asking

HAS_LEFT = Q(colleague__state=Colleague.State.LEFT)
NOT_REACHED = HAS_LEFT | Q(colleague=None, email="") | Q(colleague__isnull=False, colleague__email="")


@operation("questions.round.send")
def send(*, round: Round, by: Actor) -> int:
    """Mail the question to those missing whom no mail has asked yet; returns how many."""
    within(by, round)
    return _send(still_open(round), by, Q(asked_on=None, reminded_on=None), again=False)


@operation("questions.round.remind")
def remind(*, round: Round, by: Actor) -> int:
    """Mail the question again to those missing, nobody twice in a day; returns how many."""
    within(by, round)
    today = timezone.localdate()
    free = (Q(asked_on=None) | Q(asked_on__lt=today)) & (Q(reminded_on=None) | Q(reminded_on__lt=today))
    return _send(still_open(round), by, free, again=True)


def remind_due(now: datetime) -> str:
    """Timed work: remind once, so many days before the end as the round says."""
    sent = 0
    for round in Round.objects.now_open(now).exclude(remind_days=None).exclude(closes_at=None):
        if round.closes_at and now >= round.closes_at - timedelta(days=round.remind_days or 0):
            sent += remind_once(round=round, by=System(round.workspace))
    return f"{sent} reminded"


@operation("questions.round.remind_once")
def remind_once(*, round: Round, by: Actor) -> int:
    """Mail those missing who have not been reminded."""
    within(by, round)
    return _send(still_open(round), by, Q(reminded_on=None), again=True)


def _send(round: Round, by: Actor, condition: Q, *, again: bool) -> int:
    """One line of history on the round: a line for each would tell who was missing."""
    rows = Invitee.objects.filter(condition, round=round, answered=False).exclude(NOT_REACHED)
    chosen = list(rows.select_related("round", "colleague").order_by("pk"))
    if not chosen:
        return 0
    for invitee in chosen:
        make_link(invitee=invitee, by=by)
    column = "reminded_on" if again else "asked_on"
    ids = [i.pk for i in chosen]
    Invitee.objects.filter(pk__in=ids).update(**{column: timezone.localdate()})
    said = {"reminded" if again else "asked": True}
    history.entry(round, history.CHANGED, by=by, before={}, after=said).save()
    send_asking.enqueue(ids, again)
    return len(ids)
