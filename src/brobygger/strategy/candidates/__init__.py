"""Who could fill a gap? The present network ranked for one lens value (or several) at a level, each with its reasons.

The database picks some hundred organisations, whatever the network's size; what speaks for each of them is weighed in
`weighing`. A reason is a finished sentence in the reader's language. The number of queries is fixed.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from brobygger.accounts.models import ApiToken, User, Workspace
from brobygger.network.models import Level, Organisation
from brobygger.strategy import belonging
from brobygger.strategy.candidates import weighing
from brobygger.strategy.candidates.gap import Gap, gap_of

__all__ = ["Candidate", "Gap", "fill", "find", "gap_of"]

# More could not change who comes first.
TAKEN = 240


@dataclass(frozen=True)
class Candidate:
    """An organisation that could, and what speaks for it, the weightiest first.

    `ask` is the colleague to ask before calling, by id and name, where somebody knows them.
    """

    organisation: Organisation
    score: int
    reasons: list[str] = field(default_factory=list)
    ask: tuple[int, str] | None = None


def find(
    *,
    workspace: Workspace,
    user: User | ApiToken,
    room: Any = None,
    age_group: Any = None,
    theme: Any = None,
    focus_area: Any = None,
    goal: Any = None,
    team: Any = None,
    sector: Any = None,
    reach: Any = None,
    level: str = Level.PARTNERSHIP.value,
    limit: int = 10,
) -> list[Candidate]:
    """Candidates for the place where all the given values meet, the best first.

    A value is a record, its id, or the word of a choice; what this workspace does not have finds nobody. Whoever is
    there at `level` or nearer is no candidate.
    """
    given = {
        "room": room, "age_group": age_group, "theme": theme, "focus_area": focus_area, "goal": goal, "team": team,
        "sector": sector, "reach": reach,
    }  # fmt: skip
    gap = gap_of(workspace, given, level)
    return fill(gap, user=user, limit=limit) if gap else []


def fill(gap: Gap, *, user: User | ApiToken, limit: int = 10) -> list[Candidate]:
    """Candidates for a gap that was read already."""
    rows = list(_near(gap, Organisation.objects.visible_to(user).of(gap.workspace)))
    ranked = weighing.rank(gap, rows)[:limit]
    ways = weighing.ways_in(gap.workspace, [one.organisation.pk for one in ranked])
    return [
        Candidate(
            one.organisation,
            one.score,
            [*one.reasons, *([way.sentence] if way else [])] or [weighing.nobody_knows()],
            (way.colleague, way.name) if way else None,
        )
        for one in ranked
        for way in [ways.get(one.organisation.pk)]
    ]


def _near(gap: Gap, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The organisations that most speaks for, as far as the database can tell; those already there are left out."""
    here = Q()
    for lens, value in gap.values.items():
        here &= belonging.having(gap.workspace, lens, value)
    nearer = [level.value for level in Level if level.rank >= Level(gap.level).rank]
    present = rows.exclude(Q(level=Level.WISHED) & ~Q(pk__in=gap.wished)).exclude(here & Q(level__in=nearer))
    weight: Any = Case(When(here, then=Value(weighing.HERE)), default=Value(0))
    for lens, wanted in gap.wanted.items():
        near = belonging.having(gap.workspace, lens, *wanted)
        weight += Case(When(near, then=Value(weighing.NEAR[lens])), default=Value(0))
    weight += Case(
        *(When(level=level, then=Value(points)) for level, points in weighing.LEVELS.items()),
        When(pk__in=gap.wished, then=Value(weighing.WISHED)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found = present.annotate(weight=weight, belongs=Case(When(here, then=Value(True)), default=Value(False)))
    lately = F("last_contact_on").desc(nulls_last=True)
    kept = found.only("name", "sort_key", "level", "last_contact_on", "workspace_id", "town", "sector")
    return kept.order_by("-weight", lately, "sort_key", "pk")[:TAKEN]
