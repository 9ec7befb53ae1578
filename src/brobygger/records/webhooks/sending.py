"""How a message goes out: signed, tried five times over a day, then the webhook is stopped and its leaders are told.

Nothing is held in the database while another system is waited for. A message may arrive twice (a machine that stops
after sending and before noting it): its id is the same both times.
"""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from brobygger.core import outward
from brobygger.core.text import find_cpr
from brobygger.records.webhooks import signing
from brobygger.records.webhooks.models import TRIAL, Webhook, WebhookDelivery
from brobygger.records.webhooks.stopping import stop

SECONDS = 10
ANSWER_BYTES = 64_000
ANSWER_CHARACTERS = 200
# After the first try, the second … fifth. Together about a day.
WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=5), timedelta(hours=18))
TRIES = len(WAITS) + 1
LEASE = timedelta(minutes=2)
AT_ONCE = 200
KEPT = timedelta(days=30)
State = WebhookDelivery.State


def send_waiting(now: datetime | None = None) -> int:
    """Send what is due, oldest first; returns how many tries were made."""
    done = 0
    for _turn in range(AT_ONCE):
        at = now or timezone.now()
        delivery = due(at).select_related("webhook__workspace").order_by("next_at", "id").first()
        if delivery is None:
            break
        if _taken(delivery, at):
            _try(delivery, at)
            done += 1
    return done


def due(now: datetime) -> "QuerySet[WebhookDelivery]":
    """What waits for a try. A trial is sent whatever state the webhook is in."""
    sends = Q(webhook__state=Webhook.State.ACTIVE) | Q(event=TRIAL)
    return WebhookDelivery.objects.filter(sends, state=State.WAITING, next_at__lte=now)


def _taken(delivery: WebhookDelivery, now: datetime) -> bool:
    """True for the one worker that gets it. Should that worker be killed, it is due again when the lease is over."""
    mine = WebhookDelivery.objects.filter(pk=delivery.pk, state=State.WAITING, next_at=delivery.next_at)
    lease = {"next_at": now + LEASE, "tried_at": now, "attempts": F("attempts") + 1}
    taken = bool(mine.update(**lease))
    delivery.attempts += 1
    return taken


def _try(delivery: WebhookDelivery, now: datetime) -> None:
    webhook = delivery.webhook
    if not signing.holds(webhook):
        _give_up(delivery, "secret")
        return
    try:
        answer = outward.fetch(
            webhook.address,
            method="POST",
            body=delivery.body.encode(),
            headers=headers(webhook, delivery),
            limit=ANSWER_BYTES,
            seconds=SECONDS,
            allow=settings.BROBYGGER_WEBHOOK_HOSTS,
        )
    except outward.Refused as refused:
        _failed(delivery, now, error=refused.code)
        return
    said = answer.body[: ANSWER_CHARACTERS * 4].decode("utf-8", "replace").replace("\0", "")
    said = "" if find_cpr(said) else " ".join(said.split())[:ANSWER_CHARACTERS]
    if 200 <= answer.status < 300:
        _note(delivery, state=State.DELIVERED, status=answer.status, error="", answer=said)
    else:
        _failed(delivery, now, error="status", status=answer.status, answer=said)


def headers(webhook: Webhook, delivery: WebhookDelivery) -> dict[str, str]:
    """What goes with the body; the time is that of this try."""
    stamp, body = str(int(time.time())), delivery.body.encode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-Brobygger-Event": delivery.event,
        "X-Brobygger-Delivery": str(delivery.uuid),
        "X-Brobygger-Timestamp": stamp,
        "X-Brobygger-Signature": f"v1={signing.signature(signing.secret_of(webhook), stamp, body)}",
    }


def _failed(
    delivery: WebhookDelivery, now: datetime, *, error: str, status: int | None = None, answer: str = ""
) -> None:
    _note(delivery, error=error, status=status, answer=answer)
    if delivery.event == TRIAL:  # Somebody is looking: they try again themselves.
        _note(delivery, state=State.FAILED)
        return
    if delivery.attempts >= TRIES:
        _give_up(delivery, error)
        return
    later = now + WAITS[delivery.attempts - 1]
    _note(delivery, next_at=later)
    # One that does not answer is not asked again for each message that waits: it would hold up everybody's jobs.
    others = delivery.webhook.deliveries.filter(state=State.WAITING, next_at__lt=later).exclude(event=TRIAL)
    others.update(next_at=later)


def _give_up(delivery: WebhookDelivery, error: str) -> None:
    _note(delivery, state=State.FAILED, error=error)
    stop(webhook=delivery.webhook, why=error)


def _note(delivery: WebhookDelivery, **values: object) -> None:
    WebhookDelivery.objects.filter(pk=delivery.pk).update(**values)


def sweep(now: datetime) -> int:
    """Forget messages that are a month old."""
    old = WebhookDelivery.objects.filter(created_at__lt=now - KEPT)
    return old.delete()[0]
