"""A mapping campaign: who is asked, what they answer, and what becomes of it (Guide, p. 33)."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Link, Team, WorkspaceModel
from brobygger.core.fields import Line, SortKey, Text
from brobygger.core.personal import Personal, declare
from brobygger.core.text import sort_key
from brobygger.network.models import FollowUp, Organisation, Person
from brobygger.strategy.models import Wish

ANSWERING = Personal("Mapping the network: knowing who knows, wishes and misses whom", "With the campaign")


class Question(models.TextChoices):
    """The four questions of a campaign, in the order they are asked."""

    KNOW = "know", _("Whom do you know?")
    WISH = "wish", _("Whom do you wish for?")
    OVERLOOK = "overlook", _("Whom do we overlook?")
    EXCLUDED = "excluded", _("Who cannot take part?")


class Campaign(WorkspaceModel):
    """All staff, or chosen teams, are asked what they know, wish for and miss, until a day.

    `before` is what the network held when it was opened: the result is read against it.
    """

    name = Line(_("Name"), max_length=120)
    about = Text(_("Why"), blank=True)
    opened_on = models.DateField(_("Opened"), default=timezone.localdate, editable=False)
    closes_on = models.DateField(_("Last day"))
    everybody = models.BooleanField(_("All colleagues"), default=True)
    opened_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Opened by")
    )
    before = models.JSONField(default=dict, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-closes_on", "-id"], name="campaign_newest")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.name = " ".join(self.name.split())
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        """The last day counts with."""
        return timezone.localdate() <= self.closes_on

    @property
    def days_left(self) -> int:
        return (self.closes_on - timezone.localdate()).days


declare(
    Campaign,
    personal={"opened_by": ANSWERING},
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "name", "about", "opened_on", "closes_on", "everybody",
        "before",
    ),
)  # fmt: skip


class AskedTeam(WorkspaceModel):
    """The campaign asks this team."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="asked_teams")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "team"], name="campaign_asks_team_once")]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.team}"


declare(AskedTeam, not_personal=("id", "workspace", "created_at", "campaign", "team"))


class Asked(WorkspaceModel):
    """A colleague is asked: when they were written to, when they answered, when they were told what became of it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="asked")
    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")
    mailed_at = models.DateTimeField(_("Mail sent"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("Reminded"), null=True, editable=False)
    answered_at = models.DateTimeField(_("Answered"), null=True, editable=False)
    told_at = models.DateTimeField(_("Told what became of it"), null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "colleague"], name="campaign_asks_colleague_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.colleague}"


declare(
    Asked,
    personal=dict.fromkeys(("colleague", "mailed_at", "reminded_at", "answered_at", "told_at"), ANSWERING),
    not_personal=("id", "workspace", "created_at", "campaign"),
)


class AskedLink(WorkspaceModel):
    """The link in the mail to somebody who is asked. Not in archives: it carries a secret."""

    asked = models.OneToOneField(Asked, models.CASCADE, related_name="by_link")
    link = models.OneToOneField(Link, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.asked)


declare(AskedLink, personal={"asked": ANSWERING}, not_personal=("id", "workspace", "created_at", "link"))


class Proposal(WorkspaceModel):
    """One row of the merge tray: answers that seem to mean the same, and what was decided.

    `organisation` or `person` is whom it seems to mean, and once it is decided whom it became. Nothing is decided by
    itself.
    """

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        PERSON = "person", _("Person")
        LACK = "lack", _("What we lack")

    class Decision(models.TextChoices):
        NEW = "new", _("New in the network")
        SAME = "same", _("Is in the network already")
        WISH = "wish", _("A wish")
        ACTION = "action", _("An action")
        ASIDE = "aside", _("Set aside")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="proposals")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    title = Line(_("Name"))
    sort_key = SortKey()
    # The name means one record exactly: it can be approved with others in one stroke.
    certain = models.BooleanField(default=False, editable=False)
    decision = models.CharField(_("Decision"), max_length=6, choices=Decision, blank=True, editable=False)
    reason = Line(_("Reason"), max_length=300, blank=True, editable=False)
    decided_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, editable=False, related_name="+")
    decided_at = models.DateTimeField(_("Decided"), null=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    person = models.ForeignKey(Person, models.SET_NULL, null=True, editable=False, related_name="+")
    wish = models.ForeignKey(Wish, models.SET_NULL, null=True, editable=False, related_name="+")
    follow_up = models.ForeignKey(FollowUp, models.SET_NULL, null=True, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["campaign", "decision", "sort_key", "id"], name="campaign_tray")]

    def __str__(self) -> str:
        return self.title

    def prepare(self) -> None:
        self.sort_key = sort_key(self.title)
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


declare(
    Proposal,
    personal=dict.fromkeys(("title", "sort_key", "person", "reason", "decided_by"), ANSWERING),
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "campaign", "kind", "certain",
        "decision", "decided_at", "organisation", "wish", "follow_up",
    ),
)  # fmt: skip


class Answer(WorkspaceModel):
    """One line that a colleague wrote: to a question, a name, perhaps a person there, and about what.

    `organisation` is set where they chose one that we have. `late` came after the campaign closed and is in no row
    of the tray until somebody takes it in.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="answers")
    asked = models.ForeignKey(Asked, models.CASCADE, related_name="answers")
    question = models.CharField(_("Which of the four"), max_length=8, choices=Question)
    name = Line(_("Name"), blank=True)
    person = Line(_("Person there"), max_length=120, blank=True)
    about = Line(_("About what"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Organisation")
    )
    # The colleague has said that it is none of those we have.
    is_new = models.BooleanField(_("Not one we have"), default=False)
    late = models.BooleanField(_("After closing"), default=False)
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, editable=False, related_name="answers")
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["campaign", "question", "id"], name="campaign_answers")]

    def __str__(self) -> str:
        return self.name or self.person

    def prepare(self) -> None:
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


declare(
    Answer,
    personal=dict.fromkeys(("asked", "name", "person", "about"), ANSWERING),
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "campaign", "question", "organisation", "is_new", "late",
        "proposal",
    ),
)  # fmt: skip
