"""The numbers of the hub. Where counting takes long, in a very large network, they are kept for a few minutes."""

from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from django.core.cache import cache
from django.utils import timezone

from brobygger.accounts.models import Workspace
from brobygger.core.lists.counting import CAP, Count, count_all
from brobygger.network.models import Handover
from brobygger.network.queries import blank, care
from brobygger.network.queries.duplicates import open_pairs

LONG = 0.3  # seconds of counting that a page does not take every time
KEPT = 600


@dataclass(frozen=True)
class Counted:
    """Numbers by the name of their page; `kept_at` is when they were counted, where that was not just now."""

    numbers: dict[str, Count]
    kept_at: datetime | None = None


def of(workspace: Workspace) -> Counted:
    """The numbers now, or those of a few minutes ago."""
    key = f"care-{workspace.pk}"
    kept: Counted | None = cache.get(key)
    if kept is not None:
        return kept
    began = monotonic()
    numbers = _count(workspace)
    if monotonic() - began > LONG:
        cache.set(key, Counted(numbers, timezone.now()), KEPT)
    return Counted(numbers)


def _count(workspace: Workspace) -> dict[str, Count]:
    wanted = {
        "care_cold": care.going_cold(workspace),
        "care_one": care.known_by_one(workspace),
        "care_approached": care.approached(workspace),
        "handovers": Handover.objects.of(workspace).filter(closed_at=None),
        "duplicates": open_pairs(workspace),
        "asleep": care.snoozed(workspace),
    }
    counts = count_all([(rows, CAP) for rows in wanted.values()])
    return dict(zip(wanted, counts, strict=True)) | {"care_blank": Count(len(blank.areas(workspace)))}
