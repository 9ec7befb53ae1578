"""What archives leave out: answers that the round does not show yet, and what would tie an answer to a name.

A round whose answers are left out is written as one that nobody has answered yet.
"""

from django.db.models import Q
from django.utils import timezone

from brobygger.accounts.models import Workspace
from brobygger.questions.models import Round
from brobygger.records.archive import withheld


def register() -> None:
    """Called once at start-up."""
    withheld.leave_out("questions.sheet", _held_back)
    withheld.write_as("questions.invitee", "answered", _held_back, False)
    # The day on which an answer without a name came is nobody's to know after the end either.
    withheld.write_as("questions.invitee", "answered_on", lambda w: _held_back(w) | ~_by_name(), None)
    withheld.write_as("questions.sheet", "team_id", lambda w: Q(round__names=Round.Names.ANONYMOUS), None)


def _by_name() -> Q:
    return Q(round__names=Round.Names.NAME)


def _held_back(workspace: Workspace) -> Q:
    """Of rounds that are not closed, or that promise that a coordinator opens the answers and are not opened."""
    now = timezone.now()
    closed = Q(closed_at__isnull=False) | Q(closes_at__lte=now)
    unopened = Q(reveal=Round.Reveal.OPENED, revealed_at=None)
    rounds = Round.objects.filter(workspace=workspace).filter(~closed | unopened)
    return Q(round__in=rounds.values("pk"))
