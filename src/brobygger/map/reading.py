"""Reads what a lens shows: counts of every cell and its strongest names in one query, however many organisations.

An organisation's strength within a cell is how lately somebody was in contact with it. At an earlier date its level is
the one that held then; its place on the lens is today's, because lens values are not dated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery

from brobygger.accounts.models import Workspace
from brobygger.map.lenses import Lens
from brobygger.map.scene import NAMES_A_CELL, OTHER, RINGS, SECTORS
from brobygger.network.models import Formality, Organisation

CIRCLE = tuple(level.value for level in RINGS)


@dataclass(frozen=True)
class Name:
    """One organisation in one cell. `several`: it lies in other sectors too."""

    pk: int
    name: str
    level: str
    key: str
    derived: bool
    several: bool


@dataclass
class Read:
    """What a lens shows. `total` counts organisations in the circle once, `not_placed` those without a value."""

    names: dict[tuple[str, str], list[Name]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    total: int = 0
    not_placed: int = 0
    merged: tuple[str, ...] = ()

    def of(self, sector: str) -> int:
        """How many lie in a sector."""
        return sum(count for (key, _level), count in self.counts.items() if key == sector)


def at(rows: "QuerySet[Organisation]", on: date | None) -> "QuerySet[Any]":
    """The organisations with `then`, their level on that day (today's where `on` is None)."""
    if on is None:
        return rows.annotate(then=F("level"))
    held = Formality.objects.filter(organisation=OuterRef("pk"), since__lte=on).order_by("-since", "-pk")
    return rows.annotate(then=Subquery(held.values("level")[:1], output_field=CharField()))


def placed(workspace: Workspace, lens: Lens, keys: Iterable[str] | None = None, *, derived: bool = True) -> Q:
    """The condition that an organisation has a value on the lens: one of `keys`, or any where that is None.

    Without `derived` what somebody has said alone counts.
    """
    found = Q(pk__in=[])
    for source in lens.sources:
        if source.derived and not derived:
            continue
        rows = source.rows(workspace).order_by()
        # What the source was asked for, by name: the organisation and the value.
        organisation, value = rows._fields  # type: ignore[attr-defined]
        if keys is not None:
            fitting = [k for k in keys if _fits(rows, value, k)]
            rows = rows.filter(**{f"{value}__in": fitting})
        found |= Q(pk__in=rows.filter(**{f"{organisation}__isnull": False}).values(organisation))
    return found


def _fits(rows: "QuerySet[Any, Any]", value: str, key: str) -> bool:
    """Numbers are asked for with numbers alone: an address may say anything."""
    if value in rows.query.annotations or not value.endswith("_id"):
        return True
    return key.isdecimal() and len(key) < 19


def read(
    workspace: Workspace,
    lens: Lens,
    rows: "QuerySet[Organisation]",
    *,
    on: date | None = None,
    names: int = NAMES_A_CELL,
    most: int = SECTORS,
    levels: Sequence[str] = CIRCLE,
) -> Read:
    """Counts and names of the organisations in `rows` through `lens`; at most `most` sectors, the rest is merged."""
    base = at(rows, on).filter(then__in=levels).order_by()
    base_sql, base_params = _sql(base.values_list("pk", "name", "sort_key", "last_contact_on", "then"))
    if not base_sql:
        return Read()
    sources, links, links_params = _links(workspace, lens)
    common = _COMMON.format(base=base_sql, sources=sources, links=links)
    params = [*base_params, *links_params]
    found = Read()
    with connection.cursor() as cursor:
        cursor.execute(common + _TOTALS, params)
        for key, level, count in cursor.fetchall():
            if key is None:
                found.total = count
            elif key == "":
                found.not_placed = count
            else:
                found.counts[key, level] = count
        _merge(found, most)
        sector = "value"
        if found.merged:
            marks = ", ".join(["%s"] * len(found.merged))
            sector = f"CASE WHEN value IN ({marks}) THEN '{OTHER}' ELSE value END"
        cursor.execute(common + _NAMES.format(sector=sector), [*params, *found.merged, names])
        for pk, name, level, key, derived, several in cursor.fetchall():
            one = Name(pk, name, level, key, bool(derived), several > 1)
            found.names.setdefault((key, level), []).append(one)
    return found


# `base` are the organisations in the circle, `links` what the lens says of them; a value that is given is not derived.
_COMMON = """WITH base (pk, name, sort_key, spoken, level) AS ({base}),
{sources}links AS ({links}),
placed AS (
    SELECT base.pk, base.name, base.sort_key, base.spoken, base.level, links.value,
           MIN(links.derived) AS derived, COUNT(*) OVER (PARTITION BY base.pk) AS several
    FROM base JOIN links ON links.organisation_id = base.pk
    GROUP BY base.pk, base.name, base.sort_key, base.spoken, base.level, links.value
)
"""
_TOTALS = """SELECT value, level, COUNT(*) FROM placed GROUP BY value, level
UNION ALL SELECT NULL, '', COUNT(*) FROM base
UNION ALL SELECT '', '', COUNT(*) FROM base WHERE pk NOT IN (SELECT organisation_id FROM links)"""
_NAMES = """SELECT pk, name, level, sector, derived, several FROM (
    SELECT pk, name, level, sector, derived, several, ROW_NUMBER() OVER (
        PARTITION BY sector, level ORDER BY spoken IS NULL, spoken DESC, sort_key, pk
    ) AS place
    FROM (
        SELECT pk, name, sort_key, spoken, level, sector, MIN(derived) AS derived, MAX(several) AS several
        FROM (SELECT placed.*, {sector} AS sector FROM placed) AS sorted
        GROUP BY pk, name, sort_key, spoken, level, sector
    ) AS cells
) AS ranked WHERE place <= %s ORDER BY sector, level, place"""


def _links(workspace: Workspace, lens: Lens) -> tuple[str, str, list[Any]]:
    """The lens's sources as named tables, their union, and the parameters."""
    named, parts, params = [], [], []
    for i, source in enumerate(lens.sources):
        sql, given = _sql(source.rows(workspace).order_by())
        if sql:
            named.append(f"source{i} (organisation_id, value) AS ({sql}),\n")
            parts.append(
                f"SELECT organisation_id, CAST(value AS text) AS value, {int(source.derived)} AS derived"  # noqa: S608
                f" FROM source{i}"
            )
            params += given
    nothing = "SELECT 0 AS organisation_id, '' AS value, 0 AS derived WHERE 1 = 0"
    return "".join(named), " UNION ALL ".join(parts) or nothing, params


def _sql(rows: "QuerySet[Any, Any]") -> tuple[str, list[Any]]:
    """A queryset as SQL written by Django; empty where it can hold nothing."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return "", []
    return sql, list(params)


def _merge(found: Read, most: int) -> None:
    keys = {key for key, _level in found.counts}
    if len(keys) <= most:
        return
    weight = {k: (found.counts.get((k, CIRCLE[0]), 0), found.of(k)) for k in keys}
    ordered = sorted(keys, key=lambda k: (weight[k], k), reverse=True)
    found.merged = tuple(sorted(ordered[most - 1 :]))
