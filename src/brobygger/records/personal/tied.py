"""Who a person is to the database: what they are recognised by, now and before, and which rows point at them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from brobygger.accounts.models import Workspace
from brobygger.core import references, subjects
from brobygger.core.history import ERASED
from brobygger.core.models import HistoryEntry
from brobygger.core.text import fold

# What speaks of records without being about them.
ABOUT_RECORDS = frozenset(
    {
        "core.historyentry",
        "core.batch",
        "records.erasurerequest",
        "records.retentionexception",
        "records.retentionplan",
    }
)


class NoSuchPerson(LookupError):
    """Neither a row nor the history of this workspace knows them."""


@dataclass
class Subject:
    """One person: the live row, or None where only the history (the bin) still knows them."""

    workspace: Workspace
    kind: subjects.Kind
    pk: int
    row: Any
    names: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    # Its number, and those of the records that were merged into it.
    ids: frozenset[int] = frozenset()
    # The history says so: nothing is left to tell.
    is_erased: bool = False

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def name(self) -> str:
        if self.row is not None:
            return str(self.row)
        last = history_of(self).order_by("-id").first()
        return last.object_label if last else ""


def find(workspace: Workspace, kind: subjects.Kind, pk: int) -> Subject:
    """The person `pk` of `kind` in this workspace, with all they were ever called. NoSuchPerson."""
    row = kind.model._base_manager.filter(workspace_id=workspace.pk, pk=pk).first()
    subject = Subject(workspace, kind, pk, row, ids=frozenset({pk, *kind.merged(pk)}))
    entries = list(history_of(subject).values_list("before", "after"))
    if row is None and not entries:
        raise NoSuchPerson(pk)
    sides = [side for pair in entries for side in pair if side]
    subject.is_erased = bool(sides) and all(ERASED in side for side in sides)
    if row is not None:
        sides.append({name: getattr(row, name, "") for name in ("name", "email", "phone")})
    for side in sides:
        for name, kept in (("name", subject.names), ("email", subject.emails), ("phone", subject.phones)):
            value = side.get(name)
            if isinstance(value, str) and value.strip() and ERASED not in side:
                kept.add(value.strip())
    return subject


def history_of(subject: Subject) -> "models.QuerySet[HistoryEntry]":
    return HistoryEntry.objects.filter(
        workspace_id=subject.workspace.pk, model=subject.label, object_id__in=subject.ids
    )


@dataclass(frozen=True)
class Pointer:
    """A column by which rows of `model` may point at a person: a foreign key, or (model, id) in two columns."""

    model: type[models.Model]
    column: str
    model_column: str = ""

    def rows(self, label: str, ids: Iterable[int]) -> "models.QuerySet[Any]":
        of_label = {self.model_column: label} if self.model_column else {}
        return self.model._base_manager.filter(**of_label, **{f"{self.column}__in": list(ids)})

    def mentions(self, workspace_id: int, label: str, ids: Iterable[int]) -> "models.QuerySet[HistoryEntry]":
        """Entries of the history that say a row pointed at this person, now or before."""
        entries = HistoryEntry.objects.filter(workspace_id=workspace_id, model=self.model._meta.label_lower)
        sides = []
        for side in ("before", "after"):
            here = Q(**{f"{side}__{self.column}__in": list(ids)})
            if self.model_column:
                here &= Q(**{f"{side}__{self.model_column}": label})
            sides.append(here)
        return entries.filter(sides[0] | sides[1])


def pointers(model: type[models.Model]) -> Iterator[Pointer]:
    """Every column that can point at a row of `model`, of our own models."""
    for other in apps.get_models():
        if not other.__module__.startswith("brobygger.") or other._meta.label_lower in ABOUT_RECORDS:
            continue
        for f in other._meta.concrete_fields:
            if f.is_relation and f.related_model is model:
                yield Pointer(other, f.attname)
        for reference in references.of(other):
            if reference.model_column or reference.model == model._meta.label_lower:
                yield Pointer(other, reference.column, reference.model_column)


def tied_rows(subject: Subject) -> dict[type[models.Model], dict[int, Any]]:
    """The live rows that point at the person, by model and id."""
    found: dict[type[models.Model], dict[int, Any]] = defaultdict(dict)
    for pointer in pointers(subject.kind.model):
        for row in pointer.rows(subject.label, subject.ids):
            found[pointer.model][row.pk] = row
    return found


def tied_before(subject: Subject) -> dict[str, set[int]]:
    """Ids of rows that pointed at the person at any time, by the label of their model, from the history."""
    found: dict[str, set[int]] = defaultdict(set)
    for pointer in pointers(subject.kind.model):
        ids = pointer.mentions(subject.workspace.pk, subject.label, subject.ids)
        found[pointer.model._meta.label_lower] |= set(ids.values_list("object_id", flat=True))
    return found


def namesakes(subject: Subject) -> int:
    """How many others here have one of the person's names."""
    wanted = {fold(name) for name in subject.names}
    first = {name.split()[0] for name in subject.names if name.split()}
    count = 0
    for kind in subjects.kinds():
        rows = kind.model._base_manager.filter(workspace_id=subject.workspace.pk)
        near = Q(pk__in=[])
        for word in first:
            near |= Q(name__icontains=word)
        others = rows.filter(near).values_list("pk", "name")
        count += sum(
            fold(name) in wanted for pk, name in others if (kind.label, pk) != (subject.label, subject.pk)
        )
    return count
