"""Where in the library model something lies."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import remove, within
from brobygger.strategy.models import FocusArea, Goal, Offer, Placing, Room


@operation("strategy.placing.place")
def place(
    *,
    rooms: Iterable[str],
    by: Actor,
    focus_area: FocusArea | None = None,
    goal: Goal | None = None,
    offer: Offer | None = None,
    organisation: Organisation | None = None,
    why: str = "",
) -> bool:
    """Let exactly one thing lie in exactly these rooms; several are an overlap, none is "not placed".

    True where something changed.
    """
    things = {"focus_area": focus_area, "goal": goal, "offer": offer, "organisation": organisation}
    given = {name: thing for name, thing in things.items() if thing is not None}
    if len(given) != 1:
        raise TypeError("place() takes exactly one of focus_area, goal, offer, organisation")
    ((name, thing),) = given.items()
    within(by, thing)
    changed, gone = lay(name, thing, rooms, by=by, why=why)
    remove(gone, thing, by=by, why=why)
    return changed


def lay(
    name: str, thing: models.Model, rooms: Iterable[str], *, by: Actor, why: str = ""
) -> tuple[bool, list[Placing]]:
    """Write what is new; whether anything changes, and the rows that the caller is to take away."""
    wanted = {_room(room) for room in rooms}
    present = {row.room: row for row in Placing.objects.filter(**{name: thing})}
    for room in Room:
        if room in wanted and room not in present:
            row = Placing(workspace_id=by.workspace_id, room=room, **{name: thing})
            history.create(row, by=by, why=why)
    gone = [row for room, row in present.items() if room not in wanted]
    return bool(gone) or bool(wanted - set(present)), gone


def _room(value: str) -> Room:
    try:
        return Room(value)
    except ValueError:
        raise ValidationError({"rooms": _("There is no room called %(room)s.") % {"room": value}}) from None
