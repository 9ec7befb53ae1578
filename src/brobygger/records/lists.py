"""A list's page with its saved views: what every domain's list view calls."""

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse

from brobygger.accounts.access import WorkspaceRequest
from brobygger.accounts.models import Role
from brobygger.core.lists import List, show
from brobygger.core.lists.state import State
from brobygger.records.forms import SaveViewForm
from brobygger.records.queries import saved_views


def show_list(request: WorkspaceRequest, declared: List, **context: Any) -> HttpResponseBase:
    """The page, its part for htmx, or its export. Readers see; staff may choose rows and act on them."""
    slug = request.workspace.slug
    state = State(request, declared)
    may_act = request.colleague.has_role(Role.STAFF)
    more: dict[str, Any] = {"may_act": may_act, "save_url": reverse("records:save_view", args=[slug])}
    if state.panel == "save":
        current = int(state.view) if state.view else 0
        more["delete_url"] = reverse("records:delete_view", args=[slug, current])
        more["save_form"] = SaveViewForm(
            request.colleague,
            initial={"list_name": declared.name, "query": state.saved_query(), "back": request.path},
        )
    return show(request, declared, views=saved_views(request.colleague, declared.name), **(more | context))
