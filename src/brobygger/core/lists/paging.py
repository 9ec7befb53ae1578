"""Pages by key: "the fifty after this row". Page 1,000 costs what page 1 costs, and rows written meanwhile shift nothing."""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from brobygger.core.lists.ordering import Segment


@dataclass(frozen=True)
class Place:
    """A row's place in an order: its segment, its value there, its id."""

    segment: int
    value: str
    pk: int

    def token(self) -> str:
        packed = json.dumps([self.segment, self.value, self.pk], separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, token: str) -> "Place | None":
        """The place a token names, or None for anything that is not one."""
        try:
            padded = token.encode() + b"=" * (-len(token) % 4)
            segment, value, pk = json.loads(base64.urlsafe_b64decode(padded))
        except (ValueError, TypeError, binascii.Error, RecursionError):
            return None
        if not (type(segment) is int and type(pk) is int and isinstance(value, str)):
            return None
        return (
            cls(segment, value, pk) if 0 <= segment < 100 and 0 <= pk < 2**63 and "\0" not in value else None
        )


@dataclass(frozen=True)
class Slice:
    """The rows of one page and the tokens of its neighbours ("" where there is none)."""

    rows: list[Any]
    previous: str = ""
    next: str = ""


def read_page(
    rows: "models.QuerySet[Any]", segments: Sequence[Segment], *, size: int, after: str = "", before: str = ""
) -> Slice:
    """One page. A token that means nothing here gives the first page."""
    if place := _place(rows, segments, before):
        turned = [Segment(s.where, s.field, not s.descending) for s in reversed(segments)]
        at = Place(len(segments) - 1 - place.segment, place.value, place.pk)
        found = _walk(rows, turned, size + 1, at)
        if len(found) >= size:
            ahead = [(row, len(segments) - 1 - number) for row, number in reversed(found[:size])]
            return _slice(ahead, segments, previous=len(found) > size, following=True)
        after = ""
    place = _place(rows, segments, after)
    found = _walk(rows, segments, size + 1, place)
    return _slice(found[:size], segments, previous=place is not None, following=len(found) > size)


def read_all(
    rows: "models.QuerySet[Any]", segments: Sequence[Segment], *, size: int = 500
) -> Iterator[list[Any]]:
    """Every row in the order, `size` at a time; memory stays bounded."""
    place: Place | None = None
    while found := _walk(rows, segments, size, place):
        yield [row for row, _ in found]
        if len(found) < size:
            return
        place = _place_of(found[-1], segments)


Found = list[tuple[Any, int]]


def _walk(rows: "models.QuerySet[Any]", segments: Sequence[Segment], size: int, at: Place | None) -> Found:
    found: Found = []
    for number, segment in enumerate(segments):
        if at and number < at.segment:
            continue
        part = rows.filter(segment.where)
        if at and number == at.segment:
            part = part.filter(_beyond(rows.model, segment, at))
        sign = "-" if segment.descending else ""
        names = ["id"] if segment.field == "id" else [segment.field, "id"]
        part = part.order_by(*(sign + name for name in names))
        found += [(row, number) for row in part[: size - len(found)]]
        if len(found) >= size:
            break
    return found


def _beyond(model: type[models.Model], segment: Segment, at: Place) -> Q:
    """Rows after `at`. Said so that one index range answers it: not before the value, and past the id where equal."""
    way = "lt" if segment.descending else "gt"
    past_id = Q(**{f"id__{way}": at.pk})
    if segment.field == "id":
        return past_id
    value = model._meta.get_field(segment.field).to_python(at.value)  # type: ignore[union-attr]
    return Q(**{f"{segment.field}__{way}e": value}) & (Q(**{f"{segment.field}__{way}": value}) | past_id)


def _place(rows: "models.QuerySet[Any]", segments: Sequence[Segment], token: str) -> Place | None:
    place = Place.read(token) if token else None
    if place is None or place.segment >= len(segments):
        return None
    try:
        _beyond(rows.model, segments[place.segment], place)
    except (ValidationError, ValueError, OverflowError):
        return None
    return place


def _place_of(found: tuple[Any, int], segments: Sequence[Segment]) -> Place:
    row, number = found
    value = getattr(row, segments[number].field)
    return Place(number, value if isinstance(value, str) else _text(value), row.pk)


def _text(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _slice(found: Found, segments: Sequence[Segment], *, previous: bool, following: bool) -> Slice:
    rows = [row for row, _ in found]
    if not found:
        return Slice(rows)
    first, last = found[0], found[-1]
    return Slice(
        rows,
        previous=_place_of(first, segments).token() if previous else "",
        next=_place_of(last, segments).token() if following else "",
    )
