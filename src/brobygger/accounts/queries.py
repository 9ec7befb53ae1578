"""What the pages of accounts read."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from brobygger.accounts.models import (
    BreakGlassUse,
    Colleague,
    Identity,
    Link,
    Role,
    Team,
    TeamMember,
    Workspace,
)

State = Colleague.State


@dataclass
class MembersByState:
    """All colleagues of a workspace, each list in Danish order."""

    active: list[Colleague] = field(default_factory=list)
    invited: list[Colleague] = field(default_factory=list)
    noted: list[Colleague] = field(default_factory=list)
    left: list[Colleague] = field(default_factory=list)


def members_by_state(workspace: Workspace) -> MembersByState:
    """Everybody with their log-in, teams and open invitation, in a fixed number of queries."""
    memberships = TeamMember.objects.select_related("team").order_by("team__sort_key")
    still_open = Link.objects.filter(used_at=None, withdrawn_at=None).order_by("-id")
    prefetches: list[Any] = [
        models.Prefetch("team_memberships", memberships),
        models.Prefetch("links", still_open, to_attr="open_links"),
    ]
    everybody = Colleague.objects.filter(workspace=workspace).select_related("user")
    colleagues: Any = everybody.prefetch_related(*prefetches).order_by("sort_key", "pk")
    found = MembersByState()
    lists = {
        State.ACTIVE: found.active,
        State.INVITED: found.invited,
        State.NOTED: found.noted,
        State.LEFT: found.left,
    }
    for colleague in colleagues:
        lists[State(colleague.state)].append(colleague)
    return found


def open_invitation(colleague: Colleague) -> Link | None:
    """The newest link that was neither used nor withdrawn; it may have run out."""
    return Link.objects.filter(colleague=colleague, used_at=None, withdrawn_at=None).order_by("-id").first()


def teams_of(colleague: Colleague) -> list[Team]:
    """The teams a colleague is in."""
    return list(Team.objects.filter(members__colleague=colleague).order_by("sort_key", "pk"))


def teams(workspace: Workspace) -> "models.QuerySet[Team]":
    """All teams with their members' names."""
    members = TeamMember.objects.select_related("colleague").order_by("colleague__sort_key")
    return (
        Team.objects.of(workspace)
        .prefetch_related(models.Prefetch("members", members))
        .order_by("sort_key", "pk")
    )


def members_of(team: Team) -> list[Colleague]:
    """The colleagues of a team."""
    return list(Colleague.objects.filter(team_memberships__team=team).order_by("sort_key", "pk"))


def leaders(workspace: Workspace) -> list[Colleague]:
    """Those who can let others in."""
    active = Colleague.objects.of(workspace).filter(role=Role.LEADER, state=State.ACTIVE)
    return list(active.order_by("sort_key", "pk"))


def break_glass(workspace: Workspace) -> list[Colleague]:
    """Those who come in where the municipality's log-in is demanded, or does not answer."""
    found = Colleague.objects.of(workspace).filter(break_glass=True).exclude(state=State.LEFT)
    return list(found.order_by("sort_key", "pk"))


def break_glass_uses(workspace: Workspace) -> "models.QuerySet[BreakGlassUse]":
    """When the way in beside the municipality was used, newest first."""
    return BreakGlassUse.objects.of(workspace).select_related("colleague").order_by("-id")


def identities(workspace: Workspace) -> "models.QuerySet[Identity]":
    """Who comes in through the municipality."""
    found = Identity.objects.of(workspace).filter(withdrawn_at=None)
    return found.select_related("colleague").order_by("colleague__sort_key", "pk")
