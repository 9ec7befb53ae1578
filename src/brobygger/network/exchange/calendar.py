"""A colleague's follow-ups as iCalendar (RFC 5545): whole days, which the calendars of municipalities show.

An entry's SEQUENCE and time stamp come from the history of its follow-up, so that the same content is the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from brobygger.accounts.models import Colleague
from brobygger.core.mail import absolute
from brobygger.core.models import HistoryEntry
from brobygger.network.models import FollowUp

CONTENT_TYPE = "text/calendar; charset=utf-8"
ZONE = "Europe/Copenhagen"
# What is done stays for so long, struck out, so that no calendar keeps it as open.
DONE_STAYS = timedelta(days=30)
MOST = 1000


@dataclass(frozen=True)
class Changes:
    """How often a follow-up was changed, and when last."""

    number: int
    last: datetime


def of_colleague(colleague: Colleague) -> bytes:
    """The calendar of what this colleague has promised: open, and done a short while ago."""
    since = timezone.localdate() - DONE_STAYS
    rows = FollowUp.objects.filter(workspace=colleague.workspace_id, owner=colleague)
    rows = rows.filter(Q(done_on=None) | Q(done_on__gte=since)).order_by("due_on", "id")
    title = _("Follow-ups, %(workspace)s") % {"workspace": colleague.workspace.name}
    return _calendar(list(rows.select_related("organisation", "person", "workspace")[:MOST]), title)


def of_one(follow_up: FollowUp) -> bytes:
    """One follow-up, to be put in a calendar by hand."""
    return _calendar([follow_up], "")


def _calendar(steps: Sequence[FollowUp], title: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Brobygger//Follow-ups//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-timezone", ZONE)
    if title:
        calendar.add("x-wr-calname", title)
        calendar.add("refresh-interval", timedelta(hours=4), parameters={"value": "DURATION"})
    changed = _changes(step.pk for step in steps)
    for step in steps:
        calendar.add_component(_event(step, changed.get(step.pk) or Changes(0, step.created_at)))
    written: bytes = calendar.to_ical()
    return written


def _event(step: FollowUp, changes: Changes) -> Event:
    event = Event()
    stamp = changes.last.astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{step.workspace.slug}-follow-up-{step.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", changes.number)
    event.add("dtstart", step.due_on)
    event.add("dtend", step.due_on + timedelta(days=1))
    event.add("summary", step.text)
    whom = ", ".join(str(record) for record in (step.person, step.organisation) if record)
    address = absolute(reverse("network:follow_up", args=[step.workspace.slug, step.pk]))
    event.add("description", "\n".join(filter(None, [whom, address])))
    event.add("url", address)
    event.add("status", "CANCELLED" if step.done_on else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    return event


def _changes(ids: Iterable[int]) -> dict[int, Changes]:
    rows = HistoryEntry.objects.filter(model=FollowUp._meta.label_lower, object_id__in=list(ids))
    counted = rows.order_by().values("object_id").annotate(n=Count("id"), last=Max("at"))
    return {row["object_id"]: Changes(row["n"] - 1, row["last"]) for row in counted}
