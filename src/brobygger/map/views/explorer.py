"""The explorer: the network, or the part of it that is asked for, to move about in. Everything in it is elsewhere as text."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.map.connections import explorer
from brobygger.map.connections.graph import KINDS
from brobygger.map.connections.words import KIND_WORDS
from brobygger.map.models import Community
from brobygger.map.queries import connections as queries
from brobygger.network.models import Level, OrganisationType, Sector, Theme
from brobygger.network.rules import may_write

OFFERED = 60


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """The picture where there is little enough to see, otherwise what to choose between."""
    asked = explorer.Asked.of(request)
    count = asked.organisations(request).count()
    offered = list(Community.objects.of(request.workspace).order_by("-organisations", "pk")[:OFFERED])
    slug = request.workspace.slug
    context: dict[str, Any] = {
        "asked": asked,
        "filtered": bool(asked.filters or asked.community),
        "count": count,
        "most": explorer.MOST,
        "too_many": count > explorer.MOST,
        "fields": _fields(request, asked, offered),
        "communities": offered,
        "reading": queries.latest(request.workspace),
        "may_write": may_write(request.colleague),
        "data_url": f"{reverse('map:explorer_data', args=[slug])}?{request.GET.urlencode()}",
        # The script puts the id of a record for the 0.
        "record_urls": [reverse(f"network:{kind}", args=[slug, 0]) for kind in KINDS],
        "ego_urls": [reverse("map:ego", args=[slug, kind, 0, 1]) for kind in KINDS],
        "kind_words": [KIND_WORDS[kind] for kind in KINDS],
    }
    return render(request, "map/connections/explorer.html", context)


def _fields(
    request: WorkspaceRequest, asked: explorer.Asked, communities: list[Community]
) -> list[dict[str, Any]]:
    """The few filters of the explorer, as selects."""
    words = {
        name: [(str(pk), text) for pk, text in model.objects.of(request.workspace).order_by("sort_key").values_list("pk", "name")]
        for name, model in (("theme", Theme), ("type", OrganisationType))
    }  # fmt: skip
    chosen = {name: values[0] for name, values in asked.filters.items()}
    if asked.community:
        chosen["community"] = str(asked.community.pk)
    choices: dict[str, Any] = {
        "community": [(str(c.pk), c.label) for c in communities],
        "level": Level.choices,
        "sector": Sector.choices,
        **words,
    }
    return [
        {"name": name, "options": options, "chosen": chosen.get(name, "")}
        for name, options in choices.items()
        if options
    ]


@member(Role.READER)
@require_GET
def data(request: WorkspaceRequest) -> HttpResponse:
    """Nodes, edges and places for the script; never more than the explorer can show."""
    found = explorer.read(request, explorer.Asked.of(request))
    if found is None:
        return JsonResponse({"too_many": True, "nodes": [], "edges": []})
    return JsonResponse(explorer.as_json(request, *found), json_dumps_params={"separators": (",", ":")})
