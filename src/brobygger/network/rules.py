"""Who may do what in the network. A person who may not write sees the same pages without the buttons.

| may …                                              | reader | staff | coordinator | leader |
| read organisations, people, contacts, activities   | yes    | yes   | yes         | yes    |
| note, edit, delete (to the bin), decide formality  |        | yes   | yes         | yes    |
| change the lists of types, themes and age groups   |        |       | yes         | yes    |
| choose when a relation is going cold               |        |       | yes         | yes    |
| hand over what a colleague holds                   |        | own   | yes         | yes    |
"""

import rules

from brobygger.accounts.models import Colleague, Role


@rules.predicate  # type: ignore[untyped-decorator]
def may_write(colleague: Colleague) -> bool:
    """Note, edit and delete in the network."""
    return colleague.has_role(Role.STAFF)


@rules.predicate  # type: ignore[untyped-decorator]
def may_edit_words(colleague: Colleague) -> bool:
    """Change the workspace's own lists of words."""
    return colleague.has_role(Role.COORDINATOR)


@rules.predicate  # type: ignore[untyped-decorator]
def may_hand_over(colleague: Colleague, whose: Colleague) -> bool:
    """Decide what happens to what `whose` holds: they themselves, and coordinators for everybody."""
    return colleague.has_role(Role.COORDINATOR) or (colleague.has_role(Role.STAFF) and colleague == whose)


rules.add_perm("network.write", may_write)
rules.add_perm("network.edit_words", may_edit_words)
