"""How the search table is asked. Every question is answered from an index and reads a bounded number of rows.

`core.search` writes `text` as " folded title \\n other words ": a leading " " marks the start of a word, and the "\\n"
after the title makes a record with exactly this title the first of those that start like it. Both databases index
`text` twice (migration 0002): its start in byte order, and its trigrams (pg_trgm; FTS5).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection, transaction
from rapidfuzz import fuzz

from brobygger.core.models import SearchEntry
from brobygger.core.text import fold

# So much of `text` is in the index of starts.
START, START_KEY = 60, '(left(e.text, 60) COLLATE "C")'
# So many rows at most are read and ranked of a class of hits: a common word has tens of thousands.
READ, READ_ALIKE, SAMPLED = 200, 40, 150
WORDS, LETTERS = 8, 40
# A typing error is looked for in words of at least so many letters.
SLIP_FROM = 4
UNWANTED = ("enable_seqscan", "enable_indexscan", "jit")
LAST = "\U0010ffff"
# The order of the join matters: first the words, then their rows.
FTS = " JOIN core_search_fts f ON e.id = f.rowid"
FIELDS = "e.id, e.kind, e.object_id, e.title, e.detail, e.text"

# What of a word stands in a text.
type Parts = tuple[str, ...]


class Hit(NamedTuple):
    """A row of the search table; only those that are shown become objects."""

    pk: int
    kind: str
    object_id: int
    title: str
    detail: str
    text: str


@dataclass(frozen=True)
class Question:
    """What is asked for: folded words in one workspace, among records of these kinds."""

    workspace_id: int
    words: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def whole(self) -> str:
        return " " + " ".join(self.words)


def find(
    workspace_id: int, query: str, *, limit: int, kinds: Sequence[str], slips: bool = True
) -> list[SearchEntry]:
    """Exact title, then title starts so, then words start so, then words hold it; likeness where these are too few."""
    words = tuple(w[:LETTERS] for w in fold(query[:400]).split()[:WORDS])
    asked = Question(workspace_id, words, tuple(kinds))
    if not words or not kinds:
        return []
    found = {h.pk: h for h in _starting(asked, limit)}
    if len(found) < limit:
        common = _common(asked)
        found |= _new(found, _holding(asked, limit, common))
        if slips and len(found) < min(limit, 3):
            found |= _new(found, _alike(asked, common, alone=not found))
    return [SearchEntry(workspace_id=workspace_id, **h._asdict()) for h in list(found.values())[:limit]]


@contextmanager
def _by_trigrams() -> Iterator[None]:
    """PostgreSQL cannot know how common a word is: guessing "common", it would read a whole table to find a rare one."""
    if connection.vendor != "postgresql":
        yield
        return
    whole = nullcontext() if connection.in_atomic_block else transaction.atomic()
    with whole, connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {setting} = off" for setting in UNWANTED))
        yield
        cursor.execute("; ".join(f"SET LOCAL {setting} TO DEFAULT" for setting in UNWANTED))


def _new(found: dict[int, Hit], hits: Iterable[Hit]) -> dict[int, Hit]:
    return {h.pk: h for h in hits if h.pk not in found}


def _starting(asked: Question, limit: int) -> list[Hit]:
    """Titles that start with the whole query, in order; read from the index of starts kind by kind."""
    key = START_KEY if connection.vendor == "postgresql" else "substr(e.text, 1, 60)"
    one = (
        f"SELECT * FROM (SELECT {FIELDS} FROM core_searchentry e WHERE e.workspace_id = %s AND e.kind = %s"  # noqa: S608
        f" AND {key} >= %s AND {key} < %s ORDER BY {key} LIMIT %s) AS k"
    )
    start = asked.whole[:START]
    parameters = [v for kind in asked.kinds for v in (asked.workspace_id, kind, start, start + LAST, limit)]
    hits = _hits(" UNION ALL ".join([one] * len(asked.kinds)), parameters)
    exact = f"{asked.whole} \n"
    starting = (h for h in hits if h.text.startswith(asked.whole))
    return sorted(starting, key=lambda h: (not h.text.startswith(exact), h.text))


def _common(asked: Question) -> set[str]:
    """Words that a third of some rows hold. PostgreSQL's trigrams count all hits first: for these, reading is quicker."""
    if connection.vendor != "postgresql":
        return set()
    some = (
        f"(SELECT {FIELDS} FROM core_searchentry e WHERE e.workspace_id = %s AND e.kind = %s"  # noqa: S608
        f" ORDER BY {START_KEY} LIMIT {SAMPLED})"
    )
    own = [value for kind in asked.kinds for value in (asked.workspace_id, kind)]
    texts = [h.text for h in _hits(" UNION ALL ".join([some] * len(asked.kinds)), own)]
    return {word for word in asked.words if sum(_held(word) in text for text in texts) * 3 > len(texts)}


def _holding(asked: Question, limit: int, common: set[str]) -> list[Hit]:
    """Texts that hold every word, those first in which every word is the start of one."""
    starts = [f" {word}" for word in asked.words]
    with nullcontext() if common.issuperset(asked.words) else _by_trigrams():
        found = dict.fromkeys(_read(asked, [[_held(word) for word in asked.words]], READ))
        better = sum(all(start in h.text for start in starts) for h in found)
        if len(found) == READ and better < limit and not common:
            found |= dict.fromkeys(_read(asked, [starts], READ))
    return sorted(found, key=lambda h: (not all(start in h.text for start in starts), h.text))


def _held(word: str) -> str:
    """One or two letters inside a word say nothing: they are only looked for where words start."""
    return word if len(word) > 2 else f" {word}"


def _alike(asked: Question, common: set[str], *, alone: bool) -> list[Hit]:
    """Texts with one typing error in a word: in a word that nobody has or, with nothing else to show, in any of two."""
    unsure = [w for w in dict.fromkeys(asked.words) if w not in common]
    with _by_trigrams():
        held = _read(asked, [[_held(word)] for word in unsure], 1)
        unknown = [w for w in unsure if not any(_held(w) in h.text for h in held)]
        if any(len(w) < SLIP_FROM for w in unknown):
            return []
        suspects = [max(unknown, key=len)] if unknown else []
        if not unknown and alone and len(asked.words) > 1:
            suspects = sorted((w for w in unsure if len(w) >= SLIP_FROM), key=len)[-2:]
        found: list[Hit] = []
        for wrong in suspects:
            right = [_held(w) for w in unsure if w not in unknown and w != wrong]
            slips = _slips(wrong, fine=len(wrong) <= 8 and bool(unknown))
            found += _read(asked, [[*parts, *right] for parts in slips], READ_ALIKE)
    return _ranked(asked.words, dict.fromkeys(found))


def _slips(word: str, *, fine: bool) -> list[Parts]:
    """What still stands in the text when `word` has one typing error: a letter too many, too few, wrong or swapped.

    `fine` names each place the error may have, which short words need; otherwise three letters at a time are left out.
    """
    n = len(word)
    if n < SLIP_FROM:
        return []
    width, step = (1, 1) if fine else (3, 2)
    found: list[Parts] = []
    if fine:
        found += [(word[:i] + word[i + 1] + word[i] + word[i + 2 :],) for i in range(n - 1)]
    for i in range(0, n, step):
        parts = tuple(filter(None, (_head(word[:i]), _tail(word[i + width :]))))
        if sum(len(part.strip()) for part in parts) >= 3:
            found.append(parts)
    if fine and n <= 5:
        found += [(_head(word[:i]), _tail(word[i:])) for i in range(2, n - 1)]
    if n >= 6:
        found.append((word[1:-1],))
    return list(dict.fromkeys(found))


def _head(part: str) -> str:
    """Before the error; a short one is told by standing at the start of a word."""
    return part if len(part) > 2 else f" {part}" if len(part) == 2 else ""


def _tail(part: str) -> str:
    return part if len(part) > 2 else f"{part} " if len(part) == 2 else ""


def _read(asked: Question, ways: Sequence[Sequence[str]], limit: int) -> list[Hit]:
    """Texts that hold all the parts of one of the ways, at most `limit` for each, in no order."""
    if not ways:
        return []
    mine, own = _mine(asked)
    asks, parameters = [], list[str | int]()
    for parts in ways:
        holds, values = _like(parts) if connection.vendor == "postgresql" else _match(parts)
        rows = "core_searchentry e" + FTS * ("MATCH" in holds)
        asks.append(
            f"SELECT * FROM (SELECT {FIELDS} FROM {rows} WHERE {holds} AND {mine} LIMIT {limit}) AS k"  # noqa: S608
        )
        parameters += [*values, *own]
    # Ways are read one after the other, the surest first, and only until there is enough to rank.
    enough = max(3 * limit, len(ways))
    return _hits(f"{' UNION ALL '.join(asks)} LIMIT {enough}", parameters)


def _mine(asked: Question) -> tuple[str, list[str | int]]:
    kinds = ", ".join(["%s"] * len(asked.kinds))
    return f"e.workspace_id = %s AND e.kind IN ({kinds})", [asked.workspace_id, *asked.kinds]


def _hits(sql: str, parameters: Sequence[str | int]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Hit(*row) for row in cursor.fetchall()]


def _like(parts: Sequence[str]) -> tuple[str, list[str]]:
    """PostgreSQL: folded words hold neither "%" nor "_"."""
    return " AND ".join(["e.text LIKE %s"] * len(parts)), [f"%{part}%" for part in parts]


def _match(parts: Sequence[str]) -> tuple[str, list[str]]:
    """SQLite: phrases of at least three letters are matched by FTS5; fewer letters are looked for in the rows."""
    phrases = " AND ".join(f'"{part}"' for part in parts if len(part) > 2)
    few = [part for part in parts if len(part) < 3]
    holds = ["core_search_fts MATCH %s"] * bool(phrases) + ["instr(e.text, %s) > 0"] * len(few)
    return " AND ".join(holds), [*filter(None, [phrases]), *few]


def _ranked(words: Sequence[str], hits: Iterable[Hit]) -> list[Hit]:
    """Those in which every word is alike enough, the most alike first."""
    scored = ((_likeness(words, h.text), h) for h in hits)
    return [h for score, h in sorted(scored, key=lambda pair: (-pair[0], pair[1].text)) if score]


def _likeness(words: Sequence[str], text: str) -> float:
    tokens, total = text.split(), 0.0
    for word in words:
        n = len(word)
        inside = fuzz.partial_ratio(word, text)
        best = max((fuzz.ratio(word, t[:m]) for t in tokens for m in (n - 1, n, n + 1)), default=0.0)
        if max(inside, best) < 100 * (n - (1 if n < 8 else 2)) / n - 1:
            return 0.0
        total += max(inside - 5, best)
    return total / len(words)
