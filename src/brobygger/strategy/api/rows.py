"""What the parts of the strategy's interface have in common: rooms, numbers, lists of what ends."""

from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from brobygger.core.api.types import YesNoAsked, checked
from brobygger.network.api.rows import ChangedSince
from brobygger.strategy.filters import in_rooms

Room = Literal["inspiration", "learning", "meeting", "performative"]
Rooms = Annotated[
    list[Room], Field(max_length=4, description="Exactly these; several are an overlap, none is not placed.")
]


def _amount(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise PydanticCustomError("amount", "{said}", {"said": _("This must be a number.")})
    return Decimal(str(value))


# As a number in JSON; how many digits there may be is the column's to say.
Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "number"})]
Name120 = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(checked)]
Name160 = Annotated[str, StringConstraints(min_length=1, max_length=160), AfterValidator(checked)]


class Running(ChangedSince):
    """A list of what lies in rooms, and ends."""

    room: Room | None = None
    ended: YesNoAsked | None = None


def narrowed(rows: "QuerySet[Any]", asked: Any, *names: str) -> "QuerySet[Any]":
    """The rows with what was asked of the columns `names`, ended or not."""
    for name in names:
        if (value := getattr(asked, name)) is not None:
            rows = rows.filter(**{name: value})
    if asked.ended is not None:
        rows = rows.filter(ended_on__isnull=not asked.ended)
    return rows


def running(rows: "QuerySet[Any]", key: str, asked: Running, *names: str) -> "QuerySet[Any]":
    """`narrowed`, and by room (`key` is what a placing calls them) and last change."""
    if asked.updated_since:
        rows = rows.filter(updated_at__gte=asked.updated_since)
    return in_rooms(narrowed(rows, asked, *names), key, [asked.room] if asked.room else [])
