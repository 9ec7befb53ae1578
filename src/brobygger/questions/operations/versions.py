"""Versions of a set, and the items in them. A version that was answered is copied, never changed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.questions.models import Item, ItemIdentity, QuestionSet, SetVersion
from brobygger.questions.operations.scope import unfrozen, within

WORDING = (
    "position", "kind", "text_da", "text_en", "help_da", "help_en", "options", "required", "asks_why", "least", "most",
)  # fmt: skip
CHOSEN = (Item.Kind.ONE, Item.Kind.MANY, Item.Kind.SCALE)


@operation("questions.version.copy")
def copy(*, version: SetVersion, by: Actor) -> SetVersion:
    """The next version of the set, worded as this one; every item keeps its identity."""
    within(by, version)
    QuestionSet.objects.select_for_update().get(pk=version.question_set_id)
    last = SetVersion.objects.filter(question_set=version.question_set_id).aggregate(n=Max("number"))["n"]
    made = SetVersion(workspace_id=by.workspace_id, question_set=version.question_set, number=(last or 0) + 1)
    history.create(made, by=by)
    for item in version.items.select_related("identity"):
        same = {name: getattr(item, name) for name in WORDING}
        row = Item(workspace_id=by.workspace_id, set_version=made, identity=item.identity, **same)
        history.create(row, by=by)
    return made


@operation("questions.item.add")
def add_item(
    *,
    version: SetVersion,
    text_da: str,
    by: Actor,
    kind: str = Item.Kind.TEXT,
    text_en: str = "",
    identity: ItemIdentity | None = None,
    **fields: Any,
) -> Item:
    """Put a question last; with `identity`, one that stood in an earlier version. Frozen where somebody has answered."""
    within(by, version, identity)
    unfrozen(version)
    if identity is None:
        identity = ItemIdentity(workspace_id=by.workspace_id, question_set=version.question_set)
        history.create(identity, by=by)
    last = version.items.aggregate(n=Max("position"))["n"] or 0
    fields = {"position": last + 1} | fields
    item = Item(
        workspace_id=by.workspace_id, set_version=version, identity=identity, kind=kind, text_da=text_da,
        text_en=text_en, **fields,
    )  # fmt: skip
    _check(item)
    return history.create(item, by=by)


@operation("questions.item.change")
def change_item(*, item: Item, by: Actor, why: str = "", **fields: Any) -> None:
    """Change the wording. Frozen where somebody has answered the version."""
    within(by, item)
    unfrozen(item.set_version)
    for name, value in fields.items():
        setattr(item, name, value)
    _check(item)
    item.refresh_from_db(fields=list(fields))
    history.change(item, by=by, why=why, **fields)


@operation("questions.item.compare")
def compare(*, item: Item, comparable: bool, why: str, by: Actor) -> None:
    """Say whether answers can be held against those to the version before, and why. Also of an answered version."""
    within(by, item)
    history.change(item, by=by, comparable=comparable, comparable_why=why)


@operation("questions.item.move")
def move_item(*, item: Item, position: int, by: Actor) -> None:
    """Put it in another place; the others close up."""
    within(by, item)
    unfrozen(item.set_version)
    others = [i for i in item.set_version.items.all() if i.pk != item.pk]
    others.insert(max(position, 1) - 1, item)
    for number, row in enumerate(others, start=1):
        if row.position != number:
            history.change(row, by=by, position=number)


@operation("questions.item.remove")
def remove_item(*, item: Item, by: Actor) -> Batch:
    """Take a question out of a version that nobody has answered. It stays in the others."""
    within(by, item)
    unfrozen(item.set_version)
    if item.set_version.rounds.filter(item=item).exists():
        raise ValidationError(_("A round asks this question. Let the round ask another first."))
    return history.delete(item, by=by)


def _check(item: Item) -> None:
    """What the kind of answer takes."""
    if item.kind in CHOSEN and len(item.options) < 2:
        raise ValidationError({"options": _("Write at least two choices.")})
    if item.least is not None and item.most is not None and item.least > item.most:
        raise ValidationError({"most": _("The highest number is below the lowest.")})
