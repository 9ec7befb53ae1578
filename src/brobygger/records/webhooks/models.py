"""Whom we tell, and each telling."""

import secrets
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import declare

TRIAL = "test"  # the event of a message that was sent to try it out


def random_part() -> str:
    return secrets.token_urlsafe(32)


class Webhook(WorkspaceModel):
    """An address of another system, and what it is told.

    The signing secret is not stored: it is made from `secret`, which is random, and the installation's own key
    (`signing`). `hint` is its end, so that people recognise it and we notice when the key has changed.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Sends")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped: it could not be delivered")

    name = Line(_("Name"), max_length=100)
    host = models.CharField(
        _("Host"), max_length=255, blank=True
    )  # from `address`; what the history page shows
    address = models.CharField(
        _("Address"), max_length=500, editable=False
    )  # may carry a key of the receiver's
    about = models.JSONField(_("About what"), default=list)  # nouns of `events.nouns()`
    verbs = models.JSONField(_("When it is"), default=list)
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.ACTIVE)
    secret = models.CharField(max_length=64, default=random_part, editable=False)
    hint = models.CharField(max_length=4, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "state"], name="webhook_by_state")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        self.host = urlsplit(self.address).netloc[:255]


declare(
    Webhook,
    not_personal=(
        "id", "workspace", "created_at", "name", "host", "address", "about", "verbs", "state", "secret", "hint",
    ),
)  # fmt: skip


class WebhookDelivery(WorkspaceModel):
    """One message to one address: what was sent, how often it was tried, what came back. Kept for a month."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Not delivered")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(max_length=60)
    body = models.TextField()  # the very bytes: every try sends the same; ids only, nobody's name
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(
        max_length=20, blank=True
    )  # a code of `outward.MESSAGES`, or "status", "secret", "stopped"
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["webhook", "-id"], name="delivery_newest"),
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="delivery_due"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.uuid}"


declare(
    WebhookDelivery,
    not_personal=(
        "id", "workspace", "created_at", "webhook", "uuid", "event", "body", "state", "attempts", "next_at",
        "tried_at", "status", "error", "answer",
    ),
)  # fmt: skip
