"""Which organisations the programme's spellings may mean: named alike, called so before, or with a word more or less.

Worked out once a reading, beside the pages; only ever suggested.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from brobygger.core.text import fold
from brobygger.network.duplicates.likeness import Place, words_of
from brobygger.network.importing.known import Known
from brobygger.network.models import EventPartner, FormerName, Organisation, PartnerName

SUGGESTED = 3
NOWHERE = Place("", "")
SUBSET = 90
# A word that more organisations have tells none of them apart.
COMMON = 200


def suggest(workspace_id: int) -> None:
    """Find organisations named like the spellings nobody has decided on. A suggestion is no record: no history."""
    waiting = PartnerName.objects.filter(
        workspace_id=workspace_id, decision__in=("", PartnerName.Decision.LATER)
    )
    rows = list(waiting.filter(event_links__state=EventPartner.State.WAITING).distinct())
    if not rows:
        return
    known = Known(workspace_id)
    former = _former_names(workspace_id, {row.match_key for row in rows})
    names = _Names(workspace_id)
    changed = []
    for row in rows:
        found = _alike(row.match_key, known, names, former.get(row.match_key, ()))
        if found != row.suggested:
            row.suggested = found
            changed.append(row)
    PartnerName.objects.bulk_update(changed, ["suggested"], batch_size=200)


def _former_names(workspace_id: int, keys: set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    rows = FormerName.objects.filter(workspace_id=workspace_id).values_list("organisation_id", "name")
    for pk, name in rows.iterator(5000):
        if (key := fold(name)[:200]) in keys:
            found.setdefault(key, []).append(pk)
    return found


class _Names:
    """The names of all organisations by the words that tell them apart, and the towns they are in."""

    def __init__(self, workspace_id: int) -> None:
        self.holders: dict[str, list[int]] = {}
        self.sizes: dict[int, int] = {}
        self.towns: set[str] = set()
        rows = Organisation.objects.filter(workspace_id=workspace_id).values_list("id", "match_key", "town")
        for pk, key, town in rows.iterator(5000):
            place = Place("", town)
            words = set(words_of(key, place).split())
            self.sizes[pk] = len(words)
            self.towns.add(place.town)
            for word in words:
                self.holders.setdefault(word, []).append(pk)

    def places_in(self, key: str) -> list[Place]:
        """Towns that stand in the spelling."""
        return [Place("", town) for town in sorted(self.towns - {""}) if f" {town} " in f" {key} "]

    def within(self, words: Iterable[str]) -> list[int]:
        """Those all of whose words stand in the spelling, or the other way round; the most words first."""
        asked = set(words)
        shared: Counter[int] = Counter()
        for word in asked:
            holders = self.holders.get(word, ())
            if len(holders) <= COMMON:
                shared.update(holders)
        return [pk for pk, n in shared.most_common() if n in (len(asked), self.sizes[pk])][:SUGGESTED]


def _alike(key: str, known: Known, names: _Names, former: Sequence[int]) -> list[dict[str, Any]]:
    """[{"id", "likeness", "why"}], best first; why is "" or "former" or "words". A town in the spelling is read as the place, too."""
    scores, words = dict.fromkeys(former, 100), set[int]()
    places = names.places_in(key)
    for place in (NOWHERE, *places):
        for likeness, organisation in known.alike(words_of(key, place), place, ""):
            if organisation.id is not None:
                scores[organisation.id] = max(scores.get(organisation.id, 0), round(likeness))
    for place in places or [NOWHERE]:
        for pk in names.within(words_of(key, place).split()):
            if pk not in scores:
                scores[pk] = SUBSET
                words.add(pk)
    best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:SUGGESTED]
    why = dict.fromkeys(words, "words") | dict.fromkeys(former, "former")
    return [{"id": pk, "likeness": score, "why": why.get(pk, "")} for pk, score in best]
