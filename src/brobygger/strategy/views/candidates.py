"""Who could fill a gap of the picture: the network ranked, with what speaks for each, and the next step."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.models import Level
from brobygger.strategy import candidates
from brobygger.strategy.candidates.gap import LENSES
from brobygger.strategy.views.pages import address, rights

LIMIT = 10


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """The candidates for a gap, the best first; asked by htmx, only the list."""
    asked = {lens: request.GET.get(lens, "")[:40] for lens in LENSES}
    level = request.GET.get("level", "") or Level.PARTNERSHIP.value
    gap = candidates.gap_of(request.workspace, asked, level)
    found = candidates.fill(gap, user=request.user, limit=LIMIT) if gap else []
    wish = {lens: value for lens, value in asked.items() if value and lens != "goal"}
    if asked["goal"]:
        step = address(request, "goal_serve", asked["goal"]) if gap else ""
    else:
        step = (
            address(request, "focus_area_serve", asked["focus_area"]) if gap and asked["focus_area"] else ""
        )
    context = {
        "gap": gap,
        "candidates": found,
        "level_label": Level(level).label if level in Level.values else "",
        "question": {
            Level.PARTNERSHIP.value: _("Who could become a partner here?"),
            Level.COOPERATION.value: _("With whom could you do something here?"),
        }.get(level, _("Whom could you get to know here?")),
        "wish_url": f"{address(request, 'wish_new')}?{urlencode(wish)}",
        "follow_up_url": reverse("network:follow_up_new", args=[request.workspace.slug]),
        "serve_url": step,
        "next": request.get_full_path(),
        **rights(request),
    }
    template = "strategy/picture/candidates.html"
    return render(
        request, f"{template}#found" if request.htmx and not request.htmx.boosted else template, context
    )
