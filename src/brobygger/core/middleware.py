"""What every request passes through."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render


class BusyMiddleware:
    """SQLite has one writer: when it is held too long, say so and keep what was typed (the form posts again)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, OperationalError) and "locked" in str(exception):
            fields = [
                (name, value)
                for name, values in request.POST.lists()
                if name != "csrfmiddlewaretoken"
                for value in values
            ]
            context = {"fields": fields, "path": request.get_full_path(), "has_files": bool(request.FILES)}
            response = render(request, "busy.html", context, status=503)
            response.headers["Retry-After"] = "5"
            return response
        return None
