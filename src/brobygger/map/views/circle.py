"""The circle map: a picture, what stands beside it, and the same as a table, at one address."""

from datetime import date, timedelta
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.map import moves
from brobygger.map.asked import Asked
from brobygger.map.composing import Composed
from brobygger.map.reading import CIRCLE, at
from brobygger.map.scene import RINGS
from brobygger.map.views import outputs, showing, steps, table
from brobygger.network.rules import may_write
from brobygger.strategy.queries.house import network_keeper


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponseBase:
    """Map, table or a list to print of what the address asks for."""
    asked = Asked.of(request)
    if asked.view == "print":
        return outputs.printed(request, asked)
    if asked.view == "table" and asked.sector and asked.level:
        return table.cell(request, asked)
    return render(
        request, f"map/{'table' if asked.view == 'table' else 'circle'}.html", context(request, asked)
    )


def context(request: WorkspaceRequest, asked: Asked) -> dict[str, Any]:
    """Everything that the page shows."""
    made = showing.composed(request, asked)
    scene = made.scene
    part = asked.sector if any(s.key == asked.sector for s in scene.sectors) else ""
    gaps = [g for g in showing.gaps(made) if not part or g.sector.key == part]
    known = asked.filters or asked.focus
    everything = (
        at(asked.everything(request), asked.on).filter(then__in=CIRCLE).count() if known else scene.total
    )
    found: dict[str, Any] = {
        "asked": asked,
        "scene": scene,
        "lens": made.lens,
        "part": next((s for s in scene.sectors if s.key == part), None),
        "lenses": showing.lens_links(asked),
        "views": showing.view_links(asked),
        "chips": showing.filter_chips(request, asked),
        "focus": showing.focus_of(request, asked),
        "shown": showing.number(scene.total),
        "hidden": max(0, everything - scene.total) if known else 0,
        "gap": gaps[0] if gaps else None,
        "gaps": gaps[1 : showing.GAPS],
        "more_gaps": max(0, len(gaps) - showing.GAPS),
        "network_keeper": network_keeper(request.workspace),
        "not_placed": made.not_placed,
        "not_placed_text": not_placed(made),
        "placing_url": showing.map_url(request, "placing") + asked.address(view=None, part=None, ring=None),
        "rows": showing.table(made),
        "lights": showing.lights(asked),
        "light_values": showing.light_values(request, asked),
        "may_write": may_write(request.colleague),
        "ring_url": showing.map_url(request, "ring", 0),
        "nobody_placed": bool(made.not_placed) and made.not_placed == scene.total and not asked.highlights,
        "nobody_yet": not scene.total and not known and asked.on is None,
        "lit_text": _lit(made) if asked.highlights else "",
        "light_is_value": ":" in asked.light,
        "first_step": None if scene.sectors else steps.first_step(request, made.lens),
        "ring_heads": [(level.value, level.label) for level in RINGS],
        "year_ago": timezone.localdate() - timedelta(days=365),
        **_pictures(made, asked, part),
        **_addresses(asked),
        **_forms(request, asked),
    }
    return found | (_moves(request, asked, asked.then) if asked.then else {})


def _addresses(asked: Asked) -> dict[str, Any]:
    """The same map with something taken away."""
    return {
        "all_url": asked.address(**dict.fromkeys([*asked.filters, "focus", "steps"])),
        "whole_url": asked.address(part=None, ring=None),
        "part_url": asked.address(ring=None),
        "now_url": asked.address(on=None, then=None),
        "then_url": asked.address(on=asked.then, then=None),
        "unlit_url": asked.address(light=None, find=None),
    }


def _forms(request: WorkspaceRequest, asked: Asked) -> dict[str, Any]:
    """What each form of the page carries along, and the fields of the filters where they are asked for."""
    found: dict[str, Any] = {
        "find_carried": asked.hidden("find"),
        "light_carried": asked.hidden("light"),
        "then_carried": asked.hidden("then"),
    }
    if asked.panel == "filters":
        form = asked.filterset(request).form
        found |= {"filter_fields": list(form), "carried": asked.hidden(*asked.filters)}
    return found


def _moves(request: WorkspaceRequest, asked: Asked, then: date) -> dict[str, Any]:
    """What moved between the two days, by name and counted."""
    found = moves.between(asked.rows(request), then, asked.on)
    words = {
        "in": _("nearer the middle"), "new": _("new in the circle"), "out": _("further out"),
        "gone": _("gone from the circle"),
    }  # fmt: skip
    return {
        "moves": found,
        "moved": [
            (m, reverse("network:organisation", args=[request.workspace.slug, m.pk]), words.get(m.kind, ""))
            for m in found.listed
        ],
        "moved_counts": [(words[kind], showing.number(n)) for kind, n in found.counts.items()],
        "today_text": _("today"),
    }


def _lit(made: Composed) -> str:
    """How many of the names that are read stand out."""
    lit = {n.pk for cell in made.scene.cells.values() for n in cell.nodes if not n.dimmed}
    return ngettext("%(n)s stands out.", "%(n)s stand out.", len(lit)) % {"n": showing.number(len(lit))}


def _pictures(made: Composed, asked: Asked, part: str) -> dict[str, Any]:
    """The picture, and for narrow screens one sector of it."""
    if not made.scene.sectors or asked.view != "map":
        return {}
    beside = showing.beside(made.scene, asked)
    return {
        "part_figures": made.words.counts.get(part, ""),
        "narrow_figures": made.words.counts[beside["part"].key],
        "picture": showing.picture(made, part=part, ring=asked.level if part else ""),
        "narrow": showing.picture(
            made,
            part=beside["part"].key,
            ring=asked.level if part else "",
            width=showing.NARROW,
            key="narrow",
        ),
        "beside": beside,
    }


def not_placed(made: Composed) -> str:
    """ "11 organisations"."""
    return ngettext("%(n)s organisation", "%(n)s organisations", made.not_placed) % {
        "n": showing.number(made.not_placed)
    }
