"""Which column means what: guessed from Danish and English headers, also misspelt ones, with how sure it is."""

import dataclasses
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein as Damerau

from brobygger.core.text import fold
from brobygger.network.importing.fields import HEADERS, IGNORE

SURE = 100.0
READ = 80.0  # from here a misspelt header is read, with a warning
MAYBE = 66.0  # from here it is only suggested: "did you mean"


@dataclass
class Column:
    """One column of the file: what it was read as (a field's code, "" unknown, "-" left out), and how sure."""

    index: int
    header: str
    field: str = ""
    certainty: float = 0.0
    suggestions: list[str] = dataclasses.field(default_factory=list)

    @property
    def doubtful(self) -> bool:
        return bool(self.field) and self.field != IGNORE and self.certainty < SURE


def guess(headers: Sequence[str]) -> list[Column]:
    """Read every header; a field is given to the column that fits it best, and to one only."""
    columns = [Column(i, header) for i, header in enumerate(headers)]
    for column in columns:
        ranked = _ranked(column.header)
        column.suggestions = [code for code, score in ranked if score >= MAYBE][:3]
        if ranked and ranked[0][1] >= READ:
            column.field, column.certainty = ranked[0]
    taken: dict[str, Column] = {}
    for column in sorted(columns, key=lambda c: (-c.certainty, c.index)):
        if column.field in taken:
            column.suggestions = [s for s in column.suggestions if s != column.field] or [column.field]
            column.field, column.certainty = "", 0.0
        elif column.field:
            taken[column.field] = column
    _read_bare_name(columns, taken)
    return columns


def _read_bare_name(columns: Sequence[Column], taken: dict[str, Column]) -> None:
    """A column "Name" is a person's, unless the file tells of organisations and has no other name for them."""
    bare = taken.get("person")
    if bare and "organisation" not in taken and fold(bare.header) in {"navn", "name"} and "cvr" in taken:
        bare.field, bare.certainty = "organisation", READ
        bare.suggestions = ["organisation", "person"]


def chosen(headers: Sequence[str], mapping: Sequence[str]) -> list[Column]:
    """The columns as a person (or a saved mapping) has set them: nothing is in doubt."""
    guessed = guess(headers)
    return [
        Column(c.index, c.header, code, SURE if code else 0.0, c.suggestions)
        for c, code in zip(guessed, mapping, strict=True)
    ]


def signature(headers: Sequence[str]) -> str:
    """The same for files with the same columns, whatever their case and signs."""
    return hashlib.sha256("\x1f".join(fold(h) for h in headers).encode()).hexdigest()[:32]


def _ranked(header: str) -> list[tuple[str, float]]:
    key = fold(header)
    if not key:
        return []
    if key in HEADERS:
        return [(HEADERS[key], SURE)]
    best: dict[str, float] = {}
    for known, score, _index in process.extract(
        key, list(HEADERS), scorer=_likeness, limit=8, score_cutoff=MAYBE
    ):
        code = HEADERS[known]
        best[code] = max(best.get(code, 0.0), min(round(score, 1), 99.0))
    return sorted(best.items(), key=lambda item: -item[1])


def _likeness(a: str, b: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """Short headers ("by", "web") must fit letter by letter; longer ones may be misspelt, cut off or in other order."""
    bare_a, bare_b = a.replace(" ", ""), b.replace(" ", "")
    if min(len(bare_a), len(bare_b)) <= 3:
        return 0.0
    score = max(100 * Damerau.normalized_similarity(bare_a, bare_b), fuzz.token_sort_ratio(a, b))
    if len(bare_a) >= 4 and bare_b.startswith(bare_a):
        score = max(score, 90.0)
    return score if score >= (score_cutoff or 0) else 0.0
