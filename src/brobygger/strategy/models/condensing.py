"""What was said becomes the strategy: themes with sentences, each with its sources; what is not used, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.accounts.models import Colleague, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import declare
from brobygger.strategy.models.goals import LEADS, Goal
from brobygger.strategy.models.process import SAID, FromSource, Process


class StrategyTheme(WorkspaceModel):
    """A part of the strategy. It ends as an outcome, a goal with owner and date, and its authors are told."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="themes")
    position = models.PositiveSmallIntegerField(default=0)
    title = Line(pgettext_lazy("strategy", "Theme"), max_length=120)
    outcome = Text(_("Outcome"), blank=True)
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Goal")
    )
    concluded_at = models.DateTimeField(_("Concluded"), null=True, blank=True)
    concluded_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Concluded by")
    )

    class Meta:
        indexes = [models.Index(fields=["process", "position", "id"], name="strategy_theme_in_order")]

    def __str__(self) -> str:
        return self.title


declare(
    StrategyTheme,
    personal={"concluded_by": LEADS},
    not_personal=(
        "id", "workspace", "created_at", "process", "position", "title", "outcome", "goal", "concluded_at",
    ),
)  # fmt: skip


class Sentence(WorkspaceModel):
    """A sentence or a paragraph of the strategy while it is being written."""

    theme = models.ForeignKey(StrategyTheme, models.CASCADE, related_name="sentences")
    position = models.PositiveSmallIntegerField(default=0)
    text = Text(_("Sentence"))

    class Meta:
        indexes = [models.Index(fields=["theme", "position", "id"], name="sentence_in_order")]

    def __str__(self) -> str:
        return self.text[:120]


declare(Sentence, not_personal=("id", "workspace", "created_at", "theme", "position", "text"))


class SentenceSource(FromSource):
    """A sentence comes from this."""

    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="sources")

    class Meta(FromSource.Meta):
        constraints = [
            *FromSource.Meta.constraints,
            models.UniqueConstraint(fields=["sentence", "answer"], name="sentence_from_answer_once"),
            models.UniqueConstraint(fields=["sentence", "point"], name="sentence_from_point_once"),
            models.UniqueConstraint(fields=["sentence", "response"], name="sentence_from_response_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} ← {self.source}"


declare(
    SentenceSource,
    not_personal=("id", "workspace", "created_at", "sentence", "answer", "point", "response"),
)


class SetAside(FromSource):
    """This is not used, who decided so, and why. Used in a sentence later, the row goes."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="set_aside")
    reason = Line(_("Why it is not used"), max_length=300)
    decided_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")

    class Meta(FromSource.Meta):
        constraints = [
            *FromSource.Meta.constraints,
            models.UniqueConstraint(fields=["process", "answer"], name="answer_set_aside_once"),
            models.UniqueConstraint(fields=["process", "point"], name="point_set_aside_once"),
            models.UniqueConstraint(fields=["process", "response"], name="response_set_aside_once"),
        ]

    def __str__(self) -> str:
        return self.reason


declare(
    SetAside,
    personal={"decided_by": SAID},
    not_personal=("id", "workspace", "created_at", "process", "reason", "answer", "point", "response"),
)
