"""One's follow-ups in one's own calendar: a secret address, whole days, and nothing for those who have left."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from brobygger.accounts.models import Colleague
from brobygger.core.models import HistoryEntry
from brobygger.network.models import CalendarAddress, FollowUp, Organisation
from brobygger.network.operations import follow_ups
from brobygger.network.operations.calendar import close_address, open_address

PAGE = "/fjordby/follow-ups/calendar/"


@pytest.fixture
def promised(staff: Any) -> FollowUp:
    place = Organisation.objects.create(workspace=staff.workspace, name="Søvang Skole")
    return follow_ups.add(
        text="Ring om lektiecaféen; husk, det er ø",
        owner=staff,
        due_on=date(2026, 12, 31),
        organisation=place,
        by=staff,
    )


def fetched(token: str, **headers: str) -> Any:
    return Client(headers=headers).get(f"/calendar/{token}.ics")


def events(token: str) -> list[Any]:
    return list(Calendar.from_ical(fetched(token).content).walk("VEVENT"))


def test_a_calendar_gets_whole_days(staff: Any, promised: FollowUp, leader: Any) -> None:
    follow_ups.add(text="Lederens egen", owner=leader, due_on=date(2026, 12, 1), by=leader)
    token = open_address(by=staff)
    answer = fetched(token)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(token)
    assert event.decoded("dtstart") == date(2026, 12, 31)
    assert event.decoded("dtend") == date(2027, 1, 1)
    assert str(event["summary"]) == promised.text
    assert "Søvang Skole" in event["description"]
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert b"X-WR-TIMEZONE:Europe/Copenhagen" in answer.content


def test_the_same_follow_up_keeps_its_name_and_counts_its_changes(staff: Any, promised: FollowUp) -> None:
    token = open_address(by=staff)
    (before,) = events(token)
    follow_ups.move(follow_up=promised, due_on=date(2027, 1, 4), by=staff)
    (after,) = events(token)
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert after.decoded("dtstart") == date(2027, 1, 4)
    follow_ups.done(follow_up=promised, by=staff)
    assert events(token)[0]["status"] == "CANCELLED"
    FollowUp.objects.update(done_on=timezone.localdate() - timedelta(days=31))
    assert events(token) == []


def test_what_has_not_changed_is_not_sent_again(staff: Any, promised: FollowUp) -> None:
    token = open_address(by=staff)
    etag = fetched(token).headers["ETag"]
    assert fetched(token, If_None_Match=etag).status_code == 304
    follow_ups.move(follow_up=promised, due_on=date(2027, 1, 4), by=staff)
    assert fetched(token, If_None_Match=etag).status_code == 200


def test_an_address_ends_when_it_is_renewed_withdrawn_or_its_owner_leaves(
    staff: Any, promised: FollowUp
) -> None:
    first = open_address(by=staff)
    second = open_address(by=staff)
    assert (fetched(first).status_code, fetched(second).status_code) == (404, 200)
    close_address(by=staff)
    assert fetched(second).status_code == 404
    third = open_address(by=staff)
    Colleague.objects.filter(pk=staff.pk).update(state=Colleague.State.LEFT)
    assert fetched(third).status_code == 404
    assert fetched("noget-andet").status_code == 404


def test_the_secret_is_not_kept(staff: Any) -> None:
    token = open_address(by=staff)
    kept = str(list(CalendarAddress.objects.values())) + str(list(HistoryEntry.objects.values()))
    assert token not in kept
    assert CalendarAddress.objects.get().secret not in str(list(HistoryEntry.objects.values()))


def test_the_page_shows_the_address_once(reader: Any, client_of: Callable[..., Any]) -> None:
    client = client_of(reader)
    assert "Lav en adresse" in client.get(PAGE).content.decode()
    shown = client.post(PAGE, {"action": "new"}, follow=True).content.decode()
    address = shown.partition('id="calendar-address" value="')[2].partition('"')[0]
    assert Client().get(urlsplit(address).path).status_code == 200
    again = client.get(PAGE).content.decode()
    assert address not in again
    assert "Lav en ny adresse" in again
    client.post(PAGE, {"action": "close"})
    assert not CalendarAddress.objects.filter(withdrawn_at=None).exists()


def test_one_follow_up_is_a_file(staff: Any, promised: FollowUp, client_of: Callable[..., Any]) -> None:
    url = f"/fjordby/follow-ups/{promised.pk}/follow-up.ics"
    answer = client_of(staff).get(url)
    assert "ring-om-lektiecafeen" in answer.headers["Content-Disposition"]
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
    assert url in client_of(staff).get(f"/fjordby/follow-ups/{promised.pk}/").content.decode()
