"""Error pages and the component gallery: pages that belong to no domain."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from brobygger.core import busy
from brobygger.core import gallery as sample
from brobygger.core.api.problems import asked_by_program, busy_problem, problem


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(request, 400) or render(request, "400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(request, 403) or render(request, "403.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _problem(request, 404) or render(request, "404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    if asked_by_program(request):
        return busy_problem() if busy.is_busy(sys.exc_info()[1]) else problem(500)
    if busy.is_busy(sys.exc_info()[1]):  # In a middleware, such as the one that keeps the session.
        return busy.page(request)
    # No context processors: whatever failed may fail in them too.
    return HttpResponse(render_to_string("500.html"), status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"form_expired": True}, status=403)


def _problem(request: HttpRequest, status: int) -> HttpResponse | None:
    """What a program is told instead of a page; None for people."""
    return problem(status) if asked_by_program(request) else None


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, for those who build pages."""
    return render(request, "core/gallery.html", sample.content())
