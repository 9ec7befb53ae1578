"""What was read or drawn of a map, kept in each server process until something is written in the workspace."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.utils import timezone

from brobygger.accounts.models import Workspace
from brobygger.core import history

# In any case read anew after this long, in seconds.
KEPT = 300


def kept[T](workspace: Workspace, asked: object, make: Callable[[], T]) -> T:
    """What `make` gives, or what it gave when the same was `asked` and nothing has been written since.

    `asked` tells all that the answer depends on, by its `repr`.
    """
    key = "map-" + hashlib.sha256(repr((workspace.pk, asked)).encode()).hexdigest()
    stamp: tuple[Any, ...] = (timezone.localdate(), history.newest(workspace.pk))
    held: tuple[Any, T] | None = caches["pages"].get(key)
    if held is not None and held[0] == stamp:
        return held[1]
    made = make()
    caches["pages"].set(key, (stamp, made), KEPT)
    return made
