"""Pages of upper packages that tell more of a record: a line each on the record's own page, which need not know them.

The page draws them with `{% beside label pk %}`. A whole part of the page is `core.pages.register_part`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Beside:
    """One line: what it says, its sign, and `address(slug, pk)` of the page it leads to."""

    text: Any
    icon: str
    address: Callable[[str, int], str]
    order: int = 100


_BESIDE: dict[str, dict[str, Beside]] = {}


def register(model: type[Model], key: str, beside: Beside) -> None:
    """Show it beside every record of `model`; the same key twice replaces the first."""
    _BESIDE.setdefault(model._meta.label_lower, {})[key] = beside


def of(label: str) -> list[Beside]:
    """What is shown beside records of the model called `label`."""
    found = _BESIDE.get(label, {})
    return [found[key] for key in sorted(found, key=lambda k: (found[k].order, k))]
