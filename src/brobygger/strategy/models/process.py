"""How a strategy comes about: main points from leaders, a week with a question a day, what colleagues say of the answers."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.accounts.models import STAFF_DATA, Colleague, Team, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import Personal, declare
from brobygger.strategy.models.rooms import exactly_one

SAID = Personal("Showing what became of what was said", "With the process it was said in")


class Process(WorkspaceModel):
    """One round of making a strategy, for a period. Where it stands is the newest of its `stages`."""

    name = Line(_("Name"), max_length=120)
    from_year = models.PositiveSmallIntegerField(_("From year"))
    to_year = models.PositiveSmallIntegerField(_("To year"))
    about = Text(_("What it is for"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_year__gte=models.F("from_year")), name="process_period_forwards"
            )
        ]
        indexes = [models.Index(fields=["workspace", "-id"], name="process_newest")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.name = " ".join(self.name.split())
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    @property
    def period(self) -> str:
        """ "2027–2030", or one year."""
        if self.from_year == self.to_year:
            return str(self.from_year)
        return f"{self.from_year}–{self.to_year}"


declare(
    Process,
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "name", "from_year", "to_year", "about",
    ),
)  # fmt: skip


class ProcessStage(WorkspaceModel):
    """Where a process stood from a moment on, who moved it there and why. Going back is normal."""

    class Stage(models.TextChoices):
        POINTS = "points", _("Main points")
        WEEK = "week", _("Strategy week")
        FEEDBACK = "feedback", _("Feedback")
        CONDENSING = "condensing", _("Condensing")
        PUBLISHED = "published", _("Published")
        ENDED = "ended", _("Ended")

    process = models.ForeignKey(Process, models.CASCADE, related_name="stages")
    stage = models.CharField(_("Stage"), max_length=10, choices=Stage)
    why = Line(_("Why"), max_length=300, blank=True)
    moved_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", verbose_name=_("Moved by")
    )

    class Meta:
        indexes = [models.Index(fields=["process", "-id"], name="process_stage_newest")]

    def __str__(self) -> str:
        return str(self.get_stage_display())


declare(
    ProcessStage,
    personal={"moved_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "process", "stage", "why"),
)


class MainPoint(WorkspaceModel):
    """What leaders think the strategy must be about: a short text that the questions of the week start from."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField(default=0)
    text = Line(_("Main point"), max_length=300)
    author = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", verbose_name=_("Written by")
    )

    class Meta:
        indexes = [models.Index(fields=["process", "position", "id"], name="main_point_in_order")]

    def __str__(self) -> str:
        return self.text


declare(
    MainPoint,
    personal={"author": SAID},
    not_personal=("id", "workspace", "created_at", "process", "position", "text"),
)


class Day(WorkspaceModel):
    """A day of the strategy week: one open question, asked as a round of the `questions` package."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="days")
    position = models.PositiveSmallIntegerField(default=0)
    point = models.ForeignKey(
        MainPoint, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Starts from")
    )
    round = models.OneToOneField("questions.Round", models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["process", "position", "id"], name="strategy_day_in_order")]

    def __str__(self) -> str:
        return str(self.round)


declare(Day, not_personal=("id", "workspace", "created_at", "process", "position", "point", "round"))


class Response(WorkspaceModel):
    """What a colleague says to an answer: a comment, thanks or agreement.

    The rule of names is the answer's own round's: by name the colleague stands here; otherwise at most the team, no time,
    and a random id. Thanks and agreement are counted once for each who gives them, so they take a round by name.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        AGREE = "agree", pgettext_lazy("response", "Agree")
        THANKS = "thanks", _("Thanks")

    answer = models.ForeignKey("questions.Answer", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    text = Text(_("Comment"), blank=True)
    author = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "kind", "author"],
                condition=~models.Q(kind="comment"),
                name="response_once_each",
            ),
            models.CheckConstraint(
                condition=models.Q(author__isnull=True) | models.Q(team__isnull=True),
                name="response_person_or_team",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="comment") | models.Q(team__isnull=True),
                name="response_counted_by_name",
            ),
        ]
        indexes = [models.Index(fields=["answer", "id"], name="response_of_answer")]

    def __str__(self) -> str:
        # Stands in the history, which those read who may not see answers yet.
        return str(self.get_kind_display())

    @property
    def leaves_no_trace(self) -> bool:
        """True without a name: the history of a deleted team does not name what was said from it."""
        return self.author_id is None


declare(
    Response,
    personal={"author": SAID, "text": SAID},
    not_personal=("id", "workspace", "created_at", "answer", "kind", "team"),
)

SOURCES = ("answer", "point", "response")


class FromSource(WorkspaceModel):
    """A row about one thing that was said: an answer (of the week, or of a partner), a main point, or a response."""

    answer = models.ForeignKey("questions.Answer", models.CASCADE, null=True, blank=True, related_name="+")
    point = models.ForeignKey(MainPoint, models.CASCADE, null=True, blank=True, related_name="+")
    response = models.ForeignKey(Response, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=exactly_one(*SOURCES), name="%(class)s_one_source"),
        ]

    @property
    def source(self) -> tuple[str, int]:
        """Which kind of source, and its id."""
        return next((name, pk) for name in SOURCES if (pk := getattr(self, f"{name}_id")))
