"""While a name is typed: which records are called so, or so like it that it may be the same."""

from brobygger.core import search
from brobygger.core.models import SearchEntry
from brobygger.core.text import fold
from brobygger.network.duplicates.likeness import ALIKE, Place, likeness, person_likeness, words_of

NOWHERE = Place("", "")
# So many hits are compared with what is typed.
READ = 20


def named(workspace_id: int, kind: str, typed: str, *, limit: int) -> list[SearchEntry]:
    """Records that hold what is typed, one slip allowed; then those that hold it without legal form and small words."""
    words = words_of(fold(typed), NOWHERE)
    shorter = kind == "organisation" and len(words) > 2 and set(words.split()) != set(fold(typed).split())
    # A slip is looked for once: in the words that tell the name apart.
    exactly = search.find(workspace_id, typed, limit=limit, kinds=[kind], slips=not shorter)
    found = {e.object_id: e for e in exactly}
    if shorter and len(found) < limit:
        for entry in search.find(workspace_id, words, limit=limit, kinds=[kind]):
            found.setdefault(entry.object_id, entry)
    return list(found.values())[:limit]


def alike(workspace_id: int, kind: str, typed: str, *, limit: int) -> list[SearchEntry]:
    """Records that may be the one that is being typed, best first: one question of the search table."""
    words = words_of(fold(typed), NOWHERE) if kind == "organisation" else ""
    found = search.find(workspace_id, words if len(words) > 2 else typed, limit=READ, kinds=[kind])
    return [entry for entry in found if is_alike(kind, typed, entry)][:limit]


def is_alike(kind: str, typed: str, entry: SearchEntry) -> bool:
    """True where the record is called so now or was before, or is so alike that it may be the same."""
    key, title = fold(typed), fold(entry.title)
    if f" {key} " in entry.text or title.startswith(f"{key} "):
        return True
    if kind == "person":
        return person_likeness(key, title) >= ALIKE
    place = Place("", entry.detail)
    return likeness(words_of(key, place), words_of(title, place)) >= ALIKE
