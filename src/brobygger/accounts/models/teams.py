"""Departments, and groups across them."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models.members import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line, SortKey
from brobygger.core.personal import declare
from brobygger.core.text import sort_key


class Team(WorkspaceModel):
    """A department, or a group across departments that owns something together."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        CROSS = "cross", _("Across departments")

    name = Line(_("Name"))
    sort_key = SortKey()
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.DEPARTMENT)
    purpose = Line(_("What the team is for"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)


declare(Team, not_personal=("id", "workspace", "created_at", "name", "sort_key", "kind", "purpose"))


class TeamMember(WorkspaceModel):
    """A colleague in a team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="team_memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "colleague"], name="in_a_team_once")]

    def __str__(self) -> str:
        return f"{self.colleague} · {self.team}"


declare(
    TeamMember, personal={"colleague": STAFF_DATA}, not_personal=("id", "workspace", "created_at", "team")
)
