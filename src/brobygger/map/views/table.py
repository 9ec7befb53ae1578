"""All organisations of one cell, sorted by name: what a crowded cell's count leads to."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from brobygger.accounts.access import WorkspaceRequest
from brobygger.core.lists import by
from brobygger.core.lists.paging import read_page
from brobygger.map.asked import Asked
from brobygger.map.reading import at, placed, read
from brobygger.map.scene import OTHER, Sector
from brobygger.map.views import showing
from brobygger.network.models import Level
from brobygger.network.rules import may_write

PER_PAGE = 50
ORDER = by("sort_key")


def cell(request: WorkspaceRequest, asked: Asked) -> HttpResponse:
    """The whole of one cell, page by page."""
    sector, keys = find_sector(request, asked)
    rows = at(asked.rows(request), asked.on).filter(placed(request.workspace, asked.lens, keys))
    rows = rows.filter(then=asked.level)
    given = set()
    page = read_page(rows, ORDER(False), size=PER_PAGE, after=asked.after)
    shown = [row.pk for row in page.rows]
    said = placed(request.workspace, asked.lens, keys, derived=False)
    given = set(rows.filter(said, pk__in=shown).values_list("pk", flat=True))
    count = rows.count()
    text = ngettext("%(n)s organisation", "%(n)s organisations", count) % {"n": showing.number(count)}
    found: dict[str, Any] = {
        "asked": asked,
        "sector": sector,
        "level": asked.level,
        "level_label": Level(asked.level).label,
        "found": [(row, row.pk not in given) for row in page.rows],
        "count_text": text,
        "count": count,
        "next_url": asked.address(after=page.next) if page.next else "",
        "first_url": asked.address() if asked.after else "",
        "chips": showing.filter_chips(request, asked),
        "map_url": showing.map_url(request) + asked.address(view=None, ring=None, part=None),
        "close_url": showing.map_url(request) + asked.address(view=None),
        "gap_url": showing.map_url(request, "gap") + asked.address(view=None),
        "may_write": may_write(request.colleague),
    }
    return render(request, "map/cell.html", found)


def find_sector(request: WorkspaceRequest, asked: Asked) -> tuple[Sector, tuple[str, ...]]:
    """The sector that the address names and the lens values it is made of; 404 where there is none."""
    if asked.sector == OTHER:
        merged = _others(request, asked)
        if merged:
            return Sector(OTHER, showing.others()), merged
    for sector in asked.lens.sectors(request.workspace):
        if sector.key == asked.sector:
            return sector, (sector.key,)
    raise Http404


def _others(request: WorkspaceRequest, asked: Asked) -> tuple[str, ...]:
    return read(request.workspace, asked.lens, asked.rows(request), on=asked.on).merged
