"""Pages that belong to a person are drawn in the frame of their workspace where they have just one."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def in_own_workspace(view: View) -> View:
    """Give the frame the person's workspace, so that its menu stays; it gives the page no access to anything."""

    @functools.wraps(view)
    def call(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            found = request.user.colleagues()
            if len(found) == 1:
                request.workspace, request.colleague = found[0].workspace, found[0]  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return call
