"""Handing over what a colleague holds, when they leave or move: line by line, decided here and confirmed by the receiver."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import declare
from brobygger.network.models.contacts import FollowUp
from brobygger.network.models.organisations import Organisation
from brobygger.network.models.people import KNOWN, Person, Tie


class Handover(WorkspaceModel):
    """What one colleague holds is gone through; closed when every line is settled."""

    class Reason(models.TextChoices):
        LEAVES = "leaves", _("Leaves the house")
        MOVES = "moves", _("Gets another job or team in the house")

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+", verbose_name=_("Colleague"))
    reason = models.CharField(_("Why"), max_length=6, choices=Reason, default=Reason.LEAVES)
    on = models.DateField(_("From when"), null=True, blank=True)
    note = Text(_("What the receivers should know"), blank=True)
    started_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("Closed on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["colleague"], condition=Q(closed_at__isnull=True), name="one_open_handover"
            )
        ]
        indexes = [models.Index(fields=["workspace", "-id"], name="handover_newest")]

    def __str__(self) -> str:
        return str(self.colleague)


declare(
    Handover,
    personal={"colleague": STAFF_DATA, "note": STAFF_DATA, "started_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "reason", "on", "closed_at"),
)


class HandoverLine(WorkspaceModel):
    """One edge or open promise of the colleague: kept, handed over or ended; the receiver answers.

    `alone` says what nobody else knew when the line was made; `place` orders the lines, those first.
    """

    class Decision(models.TextChoices):
        KEEP = "keep", pgettext_lazy("handover", "Keep")
        GIVE = "give", pgettext_lazy("handover", "Hand over")
        END = "end", pgettext_lazy("handover", "End")

    class Answer(models.TextChoices):
        TAKEN = "taken", _("Taken over")
        DECLINED = "declined", _("Declined")

    class Alone(models.TextChoices):
        ORGANISATION = "organisation", _("The organisation is known by nobody else")
        PERSON = "person", _("The person is known by nobody else")

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="lines")
    tie = models.ForeignKey(Tie, models.SET_NULL, null=True, blank=True, related_name="+")
    follow_up = models.ForeignKey(FollowUp, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    label = Line(_("What"), max_length=300)
    alone = models.CharField(max_length=12, choices=Alone, blank=True)
    place = models.PositiveIntegerField(default=0)
    decision = models.CharField(_("Decision"), max_length=4, choices=Decision, blank=True)
    receiver = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Receiver")
    )
    decided_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("Answer"), max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = Line(_("Why not"), max_length=300, blank=True)
    new_tie = models.ForeignKey(Tie, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["handover", "place", "id"], name="handover_line_in_order"),
            models.Index(
                fields=["workspace", "receiver", "id"],
                condition=Q(decision="give", answer=""),
                name="handover_line_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.label


declare(
    HandoverLine,
    personal={
        **dict.fromkeys(("person", "label"), KNOWN),
        **dict.fromkeys(("receiver", "decided_by", "reason"), STAFF_DATA),
    },
    not_personal=(
        "id", "workspace", "created_at", "handover", "tie", "follow_up", "organisation", "alone", "place", "decision",
        "decided_at", "answer", "answered_at", "new_tie",
    ),
)  # fmt: skip
