"""The board: business cards that colleagues brought home, each with the name of who got it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import Personal, declare
from brobygger.network.models.organisations import Organisation
from brobygger.network.models.people import KNOWN, Person
from brobygger.records.models import StoredFile

CARD = Personal(
    "Knowing who got whose card, and reading it off",
    "With the person; a picture taken off the board is destroyed thirty days later",
)


class BoardCard(WorkspaceModel):
    """A card as it was received. Raw while it names no record: only a text, a picture, or both.

    The card goes with its person. Without its organisation it stays, raw where it has no person.
    """

    colleague = models.ForeignKey(
        Colleague, models.CASCADE, related_name="+", verbose_name=_("Who got the card")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="board_cards", verbose_name=_("Person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="board_cards",
        verbose_name=_("Organisation"),
    )
    text = Line(_("What is on the card"), max_length=300, blank=True)
    photo = models.ForeignKey(
        StoredFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("Picture"),
    )
    received_on = models.DateField(_("Received"), default=timezone.localdate)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-received_on", "-id"], name="card_newest")]

    def __str__(self) -> str:
        if self.person_id or self.organisation_id:
            return str(self.person or self.organisation)
        return self.text[:80] or str(_("A card with a picture"))

    @property
    def is_raw(self) -> bool:
        """True while nobody has said whose card it is."""
        return not (self.person_id or self.organisation_id)


declare(
    BoardCard,
    personal={"colleague": STAFF_DATA, "person": KNOWN, "text": CARD, "photo": CARD, "received_on": CARD},
    not_personal=("id", "workspace", "created_at", "organisation"),
)
