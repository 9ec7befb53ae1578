"""What the library has today, and who and what serves its goals."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Team, WorkspaceModel
from brobygger.core.fields import Line, SortKey, Text
from brobygger.core.personal import declare
from brobygger.core.text import sort_key
from brobygger.strategy.models.rooms import exactly_one


class Strength(models.TextChoices):
    """How strong an offer is, judged by those who run it."""

    STRONG = "strong", _("Strong")
    FAIR = "fair", _("Fair")
    WEAK = "weak", _("Weak")


class Offer(WorkspaceModel):
    """A service or programme that the library has today."""

    name = Line(_("Offer"), max_length=160)
    sort_key = SortKey()
    about = Text(_("About"), blank=True)
    strength = models.CharField(_("Strength"), max_length=6, choices=Strength, blank=True)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Team that runs it")
    )
    ended_on = models.DateField(_("Ended"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "sort_key", "id"], name="offer_by_name")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.name = " ".join(self.name.split())
        self.sort_key = sort_key(self.name)
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


declare(
    Offer,
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "name", "sort_key", "about", "strength", "team",
        "ended_on",
    ),
)  # fmt: skip


class Serves(WorkspaceModel):
    """An organisation, or one of our own offers, serves a goal or a focus area. Ended, never deleted."""

    organisation = models.ForeignKey(
        "network.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, blank=True, related_name="serves")
    goal = models.ForeignKey("strategy.Goal", models.CASCADE, null=True, blank=True, related_name="served_by")
    focus_area = models.ForeignKey(
        "strategy.FocusArea", models.CASCADE, null=True, blank=True, related_name="served_by"
    )
    how = Line(_("How"), max_length=300, blank=True)
    since = models.DateField(_("Since"), null=True, blank=True)
    ended_on = models.DateField(_("Ended"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one("organisation", "offer"), name="one_serves"),
            models.CheckConstraint(condition=exactly_one("goal", "focus_area"), name="one_is_served"),
        ]
        indexes = [
            models.Index(fields=["workspace", "organisation"], name="serves_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.offer} → {self.goal or self.focus_area}"


declare(
    Serves,
    not_personal=(
        "id", "workspace", "created_at", "organisation", "offer", "goal", "focus_area", "how", "since", "ended_on",
    ),
)  # fmt: skip
