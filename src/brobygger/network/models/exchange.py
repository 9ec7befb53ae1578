"""What other programs give and get: secret addresses of calendars, the programme of events and whom it names."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import Personal, declare
from brobygger.core.text import fold
from brobygger.network.models.contacts import Activity
from brobygger.network.models.organisations import Organisation

PUBLISHED = Personal("Seeing with whom the library's events are held", "With the programme it stands in")


class CalendarAddress(WorkspaceModel):
    """A secret address at which a calendar program fetches one colleague's follow-ups, until it is withdrawn.

    `secret` is a hash: who reads the database cannot read a calendar with it.
    """

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64, unique=True, editable=False)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["colleague"], condition=models.Q(withdrawn_at=None), name="one_calendar_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.colleague}"


declare(
    CalendarAddress,
    personal={"colleague": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "secret", "withdrawn_at"),
)


class EventFeed(WorkspaceModel):
    """Where the workspace's programme of events is read, and how the last reading went.

    `outcome` is "" before the first reading, "read", or the code of what was wrong; `found` holds the counts.
    """

    address = models.URLField(_("Address of the programme"), max_length=500, blank=True)
    outcome = models.CharField(max_length=20, blank=True, editable=False)
    found = models.JSONField(default=dict, editable=False)
    tried_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    reading_since = models.DateTimeField(null=True, editable=False)
    set_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_programme")]

    def __str__(self) -> str:
        return self.address or str(_("Programme"))


declare(
    EventFeed,
    personal={"set_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "address", "outcome", "found", "tried_at", "read_at", "reading_since",
    ),
)  # fmt: skip


class ProgrammeEvent(WorkspaceModel):
    """An event of the programme that names partners. `taken` is what its activity was made from; `news` what differs."""

    class News(models.TextChoices):
        CHANGED = "changed", _("Changed")
        CANCELLED = "cancelled", _("Cancelled")

    external_id = models.CharField(max_length=100, editable=False)
    title = Line(_("What"))
    from_date = models.DateField(_("From"))
    to_date = models.DateField(_("To"), null=True, blank=True)
    branch = Line(_("Where"), blank=True)
    series = Line(_("Series"), blank=True)
    url = models.URLField(_("Link"), max_length=500, blank=True)
    cancelled = models.BooleanField(_("Cancelled"), default=False)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, related_name="+")
    taken = models.JSONField(default=dict, editable=False)
    news = models.CharField(max_length=10, choices=News, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "external_id"], name="event_once")]
        indexes = [
            models.Index(
                fields=["workspace", "from_date"], condition=~models.Q(news=""), name="event_with_news"
            )
        ]

    def __str__(self) -> str:
        return self.title


declare(
    ProgrammeEvent,
    personal={"title": PUBLISHED, "taken": PUBLISHED},
    not_personal=(
        "id", "workspace", "created_at", "external_id", "from_date", "to_date", "branch", "series", "url", "cancelled",
        "activity", "news",
    ),
)  # fmt: skip


class PartnerName(WorkspaceModel):
    """A partner as the programme spells it, and whom that spelling means once somebody has said so.

    `suggested` are organisations named alike, best first, found when the programme was read.
    """

    class Decision(models.TextChoices):
        SAME = "same", _("Is an organisation we have")
        NOT_PARTNER = "not_partner", _("Is no partner")
        LATER = "later", _("Later")

    name = Line(_("Name"))
    match_key = models.CharField(max_length=200, editable=False, default="")
    url = models.URLField(_("Link"), max_length=500, blank=True)
    decision = models.CharField(max_length=12, choices=Decision, blank=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    suggested = models.JSONField(default=list, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "match_key"], name="partner_name_once")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        """Set what follows from the name."""
        self.match_key = fold(self.name)[:200]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


declare(
    PartnerName,
    personal={"name": PUBLISHED, "match_key": PUBLISHED},
    not_personal=("id", "workspace", "created_at", "url", "decision", "organisation", "suggested"),
)


class EventPartner(WorkspaceModel):
    """The programme names a partner at an event: proposed as done together until somebody takes it or leaves it.

    `named` is False where the programme no longer says so.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken over")
        LEFT_OUT = "left_out", _("Left out")

    event = models.ForeignKey(ProgrammeEvent, models.CASCADE, related_name="partner_links")
    partner = models.ForeignKey(PartnerName, models.CASCADE, related_name="event_links")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, editable=False)
    named = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "partner"], name="partner_at_event_once")]
        indexes = [models.Index(fields=["workspace", "state", "partner"], name="event_partner_tray")]

    def __str__(self) -> str:
        return f"{self.event} · {self.partner}"


declare(EventPartner, not_personal=("id", "workspace", "created_at", "event", "partner", "state", "named"))
