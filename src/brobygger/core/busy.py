"""SQLite has one writer: whoever waits too long for it is told so, with what was typed kept for another try."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from brobygger.core import once

# Seconds after which trying again makes sense, for programs that ask.
RETRY_AFTER = 5


def is_busy(exception: BaseException | None) -> bool:
    """True where the database's writer was held by somebody else for longer than we wait."""
    return isinstance(exception, OperationalError) and "locked" in str(exception)


def page(request: HttpRequest) -> HttpResponse:
    """503 with a form that posts the same again. Passwords are not written into a page: they are typed again."""
    fields = [
        # Nothing was written, so this is not the form that was sent before.
        (name, once.token() if name == once.FIELD else value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    context = {
        "fields": fields,
        "path": request.get_full_path(),
        "again": request.method == "POST",
        "has_files": bool(request.FILES),
    }
    response = render(request, "busy.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    # Asked for as a part of a page, it takes the whole page's place.
    response.headers["HX-Retarget"] = "body"
    response.headers["HX-Reswap"] = "innerHTML"
    return response
