"""Offers: what the library has today, and how strong it is."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils import timezone

from brobygger.accounts.models import Team
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import within
from brobygger.strategy.models import Offer
from brobygger.strategy.operations.placing import place


class Facts(TypedDict, total=False):
    """What an offer's own columns hold."""

    name: str
    about: str
    strength: str
    team: Team | None


@operation("strategy.offer.create")
def create(*, by: Actor, rooms: Iterable[str] = (), why: str = "", **facts: Unpack[Facts]) -> Offer:
    """A new offer; the name is enough."""
    within(by, facts.get("team"))
    made = history.create(Offer(workspace_id=by.workspace_id, **facts), by=by, why=why)
    place(rooms=rooms, offer=made, by=by, why=why)
    return made


@operation("strategy.offer.change")
def change(
    *, offer: Offer, by: Actor, rooms: Iterable[str] | None = None, why: str = "", **facts: Unpack[Facts]
) -> dict[str, tuple[Any, Any]]:
    """Change what is given; `rooms` None leaves them. Returns the changed columns, before and after."""
    within(by, offer, facts.get("team"))
    changed = history.change(offer, by=by, why=why, **facts)
    if rooms is not None:
        place(rooms=rooms, offer=offer, by=by, why=why)
    return changed


@operation("strategy.offer.end")
def end(*, offer: Offer, by: Actor, on: date | None = None, why: str = "") -> None:
    """We no longer have it; it stays, grey."""
    within(by, offer)
    history.change(offer, by=by, why=why, ended_on=on or timezone.localdate())


@operation("strategy.offer.reopen")
def reopen(*, offer: Offer, by: Actor, why: str = "") -> None:
    """We have it again."""
    within(by, offer)
    history.change(offer, by=by, why=why, ended_on=None)


@operation("strategy.offer.delete")
def delete(*, offer: Offer, by: Actor, why: str = "") -> Batch:
    """Move to the bin, with what it served."""
    within(by, offer)
    return history.delete(offer, by=by, why=why)
