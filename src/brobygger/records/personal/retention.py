"""How long what is kept: the product's own periods, a workspace's, and what is past them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from brobygger.accounts.models import Workspace
from brobygger.core import pages
from brobygger.records.personal.models import RetentionException, RetentionPeriod

NOTICE_DAYS = 14


@dataclass(frozen=True)
class Rule:
    """One kind of data: `due(workspace, before)` are the rows past their time; `erases` people, else deletes rows.

    `let_go(row)` does what takes more than deleting the row.
    """

    key: str
    label: Any
    text: Any
    months: int
    model: type[Model]
    due: Callable[[Workspace, date], Any]
    erases: bool = False
    let_go: Callable[[Any], None] | None = None


_RULES: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Add a kind of data; the same key twice replaces the first."""
    _RULES[rule.key] = rule


def rules() -> list[Rule]:
    """All kinds; people first."""
    return sorted(_RULES.values(), key=lambda r: (not r.erases, r.key))


def rule(key: str) -> Rule:
    """The kind called `key`; KeyError for another."""
    return _RULES[key]


def periods(workspace: Workspace) -> dict[str, int]:
    """Months by kind: the workspace's own where it has said so."""
    own = dict(RetentionPeriod.objects.of(workspace).values_list("kind", "months"))
    return {r.key: own.get(r.key, r.months) for r in rules()}


def due(workspace: Workspace, rule: Rule, months: int, *, today: date | None = None) -> Any:
    """Rows of this kind past their time, without those that somebody said must be kept."""
    today = today or timezone.localdate()
    rows = rule.due(workspace, months_before(today, months))
    label = rule.model._meta.label_lower
    kept = set(exceptions(workspace, today).filter(model=label).values_list("object_id", flat=True))
    # An exception holds for what its record became by a merge.
    kept |= {found for pk in kept if (found := pages.survivor(workspace.pk, label, pk))}
    return rows.exclude(pk__in=kept).order_by("pk")


def exceptions(workspace: Workspace, today: date | None = None) -> Any:
    """The exceptions that hold today."""
    today = today or timezone.localdate()
    return RetentionException.objects.of(workspace).exclude(until__lt=today)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))
