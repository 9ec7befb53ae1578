"""Who is whom: likeness of names and places, and an index that finds the few worth comparing among 100,000."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz, process

from brobygger.core.text import fold

# From here two names in one place are asked about.
ALIKE = 85.0
# Two persons with the same address are one from here; below it they may share a mailbox, and the user is asked.
SAME_PERSON = 75.0
_TOKEN_ALIKE = 78.0
SMALL_BLOCK = 200
_COMMON = 4000
_LEGAL = frozenset(
    ["a", "s", "as", "aps", "ivs", "is", "ks", "ps", "amba", "fmba", "smba", "i", "k", "p", "fond", "fonden"]
)
_STOP = frozenset(
    ["i", "paa", "og", "af", "for", "ved", "til", "the", "of", "and", "in", "at", "den", "det", "de"]
)
_DISTRICT = re.compile(r"(?: (?:[a-z]|sj|oe|oest|vest|nv|sv|noe|soe))+$")

_folded = lru_cache(maxsize=16384)(fold)


class Named(Protocol):
    """What can be compared: an organisation, known or on its way in."""

    words: str
    cvr: str
    place: "Place"


class Place:
    """Where something is: postcode and town, either may be missing."""

    __slots__ = ("base", "postcode", "town")

    def __init__(self, postcode: str, town: str) -> None:
        self.postcode = postcode
        self.town = _folded(town) if town else ""
        self.base = _DISTRICT.sub("", self.town)

    def __bool__(self) -> bool:
        return bool(self.postcode or self.town)

    def is_same(self, other: "Place") -> bool:
        """The same postcode, or the same town where a postcode is missing."""
        if self.postcode and other.postcode:
            return self.postcode == other.postcode
        return bool(self.town) and self.town == other.town

    def may_be(self, other: "Place") -> bool:
        """The same town in the wide sense ("Aarhus C", "Aarhus N"), or unknown on one side."""
        if not self or not other or self.is_same(other):
            return True
        if self.postcode and other.postcode and self.postcode[:1] != other.postcode[:1]:
            return False
        return bool(self.base) and self.base == other.base


def words_of(key: str, place: Place) -> str:
    """The words of a folded name that tell it apart, in alphabetical order: no legal form, no "på", not the town."""
    words = key.split()
    town = set(place.town.split())
    kept = [w for w in words if w not in _LEGAL and w not in _STOP] or words
    without_town = [w for w in kept if w not in town]
    return " ".join(sorted(without_town or kept))


def likeness(a: str, b: str) -> float:
    """0–100 for two `words_of`: every word must have its like, so that "Vest" is not "Øst" misspelt."""
    if a == b:
        return 100.0
    score = fuzz.ratio(a, b)
    words_a, words_b = a.split(), b.split()
    if len(words_a) != len(words_b):
        whole: float = fuzz.ratio(a.replace(" ", ""), b.replace(" ", ""))
        if whole >= 94:
            return whole
    few, many = sorted((words_a, words_b), key=len)
    for word in few:
        best = max((_word_likeness(word, other) for other in many), default=0.0)
        if best < _TOKEN_ALIKE:
            return min(score, ALIKE - 5)
    if score < 70:
        return score
    return max(score, fuzz.token_sort_ratio(a, b))


def _word_likeness(a: str, b: str) -> float:
    if a == b:
        return 100.0
    if len(a) <= 3 or len(b) <= 3 or any(c.isdigit() for c in a + b):
        return 0.0
    return fuzz.ratio(a, b)


def person_likeness(a: str, b: str) -> float:
    """0–100 for two folded names of persons; "mette hansen" and "mette k hansen" are the same."""
    if a == b:
        return 100.0
    words_a, words_b = set(a.split()), set(b.split())
    few, many = sorted((words_a, words_b), key=len)
    if len(few) >= 2 and few <= many:
        return 95.0
    if any(w.isdigit() for w in words_a ^ words_b):
        return 0.0  # "Gruppe 1" and "Gruppe 2" are two.
    return fuzz.token_sort_ratio(a, b)


class _Block[T: Named]:
    """Everything named in one place; large ones are searched by their rarest three-letter pieces."""

    __slots__ = ("_grams", "_indexed", "entries", "keys")

    def __init__(self) -> None:
        self.entries: list[T] = []
        self.keys: list[str] = []
        self._grams: dict[str, list[int]] = {}
        self._indexed = 0

    def add(self, entry: T) -> None:
        self.entries.append(entry)
        self.keys.append(entry.words)

    def near(self, words: str, limit: int) -> list[T]:
        """Entries whose words are roughly like `words`."""
        if len(self.keys) <= SMALL_BLOCK:
            found = process.extract(words, self.keys, scorer=fuzz.ratio, limit=limit, score_cutoff=62)
            return [self.entries[index] for _key, _score, index in found]
        places = self._by_grams(words)
        found = process.extract(
            words, {i: self.keys[i] for i in places}, scorer=fuzz.ratio, limit=limit, score_cutoff=62
        )
        return [self.entries[index] for _key, _score, index in found]

    def _by_grams(self, words: str) -> list[int]:
        for index in range(self._indexed, len(self.keys)):
            for gram in _grams(self.keys[index]):
                self._grams.setdefault(gram, []).append(index)
        self._indexed = len(self.keys)
        postings = sorted((p for g in _grams(words) if (p := self._grams.get(g))), key=len)
        counts: Counter[int] = Counter()
        for number, posting in enumerate(postings):
            if number >= 4 and (len(posting) > _COMMON or len(counts) > _COMMON):
                break
            counts.update(posting[-_COMMON:])
        return [index for index, _count in counts.most_common(SMALL_BLOCK)]


def _grams(words: str) -> set[str]:
    padded = f" {words} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


class NameIndex[T: Named]:
    """Finds what is named alike in the same place (or where no place is known)."""

    def __init__(self) -> None:
        self._blocks: dict[str, _Block[T]] = {}
        self._all: _Block[T] = _Block()

    def add(self, entry: T) -> None:
        self._all.add(entry)
        for key in _keys(entry.place) or ("",):
            block = self._blocks.get(key)
            if block is None:
                block = self._blocks[key] = _Block()
            block.add(entry)

    def __len__(self) -> int:
        return len(self._all.entries)

    def alike(self, words: str, place: Place, limit: int = 3) -> list[tuple[float, T]]:
        """(likeness, entry), best first, for what a person should be asked about."""
        if not self._all.entries or not words:
            return []
        blocks: Iterable[_Block[T]] = (
            [b for key in (*_keys(place), "") if (b := self._blocks.get(key))] if place else [self._all]
        )
        found: dict[int, tuple[float, T]] = {}
        for block in blocks:
            for entry in block.near(words, limit * 4):
                if id(entry) not in found and entry.place.may_be(place):
                    found[id(entry)] = (likeness(words, entry.words), entry)
        asked = [pair for pair in found.values() if pair[0] >= ALIKE]
        asked.sort(key=lambda pair: -pair[0])
        return asked[:limit]


def _keys(place: Place) -> Sequence[str]:
    keys = []
    if place.postcode:
        keys.append("p" + place.postcode)
    if place.base:
        keys.append("t" + place.base)
    return keys
