"""Who could fill an empty cell: the present network ranked, with what speaks for each, and the next step."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.map.asked import Asked
from brobygger.map.reading import placed
from brobygger.map.views import showing, table
from brobygger.network.models import Level
from brobygger.network.rules import may_write
from brobygger.strategy import candidates

# What a lens is called where candidates and wishes are asked for.
VALUES = {
    "rooms": "room", "ages": "age_group", "themes": "theme", "society": "sector", "teams": "team", "places": "reach",
    "focus": "focus_area",
}  # fmt: skip
LIMIT = 6


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """The candidates for one cell, the best first."""
    asked = Asked.of(request)
    if not asked.sector:  # No cell is named: it is chosen on the map.
        return redirect(showing.map_url(request) + asked.address(ring=None))
    sector, keys = table.find_sector(request, asked)
    level = asked.level or Level.PARTNERSHIP.value
    value = VALUES.get(asked.lens.key)
    found = (
        candidates.find(
            workspace=request.workspace, user=request.user, level=level, limit=LIMIT, **{value: keys[0]}
        )
        if value and keys == (sector.key,)
        else []
    )
    there = showing.in_circle(asked.everything(request)).filter(
        placed(request.workspace, asked.lens, keys), level=level
    )
    text = {
        Level.PARTNERSHIP.value: _("Who could become a partner here?"),
        Level.COOPERATION.value: _("With whom could you do something here?"),
        Level.NETWORK.value: _("Whom could you get to know here?"),
    }.get(level, _("Who could?"))
    context = {
        "asked": asked,
        "sector": sector,
        "level": level,
        "level_label": Level(level).label,
        "question": text,
        "candidates": found,
        "there": there.count(),
        "cell_url": showing.map_url(request) + asked.address(view="table", part=sector.key, ring=level),
        "map_url": showing.map_url(request) + asked.address(part=None, ring=None),
        "may_write": may_write(request.colleague),
        "wish_value": f"{value}={sector.key}" if value else "",
        "next": request.get_full_path(),
    }
    return render(request, "map/gap.html", context)
