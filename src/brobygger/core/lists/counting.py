"""Counts that stay cheap: exact up to a cap, "more than" beyond it, and many of them in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.utils.formats import number_format

CAP = 10_000
TABS_UP_TO = 2_000


@dataclass(frozen=True)
class Count:
    """How many; `more` where counting stopped at the cap."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return number_format(self.number, use_l10n=True, force_grouping=True) + ("+" if self.more else "")


def count_all(wanted: "Sequence[tuple[models.QuerySet[Any], int]]") -> list[Count]:
    """The counts of these querysets, each with its cap, in one round trip."""
    parts: list[str] = []
    params: list[Any] = []
    for rows, cap in wanted:
        try:
            sql, given = rows.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 - written by Django
        params += given
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), params)
        numbers = cursor.fetchone()
    return [Count(min(number, cap), number > cap) for number, (_, cap) in zip(numbers, wanted, strict=True)]
