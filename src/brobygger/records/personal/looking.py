"""Finding the person somebody asks about, also one who lies in the bin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from brobygger.accounts.models import Workspace
from brobygger.core import search, subjects
from brobygger.core.history import ERASED
from brobygger.core.models import HistoryEntry, SearchEntry

MOST = 20


@dataclass(frozen=True)
class Found:
    """One who may be meant."""

    kind: subjects.Kind
    pk: int
    name: str
    in_bin: bool = False
    # What tells namesakes apart.
    reached: str = ""

    @property
    def url_name(self) -> str:
        return f"records:personal_{self.kind.key}"


def look_up(workspace: Workspace, query: str) -> list[Found]:
    """People with this name, e-mail or number; the live ones first."""
    found: list[Found] = []
    findable = search.findable()
    for kind in subjects.kinds():
        rows: QuerySet[Any] = kind.model._base_manager.filter(workspace_id=workspace.pk)
        near = Q(name__icontains=query) | Q(email__icontains=query) | Q(phone__icontains=query)
        if kind.model in findable:
            entries = search.find(workspace.pk, query, limit=MOST)
            names = SearchEntry.objects.filter(pk__in=[e.pk for e in entries]).values("object_id", "title")
            titles = {(n["object_id"], n["title"]) for n in names}
            near |= Q(pk__in=[pk for pk, _title in titles], name__in=[title for _pk, title in titles])
        found += [
            Found(kind, row.pk, str(row), reached=row.email or row.phone)
            for row in rows.filter(near).order_by("name", "pk")[:MOST]
        ]
        found += _in_bin(workspace, kind, query)
    return found[: MOST * 2]


def _in_bin(workspace: Workspace, kind: subjects.Kind, query: str) -> list[Found]:
    """Deleted, and not erased: the history could give them back."""
    deleted = HistoryEntry.objects.filter(
        workspace_id=workspace.pk, model=kind.label, verb=HistoryEntry.Verb.DELETED
    )
    deleted = deleted.filter(Q(object_label__icontains=query) | Q(before__email__icontains=query))
    rows = {
        e.object_id: e.object_label for e in deleted.order_by("id")[:MOST] if ERASED not in (e.before or {})
    }
    live = set(kind.model._base_manager.filter(pk__in=rows).values_list("pk", flat=True))
    return [Found(kind, pk, name, in_bin=True) for pk, name in rows.items() if pk not in live]
