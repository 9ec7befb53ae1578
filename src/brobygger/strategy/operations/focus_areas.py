"""Focus areas: what this library has chosen to push, each with one lead."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Team
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import within
from brobygger.strategy.models import FocusArea
from brobygger.strategy.operations.placing import place
from brobygger.strategy.operations.serving import refuse_served


class Facts(TypedDict, total=False):
    """What a focus area's own columns hold."""

    name: str
    about: str
    lead: Colleague | None
    team: Team | None
    position: int


@operation("strategy.focus_area.create")
def create(*, by: Actor, rooms: Iterable[str] = (), why: str = "", **facts: Unpack[Facts]) -> FocusArea:
    """A new focus area, last in the order where no position is given. ValidationError where the name is taken."""
    within(by, facts.get("lead"), facts.get("team"))
    _once(by, facts.get("name", ""))
    if "position" not in facts:
        last = FocusArea.objects.filter(workspace_id=by.workspace_id).order_by("-position").first()
        facts["position"] = last.position + 1 if last else 1
    made = history.create(FocusArea(workspace_id=by.workspace_id, **facts), by=by, why=why)
    place(rooms=rooms, focus_area=made, by=by, why=why)
    return made


@operation("strategy.focus_area.change")
def change(
    *,
    focus_area: FocusArea,
    by: Actor,
    rooms: Iterable[str] | None = None,
    why: str = "",
    **facts: Unpack[Facts],
) -> dict[str, tuple[Any, Any]]:
    """Change what is given; `rooms` None leaves them. Returns the changed columns, before and after."""
    within(by, focus_area, facts.get("lead"), facts.get("team"))
    if "name" in facts:
        _once(by, facts["name"], but=focus_area)
    changed = history.change(focus_area, by=by, why=why, **facts)
    if rooms is not None:
        place(rooms=rooms, focus_area=focus_area, by=by, why=why)
    return changed


@operation("strategy.focus_area.end")
def end(*, focus_area: FocusArea, by: Actor, on: date | None = None, why: str = "") -> None:
    """We no longer push it. It stays, grey, with its goals."""
    within(by, focus_area)
    history.change(focus_area, by=by, why=why, ended_on=on or timezone.localdate())


@operation("strategy.focus_area.reopen")
def reopen(*, focus_area: FocusArea, by: Actor, why: str = "") -> None:
    """We push it after all."""
    within(by, focus_area)
    history.change(focus_area, by=by, why=why, ended_on=None)


@operation("strategy.focus_area.delete")
def delete(*, focus_area: FocusArea, by: Actor, why: str = "") -> Batch:
    """Move to the bin; its goals stay, without a focus area. Refused while something serves it."""
    within(by, focus_area)
    refuse_served(focus_area)
    return history.delete(focus_area, by=by, why=why)


def _once(by: Actor, name: str, but: FocusArea | None = None) -> None:
    same = FocusArea.objects.filter(workspace_id=by.workspace_id, name__iexact=" ".join(name.split()))
    if same.exclude(pk=but.pk if but else 0).exists():
        raise ValidationError({"name": _("There is already a focus area with that name.")})
