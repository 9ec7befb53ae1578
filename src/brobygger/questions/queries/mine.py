"""What waits for a colleague's own answer."""

from django.db.models import Q

from brobygger.accounts.models import Colleague, TeamMember
from brobygger.questions.models import Invitee, Round


def _mine(colleague: Colleague) -> Q:
    teams = TeamMember.objects.filter(colleague=colleague).values("team")
    return Q(colleague=colleague) | Q(colleague=None, name="", team__in=teams)


def invitee_for(round: Round, colleague: Colleague) -> Invitee | None:
    """As whom this colleague answers: themself, else their team."""
    rows = Invitee.objects.filter(_mine(colleague), round=round).select_related("round", "team", "colleague")
    return min(rows, key=lambda i: (i.colleague_id is None, i.pk), default=None)


def waiting_for(colleague: Colleague) -> list[Round]:
    """Open rounds that ask this colleague, or a team of theirs, and that have no answer yet; soonest end first."""
    asked = Invitee.objects.filter(_mine(colleague), answered=False).values("round")
    rows = Round.objects.filter(workspace=colleague.workspace_id, pk__in=asked).now_open()
    return sorted(rows, key=lambda r: (r.closes_at is None, r.closes_at or r.opens_at, r.pk))
