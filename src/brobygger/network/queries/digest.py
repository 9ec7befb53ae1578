"""What the weekly mail to one colleague says: own relations going cold, own promises, what waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.network.models import FollowUp, Organisation
from brobygger.network.queries import care, handovers
from brobygger.network.queries.lists import organisations_known_by

SHOWN = 10
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Digest:
    """One colleague's mail; `more_cold` and `more_steps` count what is not listed."""

    cold: list[Organisation]
    steps: list[FollowUp]
    waiting: int
    more_cold: int = 0
    more_steps: int = 0

    def __bool__(self) -> bool:
        return bool(self.cold or self.steps or self.waiting)


def cold_of(colleague: Colleague, days: Mapping[str, int | None]) -> care.Organisations:
    """The colleague's own relations that are going cold."""
    return organisations_known_by(care.going_cold(colleague.workspace, days), [colleague])


def digest_of(colleague: Colleague, days: Mapping[str, int | None]) -> Digest:
    """What there is to say to this colleague this week; false where there is nothing."""
    due = FollowUp.objects.filter(
        workspace=colleague.workspace_id,
        owner=colleague,
        done_on=None,
        due_on__lt=timezone.localdate() + WEEK,
    )
    rank = {"partnership": 0, "cooperation": 1}
    cold = sorted(cold_of(colleague, days)[:200], key=lambda o: (rank.get(o.level, 2), o.sort_key))
    steps = list(due.select_related("organisation", "person").order_by("due_on", "id")[:200])
    return Digest(
        cold[:SHOWN],
        steps[:SHOWN],
        handovers.waiting_for(colleague).count(),
        max(0, len(cold) - SHOWN),
        max(0, len(steps) - SHOWN),
    )
