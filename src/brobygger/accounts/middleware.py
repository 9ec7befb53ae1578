"""Which language a request is answered in, and where somebody who is not logged in is sent."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from brobygger.core.api.problems import asked_by_program

COOKIE = "language"


class LanguageMiddleware:
    """The person's own choice when logged in; else the cookie, else the browser's wish, else Danish. Programs: the wish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = "" if asked_by_program(request) else _chosen(request)
        if language not in ("da", "en"):
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


def _chosen(request: HttpRequest) -> str:
    return request.user.language if request.user.is_authenticated else request.COOKIES.get(COOKIE, "")


class LogInMiddleware(LoginRequiredMiddleware):
    """Log-in by default; whoever was sent to log in comes back to the page they stood on.

    Something sent after the session ended comes back to its form, where the text waits in the browser's tab: the
    log-in page says so (`ended`). An address that only takes what is sent would answer nothing to a visit.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        asked_by_htmx = request.headers.get("HX-Request") == "true"
        sent = request.method not in ("GET", "HEAD")
        back = request.get_full_path()
        if asked_by_htmx:
            back = _own_path(request, request.headers.get("HX-Current-URL", "")) or "/"
        elif sent:
            back = _own_path(request, request.headers.get("Referer", "")) or back
        query = {"next": back} | ({"ended": "1"} if sent or asked_by_htmx else {})
        address = f"{reverse('account_login')}?{urlencode(query)}"
        if asked_by_htmx:
            return HttpResponse(status=200, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)


def _own_path(request: HttpRequest, address: str) -> str:
    """The path and query of an address of this site; "" for any other."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
