"""Who may come in, to which workspace, as what."""

from brobygger.accounts.models.identities import BreakGlassUse, Identity
from brobygger.accounts.models.links import Link, _token
from brobygger.accounts.models.members import (
    STAFF_DATA,
    Colleague,
    Role,
    System,
    User,
    UserManager,
    Workspace,
    WorkspaceModel,
    WorkspaceQuerySet,
)
from brobygger.accounts.models.teams import Team, TeamMember
from brobygger.accounts.models.tokens import ApiToken, Member

__all__ = [
    "STAFF_DATA",
    "ApiToken",
    "BreakGlassUse",
    "Colleague",
    "Identity",
    "Link",
    "Member",
    "Role",
    "System",
    "Team",
    "TeamMember",
    "User",
    "UserManager",
    "Workspace",
    "WorkspaceModel",
    "WorkspaceQuerySet",
    "_token",
]
