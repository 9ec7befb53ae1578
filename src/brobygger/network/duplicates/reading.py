"""What the page of two records shows: the fields that differ, what hangs on each, and what was chosen so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger.core import pages
from brobygger.core.conflicts import plain
from brobygger.network.duplicates import edges, merging
from brobygger.network.duplicates.merging import BOTH, Choices, Mergeable

SALT = "network.duplicates"


@dataclass
class Value:
    """What one of the two says: `value` is what the form sends for it."""

    value: str
    text: str
    chosen: bool = False


@dataclass
class Difference:
    """A field in which the two differ; `changed` since the page was last shown."""

    name: str
    label: str
    values: list[Value]
    both: Value | None = None
    changed: bool = False


@dataclass
class Compared:
    """The whole page's content."""

    records: Sequence[Mergeable]
    survivor: int
    differences: list[Difference] = field(default_factory=list)
    follows: list[tuple[str, list[int]]] = field(default_factory=list)
    shown: str = ""

    @property
    def other_cvr(self) -> bool:
        """Two different CVR numbers: nobody proposed this merge but a person may mean it."""
        numbers = {getattr(record, "cvr", "") for record in self.records} - {""}
        return len(numbers) > 1


def compare(records: Sequence[Mergeable], posted: Mapping[str, str] | None = None) -> Compared:
    """The two side by side; with `posted`, the choices that were sent stay chosen."""
    sent = posted or {}
    hanging = merging.follows(records)
    counts = [hanging[record.pk] for record in records]
    survivor = sent.get("survivor", "")
    found = Compared(records, survivor=int(survivor) if survivor.isdigit() else _fuller(records, counts))
    before = _shown_before(sent.get("shown", ""))
    now: dict[str, list[str]] = {}
    for one in merging.compared(type(records[0])):
        raw = [getattr(record, one.attname) for record in records]
        if raw[0] == raw[1]:
            continue
        now[one.name] = [str(plain(value)) for value in raw]
        difference = _difference(one, records, found.survivor, sent)
        difference.changed = bool(before) and before.get(one.name) != now[one.name]
        found.differences.append(difference)
    found.shown = signing.dumps(now, salt=SALT, compress=True)
    found.follows = _follows(counts)
    return found


def _fuller(records: Sequence[Mergeable], counts: Sequence[Mapping[str, int]]) -> int:
    """The one on which more hangs stays, of two alike the older."""
    sums = [sum(c.values()) for c in counts]
    return records[1].pk if sums[1] > sums[0] else records[0].pk


def _difference(one: Any, records: Sequence[Mergeable], survivor: int, sent: Mapping[str, str]) -> Difference:
    raw = {record.pk: getattr(record, one.attname) for record in records}
    values = [Value(str(record.pk), _text(one, record)) for record in records]
    filled = [pk for pk, value in raw.items() if value not in (None, "")]
    both = Value(BOTH, _("Both texts")) if edges.is_prose(one) and len(filled) == len(raw) else None
    choice = sent.get(f"field-{one.name}", "")
    options = [*values, both] if both else values
    if choice not in {o.value for o in options}:
        choice = BOTH if both else str(survivor if survivor in filled or not filled else filled[0])
    for option in options:
        option.chosen = option.value == choice
    return Difference(one.name, str(capfirst(one.verbose_name)), values, both)


def _text(one: Any, record: Mergeable) -> str:
    if one.choices:
        return str(getattr(record, f"get_{one.name}_display")())
    value = getattr(record, one.name)
    return "" if value is None else str(value)


def _shown_before(token: str) -> dict[str, list[str]]:
    try:
        found: dict[str, list[str]] = signing.loads(token, salt=SALT) if token else {}
    except signing.BadSignature:
        return {}
    return found


def chosen(records: Sequence[Mergeable], posted: Mapping[str, str]) -> Choices:
    """The choices that the form sent, those that make sense."""
    ids = {str(record.pk): record.pk for record in records}
    found: dict[str, Any] = {}
    for one in merging.compared(type(records[0])):
        value = posted.get(f"field-{one.name}", "")
        if value in ids:
            found[one.name] = ids[value]
        elif value == BOTH and edges.is_prose(one):
            found[one.name] = BOTH
    return found


def _follows(counts: Sequence[Mapping[str, int]]) -> list[tuple[str, list[int]]]:
    """By what it is called, how much of it hangs on each of the two."""
    said: dict[str, list[int]] = {}
    for place, mine in enumerate(counts):
        for label, n in mine.items():
            sums = said.setdefault(_called(label), [0] * len(counts))
            sums[place] += n
    return sorted(said.items(), key=lambda pair: -sum(pair[1]))


def _called(label: str) -> str:
    words = {
        "network.affiliation": _("Affiliations"),
        "network.tie": _("Colleagues who know them"),
        "network.contact": _("Contacts"),
        "network.contactperson": _("Contacts"),
        "network.followup": _("Follow-ups"),
        "network.activityorganisation": _("Activities"),
        "network.organisationtie": _("Ties to other organisations"),
        "network.formality": _("Decisions on formality"),
        "network.formername": _("Former names"),
        "network.organisationtheme": _("Themes"),
        "network.organisationtypelink": _("Types"),
        "network.organisationagegroup": _("Age groups"),
        "records.journalnote": _("Notes"),
        "records.storedfile": _("Files"),
    }
    return words.get(label) or pages.noun(label)
