"""Blank areas: sectors, themes, age groups, types and places where the library has nobody, or nobody it works with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.network.models import (
    AgeGroup,
    Level,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    OrganisationType,
    OrganisationTypeLink,
    Sector,
    Theme,
)
from brobygger.places.models import Municipality

TOGETHER = (Level.COOPERATION.value, Level.PARTNERSHIP.value)
KINDS = {
    "theme": _("Theme"),
    "age": _("Users' age"),
    "sector": _("Sector"),
    "type": _("Type"),
    "place": _("Place"),
}


@dataclass(frozen=True)
class Area:
    """One sector, theme, age group, type or place; `total` organisations, `close` of them in cooperation or partnership."""

    kind: str
    name: str
    query: str
    prefill: str
    total: int
    close: int

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind])


def areas(workspace: Workspace) -> list[Area]:
    """Every area without cooperation, the emptiest of each kind first; a fixed number of queries."""
    found = [
        *_words(workspace, "theme", Theme, OrganisationTheme, "theme", "themes"),
        *_words(workspace, "age", AgeGroup, OrganisationAgeGroup, "age_group", "age_groups"),
        *_sectors(workspace),
        *_words(workspace, "type", OrganisationType, OrganisationTypeLink, "type", "types"),
        *_places(workspace),
    ]
    order = list(KINDS)
    blank = [area for area in found if not area.close]
    return sorted(blank, key=lambda area: (order.index(area.kind), area.total > 0))


def _counts(rows: Any, key: str, level: str) -> dict[Any, tuple[int, int]]:
    close = Count("pk", filter=Q(**{f"{level}__in": TOGETHER}))
    counted = rows.order_by().values(key).annotate(total=Count("pk"), close=close)
    return {row[key]: (row["total"], row["close"]) for row in counted}


def _words(
    workspace: Workspace, kind: str, words: Any, links: Any, field: str, form_field: str
) -> Iterator[Area]:
    counts = _counts(links.objects.of(workspace), f"{field}_id", "organisation__level")
    order = "from_age" if words is AgeGroup else "sort_key"
    for pk, name in words.objects.of(workspace).order_by(order).values_list("pk", "name"):
        total, close = counts.get(pk, (0, 0))
        yield Area(kind, name, urlencode({kind: pk}), urlencode({form_field: pk}), total, close)


def _sectors(workspace: Workspace) -> Iterator[Area]:
    counts = _counts(Organisation.objects.of(workspace), "sector", "level")
    for sector in Sector:
        total, close = counts.get(sector.value, (0, 0))
        query = urlencode({"sector": sector.value})
        yield Area("sector", str(sector.label), query, query, total, close)


def _places(workspace: Workspace) -> Iterator[Area]:
    """Towns where somebody is known, and the municipalities of the library's own region."""
    rows = Organisation.objects.of(workspace)
    for town, (total, close) in sorted(_counts(rows.exclude(town=""), "town", "level").items()):
        query = urlencode({"town": town})
        yield Area("place", town, query, query, total, close)
    if workspace.municipality_id is None:
        return
    counts = _counts(rows.exclude(municipality=None), "municipality_id", "level")
    region = Municipality.objects.filter(
        region__in=Municipality.objects.filter(pk=workspace.municipality_id).values("region")
    )
    for pk, name in region.order_by("name").values_list("pk", "name"):
        total, close = counts.get(pk, (0, 0))
        query = urlencode({"municipality": pk})
        yield Area("place", str(_("%(name)s Municipality") % {"name": name}), query, query, total, close)
