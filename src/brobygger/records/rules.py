"""Who may do what to the records' own things. Pages ask the same predicates as the operations."""

from brobygger.accounts.models import Colleague, Role
from brobygger.core.models import Batch
from brobygger.records.models import JournalNote


def may_undo(colleague: Colleague, batch: Batch) -> bool:
    """One's own batch from staff up; another's, or the system's, from coordinator up."""
    if batch.actor_id == colleague.pk:
        return colleague.has_role(Role.STAFF)
    return colleague.has_role(Role.COORDINATOR)


def may_edit_note(colleague: Colleague, note: JournalNote) -> bool:
    """One's own note from staff up; another's from coordinator up."""
    if note.author_id == colleague.pk:
        return colleague.has_role(Role.STAFF)
    return colleague.has_role(Role.COORDINATOR)
