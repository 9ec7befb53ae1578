"""A form sent twice is answered once: the second answer leads to what the first one made."""

import hashlib
import secrets
import time
from collections.abc import Callable
from contextlib import suppress

from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "once"
KEPT_SECONDS = 24 * 3600
PATIENCE_SECONDS = 5.0


def token() -> str:
    """A new form's own secret, to stand in its hidden field `once`."""
    return secrets.token_urlsafe(16)


def hidden(value: str = "") -> SafeString:
    """The hidden field; pass on the value that was sent when the form is shown again."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, value or token())


def answer(request: HttpRequest, make: Callable[[], str]) -> HttpResponse:
    """Call `make` (which writes, and says where to go next) unless this very form was sent before."""
    sent = request.POST.get(FIELD, "")[:64]
    if not sent:
        return HttpResponseRedirect(make())
    key = _key(request, sent)
    if not cache.add(key, "", KEPT_SECONDS):
        return HttpResponseRedirect(_result_of_the_first(key) or request.path)
    try:
        url = make()
    except BaseException:
        with suppress(OperationalError):  # The busy page gives the form a new secret.
            cache.delete(key)
        raise
    with suppress(
        OperationalError
    ):  # It is written: whoever waits for the answer gets it late, nobody twice.
        cache.set(key, url, KEPT_SECONDS)
    return HttpResponseRedirect(url)


def was_sent(request: HttpRequest) -> bool:
    """True for the second of two: no questions then, `answer` leads to what the first one made."""
    sent = request.POST.get(FIELD, "")[:64]
    return bool(sent) and cache.get(_key(request, sent)) is not None


def _key(request: HttpRequest, sent: str) -> str:
    return f"once:{request.user.pk}:{sent}:{_content(request)}"


def _content(request: HttpRequest) -> str:
    """What was written. The same page gone back to and filled in anew is another form."""
    written = sorted((k, v) for k, v in request.POST.lists() if k != "csrfmiddlewaretoken")
    return hashlib.sha256(repr(written).encode()).hexdigest()[:32]


def _result_of_the_first(key: str) -> str:
    until = time.monotonic() + PATIENCE_SECONDS
    while not (url := str(cache.get(key) or "")) and time.monotonic() < until:
        time.sleep(0.1)
    return url
