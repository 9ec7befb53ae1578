"""The map as it leaves the screen: SVG, PNG, PDF, and a list to print. Lens, filters and day are the address's own."""

import re
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.text import fold
from brobygger.map import outputs
from brobygger.map.asked import Asked
from brobygger.map.composing import Composed
from brobygger.map.reading import CIRCLE, at, placed, read
from brobygger.map.scene import RINGS
from brobygger.map.views import showing

# So many names of one cell, wishes of one sector, and of those without a place, stand in the list to print.
PRINTED = 400


@member(Role.READER)
@require_GET
def svg(request: WorkspaceRequest) -> HttpResponse:
    """The map as SVG that stands alone."""
    asked = Asked.of(request)
    drawn = _drawn(showing.composed(request, asked), asked)
    return _file(drawn.svg.encode(), "image/svg+xml", request, asked, drawn.spoken.title, "svg")


@member(Role.READER)
@require_GET
def png(request: WorkspaceRequest) -> HttpResponse:
    """The map as PNG, at twice its size."""
    asked = Asked.of(request)
    drawn = _drawn(showing.composed(request, asked), asked)
    content = outputs.png(drawn, get_language() or "da")
    return _file(content, "image/png", request, asked, drawn.spoken.title, "png")


@member(Role.READER)
@require_GET
def pdf(request: WorkspaceRequest) -> HttpResponse:
    """The map as an accessible PDF: the picture, then the same as a table."""
    asked = Asked.of(request)
    made = showing.composed(request, asked)
    content = outputs.pdf(
        _drawn(made, asked),
        get_language() or "da",
        title=f"{request.workspace.name}: {_title(made)}",
        lead=[*_told(request, asked, made), *_signs()],
        not_placed=made.not_placed,
    )
    return _file(content, "application/pdf", request, asked, _title(made), "pdf")


def printed(request: WorkspaceRequest, asked: Asked) -> HttpResponse:
    """Every organisation of the map by sector and ring, with what is wished for, on paper."""
    made = showing.composed(request, asked, wishes=PRINTED)
    found = read(request.workspace, asked.lens, asked.rows(request), on=asked.on, names=PRINTED)
    groups: list[dict[str, Any]] = []
    cut = made.not_placed > PRINTED
    for sector in [*made.scene.sectors, *made.scene.unfilled]:
        if asked.sector and sector.key != asked.sector:
            continue
        rings = []
        for level in RINGS:
            count = made.scene.cell(sector, level).count
            names = found.names.get((sector.key, level.value), [])
            more = outputs.number(count - len(names)) if count > len(names) else ""
            cut = cut or bool(more)
            rings.append((level.label, outputs.number(count), names, more))
        wishes = made.scene.wishes.get(sector.key, ())
        wished = made.scene.wished(sector)
        cut = cut or wished > len(wishes)
        more = outputs.number(wished - len(wishes)) if wished > len(wishes) else ""
        groups.append({"sector": sector, "rings": rings, "wishes": wishes, "wished": wished, "more": more})
    context = {
        "title": _title(made),
        "told": _told(request, asked, made),
        "groups": groups,
        "not_placed": made.not_placed,
        "without": [] if asked.sector else _without(request, asked, made),
        "limit": PRINTED,
        "cut": cut,
        "back": showing.map_url(request) + asked.address(view=None),
    }
    return render(request, "map/print.html", context)


def _without(request: WorkspaceRequest, asked: Asked, made: Composed) -> Sequence[str]:
    """The first of those without a place on the lens."""
    if not made.not_placed:
        return []
    rows = at(asked.rows(request), asked.on).filter(then__in=CIRCLE)
    rows = rows.exclude(placed(request.workspace, asked.lens))
    return list(rows.order_by("sort_key", "pk").values_list("name", flat=True)[:PRINTED])


def _signs() -> list[str]:
    """How the picture is read, for paper."""
    return [
        _("Filled: partnership. Outlined: cooperation. Dot: network. Dashed, outside the circle: wished for.")
    ]


def _title(made: Composed) -> str:
    return _("Circle map: %(lens)s") % {"lens": made.scene.lens_label}


def _told(request: WorkspaceRequest, asked: Asked, made: Composed) -> list[str]:
    """What the map is of: the day, the filters, how many."""
    day = date_format(asked.on or timezone.localdate(), "DATE_FORMAT")
    total = made.scene.total
    said = [ngettext("%(n)s organisation on %(day)s.", "%(n)s organisations on %(day)s.", total)
            % {"n": outputs.number(total), "day": day}]  # fmt: skip
    if filters := ", ".join(str(chip.label) for chip in showing.filter_chips(request, asked)):
        said.append(_("Filters: %(filters)s") % {"filters": filters})
    return [" ".join(said)]


def _drawn(made: Composed, asked: Asked) -> outputs.Picture:
    part = asked.sector if any(s.key == asked.sector for s in made.scene.sectors) else ""
    shown, shape = outputs.whole(made, part, asked.level)
    return outputs.picture(shown, showing.spoken(made, shown.scene), shape)


def _file(
    content: bytes, kind: str, request: WorkspaceRequest, asked: Asked, title: str, ending: str
) -> HttpResponse:
    """A download named for the workspace, the map and the day."""
    day = asked.on or timezone.localdate()
    name = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{request.workspace.slug}-{name}-{day:%Y-%m-%d}.{ending}"'
    )
    return response
