"""The search registry: which records can be found, by which words. One table, trigram-indexed on both databases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from brobygger.core import bulk, derived, finding
from brobygger.core.models import SearchEntry
from brobygger.core.text import fold


@dataclass(frozen=True)
class Findable:
    """How records of one model are found: `title` is shown, `detail` beside it, `words` are searched too.

    `more` gives, for many ids at once, words from other tables, which change with the rows of `sources`.
    """

    kind: str
    title: Callable[[Any], str]
    detail: Callable[[Any], str]
    words: Callable[[Any], Iterable[str]]
    more: Callable[[Sequence[int]], dict[int, list[str]]]


_FINDABLE: dict[type[models.Model], Findable] = {}
_SOURCES: dict[type[models.Model], list[tuple[derived.Source, type[models.Model]]]] = {}


def register(
    model: type[models.Model],
    *,
    kind: str,
    title: Callable[[Any], str],
    detail: Callable[[Any], str] = lambda o: "",
    words: Callable[[Any], Iterable[str]] = lambda o: (),
    more: Callable[[Sequence[int]], dict[int, list[str]]] = lambda ids: {},
    sources: dict[type[models.Model], derived.Source] | None = None,
) -> None:
    """Make records of `model` findable. Called once at start-up."""
    _FINDABLE[model] = Findable(kind, title, detail, words, more)
    for source, way in (sources or {}).items():
        _SOURCES.setdefault(source, []).append((way, model))


def refresh(source: type[models.Model], rows: Sequence[dict[str, object]]) -> None:
    """Write the entries of records whose words come from these rows of `source` anew."""
    for way, model in _SOURCES.get(source, ()):
        ids = sorted(derived.reached(way, rows))
        for start in range(0, len(ids), 500):
            index(list(model._default_manager.filter(pk__in=ids[start : start + 500])))


def findable() -> list[type[models.Model]]:
    """The models whose records can be found."""
    return list(_FINDABLE)


def kind_of(model: type[models.Model]) -> str:
    """What entries of records of `model` are called."""
    return _FINDABLE[model].kind


def entry_text(title: str, detail: str, words: Iterable[str]) -> str:
    """What is searched: the folded title first, then the rest (the marks between them: see `core.finding`)."""
    return f" {fold(title)} \n {fold(' '.join([detail, *words]))} "


def index(objects: Sequence[models.Model], *, fresh: bool = False) -> None:
    """Write or rewrite the search entries of these records of one model; `fresh` where none can exist yet."""
    if not objects or (how := _FINDABLE.get(type(objects[0]))) is None:
        return
    more = how.more([o.pk for o in objects])
    entries = []
    for o in objects:
        title, detail = how.title(o)[:200], how.detail(o)[:300]
        words = [*how.words(o), *more.get(o.pk, ())]
        entries.append(
            SearchEntry(
                workspace_id=o.workspace_id,  # type: ignore[attr-defined]
                kind=how.kind,
                object_id=o.pk,
                title=title,
                detail=detail,
                text=entry_text(title, detail, words),
            )
        )
    if fresh:
        bulk.insert_objects(entries)
        return
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["title", "detail", "text"],
    )


def remove(model: type[models.Model], ids: Sequence[int]) -> None:
    """Forget deleted records."""
    if how := _FINDABLE.get(model):
        for start in range(0, len(ids), 500):
            SearchEntry.objects.filter(kind=how.kind, object_id__in=ids[start : start + 500]).delete()


def find(
    workspace_id: int, query: str, *, limit: int = 20, kinds: Sequence[str] = (), slips: bool = True
) -> list[SearchEntry]:
    """Records whose words hold every word of `query` (å = aa), best first; with too few, likeness too (unless no `slips`)."""
    among = kinds or [how.kind for how in _FINDABLE.values()]
    return finding.find(workspace_id, query, limit=limit, kinds=among, slips=slips)
