"""The tray of the programme: what its events name as partners waits here until a person says what it is.

`fill` puts what was read into the tray, as often as one likes; `programme_suggestions` finds organisations named alike; `read` does
both and says how it went. Nothing is linked, changed or dropped by itself: `operations.programme` holds what people do.
"""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.utils import timezone

from brobygger.accounts.models import Colleague, System
from brobygger.core import history, outward
from brobygger.core.operations import Actor, operation
from brobygger.core.text import fold
from brobygger.network.exchange import programme_feed
from brobygger.network.exchange.programme_feed import Event, FeedRefused, Programme
from brobygger.network.exchange.programme_suggestions import suggest
from brobygger.network.models import EventFeed, EventPartner, PartnerName, ProgrammeEvent
from brobygger.records.operations import notify

log = logging.getLogger(__name__)
State, News = EventPartner.State, ProgrammeEvent.News
SECONDS = 20
# Events that ended before this are not asked for.
LOOK_BACK = timedelta(days=90)
FACTS = ("title", "from_date", "to_date", "branch", "series", "url", "cancelled")
# What an activity is made from; a change in these is news once the event was taken over.
TAKEN = ("title", "from_date", "to_date")


@dataclass
class Filled:
    """What a reading did to the tray."""

    events: int = 0
    with_partners: int = 0
    partners: int = 0
    new_events: int = 0
    changed_events: int = 0
    cancelled_events: int = 0
    new_partners: int = 0
    proposals: int = 0
    unread: int = 0


@operation("network.programme.fill")
def fill(*, programme: Programme, by: Actor) -> Filled:
    """Put the events that name partners into the tray; reading the same again changes nothing."""
    told = Filled(events=len(programme.events), unread=programme.unread.total())
    kept = _events(programme.events, by, told)
    names = {fold(p.name)[:200]: p for e in programme.events for p in e.partners}
    told.partners = len(names)
    here = PartnerName.objects.filter(workspace_id=by.workspace_id, match_key__in=list(names))
    partners = {p.match_key: p for p in here}
    fresh = [
        PartnerName(workspace_id=by.workspace_id, name=p.name, url=p.url)
        for key, p in names.items()
        if key not in partners
    ]
    history.bulk_create(fresh, by=by)
    told.new_partners = len(fresh)
    partners |= {p.match_key: p for p in fresh}
    _proposals(programme.events, kept, partners, by, told)
    return told


def _events(events: Sequence[Event], by: Actor, told: Filled) -> dict[str, ProgrammeEvent]:
    """The rows of these events by their id, new or brought up to date; an event without partners has none."""
    rows = ProgrammeEvent.objects.filter(workspace_id=by.workspace_id, external_id__in=[e.id for e in events])
    kept = {row.external_id: row for row in rows}
    repeated = _repeated(events)
    fresh = []
    for event in events:
        told.with_partners += bool(event.partners)
        facts = {name: getattr(event, name) for name in FACTS}
        facts["series"] = event.title if event.series in repeated else ""
        row = kept.get(event.id)
        if row is not None:
            _bring_up_to_date(row, facts, by, told)
        elif event.partners:
            fresh.append(ProgrammeEvent(workspace_id=by.workspace_id, external_id=event.id, **facts))
    history.bulk_create(fresh, by=by)
    told.new_events = len(fresh)
    return kept | {row.external_id: row for row in fresh}


def _repeated(events: Sequence[Event]) -> set[str]:
    """Series with more than one event: what is done in them is done inside a larger frame."""
    seen: dict[str, int] = {}
    for event in events:
        seen[event.series] = seen.get(event.series, 0) + 1
    return {series for series, number in seen.items() if series and number > 1}


def _bring_up_to_date(row: ProgrammeEvent, facts: dict[str, Any], by: Actor, told: Filled) -> None:
    was_cancelled = row.cancelled
    if row.series:  # An event that is read alone still belongs to its series.
        facts["series"] = facts["series"] or row.series
    changed = history.change(row, by=by, **facts)
    if not changed:
        return
    told.changed_events += 1
    told.cancelled_events += row.cancelled and not was_cancelled
    history.change(row, by=by, news=_news(row))
    if was_cancelled and not row.cancelled:
        for link in EventPartner.objects.filter(event=row, state=State.LEFT_OUT):
            history.change(link, by=by, state=State.WAITING)


def _news(row: ProgrammeEvent) -> str:
    """What the programme now says otherwise than the activity that was made from it."""
    if row.activity_id is None:
        return ""
    if row.cancelled:
        return News.CANCELLED
    return News.CHANGED if facts_of(row) != row.taken else ""


def facts_of(row: ProgrammeEvent) -> dict[str, str]:
    """What an activity takes from its event, as it is kept beside it."""
    return {name: str(value) if (value := getattr(row, name)) is not None else "" for name in TAKEN}


def _proposals(
    events: Sequence[Event],
    kept: dict[str, ProgrammeEvent],
    partners: dict[str, PartnerName],
    by: Actor,
    told: Filled,
) -> None:
    rows = EventPartner.objects.filter(event__in=[row.pk for row in kept.values()])
    known = {(row.event_id, row.partner_id): row for row in rows}
    named: set[tuple[int, int]] = set()
    fresh = []
    for event in events:
        for partner in event.partners:
            key = (kept[event.id].pk, partners[fold(partner.name)[:200]].pk)
            named.add(key)
            if key not in known:
                fresh.append(EventPartner(workspace_id=by.workspace_id, event_id=key[0], partner_id=key[1]))
    for key, row in known.items():
        if row.named != (key in named):
            history.change(row, by=by, named=key in named)
    # Their labels stand in the history: nothing is asked for them one by one.
    by_event, by_partner = {r.pk: r for r in kept.values()}, {p.pk: p for p in partners.values()}
    for link in fresh:
        link.event, link.partner = by_event[link.event_id], by_partner[link.partner_id]
    history.bulk_create(fresh, by=by)
    told.proposals = len(fresh)


def address_of(feed: EventFeed, today: date | None = None) -> str:
    """Where the programme is asked for: the library's address with the CMS's path and a first day, where they lack."""
    parts = urlsplit(feed.address)
    path = parts.path if parts.path.strip("/") else "/api/v1/events"
    asked = dict(parse_qsl(parts.query))
    start = (today or timezone.localdate()) - LOOK_BACK
    asked = {"_format": "json", "from_date": start.isoformat()} | asked
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(asked), ""))


def fetch(feed: EventFeed) -> bytes:
    """What the address answers. FeedRefused where it does not, or answers something else."""
    try:
        answer = outward.fetch(
            address_of(feed),
            headers={"Accept": "application/json"},
            limit=programme_feed.MAX_BYTES,
            seconds=SECONDS,
            allow=settings.EVENT_HOSTS,
        )
    except outward.Refused as refused:
        raise FeedRefused(refused.code) from refused
    if answer.status != 200:
        raise FeedRefused("status")
    if "html" in answer.headers.get("content-type", "").lower():
        raise FeedRefused("html")
    return answer.body


def read(
    feed: EventFeed, *, by: Actor, body: bytes | None = None, tell: Colleague | None = None
) -> Filled | None:
    """Read the programme (from its address, or this saved one) into the tray; None where it could not be read.

    How it went stays on the feed; earlier proposals stay whatever happens. `tell` gets a notice.
    """
    earlier = feed.outcome
    try:
        filled = fill(programme=programme_feed.parse(fetch(feed) if body is None else body), by=by)
    except FeedRefused as refused:
        _note(feed, refused.code)
        if tell is not None or earlier != refused.code:
            _tell(feed, tell, "programme.failed", code=refused.code)
        return None
    except Exception:
        log.exception("the programme of workspace %s could not be read", feed.workspace_id)
        _note(feed, "failed")
        raise
    suggest(feed.workspace_id)
    _note(feed, "read", asdict(filled))
    if tell is not None or filled.proposals or filled.changed_events:
        _tell(feed, tell, "programme.read", names=filled.new_partners, events=filled.new_events)
    return filled


def feed_of(by: Actor) -> EventFeed:
    """The workspace's feed; made, unset, where there is none."""
    set_by = by if isinstance(by, Colleague) else None
    return EventFeed.objects.get_or_create(workspace_id=by.workspace_id, defaults={"set_by": set_by})[0]


def _note(feed: EventFeed, outcome: str, found: dict[str, int] | None = None) -> None:
    now = timezone.now()
    feed.outcome, feed.tried_at, feed.reading_since = outcome, now, None
    if found is not None:
        feed.found, feed.read_at = found, now
    feed.save(update_fields=["outcome", "tried_at", "reading_since", "found", "read_at"])


def _tell(feed: EventFeed, who: Colleague | None, kind: str, **values: Any) -> None:
    colleague = who or feed.set_by
    if colleague is not None and colleague.state == Colleague.State.ACTIVE:
        path = f"/{colleague.workspace.slug}/" + (
            "programme/" if kind == "programme.read" else "settings/programme/"
        )
        notify(colleague=colleague, kind=kind, path=path, **values)


def system(feed: EventFeed) -> System:
    """Who writes when nobody pressed the button."""
    return System(feed.workspace)
