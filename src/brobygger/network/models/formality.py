"""How formal the relation is, as dated rows: argued, decided by a person, moving both ways."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import declare
from brobygger.network.models.contacts import Activity
from brobygger.network.models.organisations import Level, Organisation

__all__ = ["Formality", "Level"]


class Formality(WorkspaceModel):
    """From `since` on the relation is at `level`. The latest row is the current one."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="formalities")
    level = models.CharField(_("Formality"), max_length=12, choices=Level)
    since = models.DateField(_("Since"), default=timezone.localdate)
    evidence = Line(_("Evidence"), max_length=300, blank=True)
    reason = Text(_("Why"), blank=True)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="formalities")
    decided_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-since", "-id"], name="formality_latest")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_level_display()}"


declare(
    Formality,
    personal={"decided_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "organisation", "level", "since", "evidence", "reason", "activity",
    ),
)  # fmt: skip
