"""What we need, and who met it."""

from datetime import date
from typing import Any

from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import within
from brobygger.strategy.models import Goal, Need


@operation("strategy.need.create")
def create(*, text: str, kind: str, by: Actor, goal: Goal | None = None, why: str = "") -> Need:
    """Something we lack, of a kind, perhaps for a goal."""
    within(by, goal)
    noted_by = by if isinstance(by, Colleague) else None
    row = Need(workspace_id=by.workspace_id, text=text, kind=kind, goal=goal, noted_by=noted_by)
    return history.create(row, by=by, why=why)


@operation("strategy.need.change")
def change(*, need: Need, by: Actor, why: str = "", **fields: Any) -> None:
    """Say it better."""
    within(by, need, fields.get("goal"))
    history.change(need, by=by, why=why, **fields)


@operation("strategy.need.meet")
def meet(*, need: Need, organisation: Organisation, by: Actor, on: date | None = None, why: str = "") -> None:
    """This organisation brings it."""
    within(by, need, organisation)
    history.change(
        need, by=by, why=why, organisation=organisation, met_on=on or timezone.localdate(), ended_on=None
    )


@operation("strategy.need.give_up")
def give_up(*, need: Need, by: Actor, why: str = "") -> None:
    """We do without; the need stays, grey."""
    within(by, need)
    history.change(need, by=by, why=why, ended_on=timezone.localdate())


@operation("strategy.need.take_up")
def take_up(*, need: Need, by: Actor, why: str = "") -> None:
    """We need it after all."""
    within(by, need)
    history.change(need, by=by, why=why, ended_on=None, met_on=None, organisation=None)
