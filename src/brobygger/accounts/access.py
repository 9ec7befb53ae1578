"""The only way into a page of a workspace: log-in, membership, role."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from brobygger.accounts.models import Colleague, Role, User, Workspace

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
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def call(request: HttpRequest, workspace: str, **kwargs: Any) -> HttpResponseBase:
            asked = cast(WorkspaceRequest, request)
            colleague = next((c for c in asked.user.colleagues() if c.workspace.slug == workspace), None)
            if colleague is None:
                raise Http404
            if not colleague.has_role(role):
                raise PermissionDenied
            asked.workspace, asked.colleague = colleague.workspace, colleague
            return view(asked, **kwargs)

        REQUIRED_ROLE[call] = role
        return call

    return decorate
