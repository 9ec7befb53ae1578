"""Everything held on one person, with why and until when: for the page, as data, and on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.core import pages, search
from brobygger.core.lists import day
from brobygger.core.models import HistoryEntry, SearchEntry
from brobygger.core.personal import DECLARATIONS
from brobygger.records.models import StoredFile
from brobygger.records.personal.facts import UNTOLD, Fact, facts_of, label_of, title_of
from brobygger.records.personal.masking import Mask, may_hold, text_fields
from brobygger.records.personal.tied import ABOUT_RECORDS, Subject, history_of, pointers, tied_before

Gathered = dict[type[models.Model], list[Any]]
# A folder of two hundred rows of one kind is a page; the rest is in the file.
SHOWN = 50
ALL = 100_000


@dataclass
class Row:
    """One record that is about the person, or speaks of them."""

    title: str
    url: str = ""
    facts: list[Fact] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Each reason once, with what it is kept for where there are several."""
        found: dict[str, list[str]] = {}
        for fact in self.facts:
            if fact.purpose:
                found.setdefault(f"{fact.purpose}. {fact.retention}.", []).append(fact.label)
        if len(found) == 1:
            return list(found)
        return [f"{', '.join(labels)}: {reason}" for reason, labels in found.items()]


@dataclass
class Section:
    """The rows of one kind; `count` is all there are."""

    key: str
    title: str
    rows: list[Row]
    count: int
    text: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass
class Held:
    """The whole answer."""

    subject: Subject
    made_at: datetime
    sections: list[Section]
    mentions: Section

    @property
    def count(self) -> int:
        return sum(section.count for section in self.sections)

    def as_json(self) -> dict[str, Any]:
        """The answer as data, to be taken along (GDPR art. 15 and 20)."""
        return {
            "about": self.subject.name,
            "kind": self.subject.kind.key,
            "id": self.subject.pk,
            "made_at": self.made_at.isoformat(),
            "held_by": self.subject.workspace.name,
            "sections": [
                {"kind": s.key, "title": s.title, "count": s.count, "rows": [_row_json(r) for r in s.rows]}
                for s in [*self.sections, self.mentions]
            ],
        }


def _row_json(row: Row) -> dict[str, Any]:
    facts = [{k: v for k, v in vars(f).items() if v} for f in row.facts]
    return {"title": row.title, "facts": facts}


def held(subject: Subject, *, limit: int = ALL) -> Held:
    """All that is held on this person in this workspace; `limit` rows of each kind are told."""
    gathered = _gathered(subject)
    tied = _ids(gathered)
    sections = list(_own(subject))
    sections += _tied(subject, gathered, limit)
    sections += _history(subject, tied, limit)
    return Held(subject, timezone.now(), [s for s in sections if s.count], mentions(subject, tied, limit))


def tied_to(subject: Subject) -> set[tuple[str, int]]:
    """Label and id of every record that is tied to the person."""
    return _ids(_gathered(subject))


def _ids(gathered: Gathered) -> set[tuple[str, int]]:
    return {(type(row)._meta.label_lower, row.pk) for rows in gathered.values() for row in rows}


def _own(subject: Subject) -> Iterator[Section]:
    """The person's own row, their log-in, and what they are found by."""
    if subject.row is None:
        return
    slug = subject.workspace.slug
    row = Row(subject.name, pages.address(slug, subject.label, subject.pk), facts_of(subject.row))
    yield Section(subject.label, str(pages.noun(subject.label)), [row], 1)
    user = getattr(subject.row, "user", None)
    if isinstance(user, User):
        yield Section("accounts.user", _("Log-in"), [Row(user.email, "", facts_of(user))], 1)
    if subject.kind.model not in search.findable():
        return
    found = SearchEntry.objects.filter(
        workspace_id=subject.workspace.pk, object_id=subject.pk, kind=search.kind_of(subject.kind.model)
    )
    title = _("Words the record is found by")
    told = [
        replace(f, label=title, value=" ".join(f.value.split()))
        for e in found
        for f in facts_of(e)
        if f.name == "text"
    ]
    yield Section("core.searchentry", title, [Row(subject.name, "", [fact]) for fact in told], len(told))


def _tied(subject: Subject, gathered: Gathered, limit: int) -> Iterator[Section]:
    """Records that point at the person, and one step on: the meeting that a person was at."""
    for model, rows in gathered.items():
        label = model._meta.label_lower
        told = [
            Row(title_of(row), pages.address(subject.workspace.slug, label, row.pk), facts_of(row))
            for row in rows[:limit]
        ]
        yield Section(label, str(pages.noun(label)), told, len(rows))


def _gathered(subject: Subject) -> Gathered:
    found: dict[type[models.Model], dict[int, Any]] = {}
    beyond: dict[type[models.Model], set[int]] = {}
    for pointer in pointers(subject.kind.model):
        names = _keys(pointer.model)
        # What a row's sentence needs of its neighbours' neighbours is fetched for all rows at once.
        rows = pointer.rows(subject.label, subject.ids).order_by("-pk").fetch_mode(models.FETCH_PEERS)
        kept = found.setdefault(pointer.model, {})
        kept.update(
            {row.pk: row for row in rows.select_related(*names)} if names else {r.pk: r for r in rows}
        )
        for f in pointer.model._meta.concrete_fields if _is_link(pointer.model) else ():
            other: Any = f.related_model
            if (
                f.is_relation
                and other is not subject.kind.model
                and not _is_person(other)
                and _has_text(other)
            ):
                beyond.setdefault(other, set()).update(getattr(r, f.attname) for r in kept.values())
    for model, ids in beyond.items():
        kept = found.setdefault(model, {})
        # Asked also where there is nothing: a page costs the same whoever it is about.
        wanted = model._base_manager.filter(pk__in=[0, *ids]).order_by("-pk")
        wanted = wanted.fetch_mode(models.FETCH_PEERS)
        names = _keys(model)
        kept.update({row.pk: row for row in (wanted.select_related(*names) if names else wanted)})
    return {model: list(rows.values()) for model, rows in found.items()}


def _keys(model: type[models.Model]) -> list[str]:
    return [f.name for f in model._meta.concrete_fields if f.is_relation and f.name != "workspace"]


def _is_link(model: type[models.Model]) -> bool:
    """True for a row that only joins two others."""
    return all(f.is_relation or f.name in UNTOLD for f in model._meta.concrete_fields)


def _is_person(model: type[models.Model]) -> bool:
    declared = DECLARATIONS.get(model._meta.label_lower)
    return declared is not None and {"email", "phone"} & set(declared.personal) != set()


def _has_text(model: type[models.Model]) -> bool:
    declared = DECLARATIONS.get(model._meta.label_lower)
    return declared is not None and any(
        isinstance(model._meta.get_field(name), models.CharField | models.TextField)
        for name in declared.personal
    )


def _history(subject: Subject, tied: set[tuple[str, int]], limit: int) -> Iterator[Section]:
    """What the system wrote down: about the person, about what was tied to them, and what a colleague did."""
    rows = history_of(subject).order_by("-id")
    yield Section("core.historyentry", _("History"), _entries(rows[:limit]), rows.count())
    gone = [
        (label, pk)
        for label, ids in tied_before(subject).items()
        for pk in sorted(ids)
        if (label, pk) not in tied
    ]
    title = _("Records that belonged to the person before, and are in the bin or ended")
    told = [Row(f"{pages.noun(label)} {pk}") for label, pk in gone[:limit]]
    yield Section("before", title, told, len(gone))
    if subject.label == "accounts.colleague":
        done = HistoryEntry.objects.filter(workspace_id=subject.workspace.pk, actor_id=subject.pk)
        newest = _entries(done.order_by("-id")[: min(limit, 500)])
        yield Section("did", _("What the colleague did here"), newest, done.count())


def _entries(entries: Sequence[HistoryEntry] | Any) -> list[Row]:
    return [
        Row(
            f"{day(e.at)} · {e.get_verb_display()} · {pages.noun(e.model)}",
            "",
            [Fact("who", _("Who"), e.actor_label), Fact("what", _("What"), e.object_label)]
            + [
                Fact(
                    f"{side}.{name}", f"{label_of(e.model, name)} ({said})", Truncator(str(value)).chars(300)
                )
                for side, said, values in (("before", _("before"), e.before), ("after", _("after"), e.after))
                for name, value in (values or {}).items()
                if name in ("name", "email", "phone", "note", "title", "role") and value
            ],
        )
        for e in entries
    ]


def mentions(subject: Subject, tied: set[tuple[str, int]], limit: int = SHOWN) -> Section:
    """Texts that hold the person's name, address or number without being `tied` to them: for a person to read."""
    mask = Mask(frozenset(subject.names), frozenset(subject.emails), frozenset(subject.phones), "")
    rows: list[Row] = []
    for row in mentioning(subject, mask, skip=tied):
        if isinstance(row, StoredFile):
            rows.append(Row(f"{pages.noun(row._meta.label_lower)}: {row.name}"))
            continue
        label = row._meta.label_lower
        url = pages.address(subject.workspace.slug, label, row.pk)
        if not url and hasattr(row, "object_id"):
            url = pages.address(subject.workspace.slug, getattr(row, "model", ""), row.object_id)
        rows.append(Row(f"{pages.noun(label)}: {title_of(row)}", url))
    text = _(
        "Found by the name, the e-mail and the telephone number. A first name alone is not found: read for yourself."
    )
    return Section("mentions", _("Mentioned in other texts"), rows[:limit], len(rows), text)


def mentioning(subject: Subject, mask: Mask, *, skip: set[tuple[str, int]]) -> Iterator[Any]:
    """Live rows of the workspace in whose texts the person stands, but for their own and `skip`; files too."""
    skip = skip | {(subject.label, pk) for pk in subject.ids}
    for model in apps.get_models():
        label = model._meta.label_lower
        if not model.__module__.startswith("brobygger.") or label in ABOUT_RECORDS | {"core.searchentry"}:
            continue
        fields = [f for f in text_fields(model) if f.name not in ("sort_key", "match_key", "reader_label")]
        if not fields or not any(f.attname == "workspace_id" for f in model._meta.concrete_fields):
            continue
        rows = model._base_manager.filter(workspace_id=subject.workspace.pk)
        found = may_hold(rows, fields, mask).order_by("pk").fetch_mode(models.FETCH_PEERS)
        for row in found if mask.fragments else ():
            if (label, row.pk) not in skip and mask.finds(
                " \n ".join(str(getattr(row, f.attname)) for f in fields)
            ):
                yield row
    for file in StoredFile.objects.of(subject.workspace):
        try:
            with file.content.open("rb") as content:
                if mask.finds(content.read().decode("utf-8", errors="ignore")):
                    yield file
        except (FileNotFoundError, ValueError):
            continue
