"""What the library has chosen to push, and how it will know that it got there."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Team, WorkspaceModel
from brobygger.core.fields import Line, SortKey, Text
from brobygger.core.personal import Personal, declare
from brobygger.core.text import sort_key
from brobygger.network.models import AgeGroup

LEADS = Personal("Knowing who leads the work", "With the record")


class FocusArea(WorkspaceModel):
    """An area the library pushes. It has one lead, and may be owned by a team across departments."""

    name = Line(_("Name"), max_length=120)
    sort_key = SortKey()
    about = Text(_("About"), blank=True)
    lead = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Lead")
    )
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Team that owns it")
    )
    position = models.PositiveSmallIntegerField(_("Order"), default=0)
    ended_on = models.DateField(_("Ended"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="focus_area_once")]

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
    FocusArea,
    personal={"lead": LEADS},
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "name", "sort_key", "about", "team", "position",
        "ended_on",
    ),
)  # fmt: skip


class Goal(WorkspaceModel):
    """A goal with its measure: from the baseline to the target by a date."""

    name = Line(_("Goal"), max_length=200)
    sort_key = SortKey()
    about = Text(_("About"), blank=True)
    focus_area = models.ForeignKey(
        FocusArea, models.SET_NULL, null=True, blank=True, related_name="goals", verbose_name=_("Focus area")
    )
    measure = Line(_("Measured by"), max_length=200, blank=True)
    unit = Line(_("Unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("From"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("To"), max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("Due"), null=True, blank=True)
    owner = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Owner")
    )
    ended_on = models.DateField(_("Ended"), null=True, blank=True)
    outcome = Text(_("What came of it"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "sort_key", "id"], name="goal_by_name")]

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
    Goal,
    personal={"owner": LEADS},
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "name", "sort_key", "about", "focus_area", "measure",
        "unit", "baseline", "target", "due_on", "ended_on", "outcome",
    ),
)  # fmt: skip


class GoalAgeGroup(WorkspaceModel):
    """A goal is about users of an age."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="age_links")
    age_group = models.ForeignKey(AgeGroup, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "age_group"], name="goal_of_an_age_once")]

    def __str__(self) -> str:
        return f"{self.goal} · {self.age_group}"


declare(GoalAgeGroup, not_personal=("id", "workspace", "created_at", "goal", "age_group"))


class Measurement(WorkspaceModel):
    """Where a goal stood on a day, in the goal's unit."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measurements")
    on = models.DateField(_("Date"))
    value = models.DecimalField(_("Value"), max_digits=14, decimal_places=2)
    note = Line(_("Note"), max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["goal", "-on", "-id"], name="measurement_newest")]

    def __str__(self) -> str:
        return f"{self.goal}: {self.value}"


declare(Measurement, not_personal=("id", "workspace", "created_at", "goal", "on", "value", "note"))
