"""The shapes in which a programme of events comes."""

import json
from datetime import date
from typing import Any

import pytest

from brobygger.network.exchange.programme_feed import Event, FeedRefused, Partner, parse

PLAIN = {"uuid": "1", "title": "Lektiecafé", "date_time": {"start": "2026-09-03T15:00:00+02:00"}}


def one(**changes: Any) -> Event:
    (event,) = parse(json.dumps([PLAIN | changes]).encode()).events
    return event


@pytest.mark.parametrize(
    "partners",
    [
        ["3F", "Røde Kors"],
        [{"name": "3F"}, {"title": "Røde  Kors"}],
        "3F; Røde Kors",
        ["3F | Røde Kors", "3f"],
        [{"label": "<b>3F</b>"}, {"name": "R&oslash;de Kors"}],
        ["3F", None, "", 7.5, {"name": None}, "Røde Kors", "010203-1234"],
    ],
)
def test_partners_are_read_however_they_are_written(partners: Any) -> None:
    assert [p.name for p in one(partners=partners).partners] == ["3F", "Røde Kors"]


def test_a_partner_may_have_a_link_that_can_be_opened() -> None:
    told = [{"name": "3F", "url": "https://3f.example/"}, {"name": "FO", "link": "javascript:alert(1)"}]
    assert one(partners=told).partners == (Partner("3F", "https://3f.example/"), Partner("FO"))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (
            {"date_time": {"start": "2026-09-03T23:30:00Z", "end": "2026-09-04T01:00:00Z"}},
            (date(2026, 9, 4), None),
        ),
        ({"date_time": {"start": "2026-09-03", "end": "2026-09-05"}}, (date(2026, 9, 3), date(2026, 9, 5))),
        (
            {"date_time": {"start": "2026-09-03T00:00:00", "end": "2026-09-05T00:00:00"}},
            (date(2026, 9, 3), date(2026, 9, 4)),
        ),
        ({"date_time": None, "date": "2026-09-03"}, (date(2026, 9, 3), None)),
        (
            {"date_time": [{"value": "2026-09-03T10:00:00", "end_value": "2026-09-03T12:00:00"}]},
            (date(2026, 9, 3), None),
        ),
        ({"date_time": None, "start_date": "2026-09-03", "end_date": "2026-09-01"}, (date(2026, 9, 3), None)),
    ],
)
def test_days_are_those_of_denmark(when: dict[str, Any], expected: tuple[date, date | None]) -> None:
    event = one(**when)
    assert (event.from_date, event.to_date) == expected


@pytest.mark.parametrize("state", ["Cancelled", "cancelled", {"status": "Cancelled"}, "Aflyst"])
def test_cancelled_is_understood(state: Any) -> None:
    assert one(state=state).cancelled
    assert not one(state="SoldOut").cancelled


@pytest.mark.parametrize("name", ["events", "data", "items", "results"])
def test_the_list_may_lie_below_a_name(name: str) -> None:
    assert len(parse(json.dumps({name: [PLAIN]}).encode()).events) == 1


def test_an_event_that_cannot_be_read_is_counted() -> None:
    rows = [
        PLAIN,
        PLAIN,
        {"uuid": "2", "title": "Uden dato"},
        {"uuid": "3", "date_time": {"start": "2026-09-03"}},
        4,
    ]
    found = parse(json.dumps(rows).encode())
    assert len(found.events) == 1, "the same event twice is one"
    assert found.unread == {"date": 1, "title": 1, "shape": 1}
    assert parse(b"[]").events == []


def test_no_cpr_number_and_no_markup_comes_in() -> None:
    event = one(title="Møde om 010203-1234 &amp; <script>x</script>", url="https://a.example/010203-1234")
    assert "010203" not in event.title
    assert "<" not in event.title
    assert event.url == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"  <html>", "html"), (b"\xff\xfe\x00", "not_json"), (b"3", "shape"), (b'[{"a": 1}]', "shape")],
)
def test_what_is_no_programme_says_why(body: bytes, code: str) -> None:
    with pytest.raises(FeedRefused) as refused:
        parse(body)
    assert refused.value.code == code
