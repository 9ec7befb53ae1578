"""What an organisation is to the strategy: where it lies, given or derived, and what it serves."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from brobygger.accounts.models import Team, Workspace
from brobygger.network.models import Organisation
from brobygger.strategy import belonging
from brobygger.strategy.models import OrganisationTeam, Placing, Reach, ReachOf, Room, Serves
from brobygger.strategy.queries.nouns import serves_of


@dataclass(frozen=True)
class Value:
    """One value of a lens; `derived`: nobody said it, it follows from something else."""

    key: str
    words: str
    derived: bool


@dataclass(frozen=True)
class Card:
    """What the card on an organisation's page shows."""

    rooms: list[Value] = field(default_factory=list)
    teams: list[Value] = field(default_factory=list)
    reaches: list[Value] = field(default_factory=list)
    serves: list[Serves] = field(default_factory=list)

    @property
    def derived(self) -> bool:
        """True where any value is derived, so that the card says what that means."""
        return any(value.derived for value in [*self.rooms, *self.teams, *self.reaches])


def of(organisation: Organisation, workspace: Workspace) -> Card:
    """The card of one organisation."""
    found = belonging.read(workspace, ("room", "team", "reach"), [organisation.pk]).get(organisation.pk, {})
    rooms, teams, reaches = (found.get(lens, {}) for lens in ("room", "team", "reach"))
    names = dict(Team.objects.of(workspace).filter(pk__in=list(teams)).values_list("pk", "name"))
    return Card(
        rooms=[Value(r.value, str(r.label), rooms[r.value]) for r in Room if r.value in rooms],
        teams=sorted((Value(pk, names[int(pk)], teams[pk]) for pk in teams if int(pk) in names), key=_name),
        reaches=[Value(r.value, str(r.label), reaches[r.value]) for r in Reach if r.value in reaches],
        serves=serves_of(organisation=organisation),
    )


def _name(value: Value) -> str:
    return value.words


def given(organisation: Organisation) -> dict[str, Any]:
    """What somebody has said, for the form."""
    return {
        "rooms": list(Placing.objects.filter(organisation=organisation).values_list("room", flat=True)),
        "teams": list(
            OrganisationTeam.objects.filter(organisation=organisation).values_list("team_id", flat=True)
        ),
        "reaches": list(ReachOf.objects.filter(organisation=organisation).values_list("reach", flat=True)),
    }


def page_of(workspace: Workspace, organisation: Organisation) -> str:
    """The organisation's own page."""
    return reverse("network:organisation", args=[workspace.slug, organisation.pk])
