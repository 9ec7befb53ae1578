"""Where a merged record lives on: old addresses and ids lead there, also after several merges."""

from collections.abc import Iterable

from django.db import models

from brobygger.network.models import Merged

# A chain of so many merges is followed; a longer one would be a ring.
STEPS = 50


def survivor_id(workspace_id: int, model: type[models.Model], pk: int) -> int | None:
    """The id of the record that `pk` was merged into (a → b → c), None where it was not; it may be deleted since."""
    return survivor_ids(workspace_id, model, [pk]).get(pk)


def survivor_ids(workspace_id: int, model: type[models.Model], ids: Iterable[int]) -> dict[int, int]:
    """`survivor_id` for many; those that were not merged are left out."""
    rows = Merged.objects.filter(workspace_id=workspace_id, model=model._meta.label_lower)
    now = {pk: pk for pk in ids}
    for _step in range(STEPS):
        ends = dict(rows.filter(gone_id__in=set(now.values())).values_list("gone_id", "survivor_id"))
        if not ends:
            break
        now = {pk: ends.get(end, end) for pk, end in now.items()}
    return {pk: end for pk, end in now.items() if end != pk}


def names_of(model: type[models.Model], ids: Iterable[int]) -> dict[int, list[str]]:
    """The names of all records that were merged into each of these."""
    rows = Merged.objects.filter(model=model._meta.label_lower)
    found: dict[int, list[str]] = {}
    now = {pk: pk for pk in ids}
    for _step in range(STEPS):
        gone = list(rows.filter(survivor_id__in=list(now)).values_list("gone_id", "survivor_id", "name"))
        if not gone:
            break
        for _gone, survivor, name in gone:
            found.setdefault(now[survivor], []).append(name)
        now = {pk: now[survivor] for pk, survivor, _name in gone}
    return found
