"""The library model: four rooms that overlap, and the four purposes between them (Guide, p. 23)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import WorkspaceModel
from brobygger.core.personal import declare


class Room(models.TextChoices):
    """The four overlapping rooms; the order is the order around the circle."""

    INSPIRATION = "inspiration", _("Inspiration room")
    LEARNING = "learning", _("Learning room")
    MEETING = "meeting", _("Meeting room")
    PERFORMATIVE = "performative", _("Performative room")


class Purpose(models.TextChoices):
    """What the rooms are for."""

    EXPERIENCE = "experience", _("Experience")
    EMPOWERMENT = "empowerment", _("Empowerment")
    ENGAGEMENT = "engagement", _("Engagement")
    INNOVATION = "innovation", _("Innovation")


# Each room lies between two purposes.
PURPOSES_OF = {
    Room.INSPIRATION: (Purpose.EXPERIENCE, Purpose.INNOVATION),
    Room.LEARNING: (Purpose.EXPERIENCE, Purpose.EMPOWERMENT),
    Room.MEETING: (Purpose.EMPOWERMENT, Purpose.ENGAGEMENT),
    Room.PERFORMATIVE: (Purpose.ENGAGEMENT, Purpose.INNOVATION),
}

PLACED = ("focus_area", "goal", "offer", "organisation")


def exactly_one(*names: str) -> models.Q:
    """The condition that one of these keys is set and the others are empty."""
    condition = models.Q()
    for name in names:
        condition |= models.Q(**{f"{other}__isnull": other != name for other in names})
    return condition


class Placing(WorkspaceModel):
    """Something lies in a room; in an overlap it has one row for each room. What has no row is not placed."""

    room = models.CharField(_("Room"), max_length=12, choices=Room)
    focus_area = models.ForeignKey(
        "strategy.FocusArea", models.CASCADE, null=True, blank=True, related_name="placings"
    )
    goal = models.ForeignKey("strategy.Goal", models.CASCADE, null=True, blank=True, related_name="placings")
    offer = models.ForeignKey(
        "strategy.Offer", models.CASCADE, null=True, blank=True, related_name="placings"
    )
    organisation = models.ForeignKey(
        "network.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one(*PLACED), name="placing_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=[name, "room"],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"{name}_in_room_once",
                )
                for name in PLACED
            ),
        ]
        indexes = [models.Index(fields=["workspace", "room"], name="placing_by_room")]

    def __str__(self) -> str:
        return f"{self.thing} · {self.get_room_display()}"

    @property
    def thing(self) -> models.Model | None:
        """What is placed."""
        return self.focus_area or self.goal or self.offer or self.organisation


declare(Placing, not_personal=("id", "workspace", "created_at", "room", *PLACED))
