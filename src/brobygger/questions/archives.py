"""What archives leave out: answers that the round does not show yet, and what would tie an answer to a name.

A round whose answers are left out is written as one that nobody has answered yet. Of a round by team, a team is written
where its results tell it for every question; in an anonymous one never, since teams that are counted there stand under
no answer.
"""

from collections import Counter, defaultdict

from django.db.models import Count, Q
from django.utils import timezone

from brobygger.accounts.models import Workspace
from brobygger.questions.models import Answer, Round
from brobygger.questions.models.doors import SUBMITTED
from brobygger.questions.small_groups import withheld as too_small
from brobygger.records.archive import withheld


def register() -> None:
    """Called once at start-up."""
    withheld.leave_out("questions.sheet", _held_back)
    withheld.write_as("questions.invitee", "answered", _held_back, False)
    # The day on which an answer without a name came is nobody's to know after the end either.
    withheld.write_as("questions.invitee", "answered_on", lambda w: _held_back(w) | ~_by_name(), None)
    withheld.write_as("questions.sheet", "team_id", untold_teams, None)


def untold_teams(workspace: Workspace, prefix: str = "") -> Q:
    """Sheets, or rows that `prefix` leads from to a sheet, whose team is not written; `team` is the row's own."""
    found = Q(**{f"{prefix}round__names": Round.Names.ANONYMOUS})
    for round, teams in _too_small(workspace).items():
        found |= Q(**{f"{prefix}round": round, "team__in": teams})
    return found


def _too_small(workspace: Workspace) -> dict[int, set[int]]:
    """Of each round by team, the teams that are withheld from some question's results."""
    by_team = {"sheet__state": SUBMITTED, "sheet__round__names": Round.Names.TEAM}
    answers = Answer.objects.filter(workspace=workspace, **by_team).exclude(text="", chosen=[], number=None)
    groups = ("sheet__round", "sheet__round__minimum", "item", "sheet__team")
    counts: dict[tuple[int, int, int], Counter[int]] = defaultdict(Counter)
    for round, minimum, item, team, n in answers.order_by().values_list(*groups).annotate(n=Count("pk")):
        counts[round, minimum, item][team or 0] = n
    found: dict[int, set[int]] = defaultdict(set)
    for (round, minimum, _item), teams in counts.items():
        found[round] |= too_small(teams, minimum) - {0}
    return {round: teams for round, teams in found.items() if teams}


def _by_name() -> Q:
    return Q(round__names=Round.Names.NAME)


def _held_back(workspace: Workspace) -> Q:
    """Of rounds that are not closed, or that promise that a coordinator opens the answers and are not opened."""
    now = timezone.now()
    closed = Q(closed_at__isnull=False) | Q(closes_at__lte=now)
    unopened = Q(reveal=Round.Reveal.OPENED, revealed_at=None)
    rounds = Round.objects.filter(workspace=workspace).filter(~closed | unopened)
    return Q(round__in=rounds.values("pk"))
