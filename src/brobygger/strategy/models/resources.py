"""What sectors and partners can bring and want, and what we need."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import Personal, declare
from brobygger.network.models import Sector


class ResourceKind(models.TextChoices):
    """The eight kinds of things that one can bring to a partnership."""

    MONEY = "money", _("Money")
    TIME = "time", _("Time")
    EXPERTISE = "expertise", _("Expertise")
    INFORMATION = "information", _("Information")
    RELATIONS = "relations", _("Relations")
    PREMISES = "premises", _("Premises")
    EQUIPMENT = "equipment", _("Equipment")
    LEGITIMACY = "legitimacy", _("Legitimacy")


class Direction(models.TextChoices):
    """What they give, or what they hope to get."""

    BRINGS = "brings", _("Can bring")
    WANTS = "wants", _("Wants")


class Resource(WorkspaceModel):
    """What an organisation can bring, or wants. Ended, never deleted."""

    organisation = models.ForeignKey("network.Organisation", models.CASCADE, related_name="+")
    direction = models.CharField(_("Direction"), max_length=6, choices=Direction)
    kind = models.CharField(_("Kind"), max_length=11, choices=ResourceKind)
    text = Line(_("What"), max_length=300, blank=True)
    ended_on = models.DateField(_("Ended"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "organisation"], name="resource_by_organisation"),
            models.Index(fields=["workspace", "kind"], name="resource_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text or self.get_kind_display()}"


declare(
    Resource,
    not_personal=("id", "workspace", "created_at", "organisation", "direction", "kind", "text", "ended_on"),
)


class SectorResource(WorkspaceModel):
    """What this workspace says of a sector in the place of the text that comes with Brobygger; empty: nothing."""

    sector = models.CharField(_("Sector"), max_length=8, choices=Sector)
    direction = models.CharField(_("Direction"), max_length=6, choices=Direction)
    kind = models.CharField(_("Kind"), max_length=11, choices=ResourceKind)
    text = Line(_("What"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "sector", "direction", "kind"], name="sector_resource_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sector}: {self.text}"


declare(SectorResource, not_personal=("id", "workspace", "created_at", "sector", "direction", "kind", "text"))


class Need(WorkspaceModel):
    """Something we lack: of a kind, perhaps for a goal. Met by an organisation, or given up."""

    text = Line(_("What do we need?"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=11, choices=ResourceKind)
    goal = models.ForeignKey("strategy.Goal", models.SET_NULL, null=True, blank=True, related_name="needs")
    noted_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "network.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    met_on = models.DateField(_("Met"), null=True, blank=True)
    ended_on = models.DateField(_("Given up"), null=True, blank=True)

    def __str__(self) -> str:
        return self.text


declare(
    Need,
    personal={"noted_by": Personal("Knowing whom to ask about the need", "With the record")},
    not_personal=(
        "id", "workspace", "created_at", "text", "kind", "goal", "organisation", "met_on", "ended_on",
    ),
)  # fmt: skip
