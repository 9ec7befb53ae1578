"""Webhooks and their messages as pages and the API show them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from brobygger.accounts.models import Workspace
from brobygger.core import outward
from brobygger.records.webhooks import events
from brobygger.records.webhooks.models import Webhook, WebhookDelivery

State = WebhookDelivery.State


def webhooks(workspace: Workspace) -> "QuerySet[Webhook]":
    """The workspace's webhooks, oldest first, each with the state and time of its last message."""
    last = WebhookDelivery.objects.filter(webhook=OuterRef("pk"), tried_at__isnull=False).order_by("-id")
    return (
        Webhook.objects.of(workspace)
        .annotate(
            last_state=Subquery(last.values("state")[:1]), last_tried=Subquery(last.values("tried_at")[:1])
        )
        .order_by("id")
    )


def told_about(webhook: Webhook) -> list[str]:
    """The nouns in words."""
    return [str(title) for noun, title in events.nouns() if noun in webhook.about]


def told_when(webhook: Webhook) -> list[str]:
    """The verbs in words."""
    return [str(title) for verb, title in events.VERBS.items() if verb in webhook.verbs]


def told_deliveries(deliveries: Sequence[WebhookDelivery]) -> list[dict[str, Any]]:
    """Messages with what came back, in a sentence."""
    return [{"delivery": found, "outcome": _outcome(found)} for found in deliveries]


def _outcome(delivery: WebhookDelivery) -> str:
    if delivery.state == State.DELIVERED:
        return _("Delivered, the answer was %(status)s.") % {"status": delivery.status}
    if delivery.error == "status":
        return _("The other system answered %(status)s.") % {"status": delivery.status}
    if delivery.error == "secret":
        return _("The secret no longer holds. Make a new one and give it to the other system.")
    if delivery.error == "stopped":
        return _("Not sent: the webhook was paused or stopped.")
    if delivery.error:
        return str(outward.MESSAGES.get(delivery.error, delivery.error))
    return _("Being sent.")
