"""A map shown outside: by a link that needs no log-in, in frames of the sites that are listed."""

import secrets
from datetime import date

from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.mail import absolute
from brobygger.core.personal import declare
from brobygger.network.models import Level

SIGNER = Signer(salt="brobygger.map.embed")
LANGUAGES = (("da", "Dansk"), ("en", "English"))


def _secret() -> str:
    return secrets.token_urlsafe(24)


def _levels() -> list[str]:
    return [Level.PARTNERSHIP.value, Level.COOPERATION.value]


class MapEmbed(WorkspaceModel):
    """One view of the circle map for outsiders: names of organisations through a lens, never people.

    The address carries the secret with its signature, so that a row alone opens nothing. `origins` are the only sites
    that may show it in a frame.
    """

    title = Line(_("Title"), max_length=120)
    lens = models.CharField(_("Lens"), max_length=40)
    filters = models.JSONField(_("Filters"), default=dict, blank=True)
    levels = models.JSONField(_("Levels"), default=_levels)
    language = models.CharField(_("Language"), max_length=2, choices=LANGUAGES, default="da")
    origins = models.JSONField(_("Sites that may show it"), default=list, blank=True)
    # Called so, it is never written in the history.
    secret = models.CharField(max_length=64, unique=True, default=_secret, editable=False)
    expires_on = models.DateField(_("Last day"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", verbose_name=_("Made by"), editable=False
    )

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="embed_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def has_expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < _today()

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and not self.has_expired

    @property
    def address(self) -> str:
        """The whole address that opens it, without a log-in."""
        token = SIGNER.sign(self.secret)
        return absolute(reverse("shared:map", args=[self.workspace.slug, self.language, token]))


def find(slug: str, token: str) -> MapEmbed | None:
    """The map behind the token in an address of that workspace, open or not; None for a token that we did not make."""
    try:
        secret = SIGNER.unsign(token)
    except BadSignature:
        return None
    return MapEmbed.objects.select_related("workspace").filter(secret=secret, workspace__slug=slug).first()


def _today() -> date:
    return timezone.localdate()


declare(
    MapEmbed,
    personal={"made_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "title", "lens", "filters", "levels", "language", "origins", "secret",
        "expires_on", "withdrawn_at",
    ),
)  # fmt: skip
