"""Links that open once, for one purpose."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models.members import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.personal import declare


def _token() -> str:
    return secrets.token_urlsafe(24)


class Link(WorkspaceModel):
    """A signed, expiring link for one purpose: an invitation, a first log-in; later for outsiders too.

    The address carries a signed secret (`accounts.links`); the row says how long and how often it opens.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        FIRST_LOGIN = "first_login", _("First log-in")
        BREAK_GLASS = "break_glass", _("Way in without the municipality")
        ANSWER = "answer", _("Answering without a log-in")

    purpose = models.CharField(_("Purpose"), max_length=20, choices=Purpose)
    secret = models.CharField(max_length=64, unique=True, default=_token, editable=False)
    colleague = models.ForeignKey(Colleague, models.CASCADE, null=True, related_name="links")
    expires_at = models.DateTimeField(_("Opens until"))
    used_at = models.DateTimeField(_("Used"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, blank=True)
    made_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", verbose_name=_("Made by")
    )

    class Meta:
        indexes = [models.Index(fields=["workspace", "purpose", "-id"], name="link_by_purpose")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.colleague}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    @staticmethod
    def default_expiry() -> Any:
        return timezone.now() + timedelta(days=settings.BROBYGGER_LINK_DAYS)


declare(
    Link,
    personal={"colleague": STAFF_DATA, "made_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "purpose", "secret", "expires_at", "used_at", "withdrawn_at",
    ),
)  # fmt: skip
