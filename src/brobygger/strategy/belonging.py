"""What an organisation belongs to: its rooms, ages, themes, sector, teams, reach and focus areas, as rows of (id, value).

A value is given (somebody placed the organisation) or derived (it follows from the goals and focus areas it serves, from
who knows it, or from its municipality). Every source is a queryset; the map, the picture and the candidates all read the
same ones, so that nothing is entered twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from brobygger.accounts.models import Workspace
from brobygger.network.models import Organisation, OrganisationAgeGroup, OrganisationTheme, Tie
from brobygger.strategy.models import OrganisationTeam, Placing, Reach, ReachOf, Serves

Rows = QuerySet[Any, tuple[int, Any]]


@dataclass(frozen=True)
class Source:
    """Rows of (organisation id, value of the lens)."""

    rows: Callable[[Workspace], Rows]
    derived: bool = False


def _links(model: Any, value: str) -> Source:
    return Source(lambda w: model.objects.of(w).values_list("organisation_id", value))


def _serving(value: str, **given: Any) -> Source:
    """What follows from the goals and focus areas that organisations serve today."""
    return Source(
        lambda w: (
            Serves.objects.of(w)
            .filter(ended_on=None, goal__ended_on=None, focus_area__ended_on=None, organisation__isnull=False)
            .filter(**{f"{value}__isnull": False}, **given)
            .values_list("organisation_id", value)
        ),
        derived=True,
    )


def _rooms_given(workspace: Workspace) -> Rows:
    return Placing.objects.of(workspace).exclude(organisation=None).values_list("organisation_id", "room")


def _society(workspace: Workspace) -> Rows:
    return Organisation.objects.of(workspace).exclude(sector="").values_list("pk", "sector")


def _near(workspace: Workspace) -> Rows:
    """Where nobody has said how near an organisation works, its municipality says it."""
    said = ReachOf.objects.of(workspace).values("organisation")
    here = Q(municipality_id=workspace.municipality_id) if workspace.municipality_id else Q(pk=None)
    reach = Case(When(here, then=Value(Reach.MUNICIPALITY)), default=Value(Reach.NATIONAL))
    rows = Organisation.objects.of(workspace).exclude(municipality=None).exclude(pk__in=said)
    return rows.annotate(reach=reach).values_list("pk", "reach")


def _known_in(workspace: Workspace) -> Rows:
    """A team whose people know the organisation itself."""
    ties = Tie.objects.of(workspace).filter(ended_on=None, colleague__team_memberships__isnull=False)
    return ties.exclude(organisation=None).values_list(
        "organisation_id", "colleague__team_memberships__team_id"
    )


def _serves_directly(workspace: Workspace) -> Rows:
    rows = Serves.objects.of(workspace).filter(ended_on=None, focus_area__ended_on=None)
    return (
        rows.exclude(organisation=None)
        .exclude(focus_area=None)
        .values_list("organisation_id", "focus_area_id")
    )


# By the name of the lens in the singular, as wishes and candidates call it.
SOURCES: dict[str, Sequence[Source]] = {
    "room": (
        Source(_rooms_given),
        _serving("focus_area__placings__room"),
        _serving("goal__placings__room"),
        _serving("goal__focus_area__placings__room"),
    ),
    "age_group": (_links(OrganisationAgeGroup, "age_group_id"), _serving("goal__age_links__age_group_id")),
    "theme": (_links(OrganisationTheme, "theme_id"),),
    "sector": (Source(_society),),
    "team": (
        _links(OrganisationTeam, "team_id"),
        _serving("focus_area__team_id"),
        _serving("goal__focus_area__team_id"),
        Source(_known_in, derived=True),
    ),
    "reach": (_links(ReachOf, "reach"), Source(_near, derived=True)),
    "focus_area": (
        Source(_serves_directly),
        _serving("goal__focus_area_id", goal__focus_area__ended_on=None),
    ),
}
