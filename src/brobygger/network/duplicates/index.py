"""Finds among 100,000 names the few worth comparing: those in the same place that share rare pieces of three letters.

What is asked is bounded: however common the pieces are, at most so many names are compared with the one at hand.
"""

from collections import Counter
from typing import Protocol

from brobygger.network.duplicates.likeness import ALIKE, Place, likeness

# So many of a name's pieces are followed, the rarest first, and only as long as they lead to so many entries.
PIECES = 10
BUDGET = 1500
# A name shares at least so many of these pieces with what it is compared with, and the nearest so many are compared.
SHARED = 4
NEAREST = 24


class Named(Protocol):
    """What can be compared: an organisation, known or on its way in."""

    words: str
    cvr: str
    place: Place


class _Block[T: Named]:
    """Everything named in one place, by its three-letter pieces."""

    __slots__ = ("_indexed", "_pieces", "entries")

    def __init__(self) -> None:
        self.entries: list[T] = []
        self._pieces: dict[str, list[int]] = {}
        self._indexed = 0

    def add(self, entry: T) -> None:
        self.entries.append(entry)

    def near(self, words: str) -> list[T]:
        """Entries that share the rarest pieces of `words`, in whichever order the words stand."""
        for index in range(self._indexed, len(self.entries)):
            for piece in pieces(self.entries[index].words):
                self._pieces.setdefault(piece, []).append(index)
        self._indexed = len(self.entries)
        postings = sorted((p for g in pieces(words) if (p := self._pieces.get(g))), key=len)[:PIECES]
        counts: Counter[int] = Counter()
        read = 0
        for posting in postings:
            counts.update(posting if read + len(posting) <= BUDGET else posting[-BUDGET:])
            read += len(posting)
            if read > BUDGET:
                break
        least = min(SHARED, len(postings))
        shared = [index for index, count in counts.most_common(NEAREST) if count >= least]
        return [self.entries[index] for index in shared]


def pieces(words: str) -> set[str]:
    """The pieces of three letters in the words of a name, beginnings and ends marked; the order of words is no matter."""
    return {f" {word} "[i : i + 3] for word in words.split() for i in range(len(word))}


class NameIndex[T: Named]:
    """Finds what is named alike in the same place (or where no place is known)."""

    def __init__(self) -> None:
        self._blocks: dict[str, _Block[T]] = {}
        self._all: _Block[T] = _Block()

    def add(self, entry: T) -> None:
        self._all.add(entry)
        for key in entry.place.keys or ("",):
            block = self._blocks.get(key)
            if block is None:
                block = self._blocks[key] = _Block()
            block.add(entry)

    def __len__(self) -> int:
        return len(self._all.entries)

    def near(self, words: str, place: Place) -> list[T]:
        """Those worth comparing with what is called so there."""
        if not self._all.entries or not words:
            return []
        if not place:
            return self._all.near(words)
        blocks = [b for key in (*place.keys, "") if (b := self._blocks.get(key))]
        found = {id(entry): entry for block in blocks for entry in block.near(words)}
        return [entry for entry in found.values() if entry.place.may_be(place)]

    def alike(self, words: str, place: Place, limit: int = 3) -> list[tuple[float, T]]:
        """(likeness, entry), best first, for what a person should be asked about."""
        scored = [(likeness(words, entry.words), entry) for entry in self.near(words, place)]
        asked = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
        return asked[:limit]
