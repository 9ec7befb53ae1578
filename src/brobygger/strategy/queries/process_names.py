"""Whose an answer is, as far as its round promised to tell: a name, a team that is not too small, or nobody."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from brobygger.questions.models import Round, Sheet
from brobygger.questions.small_groups import withheld
from brobygger.strategy.models import Response


def comments_shown(round: Round) -> bool:
    """Without names a comment stands only when the round has closed: shown at once, whoever sits beside would know."""
    return round.is_named or round.is_closed


class Signatures:
    """What stands under the answers and responses of these rounds. One query, however many there are.

    A team is told when the round has closed and the team is in none of the groups that are withheld: too small, or
    what would tell a small one by subtraction.
    """

    def __init__(self, rounds: Iterable[Round]) -> None:
        self.rounds = {round.pk: round for round in rounds}
        by_team = [round for round in self.rounds.values() if round.names == Round.Names.TEAM]
        self.told: dict[int, set[int]] = {}
        if not by_team:
            return
        counts: dict[int, Counter[int]] = {round.pk: Counter() for round in by_team}
        sheets = Sheet.objects.filter(round__in=by_team, state=Sheet.State.SUBMITTED)
        for pk, team in sheets.values_list("round", "team"):
            counts[pk][team or 0] += 1
        for round in by_team:
            if round.is_closed:  # `reveal.may_split`: without names never before the end
                hidden = withheld(counts[round.pk], round.minimum)
                self.told[round.pk] = {team for team in counts[round.pk] if team and team not in hidden}

    def of_sheet(self, sheet: Sheet) -> str:
        """Under an answer."""
        round = self.rounds.get(sheet.round_id)
        if round is None:
            return ""
        if round.names == Round.Names.NAME and sheet.invitee:
            called = sheet.invitee.called
            return f"{called}, {sheet.invitee.party}" if sheet.invitee.party else called
        return self._team(round, sheet.team)

    def of_response(self, response: Response, round_id: int) -> str:
        """Under a comment."""
        round = self.rounds.get(round_id)
        if round is None:
            return ""
        if round.names == Round.Names.NAME and response.author:
            return str(response.author.name)
        return self._team(round, response.team)

    def _team(self, round: Round, team: Any) -> str:
        if round.names != Round.Names.TEAM:
            return _("Without a name")
        if team is not None and self.tells(round.pk, team.pk):
            return str(team.name)
        return _("From a team")

    def tells(self, round_id: int, team_id: int) -> bool:
        """Whether this team is told in this round."""
        return team_id in self.told.get(round_id, ())

    def hides_teams(self, round: Round) -> bool:
        """True where some team is not told because it, or another, is too small."""
        if round.names != Round.Names.TEAM or not round.is_closed:
            return False
        teams = set(
            Sheet.objects.filter(round=round, state=Sheet.State.SUBMITTED)
            .exclude(team=None)
            .values_list("team", flat=True)
        )
        return bool(teams - self.told.get(round.pk, set()))
