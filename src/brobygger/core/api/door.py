"""The way in: each request below `/api/` passes here before ninja reads it, and every refusal leaves as a problem."""

import json
from collections.abc import Callable
from typing import Any, NoReturn, Protocol, cast

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotAsDescribed
from ninja.operation import Operation, PathView
from ninja.parser import Parser

from brobygger.core import busy
from brobygger.core.api import pace, problems, repeats
from brobygger.core.api.problems import Moved, Refused, problem
from brobygger.core.uploads import too_large

BODIES = {"body": "application/json", "form": "multipart/form-data", "file": "multipart/form-data"}
REPEATABLE = ("POST", "PATCH")


class Holder(Protocol):
    """Whoever holds a key: `sender` tells holders apart."""

    @property
    def sender(self) -> str: ...


Identify = Callable[[HttpRequest], Holder | None]


class StrictParser(Parser):
    """JSON as it is defined: no NaN, no infinity."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_constant=_no_number)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def patterns(api: NinjaAPI, identify: Identify) -> list[URLPattern]:
    """The addresses of all operations, each behind the door; `api_operations` of a view tells what is behind it."""
    found = []
    for bound in api._get_bound_routers():
        for at, view in bound.path_operations.items():
            whole = "/".join(p.strip("/") for p in (bound.prefix, at) if p.strip("/"))
            route = whole.replace("{", "<str:").replace("}", ">")
            found.append(path(route, _behind(view, api, identify), name=whole))
    return found


def _behind(view: PathView, api: Any, identify: Identify) -> Callable[..., HttpResponse]:
    operations = {method: operation for operation in view.operations for method in operation.methods}

    def call(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        operation = operations.get(request.method or "")
        if operation is None:
            return _sealed(problem(405, headers={"Allow": ", ".join(operations)}))
        response: HttpResponse
        try:
            response = _enter(request, operation, identify, kwargs)
        except (
            Exception
        ) as wrong:  # What ninja answers to its own functions' exceptions, for what comes before.
            response = api.on_exception(request, wrong)
        return _sealed(response)

    call.csrf_exempt = True  # type: ignore[attr-defined]
    call.login_required = False  # type: ignore[attr-defined]
    call.api_operations = operations  # type: ignore[attr-defined]
    return call


def _enter(
    request: HttpRequest, operation: Operation, identify: Identify, kwargs: dict[str, Any]
) -> HttpResponse:
    holder = identify(request)
    request.bearer = holder  # type: ignore[attr-defined]
    if holder is not None:
        pace.step(holder.sender)
        for (
            admits
        ) in operation.auth_callbacks:  # Asked by ninja again: what is not theirs to send is not read.
            admits(request)
        _readable(request, operation)

    def run() -> HttpResponse:
        answered: Any = operation.run(request, **kwargs)
        return cast(HttpResponse, answered)

    if holder is not None and request.method in REPEATABLE and repeats.HEADER in request.headers:
        return repeats.once(request, holder.sender, run)
    return run()


def _readable(request: HttpRequest, operation: Operation) -> None:
    """Refuse a body of another kind, and words in the address that mean nothing here."""
    sources = {model.__ninja_param_source__: model for model in operation.models}
    wanted = next((BODIES[s] for s in ("file", "form", "body") if s in sources), "")
    if wanted and request.content_type != wanted:
        raise Refused(415, "media_type", _("Send %(type)s.") % {"type": wanted})
    if "file" in sources and (size := too_large(request)):
        raise Refused(413, "too_large", _("The file is %(size)d MB.") % {"size": size})
    query: Any = sources.get("query")
    known = set(query.__ninja_flatten_map__) if query else set()
    if strange := sorted(set(request.GET) - known):
        said = problems.SAID["extra_forbidden"]
        raise Refused(422, "invalid", errors=[(f"/query/{n[:80]}", "extra_forbidden", said) for n in strange])


def _sealed(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Authorization", "Accept-Language"])
    return response


def answers_to_faults(api: Any) -> None:
    """Say how each exception of a function is answered. What nobody foresaw goes on to Django, which logs it."""
    api.add_exception_handler(Refused, lambda request, wrong: problems.of_refused(wrong))
    api.add_exception_handler(Moved, _moved)
    api.add_exception_handler(Http404, lambda request, wrong: problem(404))
    api.add_exception_handler(PermissionDenied, lambda request, wrong: problem(403))
    api.add_exception_handler(ValidationError, lambda request, wrong: problems.of_validation(wrong))
    api.add_exception_handler(NotAsDescribed, lambda request, wrong: problems.of_description(wrong.errors))
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(MultiPartParserError, lambda request, wrong: problem(400))
    for kind in (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        api.add_exception_handler(kind, lambda request, wrong: problem(413))
    for clash in (IntegrityError, ProtectedError, RestrictedError):
        api.add_exception_handler(clash, _clash)
    api.add_exception_handler(DataError, lambda request, wrong: problem(422))
    api.add_exception_handler(OperationalError, _busy_or_raise)
    api.add_exception_handler(Exception, _raise)


def _moved(request: HttpRequest, wrong: Moved) -> HttpResponse:
    """308: the same request, to the record that this one was merged into."""
    address = request.get_full_path().replace(f"/{wrong.old}", f"/{wrong.new}", 1)
    return HttpResponse(status=308, headers={"Location": address})


def _http_error(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    headers = {"WWW-Authenticate": "Bearer"} if wrong.status_code == 401 else {}
    detail = _("Send a token that works, as Authorization: Bearer TOKEN.") if wrong.status_code == 401 else ""
    return problem(wrong.status_code, detail=detail, headers=headers)


def _clash(request: HttpRequest, wrong: Exception) -> HttpResponse:
    return problem(409, "taken", _("There is one like this already, or something else holds on to it."))


def _busy_or_raise(request: HttpRequest, wrong: OperationalError) -> HttpResponse:
    if busy.is_busy(wrong):
        return problems.busy_problem()
    raise wrong


def _raise(request: HttpRequest, wrong: Exception) -> NoReturn:
    raise wrong
