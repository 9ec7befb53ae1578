"""What the shell of every page shows."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The workspace and colleague of this request (None outside a workspace), for the frame of the page."""
    return {
        "workspace": getattr(request, "workspace", None),
        "colleague": getattr(request, "colleague", None),
    }
