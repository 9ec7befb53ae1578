"""What is sent twice is done once: a request that names itself by a key is answered from what was kept.

The answer is kept in the transaction of the operation, so that a server that dies leaves both or neither.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.core.api.problems import Refused
from brobygger.core.models import KeptAnswer
from brobygger.core.text import find_cpr

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,100}")
_REPEATED = ("Content-Type", "Location", "ETag")


def once(request: HttpRequest, sender: str, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Run, unless `sender` sent this very request before: then the same answer. What was refused is not kept.

    Refused: 409 while the first is under way, 422 where the key stood on another request.
    """
    key = _key(request)
    mark = fingerprint(request)
    with transaction.atomic():
        _take(sender, key)
        kept = KeptAnswer.objects.filter(sender=sender, key=key).first()
        if kept and kept.at < timezone.now() - KEPT:
            kept.delete()
            kept = None
        if kept:
            return _again(kept, mark)
        response = run()
        if response.status_code >= 400:
            transaction.set_rollback(True)
        else:
            headers = {name: response.headers[name] for name in _REPEATED if name in response.headers}
            KeptAnswer.objects.create(
                sender=sender,
                key=key,
                fingerprint=mark,
                status=response.status_code,
                headers=headers,
                body=_without_secret(request, response.content.decode()),
            )
    return response


def _without_secret(request: HttpRequest, body: str) -> str:
    """A secret that is shown once (`request.shown_once`) is not kept: the answer that is repeated is without it."""
    secret: str = getattr(request, "shown_once", "")
    return body.replace(secret, "") if secret else body


def forget_old(now: datetime) -> str:
    """Timed: answers older than a day go."""
    gone, _by_model = KeptAnswer.objects.filter(at__lt=now - KEPT).delete()
    return f"{gone} kept answers removed"


def fingerprint(request: HttpRequest) -> str:
    """What was sent, as a digest: the same again has the same, also where only a multipart boundary differs."""
    told = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        told.update(repr(sorted(request.POST.lists())).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                told.update(f"\n{name} {file.name}\n".encode())
                for piece in file.chunks():
                    told.update(piece)
                file.seek(0)
    else:
        told.update(request.body)
    return told.hexdigest()


def _key(request: HttpRequest) -> str:
    key = request.headers[HEADER]
    if not _KEY.fullmatch(key) or find_cpr(key):
        said = _("A key has 1 to 100 letters, digits and signs, and is no CPR number.")
        raise Refused(422, "bad_key", errors=[(f"/header/{HEADER}", "bad_key", said)])
    return key


def _take(sender: str, key: str) -> None:
    """One at a time. SQLite's one writer sees to it; PostgreSQL is asked for a lock that ends with the transaction."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{sender} {key}"])
        row = cursor.fetchone()
    if not (row and row[0]):
        said = _("The same request is being carried out. Ask again in a moment.")
        raise Refused(409, "under_way", said, headers={"Retry-After": "1"})


def _again(kept: KeptAnswer, mark: str) -> HttpResponse:
    if kept.fingerprint != mark:
        said = _("This key was sent before with something else.")
        raise Refused(422, "key_used", said)
    response = HttpResponse(kept.body, status=kept.status, headers=kept.headers)
    response.headers["Idempotent-Replayed"] = "true"
    return response
