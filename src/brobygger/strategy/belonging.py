"""What an organisation belongs to: its rooms, ages, themes, sector, teams, reach and focus areas, as rows of (id, value).

A value is given (somebody placed the organisation) or derived (it follows from the goals and focus areas it serves, from
who knows it, or from its municipality). The map, the picture and the candidates all read the same sources, so that
nothing is entered twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from brobygger.accounts.models import Team, Workspace
from brobygger.network.models import (
    AgeGroup,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    Sector,
    Theme,
    Tie,
)
from brobygger.strategy.models import FocusArea, Goal, OrganisationTeam, Placing, Reach, ReachOf, Room, Serves

Rows = QuerySet[Any, tuple[int, Any]]
# The values of each lens: words of ours, or records of the workspace in their order.
CHOICES: dict[str, Any] = {"room": Room, "sector": Sector, "reach": Reach}
RECORDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "age_group": (AgeGroup, ("from_age", "pk")),
    "theme": (Theme, ("sort_key", "pk")),
    "focus_area": (FocusArea, ("position", "sort_key", "pk")),
    "goal": (Goal, ("sort_key", "pk")),
    "team": (Team, ("sort_key", "pk")),
}


@dataclass(frozen=True)
class Source:
    """Rows that say where organisations belong: their id is in the column `organisation`, the value in `value`.

    Without `value` the rows are pairs already.
    """

    base: Callable[[Workspace], QuerySet[Any, Any]]
    derived: bool = False
    value: str = ""
    organisation: str = "organisation_id"

    def rows(self, workspace: Workspace) -> Rows:
        """Pairs of (organisation id, value)."""
        found = self.base(workspace)
        return found.values_list(self.organisation, self.value) if self.value else found

    def having(self, workspace: Workspace, values: Iterable[Any]) -> QuerySet[Any, Any]:
        """Ids of the organisations with any of these values, to be asked for inside another question."""
        rows: QuerySet[Any, Any] = (
            self.base(workspace).filter(**{f"{self.value}__in": list(values)}).order_by()
        )
        ids: QuerySet[Any, Any] = rows.values(self.organisation)
        return ids

    def told(self, workspace: Workspace, lens: str) -> QuerySet[Any, Any]:
        """Rows of (organisation id, lens, value as text, derived): the same columns whatever the source."""
        rows: QuerySet[Any, Any] = self.base(workspace).order_by()
        told: QuerySet[Any, Any] = rows.annotate(
            of=F(self.organisation),
            lens=Value(lens, CharField()),
            said=Cast(self.value, CharField()),
            follows=Value(self.derived, BooleanField()),
        ).values_list("of", "lens", "said", "follows")
        return told


def having(workspace: Workspace, lens: str, *values: Any) -> Q:
    """The condition that an organisation belongs to any of these values, given or derived."""
    found = Q(pk__in=[])
    for source in SOURCES[lens]:
        found |= Q(pk__in=source.having(workspace, values))
    return found


def read(
    workspace: Workspace, lenses: Iterable[str], among: QuerySet[Organisation] | Iterable[int]
) -> dict[int, dict[str, dict[str, bool]]]:
    """What organisations `among` these belong to on each of the lenses: value to "is it derived?", in one query.

    A value that is given as well as derived counts as given.
    """
    ids = among.order_by().values("pk") if isinstance(among, QuerySet) else list(among)
    parts = [
        source.told(workspace, lens).filter(**{f"{source.organisation}__in": ids})
        for lens in lenses
        for source in SOURCES[lens]
    ]
    found: dict[int, dict[str, dict[str, bool]]] = {}
    for pk, lens, value, derived in parts[0].union(*parts[1:], all=True):
        if value is not None:
            of_lens = found.setdefault(pk, {}).setdefault(lens, {})
            of_lens[value] = of_lens.get(value, True) and bool(derived)
    return found


def labels(workspace: Workspace, lens: str) -> list[tuple[str, str]]:
    """All values of a lens with their words, in their own order."""
    if lens in CHOICES:
        return [(value, str(label)) for value, label in CHOICES[lens].choices]
    model, order = RECORDS[lens]
    rows = model.objects.of(workspace).order_by(*order)
    if lens in ("focus_area", "goal"):
        rows = rows.filter(ended_on=None)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _links(model: Any, value: str) -> Source:
    return Source(lambda w: model.objects.of(w), value=value)


def _serving(value: str, **given: Any) -> Source:
    """What follows from the goals and focus areas that organisations serve today."""
    return Source(
        lambda w: (
            Serves.objects.of(w)
            .filter(ended_on=None, goal__ended_on=None, focus_area__ended_on=None, organisation__isnull=False)
            .filter(**{f"{value}__isnull": False}, **given)
        ),
        derived=True,
        value=value,
    )


def _rooms_given(workspace: Workspace) -> QuerySet[Any]:
    return Placing.objects.of(workspace).exclude(organisation=None)


def _society(workspace: Workspace) -> QuerySet[Any]:
    return Organisation.objects.of(workspace).exclude(sector="")


def _near(workspace: Workspace) -> QuerySet[Any]:
    """Where nobody has said how near an organisation works, its municipality says it, seen from that of the house."""
    said = ReachOf.objects.of(workspace).values("organisation")
    here = Q(municipality_id=workspace.municipality_id)
    reach = Case(When(here, then=Value(Reach.MUNICIPALITY)), default=Value(Reach.NATIONAL))
    rows = Organisation.objects.of(workspace).exclude(municipality=None).exclude(pk__in=said)
    if not workspace.municipality_id:
        # Near or far from where? Nothing follows until the house says where it is.
        rows = rows.filter(pk__in=[])
    return rows.annotate(reach=reach)


def _known_in(workspace: Workspace) -> QuerySet[Any]:
    """A team whose people know the organisation itself."""
    ties = Tie.objects.of(workspace).filter(ended_on=None, colleague__team_memberships__isnull=False)
    return ties.exclude(organisation=None)


def _serves_directly(workspace: Workspace) -> QuerySet[Any]:
    rows = Serves.objects.of(workspace).filter(ended_on=None, focus_area__ended_on=None)
    return rows.exclude(organisation=None).exclude(focus_area=None)


def _serves_a_goal(workspace: Workspace) -> QuerySet[Any]:
    rows = Serves.objects.of(workspace).filter(ended_on=None, goal__ended_on=None)
    return rows.exclude(organisation=None).exclude(goal=None)


# By the name of the lens in the singular, as wishes and candidates call it.
SOURCES: dict[str, Sequence[Source]] = {
    "room": (
        Source(_rooms_given, value="room"),
        _serving("focus_area__placings__room"),
        _serving("goal__placings__room"),
        # A goal lies in its own rooms; without any, in its focus area's.
        _serving("goal__focus_area__placings__room", goal__placings=None, goal__focus_area__ended_on=None),
    ),
    "age_group": (_links(OrganisationAgeGroup, "age_group_id"), _serving("goal__age_links__age_group_id")),
    "theme": (_links(OrganisationTheme, "theme_id"),),
    "sector": (Source(_society, value="sector", organisation="pk"),),
    "team": (
        _links(OrganisationTeam, "team_id"),
        _serving("focus_area__team_id"),
        _serving("goal__focus_area__team_id", goal__focus_area__ended_on=None),
        Source(_known_in, derived=True, value="colleague__team_memberships__team_id"),
    ),
    "reach": (
        _links(ReachOf, "reach"),
        Source(_near, derived=True, value="reach", organisation="pk"),
    ),
    "focus_area": (
        Source(_serves_directly, value="focus_area_id"),
        _serving("goal__focus_area_id", goal__focus_area__ended_on=None),
    ),
    "goal": (Source(_serves_a_goal, value="goal_id"),),
}
