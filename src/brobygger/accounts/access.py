"""The only way into a page of a workspace: log-in, membership, role."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from brobygger.accounts.federation import gate
from brobygger.accounts.models import Colleague, Role, User, Workspace
from brobygger.core.pages import Moved

# URL names by the lowest role that may open them; docs/permissions.md and the contract test are made from it.
REQUIRED_ROLE: dict[Callable[..., Any], Role] = {}


class WorkspaceRequest(HttpRequest):
    """A request that passed `member`: it knows its workspace and the colleague who asks."""

    user: User
    workspace: Workspace
    colleague: Colleague
    htmx: Any


def member(role: Role) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Admit active colleagues of the workspace in the address with at least `role`.

    Not a member, or no such workspace: 404. Too low a role: 403. Not logged in: the log-in middleware's page.
    Logged in otherwise than the workspace demands: a page that says how (`federation.gate`).
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def call(request: HttpRequest, workspace: str, **kwargs: Any) -> HttpResponseBase:
            asked = cast(WorkspaceRequest, request)
            colleague = next((c for c in asked.user.colleagues() if c.workspace.slug == workspace), None)
            if colleague is None:
                raise Http404
            if refused := gate.refusal(asked, colleague):
                return refused
            if not colleague.has_role(role):
                raise PermissionDenied
            asked.workspace, asked.colleague = colleague.workspace, colleague
            try:
                return view(asked, **kwargs)
            except Moved as moved:
                return redirect(moved.address)

        REQUIRED_ROLE[call] = role
        return call

    return decorate
