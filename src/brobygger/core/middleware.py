"""What every request passes through."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from brobygger.core import busy


class BusyMiddleware:
    """SQLite has one writer: when it is held too long, say so and keep what was typed (the form posts again)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if busy.is_busy(exception):
            return busy.page(request)
        return None
