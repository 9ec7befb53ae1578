"""How the network is looked after: when a relation goes cold, who put it aside, who leads towards whom, what was mailed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import declare
from brobygger.network.models.organisations import Level, Organisation


class CareInterval(WorkspaceModel):
    """How many days may pass at a level before a relation is going cold, where the workspace chose; None is never."""

    level = models.CharField(_("Formality"), max_length=12, choices=Level, blank=True)
    days = models.PositiveSmallIntegerField(_("Days"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "level"], name="care_interval_once")]

    def __str__(self) -> str:
        return f"{self.level or '–'}: {self.days or '–'}"


declare(CareInterval, not_personal=("id", "workspace", "created_at", "level", "days"))


class Snooze(WorkspaceModel):
    """Somebody chose not to be reminded of a relation until a day. A contact after `on` ends it by itself."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="snoozes")
    on = models.DateField(_("Put aside on"), default=timezone.localdate)
    until = models.DateField(_("Remind again on"))
    why = Line(_("Why"), max_length=300, blank=True)
    made_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_on = models.DateField(_("Ended"), null=True, blank=True)
    ended_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "organisation", "until"],
                condition=models.Q(ended_on__isnull=True),
                name="snooze_open",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


declare(
    Snooze,
    personal={"made_by": STAFF_DATA, "ended_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "organisation", "on", "until", "why", "ended_on"),
)


class ApproachNote(WorkspaceModel):
    """Several colleagues approach one organisation: they were told, or it was agreed who leads, quiet until a day."""

    class Kind(models.TextChoices):
        TOLD = "told", _("Told")
        AGREED = "agreed", _("Agreed")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="approach_notes")
    kind = models.CharField(max_length=6, choices=Kind)
    leader = models.ForeignKey(
        Colleague, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Who leads")
    )
    on = models.DateField(_("Date"), default=timezone.localdate)
    until = models.DateField(_("Until"), null=True, blank=True)
    note = Line(_("What was agreed"), max_length=300, blank=True)
    made_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["workspace", "organisation", "-id"], name="approach_note_newest")]

    def __str__(self) -> str:
        return str(self.organisation)


declare(
    ApproachNote,
    personal={"leader": STAFF_DATA, "made_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "organisation", "kind", "on", "until", "note"),
)


class DigestSent(WorkspaceModel):
    """The weekly mail has gone to this colleague in this ISO week ("2026-W47"): at most one."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")
    week = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colleague", "week"], name="digest_once_a_week")]

    def __str__(self) -> str:
        return f"{self.colleague} {self.week}"


declare(
    DigestSent,
    personal={"colleague": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "week"),
)


class DigestPause(WorkspaceModel):
    """This colleague wants no weekly mail of this workspace."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colleague"], name="digest_paused_once")]

    def __str__(self) -> str:
        return str(self.colleague)


declare(DigestPause, personal={"colleague": STAFF_DATA}, not_personal=("id", "workspace", "created_at"))
