"""What is answered. Answers of others come out by one door: `shown` and `visible_to`, which ask `reveal`."""

import hashlib
import secrets
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Team, WorkspaceModel
from brobygger.core.fields import Text, refuse_cpr
from brobygger.core.personal import Personal, declare
from brobygger.questions.models.doors import AnswerQuerySet, SheetQuerySet
from brobygger.questions.models.rounds import ASKED, Invitee, Round
from brobygger.questions.models.sets import Item

SAID = Personal("What somebody answered, until the name is taken off it", "Two years after the round closed")


def random_id() -> int:
    """A key that says nothing about when the row was written."""
    return 2**50 + secrets.randbelow(2**50)


def hashed(key: str) -> str:
    """What is kept of the key that opens a sheet without a name."""
    return hashlib.sha256(f"brobygger.sheet.{key}".encode()).hexdigest()


def check_chosen(value: Any) -> None:
    """A list of texts without CPR numbers."""
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValidationError(_("These are no choices."))
    for text in value:
        refuse_cpr(text)


class Sheet(WorkspaceModel):
    """One answer to a round: a draft, then submitted, and editable until the round closes.

    In a round by name it leads to its invitee. In any other it leads to nobody: no invitee, no time, a random id, and
    whoever wrote it changes it by a key of which only a hash is kept. `released`: it came out with enough others.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets")
    invitee = models.OneToOneField(Invitee, models.SET_NULL, null=True, blank=True, related_name="sheet")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    submitted_on = models.DateField(_("Submitted on"), null=True, blank=True)
    key_hash = models.CharField(max_length=64, blank=True, editable=False)
    released = models.BooleanField(default=False)
    on_paper = models.BooleanField(_("Typed in from paper"), default=False)
    typed_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = SheetQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.round} · {self.invitee}" if self.invitee else str(self.round)

    @property
    def leaves_no_trace(self) -> bool:
        """True without a name, however it came here: the history of a deleted team does not name its sheets."""
        return self.invitee_id is None

    @property
    def is_submitted(self) -> bool:
        return self.state == Sheet.State.SUBMITTED


declare(
    Sheet,
    personal={"invitee": ASKED, "typed_by": ASKED, "submitted_on": ASKED},
    not_personal=(
        "id", "workspace", "created_at", "round", "team", "state", "key_hash", "released", "on_paper",
    ),
)  # fmt: skip


class Answer(WorkspaceModel):
    """The answer to one item: a text, what was chosen, or a number; perhaps the reason."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    text = Text(blank=True)
    chosen = models.JSONField(default=list, blank=True, validators=[check_chosen])
    number = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    why = Text(blank=True)

    objects: ClassVar[Any] = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "item"], name="answered_once_on_a_sheet")]

    def __str__(self) -> str:
        return f"{self.item}"[:200]


declare(
    Answer,
    personal=dict.fromkeys(("text", "chosen", "number", "why"), SAID),
    not_personal=("id", "workspace", "created_at", "sheet", "item"),
)
