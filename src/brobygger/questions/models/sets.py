"""What is asked: a set of questions, its versions, and the items, which keep their identity from version to version."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import WorkspaceModel
from brobygger.core.fields import Line, SortKey, Text, refuse_cpr
from brobygger.core.personal import declare
from brobygger.core.text import sort_key


def item_key() -> str:
    """What an item is called in every version: eight letters that mean nothing."""
    return secrets.token_hex(4)


class QuestionSet(WorkspaceModel):
    """Questions that are asked together, once or again and again."""

    name = Line(_("Name"))
    sort_key = SortKey()
    # What it is for, in the words of the package that uses it: "strategy_week", "screening"; empty for general use.
    kind = models.CharField(max_length=30, blank=True, editable=False)
    ended_on = models.DateField(_("No longer used from"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "sort_key", "id"], name="question_set_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)

    @property
    def newest(self) -> "SetVersion":
        """The version that the next round asks."""
        return self.versions.order_by("-number")[0]


declare(QuestionSet, not_personal=("id", "workspace", "created_at", "name", "sort_key", "kind", "ended_on"))


class SetVersion(WorkspaceModel):
    """One wording of a set. From its first answer it stays as it is; to change it, copy it."""

    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Version"), default=1)
    frozen_at = models.DateTimeField(_("Answered for the first time"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_set", "number"], name="question_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_set} {self.number}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


declare(SetVersion, not_personal=("id", "workspace", "created_at", "question_set", "number", "frozen_at"))


class ItemIdentity(WorkspaceModel):
    """What stays the same of a question from version to version, so that rounds can be held against each other."""

    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="identities")
    key = models.CharField(max_length=40, default=item_key)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question_set", "key"], name="item_key_once")]

    def __str__(self) -> str:
        return self.key


declare(ItemIdentity, not_personal=("id", "workspace", "created_at", "question_set", "key"))


def check_options(value: Any) -> None:
    """A list of {"value", "da", "en"}; values differ, and no CPR number stands in a label."""
    if not isinstance(value, list) or not all(isinstance(o, dict) and o.get("value") for o in value):
        raise ValidationError(_("These are no choices."))
    values = [str(o["value"]) for o in value]
    if len(set(values)) < len(values):
        raise ValidationError(_("Two choices are the same."))
    for option in value:
        for text in option.values():
            refuse_cpr(text)


class Item(WorkspaceModel):
    """One question as it is worded in one version."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Open answer")
        ONE = "one", _("Choose one")
        MANY = "many", _("Choose several")
        DEGREE = "degree", _("Yes, partly, no, don't know")
        SCALE = "scale", _("Scale")
        NUMBER = "number", pgettext_lazy("kind of answer", "Number")

    set_version = models.ForeignKey(SetVersion, models.CASCADE, related_name="items")
    identity = models.ForeignKey(ItemIdentity, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("Kind of answer"), max_length=6, choices=Kind, default=Kind.TEXT)
    text_da = Line(_("Question in Danish"), max_length=400)
    text_en = Line(_("Question in English"), max_length=400, blank=True)
    help_da = Text(_("Help in Danish"), blank=True)
    help_en = Text(_("Help in English"), blank=True)
    options = models.JSONField(default=list, blank=True, validators=[check_options])
    required = models.BooleanField(_("Must be answered"), default=False)
    asks_why = models.BooleanField(_("Asks for the reason too"), default=False)
    least = models.DecimalField(_("Lowest number"), max_digits=14, decimal_places=4, null=True, blank=True)
    most = models.DecimalField(_("Highest number"), max_digits=14, decimal_places=4, null=True, blank=True)
    # Against the version before: a line through the rounds breaks where it is not.
    comparable = models.BooleanField(_("Can be compared with the version before"), default=True)
    comparable_why = Line(_("Why, or why not"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set_version", "identity"], name="item_once_in_version")
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text[:200]

    @property
    def text(self) -> str:
        """The question in the reader's language, in Danish where it was not translated."""
        return (self.text_en if get_language() == "en" else "") or self.text_da

    @property
    def help(self) -> str:
        return (self.help_en if get_language() == "en" else "") or (self.help_da or "")

    @property
    def is_counted(self) -> bool:
        """True where answers are counted by choice."""
        return self.kind not in (Item.Kind.TEXT, Item.Kind.NUMBER)

    def choices(self) -> list[tuple[str, str]]:
        """The choices in the reader's language, in their order."""
        if self.kind == Item.Kind.DEGREE:
            return [
                ("yes", str(_("Yes"))), ("partly", str(_("Partly"))), ("no", str(_("No"))),
                ("unknown", str(_("Don't know"))),
            ]  # fmt: skip
        english = get_language() == "en"
        return [
            (str(o["value"]), str((o.get("en") if english else "") or o.get("da") or o["value"]))
            for o in self.options
        ]


declare(
    Item,
    not_personal=(
        "id", "workspace", "created_at", "set_version", "identity", "position", "kind", "text_da", "text_en", "help_da",
        "help_en", "options", "required", "asks_why", "least", "most", "comparable", "comparable_why",
    ),
)  # fmt: skip
