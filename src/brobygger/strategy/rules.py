"""Who may do what in the strategy. A person who may not write sees the same pages without the buttons.

| may …                                                                   | reader | staff | coordinator | leader |
| read rooms, focus areas, goals, offers, wishes, who serves what         | yes    | yes   | yes         | yes    |
| note offers, wishes, measurements, who serves what, what somebody brings |        | yes   | yes         | yes    |
| place organisations in rooms, say which teams look after them           |        | yes   | yes         | yes    |
| make, change, end and delete focus areas and goals; delete offers       |        |       | yes         | yes    |
"""

import rules

from brobygger.accounts.models import Colleague, Role


@rules.predicate  # type: ignore[untyped-decorator]
def may_note(colleague: Colleague) -> bool:
    """Note what is there: offers, wishes, measurements, placings of organisations, who serves what."""
    return colleague.has_role(Role.STAFF)


@rules.predicate  # type: ignore[untyped-decorator]
def may_steer(colleague: Colleague) -> bool:
    """Decide what the library pushes: focus areas and goals."""
    return colleague.has_role(Role.COORDINATOR)


rules.add_perm("strategy.note", may_note)
rules.add_perm("strategy.steer", may_steer)
