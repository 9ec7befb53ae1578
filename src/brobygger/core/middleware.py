"""What every request passes through."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from brobygger.core import busy
from brobygger.core.api.problems import asked_by_program, busy_problem
from brobygger.core.text import find_cpr, mask_cpr


class AddressMiddleware:
    """What stands in an address is shown again by many pages: a CPR number there is masked before any of them reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.GET
        if any(find_cpr(text) for _name, values in asked.lists() for text in values):
            masked = asked.copy()
            for name, values in asked.lists():
                masked.setlist(name, [mask_cpr(text) for text in values])
            request.GET = masked  # type: ignore[assignment]
            request.META["QUERY_STRING"] = masked.urlencode()
        return self.get_response(request)


class BusyMiddleware:
    """SQLite has one writer: when it is held too long, say so and keep what was typed (the form posts again)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if busy.is_busy(exception):
            return busy_problem() if asked_by_program(request) else busy.page(request)
        return None
