"""Pages that belong to a person are drawn in the frame of one of their workspaces."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def in_own_workspace(view: View) -> View:
    """Give the frame the workspace the person came from, else their first, so that the menu stays.

    It gives the page no access to anything, and nothing is stored: a visit must not write.
    """

    @functools.wraps(view)
    def call(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = request.user.colleagues() if request.user.is_authenticated else []
        if found:
            came_from = urlsplit(request.headers.get("Referer", "")).path.strip("/").partition("/")[0]
            colleague = next((c for c in found if c.workspace.slug == came_from), found[0])
            request.workspace, request.colleague = colleague.workspace, colleague  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return call
