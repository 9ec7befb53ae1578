"""Wishes: partners, or kinds of partners, that we miss."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import remove, within
from brobygger.strategy.models import Wish, WishValue
from brobygger.strategy.models.wishes import VALUES

# By the names of WishValue's columns: one value, or several.
Values = Mapping[str, Any]


@operation("strategy.wish.create")
def create(
    *,
    text: str,
    by: Actor,
    why: str = "",
    organisation: Organisation | None = None,
    values: Values | None = None,
) -> Wish:
    """Whom we miss, and `why`; `values` say where it belongs, e.g. {"room": "meeting", "theme": [a, b]}."""
    within(by, organisation)
    wished_by = by if isinstance(by, Colleague) else None
    made = history.create(
        Wish(
            workspace_id=by.workspace_id,
            text=text,
            why=why,
            organisation=organisation,
            wished_by=wished_by,
        ),
        by=by,
    )
    _value(made, values or {}, by=by)
    return made


@operation("strategy.wish.change")
def change(*, wish: Wish, by: Actor, values: Values | None = None, **fields: Any) -> None:
    """Change text, why or organisation; `values` None leaves them, otherwise they become exactly these."""
    within(by, wish, fields.get("organisation"))
    # The wish's own "why" is a column, and not the reason for the change.
    history.change(wish, by=by, also=fields)
    if values is not None:
        _value(wish, values, by=by)


@operation("strategy.wish.meet")
def meet(*, wish: Wish, organisation: Organisation, by: Actor, on: date | None = None, why: str = "") -> None:
    """We found them: the wish is met by this organisation."""
    within(by, wish, organisation)
    history.change(
        wish, by=by, why=why, organisation=organisation, met_on=on or timezone.localdate(), ended_on=None
    )


@operation("strategy.wish.give_up")
def give_up(*, wish: Wish, by: Actor, on: date | None = None, why: str = "") -> None:
    """We no longer look for them; the wish stays, grey."""
    within(by, wish)
    history.change(wish, by=by, why=why, ended_on=on or timezone.localdate())


@operation("strategy.wish.take_up")
def take_up(*, wish: Wish, by: Actor, why: str = "") -> None:
    """We look for them again."""
    within(by, wish)
    history.change(wish, by=by, why=why, ended_on=None, met_on=None)


def _value(wish: Wish, values: Values, *, by: Actor) -> None:
    wanted = {(name, _key(value)): value for name, given in values.items() for value in _several(given)}
    unknown = {name for name, _k in wanted} - set(VALUES)
    if unknown:
        raise TypeError(f"a wish has no {', '.join(sorted(unknown))}")
    within(by, *(value for value in wanted.values() if isinstance(value, models.Model)))
    present = {_said(row): row for row in wish.values.all()}
    for key, value in wanted.items():
        if key not in present:
            history.create(WishValue(workspace_id=by.workspace_id, wish=wish, **{key[0]: value}), by=by)
    remove((row for key, row in present.items() if key not in wanted), wish, by=by)


def _several(given: Any) -> Iterable[Any]:
    if given is None or given == "":
        return ()
    return (given,) if isinstance(given, (str, models.Model)) else given


def _key(value: Any) -> str:
    return str(value.pk if isinstance(value, models.Model) else value)


def _said(row: WishValue) -> tuple[str, str]:
    attname = {f.name: f.attname for f in row._meta.concrete_fields}
    name = next(name for name in VALUES if getattr(row, attname[name]) is not None)
    return name, str(getattr(row, attname[name]))
