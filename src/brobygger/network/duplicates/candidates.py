"""Which two of many organisations, or people, may be one: by exact keys, and by likeness of name and place.

Works on bare rows, without the database, in one pass and with a bounded number of comparisons for each.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from stdnum.dk import cvr as cvr_number

from brobygger.core.text import fold
from brobygger.network.duplicates.index import NameIndex
from brobygger.network.duplicates.likeness import ALIKE, Place, likeness, person_likeness, words_of

CVR, EMAIL, PHONE, NAME, ALMOST, PLACE, HOME = "cvr", "email", "phone", "name", "almost", "place", "home"
NUMBERS = frozenset((CVR, EMAIL, PHONE))
# A number or address that more than so many have is a switchboard's: it says nothing.
SHARED = 6
# A same name without a known place on one side says a little less, and much less where several places have the name.
UNSURE_PLACE = 2.0
WHICH_PLACE, NEARLY = 20, 6
Told = Callable[[int], None]


@dataclass(slots=True)
class Known:
    """One organisation, as far as it can be recognised."""

    pk: int
    words: str
    key: str
    place: Place
    cvr: str = ""
    email: str = ""
    phone: str = ""


@dataclass(slots=True)
class Somebody:
    """One person; `homes` are ids of organisations, those that may be one under one id, `towns` where they are."""

    pk: int
    key: str
    email: str = ""
    phone: str = ""
    homes: tuple[int, ...] = ()
    towns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Two that may be one: ids, the older first, how sure (0–100) and why."""

    one: int
    other: int
    score: int
    reasons: tuple[str, ...] = field(default=())


def organisation(pk: int, name: str, cvr: str, postcode: str, town: str, email: str, phone: str) -> Known:
    """An organisation from its columns."""
    place, key = Place(postcode, town), fold(name)
    valid = cvr if cvr and cvr_number.is_valid(cvr) else ""
    return Known(pk, words_of(key, place), key, place, valid, email.strip().lower(), digits(phone))


def digits(phone: str) -> str:
    """A telephone number as it is compared: the last eight digits."""
    return "".join(c for c in phone if c.isdigit())[-8:]


def organisations(
    known: Iterable[Known], *, told: Told = lambda done: None, least: float = ALIKE
) -> list[Found]:
    """The pairs that may be one, the surest first. Two different CVR numbers are two organisations."""
    found: dict[tuple[int, int], Found] = {}
    placeless: dict[int, list[tuple[Known, Found]]] = defaultdict(list)
    index: NameIndex[Known] = NameIndex()
    keys: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for done, new in enumerate(known):
        near = index.near(new.words, new.place)
        for code, value in ((CVR, new.cvr), (EMAIL, new.email), (PHONE, new.phone)):
            if value:
                same = keys[code, value]
                if len(same) < SHARED:
                    near += same
                same.append(new)
        for other in near:
            pair = judged(other, new)
            if pair is not None and pair.score >= least:
                found[pair.one, pair.other] = pair
                if bool(other.place) != bool(new.place):
                    without, with_place = (other, new) if new.place else (new, other)
                    placeless[without.pk].append((with_place, pair))
        index.add(new)
        if done % 500 == 0:
            told(done)
    _several_places(placeless, found, least)
    shared = {key for key, having in keys.items() if len(having) > SHARED}
    return _ordered(f for f in found.values() if shared.isdisjoint(_only_by(f, keys, shared)))


def _several_places(
    placeless: dict[int, list[tuple[Known, Found]]],
    found: dict[tuple[int, int], Found],
    least: float,
) -> None:
    """What has no town and the name of organisations in several towns is none of them in particular."""
    for pairs in placeless.values():
        best = max(pair.score for _other, pair in pairs)
        near = [(other, pair) for other, pair in pairs if pair.score > best - NEARLY]
        first = near[0][0]
        if all(first.place.may_be(other.place) for other, _pair in near):
            near = []
        for _other, pair in near:
            if not NUMBERS.isdisjoint(pair.reasons):
                continue
            score = pair.score - WHICH_PLACE
            if score >= least:
                found[pair.one, pair.other] = replace(pair, score=score)
            else:
                found.pop((pair.one, pair.other), None)


def _only_by(
    found: Found, keys: dict[tuple[str, str], list[Known]], shared: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Keys in `shared` without which the pair would not have been found."""
    if not shared or NAME in found.reasons or ALMOST in found.reasons:
        return set()
    return {
        key
        for key in shared
        if {found.one, found.other} <= {k.pk for k in keys[key]} and key[0] in found.reasons
    }


def judged(a: Known, b: Known) -> Found | None:
    """How sure it is that the two are one, and why; None where something speaks against it."""
    if a.pk == b.pk or (a.cvr and b.cvr and a.cvr != b.cvr):
        return None
    alike = likeness(_words(a, b), _words(b, a))
    same_place, may_be = bool(a.place) and a.place.is_same(b.place), a.place.may_be(b.place)
    reasons, score = [], 0.0
    if a.cvr and a.cvr == b.cvr:
        reasons.append(CVR)
        score = 80 + alike * 0.2
    for code, same in ((EMAIL, a.email and a.email == b.email), (PHONE, a.phone and a.phone == b.phone)):
        if same:
            reasons.append(code)
            score = max(score, 60 + alike * 0.4)
    if may_be and alike >= ALIKE - 10:
        reasons.append(NAME if alike == 100 else ALMOST)
        score = max(score, alike if same_place else alike - UNSURE_PLACE)
    if not reasons:
        return None
    if same_place:
        reasons.append(PLACE)
    one, other = sorted((a.pk, b.pk))
    return Found(one, other, round(min(score, 100)), tuple(reasons))


def _words(known: Known, beside: Known) -> str:
    """The words that tell it apart; where its own town is not known, the other's may stand in its name."""
    return known.words if known.place or not beside.place.town else words_of(known.key, beside.place)


def people(known: Sequence[Somebody], *, told: Told = lambda done: None, least: float = ALIKE) -> list[Found]:
    """Pairs of people: the same e-mail or telephone, or named alike in one organisation, or the same name in one town."""
    found: dict[tuple[int, int], Found] = {}
    for number, code in enumerate((EMAIL, PHONE, HOME, NAME)):
        for having in _blocks(code, known):
            if len(having) <= SHARED or code == HOME:
                _in_block(code, having, found, least)
        told(len(known) * (number + 1) // 4)
    return _ordered(found.values())


def _blocks(code: str, known: Sequence[Somebody]) -> list[list[Somebody]]:
    """Those who have an address, a house or a full name in common; one kind at a time, to need little memory."""
    first: dict[object, Somebody] = {}
    several: dict[object, list[Somebody]] = {}
    for person in known:
        for key in _keys(code, person):
            if key in several:
                several[key].append(person)
            elif (other := first.setdefault(key, person)) is not person:
                several[key] = [other, person]
    return list(several.values())


def _keys(code: str, person: Somebody) -> tuple[object, ...]:
    if code == HOME:
        return person.homes
    value = {EMAIL: person.email, PHONE: person.phone, NAME: person.key if " " in person.key else ""}[code]
    return (value,) if value else ()


def _in_block(
    code: str, having: Sequence[Somebody], found: dict[tuple[int, int], Found], least: float
) -> None:
    starts: dict[str, list[Somebody]] = defaultdict(list)
    for b in having:
        # In a large house only those are compared who share the beginning of a name.
        pieces = {w[:3] for w in b.key.split()} if len(having) > 40 else {""}
        near = {a.pk: a for piece in pieces for a in starts[piece][-60:]}
        for a in near.values():
            pair = _persons(a, b, code)
            known = found.get((pair.one, pair.other)) if pair else None
            if pair and pair.score >= least and (known is None or known.score < pair.score):
                found[pair.one, pair.other] = pair
        for piece in pieces:
            starts[piece].append(b)


def _persons(a: Somebody, b: Somebody, code: str) -> Found | None:
    if a.pk == b.pk:
        return None
    alike = person_likeness(a.key, b.key)
    conflict = (
        bool(a.email and b.email and a.email != b.email),
        bool(a.phone and b.phone and a.phone != b.phone),
    )
    reasons = []
    score = 0.0
    for which, same in ((EMAIL, a.email and a.email == b.email), (PHONE, a.phone and a.phone == b.phone)):
        if same:
            reasons.append(which)
            score = max(score, 60 + alike * 0.4)
    near = code == HOME or (code == NAME and (not a.homes or not b.homes or bool({*a.towns} & {*b.towns})))
    if near and not all(conflict) and (alike == 100 or not any(conflict)):
        score = max(score, alike - (5 if any(conflict) else 0))
    if alike >= 90:
        reasons.append(NAME if alike == 100 else ALMOST)
    if set(a.homes) & set(b.homes):
        reasons.append(HOME)
    if not reasons or score <= 0:
        return None
    one, other = sorted((a.pk, b.pk))
    return Found(one, other, round(min(score, 100)), tuple(reasons))


def _ordered(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda f: (-f.score, f.one, f.other))
