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
from brobygger.map import keeping
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
    # How many lie in any of the merged values, level by level: whoever lies in two of them is one.
    others: dict[str, int] = field(default_factory=dict)

    def count(self, sector: str, level: str) -> int:
        """How many lie in a cell."""
        return self.others.get(level, 0) if sector == OTHER else self.counts.get((sector, level), 0)

    def of(self, sector: str) -> int:
        """How many lie in a sector."""
        if sector == OTHER:
            return sum(self.others.values())
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
    return key.isascii() and key.isdecimal() and len(key) < 19


def read(
    workspace: Workspace,
    lens: Lens,
    rows: "QuerySet[Organisation]",
    *,
    on: date | None = None,
    names: int = NAMES_A_CELL,
    most: int = SECTORS,
    levels: Sequence[str] = CIRCLE,
    merged: Sequence[str] | None = None,
    keep: bool = False,
) -> Read:
    """Counts and names of the organisations in `rows` through `lens`; at most `most` sectors, the rest is merged.

    Where another reading says what is `merged`, that holds however many there are. With `keep` what was read before holds
    until something is written; what is found in the data by a job stands in no history, and is read each time.

    Three questions, none of which sorts all there is: the cells counted; the strongest of each level with their values;
    and, for cells whose strongest were not among those, their own.
    """
    base = at(rows, on).filter(then__in=levels).order_by()
    base_sql, base_params = _sql(base.values_list("pk", "name", "sort_key", "last_contact_on", "then"))
    if not base_sql:
        return Read()
    narrow, _same = _sql(base.values_list("pk", "then"))
    asked = _Asked(base_sql, narrow, base_params, *_links(workspace, lens))

    def make() -> Read:
        return _read(asked, names, most, levels, merged)

    if keep and lens.keeps_empty:
        return keeping.kept(workspace, (asked, names, most, levels, merged), make)
    return make()


def _read(
    asked: "_Asked", names: int, most: int, levels: Sequence[str], merged: Sequence[str] | None
) -> Read:
    base_params = asked.base_params
    found = Read()
    with connection.cursor() as cursor:
        cursor.execute(asked.counted() + _TOTALS, asked.params)
        for key, level, count in cursor.fetchall():
            if key is None:
                found.total = count
            elif key == "":
                found.not_placed = -count
            else:
                found.counts[key, level] = count
        found.not_placed += found.total
        found.merged = _smallest(found, most) if merged is None else tuple(merged)
        if found.merged:
            marks = ", ".join(["%s"] * len(found.merged))
            cursor.execute(asked.counted() + _OTHERS.format(values=marks), [*asked.params, *found.merged])
            found.others = dict(cursor.fetchall())
        cells = _Cells(found, names)
        reach = names * min(most, len({key for key, _level in found.counts})) * 2
        cursor.execute(asked.among(levels) + _STRONGEST, [*asked.params[: len(base_params)], *_each(levels, reach),
                                                         *asked.params[len(base_params) :]])  # fmt: skip
        cells.take(cursor.fetchall())
        if short := cells.short():
            marks = ", ".join(["%s"] * len(short))
            cursor.execute(asked.common() + _WHOLE.format(values=marks), [*asked.params, *short, names])
            cells.take(cursor.fetchall())
    return found


@dataclass(frozen=True)
class _Asked:
    """`base` are the organisations in the circle; `parts` say, source by source, what the lens says of them."""

    base: str
    # The same without names: to be counted.
    narrow: str
    base_params: Sequence[Any]
    sources: str
    parts: Sequence[str]
    links_params: Sequence[Any]

    @property
    def params(self) -> list[Any]:
        return [*self.base_params, *self.links_params]

    def counted(self) -> str:
        return f"WITH base (pk, level) AS MATERIALIZED ({self.narrow}),\n" + self._links("")

    def common(self) -> str:
        return (
            f"WITH base (pk, name, sort_key, spoken, level) AS MATERIALIZED ({self.base}),\n"
            + self._links("")
        )

    def among(self, levels: Sequence[str]) -> str:
        """The same of the strongest of each level alone."""
        first = " UNION ALL ".join([_FIRST] * len(levels))
        only = " WHERE organisation_id IN (SELECT pk FROM strongest)"
        return (
            f"WITH base (pk, name, sort_key, spoken, level) AS MATERIALIZED ({self.base}),\n"
            f"strongest AS MATERIALIZED ({first}),\n" + self._links(only)
        )

    def _links(self, only: str) -> str:
        """What is given as well as derived is not derived."""
        union = " UNION ALL ".join(part + only for part in self.parts)
        return (
            f"{self.sources}links AS MATERIALIZED (SELECT organisation_id, value, MIN(derived) AS derived"  # noqa: S608
            f" FROM ({union}) AS said WHERE value IS NOT NULL GROUP BY organisation_id, value)\n"
        )


_TOTALS = """SELECT value, level, COUNT(*) FROM base JOIN links ON links.organisation_id = base.pk GROUP BY value, level
UNION ALL SELECT NULL, '', COUNT(*) FROM base
UNION ALL SELECT '', '', COUNT(*) FROM base JOIN (SELECT DISTINCT organisation_id FROM links) AS said
    ON said.organisation_id = base.pk"""
_OTHERS = """SELECT level, COUNT(DISTINCT pk) FROM base JOIN links ON links.organisation_id = pk
WHERE value IN ({values}) GROUP BY level"""
_ORDER = "spoken IS NULL, spoken DESC, sort_key, pk"
_FIRST = f"SELECT * FROM (SELECT * FROM base WHERE level = %s ORDER BY {_ORDER} LIMIT %s) AS first"  # noqa: S608
_STRONGEST = f"""SELECT pk, name, level, value, derived FROM strongest JOIN links ON links.organisation_id = pk
ORDER BY {_ORDER}"""  # noqa: S608
_WHOLE = f"""SELECT pk, name, level, value, derived FROM base JOIN (
    SELECT DISTINCT pk AS wanted FROM (
        SELECT pk, ROW_NUMBER() OVER (PARTITION BY value, level ORDER BY {_ORDER}) AS place
        FROM base JOIN links ON links.organisation_id = pk WHERE value IN ({{values}})
    ) AS ranked WHERE place <= %s
) AS few ON wanted = pk JOIN links ON links.organisation_id = pk
ORDER BY {_ORDER}"""  # noqa: S608


_NOTHING = """SELECT organisation_id, value, derived
FROM (SELECT 0 AS organisation_id, '' AS value, 0 AS derived WHERE 1 = 0) AS nothing"""


def _each(levels: Sequence[str], reach: int) -> list[Any]:
    return [value for level in levels for value in (level, reach)]


class _Cells:
    """Fills the cells with names, the strongest first."""

    def __init__(self, found: Read, names: int) -> None:
        self.found, self.names = found, names
        self.merged = frozenset(found.merged)
        self.counts = {
            (key, level): found.count(key, level)
            for key, level in ((self._sector(value), level) for value, level in found.counts)
        }

    def _sector(self, value: str) -> str:
        return OTHER if value in self.merged else value

    def take(self, rows: Iterable[tuple[int, str, str, str, int]]) -> None:
        """Rows in the order of strength, one for each value; cells that are read anew are read as a whole."""
        told: dict[int, tuple[str, str, list[tuple[str, int]]]] = {}
        for pk, name, level, value, derived in rows:
            told.setdefault(pk, (name, level, []))[2].append((value, derived))
        cells: dict[tuple[str, str], list[Name]] = {}
        for pk, (name, level, values) in told.items():
            sectors: dict[str, int] = {}
            for value, derived in values:
                key = self._sector(value)
                sectors[key] = min(derived, sectors.get(key, 1))
            for key, follows in sectors.items():
                cell = cells.setdefault((key, level), [])
                if len(cell) < self.names:
                    cell.append(Name(pk, name, level, key, bool(follows), len(values) > 1))
        for at_cell, filled in cells.items():
            if len(filled) > len(self.found.names.get(at_cell, ())):
                self.found.names[at_cell] = filled

    def short(self) -> list[str]:
        """Values of cells that hold more organisations than were among the strongest of their level."""
        lacking = {
            key
            for (key, level), count in self.counts.items()
            if len(self.found.names.get((key, level), ())) < min(self.names, count)
        }
        return sorted(v for v in {value for value, _level in self.found.counts} if self._sector(v) in lacking)


def _links(workspace: Workspace, lens: Lens) -> tuple[str, list[str], list[Any]]:
    """The lens's sources as named tables, what is read of each, and the parameters."""
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
    return "".join(named), parts or [_NOTHING], params


def _sql(rows: "QuerySet[Any, Any]") -> tuple[str, list[Any]]:
    """A queryset as SQL written by Django; empty where it can hold nothing."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return "", []
    return sql, list(params)


def _smallest(found: Read, most: int) -> tuple[str, ...]:
    """The values that there is no sector for."""
    keys = {key for key, _level in found.counts}
    if len(keys) <= most:
        return ()
    weight = {k: (found.counts.get((k, CIRCLE[0]), 0), found.of(k)) for k in keys}
    ordered = sorted(keys, key=lambda k: (weight[k], k), reverse=True)
    return tuple(sorted(ordered[most - 1 :]))
