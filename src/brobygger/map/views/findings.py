"""What the latest reading of the whole network found: bridge-builders, single points of failure, communities."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import jobs as progress_files
from brobygger.map.connections import jobs, refresh
from brobygger.map.connections.graph import COLLEAGUE, KINDS, ORGANISATION
from brobygger.map.forms.communities import CommunityNameForm
from brobygger.map.models import Community, NetworkReading
from brobygger.map.operations import communities as operations
from brobygger.map.queries import connections as queries
from brobygger.network.rules import may_write
from brobygger.network.views.pages import find, form_page, posted

MEMBERS = 300


def address(request: WorkspaceRequest, name: str, *args: Any) -> str:
    """The address of a page of this workspace's map."""
    return reverse(f"map:{name}", args=[request.workspace.slug, *args])


def _dated(request: WorkspaceRequest) -> dict[str, Any]:
    """When the network was read, and whether it is being read again."""
    return {
        "reading": queries.latest(request.workspace),
        "under_way": queries.under_way(request.workspace),
        "may_write": may_write(request.colleague),
    }


@member(Role.READER)
@require_GET
def bridges(request: WorkspaceRequest) -> HttpResponse:
    """Who ties parts of the network together."""
    found = queries.bridges(request)
    queries.joined(request, found)
    return render(request, "map/connections/bridges.html", _dated(request) | {"groups": _by_kind(found)})


@member(Role.READER)
@require_GET
def single_points(request: WorkspaceRequest) -> HttpResponse:
    """With whom relations fall away: colleagues first, then people outside, then organisations."""
    found = queries.single_points(request)
    queries.with_losses(request, found)
    context = _dated(request) | {"groups": _by_kind(found)}
    return render(request, "map/connections/single_points.html", context)


def _by_kind(found: list[queries.Named]) -> list[tuple[Any, str, list[queries.Named]]]:
    return [
        (queries.KIND_HEADINGS[kind], kind, rows)
        for kind in KINDS
        if (rows := [one for one in found if one.kind == kind])
    ]


@member(Role.READER)
@require_GET
def communities(request: WorkspaceRequest) -> HttpResponse:
    """Parts of the network whose members tie to each other more than to the rest."""
    context = _dated(request) | {"communities": queries.communities(request)}
    return render(request, "map/connections/communities.html", context)


@member(Role.READER)
@require_GET
def community(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who lies in one community."""
    found = find(request, Community, pk)
    members = queries.members_of(request, found, MEMBERS)
    context: dict[str, Any] = {
        "community": found,
        "organisations": members[ORGANISATION],
        "colleagues": members[COLLEAGUE],
        "people": members["people"],
        "more": max(0, found.organisations - len(members[ORGANISATION])),
        "explorer_url": f"{address(request, 'explorer')}?community={found.pk}",
        "lens_url": f"{address(request, 'circle')}?lens=communities",
    }
    return render(request, "map/connections/community.html", _dated(request) | context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def community_name(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say what a community is called."""
    found = find(request, Community, pk)
    form = CommunityNameForm(posted(request), initial={"name": found.label})
    here = address(request, "community", pk)

    def make() -> str:
        operations.rename(community=found, name=form.cleaned_data["name"], by=request.colleague)
        messages.success(request, _("It is called %(name)s now.") % {"name": found})
        return here

    return form_page(
        request, form, make, title=_("What is %(name)s called?") % {"name": found.label}, action=_("Save the name"),
        cancel_url=here, back_label=found.label,
    )  # fmt: skip


@member(Role.STAFF)
@require_POST
def read(request: WorkspaceRequest) -> HttpResponse:
    """Read the network now; a reading under way is joined. `relay`: lay the explorer out anew."""
    relay = request.POST.get("relay") == "1"
    reading = jobs.ask(request.workspace, request.colleague, relay=relay)
    return redirect(address(request, "connections_progress", reading.pk))


@member(Role.READER)
@require_GET
def progress(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How far the reading is; back to connections when it is done."""
    reading = find(request, NetworkReading, pk)
    part = "HX-Request" in request.headers
    if reading.ended_at is not None:
        here = address(request, "connections")
        if part:
            return HttpResponse(headers={"HX-Redirect": here})
        if reading.failed:
            messages.error(
                request, _("The network could not be read. Nothing that was kept has changed. Try again.")
            )
        return redirect(here)
    done = progress_files.progress(refresh.progress_key(reading)) or {"done": 0, "total": 0, "stage": ""}
    template = "map/connections/progress.html" + ("#part" if part else "")
    return render(request, template, {"reading": reading, "progress": done})
