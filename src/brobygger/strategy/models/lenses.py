"""What an organisation is to us by place and by team, where somebody has said so."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Team, WorkspaceModel
from brobygger.core.personal import declare


class Reach(models.TextChoices):
    """How near an organisation works, from the single branch outwards."""

    BRANCH = "branch", _("Branch")
    MUNICIPALITY = "municipality", _("Municipality")
    NATIONAL = "national", _("National")
    INTERNATIONAL = "international", _("International")


class ReachOf(WorkspaceModel):
    """Somebody has said how near this organisation works; without a row it follows from its municipality."""

    organisation = models.ForeignKey("network.Organisation", models.CASCADE, related_name="+")
    reach = models.CharField(_("Reach"), max_length=13, choices=Reach)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "reach"], name="reach_once")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_reach_display()}"


declare(ReachOf, not_personal=("id", "workspace", "created_at", "organisation", "reach"))


class OrganisationTeam(WorkspaceModel):
    """A team looks after the relation to this organisation."""

    organisation = models.ForeignKey("network.Organisation", models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+", verbose_name=_("Team"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "team"], name="of_a_team_once")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.team}"


declare(OrganisationTeam, not_personal=("id", "workspace", "created_at", "organisation", "team"))
