"""What is published: numbered versions that never change, and who may see them.

Partners are asked about a version by a round of the `questions` package that is about it, with an item for each sentence.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import declare
from brobygger.strategy.models.condensing import Sentence
from brobygger.strategy.models.goals import LEADS
from brobygger.strategy.models.process import FromSource, Process


class StrategyVersion(WorkspaceModel):
    """A published version: its number, when, by whom and why. What it says never changes; who may see it can."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Version"))
    why = Line(_("What is new"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("Published"), default=timezone.now)
    published_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", verbose_name=_("Published by")
    )
    public_at = models.DateTimeField(_("Shown publicly since"), null=True, blank=True)
    public_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    names_owners = models.BooleanField(_("Show the names of owners"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="version_number_once")]
        indexes = [
            models.Index(
                fields=["workspace", "-public_at"],
                condition=models.Q(public_at__isnull=False),
                name="version_public",
            )
        ]

    def __str__(self) -> str:
        return f"{self.process} · {self.number}"


declare(
    StrategyVersion,
    personal={"published_by": STAFF_DATA, "public_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "process", "number", "why", "published_at", "public_at", "names_owners",
    ),
)  # fmt: skip


class VersionTheme(WorkspaceModel):
    """A theme as it was published."""

    strategy_version = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="themes")
    position = models.PositiveSmallIntegerField(default=0)
    title = Line(pgettext_lazy("strategy", "Theme"), max_length=120)
    outcome = Text(_("Outcome"), blank=True)
    goal_name = Line(_("Goal"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Owner")
    )
    due_on = models.DateField(_("At the latest"), null=True, blank=True)

    def __str__(self) -> str:
        return self.title


declare(
    VersionTheme,
    personal={"owner": LEADS},
    not_personal=(
        "id", "workspace", "created_at", "strategy_version", "position", "title", "outcome", "goal_name", "due_on",
    ),
)  # fmt: skip


class VersionSentence(WorkspaceModel):
    """A sentence as it was published; `sentence` is what is being written further, where it is still there."""

    theme = models.ForeignKey(VersionTheme, models.CASCADE, related_name="sentences")
    position = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=0)  # through the whole version, as it is referred to
    text = Text(_("Sentence"))
    sentence = models.ForeignKey(Sentence, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text[:120]


declare(
    VersionSentence,
    not_personal=("id", "workspace", "created_at", "theme", "position", "number", "text", "sentence"),
)


class VersionSource(FromSource):
    """The published sentence came from this."""

    sentence = models.ForeignKey(VersionSentence, models.CASCADE, related_name="sources")

    def __str__(self) -> str:
        return f"{self.sentence_id} ← {self.source}"


declare(
    VersionSource,
    not_personal=("id", "workspace", "created_at", "sentence", "answer", "point", "response"),
)
