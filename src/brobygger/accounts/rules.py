"""Who may do what to whom in a workspace. Pages ask these; `access.REQUIRED_ROLE` says who may open which page.

| may …                                | reader | staff | coordinator           | leader |
| give somebody the role               |        |       | reader, staff         | any    |
| invite, withdraw, end a membership   |        |       | of readers and staff  | of any |
| write a colleague's name and title   | own    | own   | any                   | any    |
| make and change teams                |        |       | yes                   | yes    |
| change the workspace                 |        |       |                       | yes    |
"""

from brobygger.accounts.models import Colleague, Role

LOWER = (Role.READER, Role.STAFF)


def may_give(colleague: Colleague, role: str) -> bool:
    """Only leaders make leaders and coordinators."""
    return colleague.has_role(Role.LEADER) or (colleague.has_role(Role.COORDINATOR) and role in LOWER)


def may_manage(colleague: Colleague, other: Colleague) -> bool:
    """Invite, withdraw, change the role of or end the membership of `other`."""
    return may_give(colleague, other.role)


def may_edit(colleague: Colleague, other: Colleague) -> bool:
    """Write the name, title and telephone of `other`; everybody writes their own."""
    return colleague.pk == other.pk or colleague.has_role(Role.COORDINATOR)


def roles_to_give(colleague: Colleague) -> list[Role]:
    """The roles that this colleague may give, lowest first."""
    return [role for role in Role if may_give(colleague, role)]
