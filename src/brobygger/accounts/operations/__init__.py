"""The verbs of accounts, by noun."""

from brobygger.accounts.operations.invitations import (
    AlreadyMember,
    InviteReport,
    Refusal,
    accept,
    accept_as_new,
    invite,
    invite_many,
    note_colleague,
    reinvite,
    withdraw_invitation,
)
from brobygger.accounts.operations.members import (
    LastLeader,
    change_colleague,
    change_profile,
    change_role,
    mark_left,
)
from brobygger.accounts.operations.teams import change_team, create_team, delete_team
from brobygger.accounts.operations.workspaces import (
    Setup,
    change_workspace,
    check_slug,
    new_first_login,
    setup_workspace,
)

__all__ = [
    "AlreadyMember", "InviteReport", "LastLeader", "Refusal", "Setup",
    "accept", "accept_as_new", "change_colleague", "change_profile", "change_role", "change_team",
    "change_workspace", "check_slug", "create_team", "delete_team", "invite", "invite_many", "mark_left",
    "new_first_login", "note_colleague", "reinvite", "setup_workspace", "withdraw_invitation",
]  # fmt: skip
