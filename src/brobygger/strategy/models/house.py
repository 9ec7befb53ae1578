"""How the house is organised for partnerships: who answers for them, who keeps them, the time, and how ready it is."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Team, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import Personal, declare
from brobygger.strategy.models.rooms import exactly_one

KEEPS = Personal("Knowing whom in the house to ask about a partnership", "With the record")
HOURS = Personal("Holding the time used on partnerships against the time set aside", "Two years")


class Responsibility(WorkspaceModel):
    """Who in the house answers for partnerships, as decided on a day; the newest row is in force."""

    class Where(models.TextChoices):
        CENTRAL = "central", _("Central")
        LOCAL = "local", _("Local")
        MIXED = "mixed", _("Mixed")

    where = models.CharField(_("Responsibility"), max_length=7, choices=Where)
    reason = Text(_("Why"), blank=True)
    decided_on = models.DateField(_("Decided"), default=timezone.localdate)
    decided_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Decided by")
    )

    class Meta:
        indexes = [models.Index(fields=["workspace", "-decided_on", "-id"], name="responsibility_newest")]

    def __str__(self) -> str:
        return self.get_where_display()


declare(
    Responsibility,
    personal={"decided_by": KEEPS},
    not_personal=("id", "workspace", "created_at", "where", "reason", "decided_on"),
)


class Keeper(WorkspaceModel):
    """A colleague keeps one partnership, or the whole network (no organisation). Ended, never deleted."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+", verbose_name=_("Keeper"))
    organisation = models.ForeignKey(
        "network.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    from_date = models.DateField(_("From"), default=timezone.localdate)
    to_date = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(to_date=None, organisation__isnull=False),
                name="one_keeper_each",
            ),
            models.UniqueConstraint(
                fields=["workspace"],
                condition=models.Q(to_date=None, organisation=None),
                name="one_network_keeper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague} · {self.organisation or _('The network')}"


declare(
    Keeper,
    personal={"colleague": KEEPS},
    not_personal=("id", "workspace", "created_at", "organisation", "from_date", "to_date"),
)


class TimeSet(WorkspaceModel):
    """Hours that a colleague or a team has for partnerships, a week or a month, in a period."""

    class Per(models.TextChoices):
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")

    colleague = models.ForeignKey(
        Colleague, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Colleague")
    )
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Team")
    )
    hours = models.DecimalField(_("Hours"), max_digits=6, decimal_places=2)
    per = models.CharField(_("Per"), max_length=5, choices=Per, default=Per.WEEK)
    from_date = models.DateField(_("From"), default=timezone.localdate)
    to_date = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one("colleague", "team"), name="time_set_for_one")
        ]

    def __str__(self) -> str:
        return f"{self.colleague or self.team}: {self.hours}"


declare(
    TimeSet,
    personal={"colleague": HOURS, "hours": HOURS},
    not_personal=("id", "workspace", "created_at", "team", "per", "from_date", "to_date"),
)


class HoursUsed(WorkspaceModel):
    """Hours that a colleague used on a day, perhaps on one organisation. Seen by themselves and by leaders."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+", verbose_name=_("Colleague"))
    on = models.DateField(_("Date"), default=timezone.localdate)
    hours = models.DecimalField(_("Hours"), max_digits=4, decimal_places=2)
    organisation = models.ForeignKey(
        "network.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    about = Line(_("About"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "on"], name="hours_by_day")]

    def __str__(self) -> str:
        # Stands in the bin and in lists of what was written: without the hours.
        return str(self.colleague)


declare(
    HoursUsed,
    personal=dict.fromkeys(("colleague", "on", "hours", "organisation", "about"), HOURS),
    not_personal=("id", "workspace", "created_at"),
)


class ReadinessCheck(WorkspaceModel):
    """The house looked at itself on a day."""

    on = models.DateField(_("Date"), default=timezone.localdate)
    made_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Made by")
    )

    class Meta:
        indexes = [models.Index(fields=["workspace", "-on", "-id"], name="readiness_newest")]

    def __str__(self) -> str:
        return f"{self.on:%d-%m-%Y}"


declare(ReadinessCheck, personal={"made_by": KEEPS}, not_personal=("id", "workspace", "created_at", "on"))


class ReadinessAnswer(WorkspaceModel):
    """What the house says of one statement; `statement` is its key in `strategy.house`."""

    class Said(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Don't know")

    check_made = models.ForeignKey(ReadinessCheck, models.CASCADE, related_name="answers")
    statement = models.CharField(max_length=20)
    said = models.CharField(_("Answer"), max_length=7, choices=Said)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_made", "statement"], name="statement_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.get_said_display()}"


declare(ReadinessAnswer, not_personal=("id", "workspace", "created_at", "check_made", "statement", "said"))
