"""The lenses: what the map's sectors show, and which rows say where an organisation belongs.

A value is given (somebody placed the organisation) or derived (it follows from the goals and focus areas it serves, from
who knows it, or from its municipality). Every source is a queryset of (organisation id, value); `reading` puts them
together. Switching lens therefore re-enters nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Team, Workspace
from brobygger.map.scene import Sector
from brobygger.network.models import (
    AgeGroup,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    Theme,
    Tie,
)
from brobygger.network.models import Sector as Society
from brobygger.strategy.models import FocusArea, OrganisationTeam, Placing, Reach, ReachOf, Room, Serves

Rows = QuerySet[Any, tuple[int, Any]]


@dataclass(frozen=True)
class Source:
    """Rows of (organisation id, value of the lens)."""

    rows: Callable[[Workspace], Rows]
    derived: bool = False


@dataclass(frozen=True)
class Lens:
    """One way to cut the circle. `sectors` are all its values in the order around the circle, unfilled."""

    key: str
    label: Any
    nobody: Any
    sectors: Callable[[Workspace], Sequence[Sector]]
    sources: Sequence[Source]
    # Which filter of the list of organisations shows one sector's members, where there is one.
    filter: str = ""


def _choices(choices: Any, tones: bool = False) -> Callable[[Workspace], Sequence[Sector]]:
    def sectors(workspace: Workspace) -> Sequence[Sector]:
        return [
            Sector(value, str(label), value if tones else "", str(label)[:1] if tones else "")
            for value, label in choices.choices
        ]

    return sectors


def _records(model: Any, *order: str) -> Callable[[Workspace], Sequence[Sector]]:
    def sectors(workspace: Workspace) -> Sequence[Sector]:
        rows = model.objects.of(workspace).order_by(*order)
        if model is FocusArea:
            rows = rows.filter(ended_on=None)
        return [Sector(str(pk), name) for pk, name in rows.values_list("pk", "name")]

    return sectors


def _links(model: Any, value: str) -> Source:
    return Source(lambda w: model.objects.of(w).values_list("organisation_id", value))


def _serving(value: str, **given: Any) -> Source:
    """What follows from the goals and focus areas that organisations serve today."""
    return Source(
        lambda w: (
            Serves.objects.of(w)
            .filter(ended_on=None, organisation__isnull=False, **{f"{value}__isnull": False}, **given)
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


ROOMS = Lens(
    "rooms", _("Rooms"), _("lack a room"), _choices(Room, tones=True),
    (
        Source(_rooms_given),
        _serving("focus_area__placings__room"),
        _serving("goal__placings__room"),
        _serving("goal__focus_area__placings__room"),
    ),
)  # fmt: skip
AGES = Lens(
    "ages", _("Ages"), _("lack an age group"), _records(AgeGroup, "from_age", "pk"),
    (_links(OrganisationAgeGroup, "age_group_id"), _serving("goal__age_links__age_group_id")),
    filter="age",
)  # fmt: skip
THEMES = Lens(
    "themes", _("Themes"), _("lack a theme"), _records(Theme, "sort_key", "pk"),
    (_links(OrganisationTheme, "theme_id"),), filter="theme",
)  # fmt: skip
SOCIETY = Lens(
    "society", _("Sector"), _("lack a sector"), _choices(Society), (Source(_society),), filter="sector"
)
TEAMS = Lens(
    "teams", _("Teams"), _("belong to no team"), _records(Team, "sort_key", "pk"),
    (
        _links(OrganisationTeam, "team_id"),
        _serving("focus_area__team_id"),
        _serving("goal__focus_area__team_id"),
        Source(_known_in, derived=True),
    ),
)  # fmt: skip
PLACES = Lens(
    "places", _("Places"), _("lack a place"), _choices(Reach),
    (_links(ReachOf, "reach"), Source(_near, derived=True)),
)  # fmt: skip
FOCUS = Lens(
    "focus", _("Focus areas"), _("serve no focus area"), _records(FocusArea, "position", "sort_key", "pk"),
    (Source(_serves_directly), _serving("goal__focus_area_id", goal__focus_area__ended_on=None)),
)  # fmt: skip

_lenses: dict[str, Lens] = {lens.key: lens for lens in (ROOMS, AGES, THEMES, SOCIETY, TEAMS, PLACES, FOCUS)}


def register(lens: Lens) -> None:
    """Add a lens, e.g. one that is worked out from the data."""
    _lenses[lens.key] = lens


def all_lenses() -> list[Lens]:
    """Every lens in the order they are offered."""
    return list(_lenses.values())


def get(key: str) -> Lens | None:
    """The lens with that key."""
    return _lenses.get(key)
