"""One record becomes part of another: what hangs on it moves, what would be said twice is combined, it goes.

Everything is written through the history, so that the undo of the batch gives both records back whole.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger.core import announce, derived, history, recorded, search
from brobygger.core.operations import Actor
from brobygger.core.text import fold
from brobygger.network.duplicates import edges
from brobygger.network.duplicates.pointers import Pointer, pointers
from brobygger.network.models import FormerName, Merged, NotTheSame, Organisation, Person
from brobygger.records.models import JournalNote

BOTH: Literal["both"] = "both"
Mergeable = Organisation | Person
# For a field: the id of the record whose value stays, or both texts.
Choices = Mapping[str, int | Literal["both"]]
CHUNK = 500


def compared(model: type[models.Model]) -> list[Any]:
    """The columns in which two records of `model` may differ for a reader."""
    left_out = history.NEVER_RECORDED | derived.fields_of(model) | {"workspace"}
    return [f for f in model._meta.concrete_fields if f.editable and f.name not in left_out]


def settled(keep: Mergeable, gone: Mergeable, choices: Choices) -> dict[str, Any]:
    """What the columns of `keep` become: as chosen, otherwise its own value, filled from `gone` where it is empty."""
    found: dict[str, Any] = {}
    for field in compared(type(keep)):
        mine, theirs = getattr(keep, field.attname), getattr(gone, field.attname)
        choice = choices.get(field.name)
        if choice == BOTH or (choice is None and edges.is_prose(field) and mine and theirs):
            found[field.attname] = edges.joined(field, mine, theirs)[0]
        elif choice == gone.pk or (choice is None and mine in (None, "")):
            found[field.attname] = theirs
    return found


class Merger:
    """One merge under way. Call inside an operation and a history batch."""

    def __init__(self, keep: Mergeable, gone: Mergeable, by: Actor) -> None:
        self.keep, self.gone, self.by = keep, gone, by
        self.left_over: list[str] = []

    def run(self, choices: Choices) -> None:
        """All of it."""
        names = [self.keep.name, self.gone.name]
        self._decisions()
        history.change(self.keep, by=self.by, **settled(self.keep, self.gone, choices))
        self._absorb(self.keep, self.gone, delete=False)
        self._names(names)
        label = self.gone._meta.label_lower
        gone_to = Merged(
            workspace_id=self.keep.workspace_id,
            model=label,
            gone_id=self.gone.pk,
            survivor_id=self.keep.pk,
            name=self.gone.name,
        )
        announce.merged(label, gone=self.gone.pk, into=self.keep.pk, workspace_id=self.keep.workspace_id)
        history.delete(self.gone, by=self.by)
        history.create(gone_to, by=self.by)
        self._left_over(label)
        derived.refresh_self(type(self.keep), [self.keep.pk])
        search.index([self.keep])

    # What hangs on it

    def _absorb(self, keep: models.Model, gone: models.Model, *, delete: bool = True) -> None:
        """All that points at `gone` points at `keep`; what both have becomes one. Also for an edge between others."""
        for pointer in pointers(type(gone)):
            self._drop_what_binds_the_two(pointer, keep, gone)
            for edge in edges.of(pointer.model):
                self._combine(pointer, edge, keep, gone)
            self._move(pointer, keep, gone)
        if delete:
            history.delete(gone, by=self.by)

    def _drop_what_binds_the_two(self, pointer: Pointer, keep: models.Model, gone: models.Model) -> None:
        """A tie from one to the other would be a tie to itself."""
        others = [
            f.attname
            for f in pointer.model._meta.concrete_fields
            if f.related_model is type(keep) and f.attname != pointer.column
        ]
        if others and pointer.model is not type(keep):
            for name in others:
                for row in pointer.rows(gone).filter(**{name: keep.pk}):
                    history.delete(row, by=self.by)

    def _combine(self, pointer: Pointer, edge: edges.Edge, keep: models.Model, gone: models.Model) -> None:
        coming = list(pointer.rows(gone))
        if not coming:
            return
        here: dict[Hashable, list[Any]] = defaultdict(list)
        for row in pointer.rows(keep):
            if (key := edge.key(row)) is not None:
                here[key].append(row)
        for row in coming:
            setattr(row, pointer.column, keep.pk)
            key = edge.key(row)
            setattr(row, pointer.column, gone.pk)
            mine = (
                next((r for r in here.get(key, ()) if edge.fits(r, row)), None) if key is not None else None
            )
            if mine is not None:
                self._become_one(mine, row, pointer)

    def _become_one(self, mine: models.Model, row: models.Model, pointer: Pointer) -> None:
        values, left_over = edges.together(mine, row)
        values.pop(pointer.column, None)
        self.left_over += [f"{capfirst(field.verbose_name)} ({row}): {text}" for field, text in left_over]
        history.change(mine, by=self.by, **values)
        self._absorb(mine, row)

    def _move(self, pointer: Pointer, keep: models.Model, gone: models.Model) -> None:
        ids = list(pointer.rows(gone).values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            piece = ids[start : start + CHUNK]
            recorded.change(pointer.model, {pk: {pointer.column: keep.pk} for pk in piece}, by=self.by)
            moved = pointer.model._base_manager.filter(pk__in=piece)
            rows = [{"id": row.pk, **history.snapshot(row)} for row in moved]
            derived.refresh(pointer.model, rows)
            search.refresh(pointer.model, rows)

    # What is remembered

    def _names(self, names: Iterable[str]) -> None:
        """An organisation is also found by the names it loses; a merged person by the row that leads from it."""
        if not isinstance(self.keep, Organisation):
            return
        known = {fold(n) for n in [self.keep.name, *self.keep.former_names.values_list("name", flat=True)]}
        for name in names:
            if fold(name) not in known:
                known.add(fold(name))
                row = FormerName(workspace_id=self.keep.workspace_id, organisation=self.keep, name=name)
                history.create(row, by=self.by)

    def _decisions(self) -> None:
        """What was decided not to be the gone record is not the one that stays either."""
        label, keep, gone = self.gone._meta.label_lower, self.keep.pk, self.gone.pk
        about = NotTheSame.objects.filter(workspace_id=self.keep.workspace_id, model=label)
        known = {
            (r.one_id, r.other_id) for r in about.filter(models.Q(one_id=keep) | models.Q(other_id=keep))
        }
        for row in about.filter(models.Q(one_id=gone) | models.Q(other_id=gone)):
            other = row.other_id if row.one_id == gone else row.one_id
            pair = (min(keep, other), max(keep, other))
            if other == keep or pair in known:
                history.delete(row, by=self.by)
            else:
                known.add(pair)
                history.change(row, by=self.by, one_id=pair[0], other_id=pair[1])

    def _left_over(self, label: str) -> None:
        """What had no room in a combined row is kept as a note: nothing is dropped."""
        if not self.left_over:
            return
        text = "\n".join([_("From the merge with %(name)s:") % {"name": self.gone}, *self.left_over])
        note = JournalNote(
            workspace_id=self.keep.workspace_id,
            model=label,
            object_id=self.keep.pk,
            text=text,
            author_id=self.by.actor_id,
        )
        history.create(note, by=self.by)


def follows(records: Sequence[models.Model]) -> dict[int, dict[str, int]]:
    """How many rows of each model (by label) hang on each of these records of one model, in one query."""
    asks = []
    for pointer in pointers(type(records[0])):
        about = {pointer.model_column: records[0]._meta.label_lower} if pointer.model_column else {}
        rows = pointer.model._base_manager.filter(
            **about, **{f"{pointer.column}__in": [r.pk for r in records]}
        )
        counted = rows.order_by().values(pointer.column).annotate(n=models.Count("pk"))
        label = models.Value(pointer.model._meta.label_lower, output_field=models.CharField())
        asks.append(counted.annotate(label=label).values_list("label", pointer.column, "n"))
    counts: dict[int, dict[str, int]] = {record.pk: {} for record in records}
    for label, pk, n in asks[0].union(*asks[1:], all=True):
        counts[pk][label] = counts[pk].get(label, 0) + n
    return counts


def locked(model: type[Any], ids: Sequence[int]) -> dict[int, Any]:
    """Both records, locked in the order of their ids, so that two merges never wait for each other."""
    return {o.pk: o for o in model.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
