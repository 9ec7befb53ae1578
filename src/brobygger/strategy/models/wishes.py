"""What we miss."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Team, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import Personal, declare
from brobygger.network.models import AgeGroup, Sector, Theme
from brobygger.strategy.models.lenses import Reach
from brobygger.strategy.models.rooms import Room, exactly_one

VALUES = ("theme", "age_group", "focus_area", "team", "room", "sector", "reach")


class Wish(WorkspaceModel):
    """A partner, or a kind of partner, that we miss; drawn outside the circle. Perhaps an organisation by name."""

    text = Line(_("Whom do we miss?"), max_length=160)
    why = Line(_("Why"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "network.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    wished_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    met_on = models.DateField(_("Met"), null=True, blank=True)
    ended_on = models.DateField(_("Given up"), null=True, blank=True)

    def __str__(self) -> str:
        return self.text


declare(
    Wish,
    personal={"wished_by": Personal("Knowing whom to ask about the wish", "With the record")},
    not_personal=(
        "id", "workspace", "created_at", "text", "why", "organisation", "met_on", "ended_on",
    ),
)  # fmt: skip


class WishValue(WorkspaceModel):
    """Where on a lens the wish belongs: exactly one of the columns is set."""

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="values")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+")
    age_group = models.ForeignKey(AgeGroup, models.CASCADE, null=True, blank=True, related_name="+")
    focus_area = models.ForeignKey(
        "strategy.FocusArea", models.CASCADE, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    room = models.CharField(max_length=12, choices=Room, null=True, blank=True)
    sector = models.CharField(max_length=8, choices=Sector, null=True, blank=True)
    reach = models.CharField(max_length=13, choices=Reach, null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=exactly_one(*VALUES), name="wish_value_on_one_lens")]

    def __str__(self) -> str:
        return f"{self.wish} · {next((str(v) for n in VALUES if (v := getattr(self, n))), '')}"


declare(WishValue, not_personal=("id", "workspace", "created_at", "wish", *VALUES))
