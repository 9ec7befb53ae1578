"""What the page about the house reads."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from brobygger.accounts.models import Colleague, Team, TeamMember, Workspace
from brobygger.network.models import Level, Organisation
from brobygger.strategy.house import AREAS, STATEMENTS, Statement
from brobygger.strategy.models import FocusArea
from brobygger.strategy.models.house import (
    HoursUsed,
    Keeper,
    ReadinessAnswer,
    ReadinessCheck,
    Responsibility,
    TimeSet,
)

Said = ReadinessAnswer.Said
LEFT = Colleague.State.LEFT
MONTHS = 6


def responsibility(workspace: Workspace) -> "QuerySet[Responsibility]":
    """What was decided, newest first: the first is in force."""
    return Responsibility.objects.of(workspace).select_related("decided_by").order_by("-decided_on", "-id")


def network_keeper(workspace: Workspace) -> Keeper | None:
    """Who keeps the network now; they may have left, and the page says so."""
    rows = Keeper.objects.of(workspace).filter(organisation=None, to_date=None)
    return rows.select_related("colleague", "workspace").first()


def partnerships(workspace: Workspace) -> "QuerySet[Organisation]":
    """Organisations at the level of partnership."""
    return Organisation.objects.of(workspace).filter(level=Level.PARTNERSHIP)


def without_keeper(workspace: Workspace) -> "QuerySet[Organisation]":
    """Partnerships that nobody who is here keeps."""
    kept = Keeper.objects.filter(organisation=OuterRef("pk"), to_date=None).exclude(colleague__state=LEFT)
    return partnerships(workspace).filter(~Exists(kept)).order_by("sort_key", "id")


def kept(workspace: Workspace) -> "QuerySet[Keeper]":
    """Who keeps what now, of those who are here."""
    rows = Keeper.objects.of(workspace).filter(to_date=None, organisation__isnull=False)
    rows = rows.exclude(colleague__state=LEFT)
    return rows.select_related("colleague", "organisation").order_by("organisation__sort_key", "id")


@dataclass
class AreaTeam:
    """A focus area with the team that owns it, and the departments that the team's members come from."""

    area: FocusArea
    team: Team | None
    members: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)

    @property
    def is_narrow(self) -> bool:
        """All members come from one department."""
        return self.team is not None and len(self.members) > 1 and len(self.departments) == 1


def area_teams(workspace: Workspace) -> list[AreaTeam]:
    """Running focus areas with their teams; three queries, however many there are."""
    areas = FocusArea.objects.of(workspace).filter(ended_on=None).select_related("team")
    found = [AreaTeam(area, area.team) for area in areas.order_by("position", "sort_key", "id")]
    owning = {one.team.pk for one in found if one.team}
    members = (
        TeamMember.objects.filter(team__in=owning).exclude(colleague__state=LEFT).select_related("colleague")
    )
    of_team: dict[int, list[Any]] = {}
    for row in members.order_by("colleague__sort_key", "id"):
        of_team.setdefault(row.team_id, []).append(row.colleague)
    everybody = {c.pk for people in of_team.values() for c in people}
    homes = TeamMember.objects.filter(colleague__in=everybody, team__kind=Team.Kind.DEPARTMENT)
    home: dict[int, set[str]] = {}
    for colleague, name in homes.values_list("colleague_id", "team__name"):
        home.setdefault(colleague, set()).add(name)
    for one in found:
        if one.team:
            people = of_team.get(one.team.pk, [])
            one.members = [c.name or c.email for c in people]
            one.departments = sorted({name for c in people for name in home.get(c.pk, ())})
    return found


@dataclass(frozen=True)
class Month:
    """One month's hours; the shares are of the largest figure, in per cent, for the bars."""

    first: date
    aside: Decimal
    used: Decimal
    aside_share: int
    used_share: int


def months(workspace: Workspace, number: int = MONTHS) -> list[Month]:
    """Hours set aside against hours used, this month last."""
    first = timezone.localdate().replace(day=1)
    days = [first]
    for _n in range(number - 1):
        days.append((days[-1] - timedelta(days=1)).replace(day=1))
    days.reverse()
    rows = list(TimeSet.objects.of(workspace))
    noted = (
        HoursUsed.objects.of(workspace).filter(on__gte=days[0]).annotate(month=TruncMonth("on")).order_by()
    )
    used = dict(noted.values("month").annotate(h=Sum("hours")).values_list("month", "h"))
    pairs = [
        (day, sum((_in_month(row, day) for row in rows), Decimal(0)), used.get(day, Decimal(0)))
        for day in days
    ]
    top = max((max(a, u) for _d, a, u in pairs), default=Decimal(0)) or Decimal(1)
    return [Month(d, round(a, 1), u, int(100 * a / top), int(100 * u / top)) for d, a, u in pairs]


def _in_month(row: TimeSet, first: date) -> Decimal:
    """The hours of a row that fall in a month: by the days of it that the row covers. The last day is not covered."""
    length = monthrange(first.year, first.month)[1]
    after = first + timedelta(days=length)
    until = min(row.to_date or after, after)
    covered = Decimal((until - max(row.from_date, first)).days)
    if covered <= 0:
        return Decimal(0)
    return row.hours * covered / (7 if row.per == TimeSet.Per.WEEK else length)


@dataclass(frozen=True)
class Judged:
    """One statement with what was said now and the time before."""

    statement: Statement
    said: str
    word: str
    before: str
    before_word: str


@dataclass(frozen=True)
class Area:
    """One area of a self-check."""

    key: str
    name: Any
    judged: list[Judged]

    def _count(self, said: str) -> int:
        return sum(one.said == said for one in self.judged)

    @property
    def yes(self) -> int:
        return self._count(Said.YES)

    @property
    def yes_before(self) -> int:
        return sum(one.before == Said.YES for one in self.judged)


def areas(check: ReadinessCheck, before: ReadinessCheck | None) -> list[Area]:
    """A self-check by area, beside the one before it."""
    made = [check.pk, *([before.pk] if before else [])]
    rows = ReadinessAnswer.objects.filter(check_made__in=made)
    answered: dict[int, dict[str, str]] = {pk: {} for pk in made}
    for pk, statement, answer in rows.values_list("check_made_id", "statement", "said"):
        answered[pk][statement] = answer
    said, was = answered[check.pk], answered[before.pk] if before else {}
    words = {"": "", **dict(Said.choices)}
    return [
        Area(
            key,
            name,
            [
                Judged(
                    s, said.get(s.key, ""), str(words[said.get(s.key, "")]), was.get(s.key, ""),
                    str(words[was.get(s.key, "")]),
                )
                for s in STATEMENTS
                if s.area == key
            ],
        )
        for key, name in AREAS.items()
    ]  # fmt: skip


def checks(workspace: Workspace) -> "QuerySet[ReadinessCheck]":
    """Self-checks, newest first."""
    return ReadinessCheck.objects.of(workspace).select_related("made_by").order_by("-on", "-id")


def with_before(
    rows: Sequence[ReadinessCheck], pk: int
) -> tuple[ReadinessCheck, ReadinessCheck | None] | None:
    """The check of that number and the one made before it, out of all, newest first."""
    for number, row in enumerate(rows):
        if row.pk == pk:
            return row, rows[number + 1] if number + 1 < len(rows) else None
    return None
