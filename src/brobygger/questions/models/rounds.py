"""One asking of a version: when, of whom, and who sees what when."""

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, Team, WorkspaceModel, WorkspaceQuerySet
from brobygger.core import references
from brobygger.core.fields import Line, Text
from brobygger.core.personal import Personal, declare
from brobygger.core.references import Reference
from brobygger.questions.models.sets import Item, SetVersion
from brobygger.questions.small_groups import MINIMUM

ASKED = Personal("Asking, reminding and showing who has answered", "Two years after the round closed")


class RoundQuerySet(WorkspaceQuerySet["Round"]):
    """Rounds by where they stand."""

    def about(self, obj: models.Model) -> "RoundQuerySet":
        """Those hung on a record of another package."""
        return self.filter(about_model=obj._meta.label_lower, about_id=obj.pk)

    def now_open(self, now: datetime | None = None) -> "RoundQuerySet":
        now = now or timezone.now()
        not_over = models.Q(closes_at=None) | models.Q(closes_at__gt=now)
        return self.filter(not_over, opens_at__lte=now, closed_at=None)

    def with_counts(self) -> "RoundQuerySet":
        """With `asked_count` and `answered_count`."""
        return self.annotate(
            asked_count=models.Count("invitees", distinct=True),
            answered_count=models.Count("invitees", models.Q(invitees__answered=True), distinct=True),
        )


class Round(WorkspaceModel):
    """One asking of a version of a set, or of one item of it."""

    class Reveal(models.TextChoices):
        OWN = "own", _("When one's own answer is in")
        CLOSED = "closed", _("When the round is closed")
        ALL = "all", _("When all have answered")
        OPENED = "opened", _("When the coordinator opens them")

    class Names(models.TextChoices):
        NAME = "name", _("By name")
        TEAM = "team", _("Team only")
        ANONYMOUS = "anonymous", _("Anonymous")

    class Audience(models.TextChoices):
        HOUSE = "house", _("Everybody in the workspace, and those who are asked")
        ASKED = "asked", _("Those who are asked, and coordinators")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    set_version = models.ForeignKey(SetVersion, models.PROTECT, related_name="rounds")
    # Asks this one item alone: the question of the day.
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    name = Line(_("Name"))
    intro = Text(_("Introduction"), blank=True)
    opens_at = models.DateTimeField(_("Opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("Closes"), null=True, blank=True)
    closed_at = models.DateTimeField(_("Closed by hand"), null=True, blank=True)
    revealed_at = models.DateTimeField(_("Answers opened"), null=True, blank=True)
    reveal = models.CharField(
        _("Others' answers are shown"), max_length=6, choices=Reveal, default=Reveal.OWN
    )
    names = models.CharField(_("Answers are shown"), max_length=9, choices=Names, default=Names.NAME)
    audience = models.CharField(_("Who sees them"), max_length=5, choices=Audience, default=Audience.HOUSE)
    minimum = models.PositiveSmallIntegerField(
        _("Smallest group that is shown"), default=MINIMUM, validators=[MinValueValidator(MINIMUM)]
    )
    remind_days = models.PositiveSmallIntegerField(
        _("Remind those missing so many days before it closes"), null=True, blank=True
    )
    # What the round is about, in a package above: its record's label and id.
    about_model = models.CharField(max_length=60, blank=True, editable=False)
    about_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = RoundQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-opens_at", "-id"], name="round_newest"),
            models.Index(fields=["about_model", "about_id"], name="round_about"),
        ]

    def __str__(self) -> str:
        return self.name

    def state_at(self, now: datetime | None = None) -> "Round.State":
        now = now or timezone.now()
        if self.closed_at or (self.closes_at and self.closes_at <= now):
            return Round.State.CLOSED
        return Round.State.OPEN if self.opens_at <= now else Round.State.PLANNED

    @property
    def state(self) -> "Round.State":
        return self.state_at()

    @property
    def is_open(self) -> bool:
        return self.state == Round.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == Round.State.CLOSED

    @property
    def ended_at(self) -> datetime | None:
        """When it closed, or is to close."""
        return self.closed_at or self.closes_at

    @property
    def is_named(self) -> bool:
        """True where a sheet says whose it is; otherwise nothing does."""
        return self.names == Round.Names.NAME

    def items(self) -> list[Item]:
        """What is asked, in order."""
        return [i for i in self.set_version.items.all() if self.item_id in (None, i.pk)]


declare(
    Round,
    not_personal=(
        "id", "workspace", "created_at", "set_version", "item", "name", "intro", "opens_at", "closes_at", "closed_at",
        "revealed_at", "reveal", "names", "audience", "minimum", "remind_days", "about_model", "about_id",
    ),
)  # fmt: skip
references.declare(Round, Reference("about_id", model_column="about_model", holds_on=True))


class Invitee(WorkspaceModel):
    """Who is asked: a colleague (counted in one team), a team as one, or somebody outside by name and e-mail.

    `answered` says that they have, to the day. No column here leads to a sheet.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="invitees")
    colleague = models.ForeignKey(Colleague, models.CASCADE, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    name = Line(_("Name"), blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    party = Line(_("On behalf of"), blank=True)
    language = models.CharField(max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da")
    # The record of the person or organisation in a package above.
    who_model = models.CharField(max_length=60, blank=True, editable=False)
    who_id = models.BigIntegerField(null=True, blank=True, editable=False)
    answered = models.BooleanField(_("Has answered"), default=False)
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)
    asked_on = models.DateField(_("Asked by mail on"), null=True, blank=True)
    reminded_on = models.DateField(_("Reminded on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "colleague"], name="colleague_asked_once"),
            models.UniqueConstraint(
                "round", Lower("email"), condition=~models.Q(email=""), name="outsider_asked_once"
            ),
            models.UniqueConstraint(
                fields=["round", "team"],
                condition=models.Q(colleague=None, name=""),
                name="team_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        self.email = self.email.strip().lower()

    @property
    def called(self) -> str:
        """Their name as it is shown."""
        if self.colleague_id and self.colleague:
            return self.colleague.name
        return self.name or (str(self.team) if self.team else str(_("Somebody asked")))

    @property
    def is_team(self) -> bool:
        return self.colleague_id is None and not self.name and self.team_id is not None

    @property
    def has_left(self) -> bool:
        """True of a colleague who has left."""
        return self.colleague is not None and self.colleague.state == Colleague.State.LEFT

    @property
    def address(self) -> str:
        """Where mail reaches them; "" where none does."""
        return self.colleague.email if self.colleague_id and self.colleague else self.email


declare(
    Invitee,
    personal={"colleague": STAFF_DATA}
    | dict.fromkeys(("name", "email", "party", "who_model", "who_id", "answered", "answered_on"), ASKED),
    not_personal=(
        "id", "workspace", "created_at", "round", "team", "language", "asked_on", "reminded_on",
    ),
)  # fmt: skip
references.declare(Invitee, Reference("who_id", model_column="who_model"))


def new_secret() -> str:
    """What an address is made of."""
    return secrets.token_urlsafe(24)


_secret = new_secret  # by this name in the first migration


class SheetLink(WorkspaceModel):
    """The link by which one invitee answers without a log-in. One each; a new secret ends the old address."""

    invitee = models.OneToOneField(Invitee, models.CASCADE, related_name="link")
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    expires_at = models.DateTimeField(_("Opens until"))

    def __str__(self) -> str:
        return str(self.invitee)


declare(
    SheetLink,
    personal={"invitee": ASKED},
    not_personal=("id", "workspace", "created_at", "secret", "expires_at"),
)
