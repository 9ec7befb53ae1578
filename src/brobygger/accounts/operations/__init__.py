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
from brobygger.accounts.operations.municipal import (
    Arrival,
    come_in,
    demand_municipal,
    end_break_glass,
    forget_identity,
    make_break_glass,
    note_break_glass,
    open_break_glass,
    withdraw_unprivileged,
)
from brobygger.accounts.operations.teams import change_team, create_team, delete_team
from brobygger.accounts.operations.tokens import NewToken, make_token, revoke_token
from brobygger.accounts.operations.workspaces import (
    Setup,
    change_workspace,
    check_slug,
    new_first_login,
    setup_workspace,
)

__all__ = [
    "AlreadyMember", "Arrival", "InviteReport", "LastLeader", "NewToken", "Refusal", "Setup",
    "accept", "accept_as_new", "change_colleague", "change_profile", "change_role", "change_team",
    "change_workspace", "check_slug", "come_in", "create_team", "delete_team", "demand_municipal", "end_break_glass",
    "forget_identity", "invite", "invite_many", "make_break_glass", "make_token", "mark_left", "new_first_login", "note_break_glass",
    "note_colleague", "open_break_glass", "reinvite", "revoke_token", "setup_workspace", "withdraw_invitation",
    "withdraw_unprivileged",
]  # fmt: skip
