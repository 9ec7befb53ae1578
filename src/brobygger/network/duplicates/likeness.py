"""How alike two names and two places are. The scan, the warning while typing and the import all ask here."""

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from brobygger.core.text import fold

# From here two organisations named alike in one place are asked about. Chosen from the curve that `brobygger bench --only
# duplicates` prints (docs/decisions/0009): see there for precision and recall at this value and beside it.
ALIKE = 84.0
# Two persons with the same address are one from here; below it they may share a mailbox, and the user is asked.
SAME_PERSON = 75.0
# A word of so many letters may hold a slip and be the same; a longer one two.
_SLIP_FROM, _TWO_SLIPS_FROM = 5, 10
_ENDINGS = frozenset(["n", "en", "et", "t", "s", "e", "er", "erne", "ne"])
_HALVES_ALIKE = 93.0
_SWAPPED, _SWAPPED_FROM = 92.0, 10
_LEGAL = frozenset(
    [
        "a", "s", "as", "aps", "ivs", "is", "ks", "ps", "amba", "fmba", "smba", "i", "k", "p", "fond", "fonden", "dsi", "mba",
        "selvejende", "institution",
    ]
)  # fmt: skip
_LEGAL_LETTERS = re.compile(r"\b(?:[afs] m b a|a p s|i v s|d s i)\b")
_STOP = frozenset(
    ["i", "paa", "og", "af", "for", "ved", "til", "the", "of", "and", "in", "at", "den", "det", "de", "v"]
)
_SAME_WORD = {"sct": "sankt", "skt": "sankt", "st": "sankt", "nr": "noerre", "sdr": "soender", "gl": "gammel"}
# "Vestre" is not "Østre" misspelt: these tell places and parts of one house apart.
_TELLING = (
    (("noerre", "noerd", "nord"), "n"),
    (("soendre", "soender", "syd"), "s"),
    (("oester", "oestre", "oest"), "e"),
    (("vester", "vestre", "vest"), "w"),
    (("midt", "mellem"), "m"),
    (("oever", "oevre"), "o"),
    (("neder", "nedre"), "u"),
    (("store", "stor"), "g"),
    (("lille",), "l"),
    (("gammel", "gamle"), "g1"),
    (("nye", "ny"), "g2"),
)
_DISTRICT = re.compile(r"(?: (?:[a-z]|sj|oe|oest|vest|nv|sv|noe|soe))+$")
_folded = lru_cache(maxsize=16384)(fold)


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

    @property
    def keys(self) -> tuple[str, ...]:
        """Whoever may be in the same place has one of these too, or none."""
        return tuple(filter(None, (self.postcode and "p" + self.postcode, self.base and "t" + self.base)))


def words_of(key: str, place: Place) -> str:
    """The words of a folded name that tell it apart, in alphabetical order: no legal form, no "på", not the town."""
    words = _LEGAL_LETTERS.sub(" ", key).split() or key.split()
    if words[:1] == ["foreningen"]:
        words = words[1:] or words
    town = set(place.town.split())
    kept = [_SAME_WORD.get(w, w) for w in words if w not in _LEGAL and w not in _STOP] or words
    without_town = [w for w in kept if w not in town and not _is_of(w, town)]
    return " ".join(sorted(without_town or kept))


def _is_of(word: str, town: set[str]) -> bool:
    """ "Havnebys" in Havneby."""
    return word[-1:] in "sne" and any(
        len(t) > 3 and word.startswith(t) and word[len(t) :] in ("s", "n", "en", "e", "ns", "ens")
        for t in town
    )


def likeness(a: str, b: str) -> float:
    """0–100 for two `words_of`, whatever the order of words: each must have its like, so that "Vest" is not "Øst" misspelt."""
    if a == b:
        return 100.0
    words_a, words_b = a.split(), b.split()
    few, many = (words_a, words_b) if len(words_a) <= len(words_b) else (words_b, words_a)
    left, alone = list(many), []
    same = total = 0.0
    for word in few:
        best, found = _best(word, left)
        if found is None:
            alone.append(word)
            continue
        left.remove(found)
        same += best * (len(word) + len(found)) / 100
        total += len(word) + len(found)
    if alone and len(left) > 1:
        together = _cut_in_two(alone, left)
        same, total = same + together, total + together
    total += sum(map(len, alone)) + sum(map(len, left))
    score = 100 * same / total if total else 0.0
    # A department has a number that the house has not.
    numbered = bool(left) and any(word[0].isdigit() for word in left)
    if not (alone or numbered):
        return score
    return _SWAPPED if _letters_swapped(a, b) else min(score, ALIKE - 5)


def _letters_swapped(a: str, b: str) -> bool:
    """The same letters, some of them swapped with their neighbours, also across a space."""
    one, other = a.replace(" ", ""), b.replace(" ", "")
    if len(one) != len(other) or len(one) < _SWAPPED_FROM or sorted(one) != sorted(other):
        return False
    return [c for c in one if c.isdigit()] == [c for c in other if c.isdigit()]


def _cut_in_two(alone: list[str], left: list[str]) -> float:
    """ "Musik Skole" for "Musikskole": takes such words out of both lists and returns how many letters they have."""
    letters = 0.0
    for word in list(alone):
        halves = next(
            ((a, b) for a in left for b in left if a is not b and fuzz.ratio(word, a + b) >= _HALVES_ALIKE),
            None,
        )
        if halves:
            alone.remove(word)
            left.remove(halves[0])
            left.remove(halves[1])
            letters += 2 * len(word)
    return letters


def _best(word: str, words: list[str]) -> tuple[float, str | None]:
    best: float = 0.0
    found = None
    for other in words:
        if other == word:
            return 100.0, other
        score = _word_likeness(word, other)
        if score > best:
            best, found = score, other
    return best, found


@lru_cache(maxsize=65536)
def _word_likeness(a: str, b: str) -> float:
    """0, or how alike two words are that are one with a slip or two, or with another ending."""
    if len(a) <= 3 or len(b) <= 3 or not (a.isalpha() and b.isalpha()):
        return 0.0
    one, other = _letters(a), _letters(b)
    if _is_ending(one, other):
        return 96.0
    longest = max(len(one), len(other))
    slips = 0 if longest < _SLIP_FROM else 1 if longest < _TWO_SLIPS_FROM else 2
    distance = OSA.distance(one, other, score_cutoff=slips)
    if distance > slips:
        return 0.0
    if (told := _telling(a)) != (other_told := _telling(b)) and told and other_told:
        return 0.0
    # A slip seldom changes the letter a word begins with; another name often does.
    return 100 - 100 * distance / longest - (0 if a[0] == b[0] else 14)


@lru_cache(maxsize=65536)
def _letters(word: str) -> str:
    """One sign for each letter that was typed: "oe" is a slip away from "o"."""
    return word.replace("ae", "æ").replace("oe", "ø").replace("aa", "å")


def _is_ending(a: str, b: str) -> bool:
    """ "Skole" and "Skolen", "klub" and "klubben", "Lyngby" and "Lyngbys"."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    rest = long[len(short) :] if long.startswith(short) else "-"
    return rest in _ENDINGS or (rest[:1] == short[-1:] and rest[1:] in ("en", "et", "er"))


@lru_cache(maxsize=65536)
def _telling(word: str) -> str:
    return next((code for starts, code in _TELLING if word.startswith(starts)), "")


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
