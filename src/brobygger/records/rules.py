"""Who may do what to the records' own things. Pages ask the same predicates as the operations."""

from brobygger.accounts.models import Member, Role
from brobygger.core.models import Batch
from brobygger.records.models import JournalNote

# By the label of a model: who may open its page. Its history, and what was deleted of it, is told to no others.
_GUARDED: dict[str, Role] = {}
# Of these whoever deleted their own row may give it back, though its history is not for them.
_OWN: set[str] = set()


def guard(role: Role, *labels: str, own: bool = False) -> None:
    """Say at start-up that rows of these models are read from `role` up, and so is their history.

    `own`: each has rows of their own, and may give back those that they deleted.
    """
    _GUARDED.update(dict.fromkeys(labels, role))
    if own:
        _OWN.update(labels)


def closed_to(colleague: Member) -> list[str]:
    """Labels of the models whose history is not for this colleague."""
    return [label for label, role in _GUARDED.items() if not colleague.has_role(role)]


def is_closed(colleague: Member, batch: Batch) -> bool:
    """True for the deletion of what is not for this colleague, unless it was their own."""
    label = (batch.report or {}).get("model")
    return label in closed_to(colleague) and not (label in _OWN and _is_own(colleague, batch))


def own_labels() -> list[str]:
    """Labels of the models that one may give back one's own rows of."""
    return sorted(_OWN)


def _is_own(colleague: Member, batch: Batch) -> bool:
    return batch.actor_id is not None and batch.actor_id == colleague.actor_id


def may_undo(colleague: Member, batch: Batch) -> bool:
    """One's own batch from staff up; another's, or the system's or another system's, from coordinator up.

    Rows that are a leader's alone are a leader's to give back.
    """
    if is_closed(colleague, batch):
        return False
    if _is_own(colleague, batch):
        return colleague.has_role(Role.STAFF)
    return colleague.has_role(Role.COORDINATOR)


def may_edit_note(colleague: Member, note: JournalNote) -> bool:
    """One's own note from staff up; another's from coordinator up."""
    if note.author_id is not None and note.author_id == colleague.actor_id:
        return colleague.has_role(Role.STAFF)
    return colleague.has_role(Role.COORDINATOR)
