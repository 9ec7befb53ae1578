"""Values as they come in and go out: every text is checked for CPR numbers and for signs no text holds."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.db import models
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from brobygger.core.fields import cpr_refusal
from brobygger.core.text import find_cpr

MOST = 2**63 - 1
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGITS = re.compile(r"[0-9]{1,19}")


def checked(value: str) -> str:
    """The text without space around it. A value error where it holds a CPR number or signs no text has."""
    if _NO_TEXT.search(value):
        raise PydanticCustomError(
            "bad_character", "{said}", {"said": _("This holds signs that are no text.")}
        )
    if find_cpr(value):
        raise PydanticCustomError("cpr_number", "{said}", {"said": cpr_refusal().messages[0]})
    return value.strip()


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("day", "{said}", {"said": _("This must be a day such as 2026-03-06.")})


def _moment(value: Any) -> Any:
    try:
        moment = datetime.fromisoformat(value.replace("z", "Z"))
        if "T" not in value.upper() or moment.tzinfo is None or not 1900 < moment.year < 2200:
            raise ValueError
    except (ValueError, AttributeError, OverflowError):
        raise PydanticCustomError(
            "moment", "{said}", {"said": _("This must be a time such as 2026-03-06T12:00:00Z.")}
        ) from None
    return moment.astimezone(UTC)


def _number(value: Any) -> Any:
    """A number in an address: digits alone. Python would take "1_0" and " 5" too."""
    if isinstance(value, str):
        return int(value) if _DIGITS.fullmatch(value) else value.strip() + "!"
    return value


def _yes_no(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value if isinstance(value, bool) else 2)


Text10 = Annotated[str, StringConstraints(max_length=10), AfterValidator(checked)]
Text40 = Annotated[str, StringConstraints(max_length=40), AfterValidator(checked)]
Text80 = Annotated[str, StringConstraints(max_length=80), AfterValidator(checked)]
Text200 = Annotated[str, StringConstraints(max_length=200), AfterValidator(checked)]
Text300 = Annotated[str, StringConstraints(max_length=300), AfterValidator(checked)]
LongText = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(checked)]
Name40 = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(checked)]
Name80 = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(checked)]
Name200 = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(checked)]
Name300 = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(checked)]
Day = Annotated[date, BeforeValidator(_day), Field(examples=["2026-03-06"])]
# In a body, and in an address.
Id = Annotated[int, Field(strict=True, ge=1, le=MOST)]
IdAsked = Annotated[int, BeforeValidator(_number), Field(ge=1, le=MOST)]
Ids = Annotated[list[Id], Field(max_length=200)]
DayAsked = Annotated[date, BeforeValidator(_day)]
MomentAsked = Annotated[datetime, BeforeValidator(_moment)]
YesNoAsked = Annotated[bool, BeforeValidator(_yes_no)]
LimitAsked = Annotated[int, BeforeValidator(_number), Field(ge=1, le=200)]
YesNo = Annotated[bool, Field(strict=True)]
Version = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Why = Annotated[Text300, Field(description="Why: kept in the history.", examples=["Said on the telephone"])]


class Incoming(BaseModel):
    """A body: what is not described is refused, so that a misspelt field is never lost in silence."""

    model_config = ConfigDict(extra="forbid")

    def given(self, *left_out: str) -> dict[str, Any]:
        """What was sent, by field."""
        return {name: getattr(self, name) for name in self.model_fields_set if name not in left_out}


class Reason(Incoming):
    """A body that holds nothing but why."""

    why: Why = ""


class Outgoing(BaseModel):
    """An answer."""


class Named(Outgoing):
    """A record by id and name, where another record mentions it."""

    id: int
    name: str


class Asked(BaseModel):
    """How much of a list: a page and where it begins."""

    limit: LimitAsked = Field(default=50, description="How many at most.")
    after: Text300 = Field(default="", description="Where the page before ended: from its `next`.")


# The default of a field that, in a change, means "not sent".
UNSENT: Any = None


def named(record: models.Model) -> Named:
    """A record as it is mentioned."""
    return Named(id=record.pk, name=str(record)[:300])


def named_or_none(record: models.Model | None) -> Named | None:
    """A record as it is mentioned; None for none."""
    return None if record is None else named(record)


def word(value: str) -> Any:
    """A word from a column with fixed choices; the answer's own type checks it."""
    return value
