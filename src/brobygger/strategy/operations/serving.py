"""Who and what serves our goals and focus areas."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import within
from brobygger.strategy.models import FocusArea, Goal, Offer, Serves

NAMED = 3


class Served(ValidationError):
    """Refused: `serving` are the open rows that serve what was to be deleted."""

    def __init__(self, message: str, serving: list[Serves]) -> None:
        super().__init__(message, code="served")
        self.serving = serving


@operation("strategy.serving.add")
def add(
    *,
    by: Actor,
    organisation: Organisation | None = None,
    offer: Offer | None = None,
    goal: Goal | None = None,
    focus_area: FocusArea | None = None,
    how: str = "",
    since: date | None = None,
    why: str = "",
) -> Serves:
    """An organisation or an offer serves a goal or a focus area. The same said twice gives the first row."""
    if (organisation is None) == (offer is None) or (goal is None) == (focus_area is None):
        raise TypeError("add() takes one of organisation and offer, and one of goal and focus_area")
    within(by, organisation, offer, goal, focus_area)
    between = {"organisation": organisation, "offer": offer, "goal": goal, "focus_area": focus_area}
    if found := Serves.objects.filter(ended_on=None, **between).first():
        return found
    row = Serves(workspace_id=by.workspace_id, how=how, since=since, **between)
    return history.create(row, by=by, why=why)


@operation("strategy.serving.end")
def end(*, serves: Serves, by: Actor, on: date | None = None, why: str = "") -> None:
    """It no longer serves it; the row stays, grey."""
    within(by, serves)
    history.change(serves, by=by, why=why, ended_on=on or timezone.localdate())


@operation("strategy.serving.move")
def move(
    *, by: Actor, to: Goal | FocusArea, goal: Goal | None = None, focus_area: FocusArea | None = None,
    why: str = "",
) -> int:  # fmt: skip
    """Let all that serves a goal (or focus area) today serve `to` instead; what does so already is ended here.

    Returns how many there were.
    """
    of = goal or focus_area
    if of is None or of == to:
        raise TypeError("move() takes a goal or a focus area, and another one to move to")
    within(by, of, to)
    key = {
        "goal": to if isinstance(to, Goal) else None,
        "focus_area": to if isinstance(to, FocusArea) else None,
    }
    rows = serving(of)
    for row in rows:
        between = {"organisation": row.organisation, "offer": row.offer, **key}
        if Serves.objects.filter(ended_on=None, **between).exists():
            history.change(row, by=by, why=why, ended_on=timezone.localdate())
        else:
            history.change(row, by=by, why=why, **key)
    return len(rows)


def serving(of: Goal | FocusArea) -> list[Serves]:
    """What serves it today, in the order it was said."""
    rows = of.served_by.filter(ended_on=None)
    return list(rows.select_related("organisation", "offer").order_by("id"))


def refuse_served(of: Goal | FocusArea) -> None:
    """Raise `Served`, naming who serves it, while anybody does."""
    rows = serving(of)
    if not rows:
        return
    names = ", ".join(str(row.organisation or row.offer) for row in rows[:NAMED])
    if more := len(rows) - NAMED if len(rows) > NAMED else 0:
        names = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
            "names": names,
            "n": more,
        }
    raise Served(
        _(
            "%(name)s cannot be deleted: it is served by %(names)s. End it instead, "
            "or let them serve something else first. Nothing was deleted."
        )
        % {"name": of, "names": names},
        rows,
    )
