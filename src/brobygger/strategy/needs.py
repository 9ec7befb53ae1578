"""Who in the present network could meet a need? Ranked, each with its reasons as finished sentences.

The database picks some hundred organisations, whatever the network's size; what speaks for each is weighed here. The
number of queries is fixed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from brobygger.accounts.models import ApiToken, User, Workspace
from brobygger.core.text import fold
from brobygger.network.models import Level, Organisation, Sector
from brobygger.strategy.candidates import weighing
from brobygger.strategy.models import Direction, Goal, Need, Resource, ResourceKind, Serves
from brobygger.strategy.sectors import usual

TAKEN = 120
# What each thing that speaks for an organisation weighs: what they say themselves outweighs all that is usual.
SAYS, SAYS_THE_WORDS, SERVES, SAME_AREA, USUALLY, WARM = 60, 15, 20, 10, 12, 4
LEVELS = {Level.PARTNERSHIP: 18, Level.COOPERATION: 12, Level.NETWORK: 4}
SHORTEST = 4


@dataclass
class Could:
    """An organisation that could meet the need, and why. `ask` is the colleague to ask first: id and name."""

    organisation: Organisation
    said: list[tuple[int, str]] = field(default_factory=list)
    ask: tuple[int, str] | None = None

    @property
    def score(self) -> int:
        return sum(points for points, _sentence in self.said)

    @property
    def reasons(self) -> list[str]:
        """The weightiest first."""
        return [sentence for _points, sentence in sorted(self.said, key=lambda one: -one[0]) if sentence]


def who_could(need: Need, *, user: User | ApiToken, workspace: Workspace, limit: int = 10) -> list[Could]:
    """Those who could meet this need, the best first. Nothing speaks for whoever is not among them."""
    visible = Organisation.objects.visible_to(user).of(workspace)
    said = usual(workspace)
    sectors = [s for s in Sector.values if (s, Direction.BRINGS.value, need.kind) in said]
    rows = list(_near(need, visible, sectors))
    ids = [row.pk for row in rows]
    brings, serves = _brings(need, ids), _serves(need.goal, ids)
    ways = weighing.ways_in(workspace, ids)
    found = []
    for row in rows:
        one = Could(row, [*_says(need, brings.get(row.pk, ())), *_goal(serves.get(row.pk, ()), need.goal)])
        if row.sector in sectors:
            sentence = _("%(sector)s: usually “%(what)s”.")
            words = {
                "sector": row.get_sector_display(),
                "what": said[row.sector, Direction.BRINGS, need.kind],
            }
            one.said.append((USUALLY, sentence % words))
        if not one.said:
            continue
        one.said += _relation(row)
        if way := ways.get(row.pk):
            one.said.append((WARM, way.sentence))
            one.ask = (way.colleague, way.name)
        found.append(one)
    return sorted(found, key=lambda c: (-c.score, c.organisation.sort_key, c.organisation.pk))[:limit]


def _near(need: Need, rows: QuerySet[Organisation], sectors: Sequence[str]) -> QuerySet[Organisation]:
    """The organisations that most speaks for, as far as the database can tell."""
    here = Resource.objects.filter(
        organisation=OuterRef("pk"), kind=need.kind, direction=Direction.BRINGS, ended_on=None
    )
    for_goal = Serves.objects.filter(organisation=OuterRef("pk"), ended_on=None).filter(
        _goal_or_area(need.goal)
    )
    weight = (
        Case(When(Exists(here), then=Value(SAYS)), default=Value(0), output_field=IntegerField())
        + Case(When(Exists(for_goal), then=Value(SERVES)), default=Value(0))
        + Case(When(sector__in=sectors, then=Value(USUALLY)), default=Value(0))
        + Case(*(When(level=k, then=Value(v)) for k, v in LEVELS.items()), default=Value(0))
    )
    found = rows.annotate(weight=weight).filter(Exists(here) | Exists(for_goal) | Q(sector__in=sectors))
    lately = F("last_contact_on").desc(nulls_last=True)
    return found.order_by("-weight", lately, "sort_key", "pk")[:TAKEN]


def _goal_or_area(goal: Goal | None) -> Q:
    if goal is None:
        return Q(pk__in=[])
    found = Q(goal=goal)
    if goal.focus_area_id:
        found |= Q(focus_area=goal.focus_area_id) | Q(goal__focus_area=goal.focus_area_id)
    return found


def _brings(need: Need, ids: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Resource.objects.filter(
        organisation__in=ids, kind=need.kind, direction=Direction.BRINGS, ended_on=None
    ).order_by("id")
    for pk, text in rows.values_list("organisation_id", "text"):
        found.setdefault(pk, []).append(text)
    return found


def _says(need: Need, texts: Sequence[str]) -> Iterable[tuple[int, str]]:
    """They say themselves that they bring it; the more if they say it in the need's own words."""
    if not texts:
        return
    wanted = _stems(need.text)
    best = max(texts, key=lambda text: len(wanted & _stems(text)))
    points = SAYS + (SAYS_THE_WORDS if wanted & _stems(best) else 0)
    if best:
        yield points, _("Can bring it: “%(what)s”.") % {"what": best}
    else:
        kind = str(ResourceKind(need.kind).label).lower()
        yield points, _("Says that they can bring %(kind)s.") % {"kind": kind}


def _stems(text: str) -> set[str]:
    """The beginnings of a text's longer words: "lokaler" and "lokale" are the same."""
    return {word[:5] for word in fold(text).split() if len(word) >= SHORTEST}


def _serves(goal: Goal | None, ids: Sequence[int]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    rows = Serves.objects.filter(_goal_or_area(goal), organisation__in=ids, ended_on=None)
    for pk, served in rows.values_list("organisation_id", "goal_id"):
        found.setdefault(pk, []).append(served)
    return found


def _goal(served: Sequence[Any], goal: Goal | None) -> Iterable[tuple[int, str]]:
    if goal and goal.pk in served:
        yield SERVES, _("Serves the goal already.")
    elif served:
        yield SAME_AREA, _("Serves the same focus area already.")


def _relation(row: Organisation) -> Iterable[tuple[int, str]]:
    sentence = {
        Level.PARTNERSHIP.value: _("You have a partnership with them."),
        Level.COOPERATION.value: _("You cooperate with them."),
    }.get(row.level, "")
    if row.level in LEVELS:
        yield LEVELS[Level(row.level)], sentence
