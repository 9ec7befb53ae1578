"""What a browser keeps of an answer without a name, and how such a form is answered once: nothing of it stands by a user.

The key lies in the writer's own browser: in a session it would stand beside their name. The cookie's name is made from
the user, so that whoever logs in next at a shared desk neither sees the answer nor writes over it.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac

from brobygger.accounts.access import WorkspaceRequest
from brobygger.core import once
from brobygger.questions.models import Round, Sheet
from brobygger.questions.operations.sheets import by_key
from brobygger.strategy.models import Day

SALT = "strategy.process.answer"


def cookie(request: WorkspaceRequest, day: Day) -> str:
    """The name of this user's cookie for this day."""
    made = salted_hmac(SALT, f"{request.user.pk}:{day.pk}", algorithm="sha256")
    return f"answer-{made.hexdigest()[:32]}"


def key_of(request: WorkspaceRequest, day: Day) -> str:
    """The key that this user has in this browser; "" where answers stand by name."""
    return "" if day.round.is_named else request.COOKIES.get(cookie(request, day), "")[:100]


def text_of(day: Day, key: str) -> str:
    """What was written with the key."""
    if not key:
        return ""
    try:
        answer = by_key(day.round, key).answers.first()
    except Sheet.DoesNotExist:
        return ""
    return answer.text if answer else ""


def keep(request: WorkspaceRequest, response: HttpResponse, day: Day, new: str) -> None:
    """Leave the key in the browser until the day ends."""
    if not new or new == key_of(request, day):
        return
    left = (day.round.ended_at or timezone.now()) - timezone.now()
    response.set_cookie(
        cookie(request, day), new, max_age=max(int(left.total_seconds()), 60), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE, path="/",
    )  # fmt: skip


def answer_once(request: WorkspaceRequest, round: Round, make: Callable[[], str], back: str) -> HttpResponse:
    """As `once.answer`; without names the form is known again by nothing that leads to a user or to the words."""
    sent = request.POST.get(once.FIELD, "")[:64]
    if round.is_named or not sent:
        return once.answer(request, make)
    said = f"{sent}\n{request.path}\n{request.POST.get('text', '')}"
    key = f"once-unnamed:{hashlib.sha256(said.encode()).hexdigest()}"
    if not cache.add(key, "1", once.KEPT_SECONDS):
        return HttpResponseRedirect(back)
    try:
        return HttpResponseRedirect(make())
    except BaseException:
        cache.delete(key)
        raise
