"""Who may do what to the records' own things. Pages ask the same predicates as the operations."""

from brobygger.accounts.models import Member, Role
from brobygger.core.models import Batch
from brobygger.records.models import JournalNote


def may_undo(colleague: Member, batch: Batch) -> bool:
    """One's own batch from staff up; another's, or the system's or another system's, from coordinator up."""
    if batch.actor_id is not None and batch.actor_id == colleague.actor_id:
        return colleague.has_role(Role.STAFF)
    return colleague.has_role(Role.COORDINATOR)


def may_edit_note(colleague: Member, note: JournalNote) -> bool:
    """One's own note from staff up; another's from coordinator up."""
    if note.author_id is not None and note.author_id == colleague.actor_id:
        return colleague.has_role(Role.STAFF)
    return colleague.has_role(Role.COORDINATOR)
