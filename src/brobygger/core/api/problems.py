"""Problem details (RFC 9457): one shape for everything that goes wrong, in the asker's language."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.core import busy

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
TITLES: dict[int, Any] = {
    400: _("The request cannot be read"),
    401: _("Who asks?"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not possible here"),
    409: _("It has been changed meanwhile"),
    412: _("It has been changed meanwhile"),
    413: _("Too large"),
    415: _("Not a format we read"),
    422: _("Something in the request is not right"),
    429: _("Too many requests"),
    500: _("Something went wrong here"),
    503: _("Busy"),
}
# What is said of one value that does not fit its description, by pydantic's name of the fault.
SAID: dict[str, Any] = {
    "missing": _("This is required."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _("This must be a text."),
    "string_unicode": _("This holds signs that are no text."),
    "string_too_long": _("This is too long: at most %(max_length)s characters."),
    "string_too_short": _("This must not be empty."),
    "string_pattern_mismatch": _("This does not have the right form."),
    "literal_error": _("Choose one of %(expected)s."),
    "int_type": _("This must be a whole number."),
    "int_parsing": _("This must be a whole number."),
    "int_from_float": _("This must be a whole number."),
    "bool_type": _("This must be true or false."),
    "bool_parsing": _("This must be true or false."),
    "greater_than_equal": _("This must be at least %(ge)s."),
    "less_than_equal": _("This must be at most %(le)s."),
    "list_type": _("This must be a list."),
    "too_long": _("This is too long: at most %(max_length)s."),
    "model_type": _("This must be an object."),
    "model_attributes_type": _("This must be an object."),
    "dict_type": _("This must be an object."),
}


class Refused(Exception):
    """The request is answered with a problem. `errors` are (JSON pointer, code, message)."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: Any = "",
        *,
        errors: Iterable[tuple[str, str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers, self.more = list(errors), dict(headers or {}), more


class Moved(Exception):
    """The record lives on under another id: the asker is sent there."""

    def __init__(self, old: int, new: int) -> None:
        super().__init__(new)
        self.old, self.new = old, new


def asked_by_program(request: HttpRequest) -> bool:
    """True below `/api/`, where nobody reads a page."""
    return request.path_info.startswith(PREFIX)


def problem(
    status: int,
    code: str = "",
    detail: Any = "",
    *,
    errors: Iterable[tuple[str, str, Any]] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """An answer that says what is wrong: for people in `title` and `detail`, for programs in `status` and `code`."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(status, "")),
        "status": status,
        "code": code or CODES.get(status, "refused"),
    }
    if detail:
        content["detail"] = str(detail)
    if listed := [{"pointer": at, "code": what, "message": str(said)} for at, what, said in errors]:
        content["errors"] = listed
    body = json.dumps(content | more, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


CODES = {
    400: "unreadable", 401: "no_token", 403: "not_allowed", 404: "not_found", 405: "method", 409: "conflict",
    412: "changed", 413: "too_large", 415: "media_type", 422: "invalid", 429: "too_many", 500: "failed", 503: "busy",
}  # fmt: skip


def busy_problem() -> HttpResponse:
    """503: somebody else held the database's writer for too long; nothing was written."""
    said = gettext("Somebody else is writing just now. Nothing was changed: send it again.")
    return problem(503, "busy", said, headers={"Retry-After": str(busy.RETRY_AFTER)})


def of_refused(wrong: Refused) -> HttpResponse:
    """The answer to what a function refused."""
    return problem(
        wrong.status, wrong.code, wrong.detail, errors=wrong.errors, headers=wrong.headers, **wrong.more
    )


def of_description(errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """422: values that do not fit the description, each with a pointer such as `/body/name` or `/query/limit`."""
    return problem(
        422,
        errors=[(_pointer(e["loc"]), _plain(e["type"]), _message(e)) for e in list(errors)[:100]],
    )


def of_validation(wrong: ValidationError) -> HttpResponse:
    """422: what an operation said of the fields."""
    listed = []
    by_field: Any = wrong.error_dict if hasattr(wrong, "error_dict") else {NON_FIELD_ERRORS: wrong.error_list}
    for name, errors in by_field.items():
        at = "/body" if name == NON_FIELD_ERRORS else f"/body/{name}"
        listed += [(at, e.code or "invalid", " ".join(e.messages)) for e in errors]
    code = "cpr_number" if any(what == "cpr_number" for _at, what, _said in listed) else ""
    return problem(422, code, errors=listed)


def _pointer(place: Iterable[Any]) -> str:
    """(body, people, 0, name) as a JSON pointer; ninja names the argument too, which nobody sent."""
    parts = [str(p) for p in place]
    if len(parts) > 1 and parts[1] in ("data", "filters"):
        del parts[1]
    return "".join("/" + p.replace("~", "~0").replace("/", "~1")[:80] for p in parts)


def _plain(kind: str) -> str:
    return re.sub(r"[^a-z_]", "", kind)[:60]


def _message(error: Mapping[str, Any]) -> str:
    said = SAID.get(error["type"])
    if said is None:
        return str(error["msg"])
    try:
        told: str = str(said) % error.get("ctx", {})
    except (KeyError, ValueError):
        return str(error["msg"])
    return told
