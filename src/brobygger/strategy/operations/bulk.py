"""What is done to many records of the strategy at once: one operation, one batch, undone together."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.strategy.models import Offer, Room, Strength, Wish
from brobygger.strategy.operations.placing import lay
from brobygger.strategy.queries.nouns import KEYS


@operation("strategy.offers.set_strength")
def set_strength(*, offers: "QuerySet[Offer]", strength: str, by: Actor) -> Batch:
    """Say how strong these offers are."""
    label = str(Strength(strength).label) if strength else _("Not judged yet")
    with history.batch(by=by, kind="bulk", label=label) as batch:
        for offer in _own(offers, by):
            history.change(offer, by=by, strength=strength)
        return batch


@operation("strategy.placings.place")
def place_many(*, records: "QuerySet[Any]", rooms: Iterable[str], by: Actor) -> Batch:
    """Let all of these focus areas, goals or offers lie in exactly these rooms."""
    wanted = list(rooms)
    key = KEYS[records.model._meta.model_name]
    label = ", ".join(str(Room(room).label) for room in wanted) or _("Not placed")
    with history.batch(by=by, kind="bulk", label=label) as batch:
        for record in _own(records, by):
            _changed, gone = lay(key, record, wanted, by=by)
            for row in gone:
                history.delete(row, by=by)
        return batch


@operation("strategy.wishes.give_up")
def give_up(*, wishes: "QuerySet[Wish]", by: Actor, why: str = "") -> Batch:
    """We no longer look for any of these."""
    with history.batch(by=by, kind="bulk", label=_("Given up")) as batch:
        for wish in _own(wishes, by):
            history.change(wish, by=by, why=why, ended_on=wish.ended_on or timezone.localdate())
        return batch


def _own(records: "QuerySet[Any]", by: Actor) -> list[Any]:
    return list(records.filter(workspace_id=by.workspace_id).order_by("id"))
