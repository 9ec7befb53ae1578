"""Reads the programme of events that a library's website publishes: the national library CMS's `GET /api/v1/events`.

The CMS gives a list of events with `uuid`, `title`, `url`, `state`, `date_time.start/end`, `branches[]`, `partners[]` and
`series`. Other systems and older files write some of it otherwise; see docs/exchange.md for the shapes that are read.
Nothing here writes or asks the network.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.core.outward import MESSAGES as NOT_REACHED
from brobygger.core.text import MASK, find_cpr, fold, mask_cpr

MAX_BYTES = 5_000_000
MAX_EVENTS = 5000
MAX_PARTNERS = 40
ZONE = ZoneInfo("Europe/Copenhagen")
REFUSALS: dict[str, str | Promise] = {
    **NOT_REACHED,
    "html": _("The address answers with a web page, not with a programme. Is it the right address?"),
    "not_json": _("What came is no programme: it cannot be read as JSON."),
    "shape": _("What came is JSON, but no list of events with titles and dates."),
    "status": _("The library's website answers with an error. Nothing came."),
    "too_many": _("The programme has more than 5,000 events. Ask for a shorter period."),
    "large": _("The programme is larger than 5 MB. Ask for a shorter period."),
    "failed": _("The programme could not be read because of a fault here. It has been noted in the log."),
}
CANCELLED = frozenset({"cancelled", "canceled", "aflyst", "eventcancelled"})
_TAG = re.compile(r"<[^>]{0,200}>")
_LISTS = ("events", "data", "items", "results")


class FeedRefused(Exception):
    """The whole programme cannot be read; `code` is a key of `REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Partner:
    name: str
    url: str = ""


@dataclass(frozen=True)
class Event:
    """One event as the programme tells it, tidied: no markup, no CPR number, no text too long to keep."""

    id: str
    title: str
    from_date: date
    to_date: date | None = None
    branch: str = ""
    series: str = ""
    url: str = ""
    cancelled: bool = False
    partners: tuple[Partner, ...] = ()


@dataclass
class Programme:
    """The events that could be read, and how many could not, by reason."""

    events: list[Event] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


def parse(body: bytes) -> Programme:
    """The events in an answer or a saved file. FeedRefused where it is no programme."""
    if len(body) > MAX_BYTES:
        raise FeedRefused("large")
    text = body.decode("utf-8-sig", "replace").strip()
    if text[:1] == "<":
        raise FeedRefused("html")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise FeedRefused("not_json") from None
    rows = _rows(data)
    if len(rows) > MAX_EVENTS:
        raise FeedRefused("too_many")
    found = Programme()
    seen: set[str] = set()
    for row in rows:
        event = _event(row, found.unread)
        if event is not None and event.id not in seen:
            seen.add(event.id)
            found.events.append(event)
    if rows and not found.events:
        raise FeedRefused("shape")
    return found


def _rows(data: Any) -> list[Any]:
    """The list of events: the answer itself, or below a usual name."""
    if isinstance(data, dict):
        data = next((data[name] for name in _LISTS if isinstance(data.get(name), list)), None)
    if not isinstance(data, list):
        raise FeedRefused("shape")
    return data


def _event(row: Any, unread: Counter[str]) -> Event | None:
    if not isinstance(row, dict):
        unread["shape"] += 1
        return None
    key = _text(row.get("uuid") or row.get("id") or row.get("nid"), 100)
    title = _text(row.get("title") or row.get("name"), 200)
    start, end = _dates(row)
    reason = "id" if not key or MASK in key else "title" if not title else "date" if start is None else ""
    if reason or start is None:
        unread[reason] += 1
        return None
    return Event(
        id=key,
        title=title,
        from_date=start,
        to_date=end if end and end > start else None,
        branch=_text(
            ", ".join(filter(None, map(_name, _many(row.get("branches") or row.get("branch"))))), 200
        ),
        series=_series(row.get("series")),
        url=_url(row.get("url") or row.get("link")),
        cancelled=_state(row.get("state", row.get("status"))) in CANCELLED,
        partners=tuple(_partners(row.get("partners") or row.get("partner"))),
    )


def _dates(row: dict[str, Any]) -> tuple[date | None, date | None]:
    """First and last day here in Denmark; an end at midnight is the day before."""
    when = row.get("date_time") or row.get("dateTime") or row.get("date") or row
    if isinstance(when, list):
        when = when[0] if when else {}
    if isinstance(when, str):
        return _day(when), None
    if not isinstance(when, dict):
        return None, None
    start = (
        when.get("start")
        or when.get("from")
        or when.get("start_date")
        or when.get("startDate")
        or when.get("value")
    )
    end = (
        when.get("end")
        or when.get("to")
        or when.get("end_date")
        or when.get("endDate")
        or when.get("end_value")
    )
    return _day(start), _day(end, ends=True)


def _day(value: Any, *, ends: bool = False) -> date | None:
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    if not 2000 <= moment.year <= 2100:
        return None
    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    if ends and "T" in str(value) and local.time() == time.min:
        local -= timedelta(days=1)
    return local.date()


def _state(value: Any) -> str:
    """The event's state in one word: "Cancelled", or an object that holds it."""
    if isinstance(value, dict):
        value = value.get("status") or value.get("state") or value.get("name") or value.get("value")
    return str(value or "").strip().lower().replace(" ", "")


def _series(value: Any) -> str:
    """What the series is called; the CMS gives its id alone, which still tells that there is one."""
    if isinstance(value, dict):
        return _text(value.get("title") or value.get("name") or value.get("label") or value.get("uuid"), 200)
    return _text(value, 200)


def _partners(value: Any) -> Iterable[Partner]:
    """Each partner once, however it is written: a name, several in one text, or an object with name and link."""
    seen: set[str] = set()
    for one in _many(value):
        names = re.split(r"\s*[;|\n]\s*", one) if isinstance(one, str) else [_name(one)]
        link = _url(one.get("url") or one.get("link") or one.get("website")) if isinstance(one, dict) else ""
        for name in (_text(said, 200) for said in names):
            key = fold(name)
            if key and key not in seen and MASK not in name and len(seen) < MAX_PARTNERS:
                seen.add(key)
                yield Partner(name, link)


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("label")
    return str(value) if isinstance(value, str | int) else ""


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _text(value: Any, length: int) -> str:
    """One line without markup and without a CPR number."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    plain = html.unescape(_TAG.sub(" ", str(value)[:5000]))
    return mask_cpr(" ".join("".join(c for c in plain if c.isprintable() or c.isspace()).split()))[
        :length
    ].strip()


def _url(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    fits = text.startswith(("https://", "http://")) and len(text) <= 500 and " " not in text
    return text if fits and text.isprintable() and not find_cpr(text) else ""
