"""Keys for other systems: one workspace, one role, an end."""

import hashlib
import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models.members import STAFF_DATA, Colleague, Role, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import declare

BEGINS = "bro_"
SHOWN = len(BEGINS) + 6


class ApiToken(WorkspaceModel):
    """Another system's key to this workspace; it acts like a colleague with its role, under its own name in history.

    Only the digest of the key is kept. A key is random, so that nobody can guess it from the digest.
    """

    name = Line(_("Name"), max_length=80)
    role = models.CharField(_("Role"), max_length=12, choices=Role, default=Role.READER)
    prefix = models.CharField(max_length=SHOWN, editable=False)
    # Called so, it is never written in the history.
    secret = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", verbose_name=_("Made by"), editable=False
    )
    expires_at = models.DateTimeField(_("Works until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Revoked"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("Last used"), null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"], condition=Q(revoked_at=None), name="token_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        """True until it is revoked or has run out."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())

    @property
    def actor_id(self) -> None:
        """A token is no colleague."""
        return None

    @property
    def actor_label(self) -> str:
        return f"API: {self.name}"

    @property
    def sender(self) -> str:
        """Tells tokens apart where requests are counted and repeated."""
        return f"token:{self.pk}"

    def has_role(self, role: str) -> bool:
        """True when this token works with at least this role."""
        return self.works and Role(self.role).rank >= Role(role).rank

    def colleagues(self) -> "list[ApiToken]":
        """Asked by `visible_to`: a token sees what a colleague of its one workspace sees."""
        return [self] if self.works else []


declare(
    ApiToken,
    personal={"made_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "name", "role", "prefix", "secret", "expires_at", "revoked_at", "last_used_at",
    ),
)  # fmt: skip


# Whoever may read and write in a workspace.
Member = Colleague | ApiToken


def new_key() -> str:
    """A key nobody can guess: 256 random bits."""
    return BEGINS + secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
