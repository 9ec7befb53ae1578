"""What the parts of the network's interface have in common: records as they mention each other, versions, deletions."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Header
from pydantic import Field

from brobygger.accounts.api import ApiRequest, found_in, rows_of
from brobygger.core.api.problems import Refused
from brobygger.core.api.types import Asked, Day, Incoming, MomentAsked, Outgoing, Text40, Version, Why

Sector = Literal["", "public", "private", "civil"]
Level = Literal["", "wished", "network", "cooperation", "partnership"]
Strength = Literal["", "met", "some", "well"]
IfMatch = Annotated[
    Text40,
    Header(default="", alias="If-Match", description="Change it only while its `ETag` is this."),
]


class Versioned(Incoming):
    """A change that must not pass over somebody else's."""

    version: Version | None = Field(
        default=None, description="Change it only while its version is this; otherwise 409."
    )
    why: Why = ""


class End(Incoming):
    """When it ended, and perhaps why."""

    on: Day | None = Field(default=None, description="The last day; today where nothing is said.")
    why: Why = ""


class Dated(Outgoing):
    """A record that knows its version."""

    version: int = Field(description="Grows with each change.")


class ChangedSince(Asked):
    """A list that can be followed."""

    updated_since: MomentAsked | None = Field(default=None, description="Changed since this time.")
    sort: Literal["id", "name"] = "id"


def to_change[M: models.Model](
    request: ApiRequest, model: type[M], pk: int, *, version: int | None, if_match: str
) -> M:
    """The record, locked until the transaction ends. Refused where it is not at the version that was read."""
    rows: Any = rows_of(request, model).select_for_update(no_key=True)
    found: M = found_in(request, rows, pk)
    current: int = getattr(found, "version", 0)
    if version is not None and version != current:
        raise Refused(409, "changed", _changed(), version=current)
    tags = [tag.strip().removeprefix("W/") for tag in if_match.split(",")]
    if if_match and "*" not in tags and f'"{current}"' not in tags:
        raise Refused(412, "changed", _changed(), version=current)
    return found


def _changed() -> str:
    return _("Somebody else has changed it since you read it. Read it again and change that.")


def made(response: HttpResponse, path: str, pk: int, version: int | None = None) -> None:
    """Say where the new record is read, and its version."""
    response.headers["Location"] = f"/api/v1{path}/{pk}"
    if version is not None:
        tagged(response, version)


def tagged(response: HttpResponse, version: int) -> None:
    """Say the version in the header that `If-Match` asks for."""
    response.headers["ETag"] = f'"{version}"'


def unfit(at: str, message: str, code: str = "invalid") -> Refused:
    """422 about one field of the body."""
    return Refused(422, "invalid", errors=[(f"/body/{at}", code, message)])


def ordered(values: Iterable[Any]) -> list[Any]:
    """By name, as they are mentioned."""
    return sorted(values, key=lambda named: named.name)
