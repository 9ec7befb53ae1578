"""Reading a list by key: every order, both ways, empty values, equals, and tokens nobody made."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brobygger.core import history
from brobygger.core.lists import by, by_choice, by_nullable
from brobygger.core.lists.counting import Count, count_all
from brobygger.core.lists.paging import Place, read_all, read_page
from brobygger.network.models import Organisation

ORDERS = {
    "name": by("sort_key"),
    "contact": by_nullable("last_contact_on"),
    "level": by_choice("level", ["partnership", "cooperation", "network", "wished"], then="sort_key"),
}
LEVELS = ["partnership", "", "wished", "network", "cooperation"]


@pytest.fixture
def rows(staff: Any) -> Any:
    """Twenty-three organisations with equal names, dates and levels among them, and empty ones."""
    made = [Organisation(workspace=staff.workspace, name=f"Øst {i // 3:02}") for i in range(23)]
    history.bulk_create(made, by=staff)
    for i, o in enumerate(made):
        o.last_contact_on = None if i % 4 == 0 else date(2026, 1, 1) + timedelta(days=i % 5)
        o.level = LEVELS[i % 5]
    Organisation.objects.bulk_update(made, ["last_contact_on", "level"])
    return Organisation.objects.of(staff.workspace)


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 4, 7, 23, 50])
def test_walking_forth_and_back_meets_every_row_once(
    rows: Any, name: str, descending: bool, size: int
) -> None:
    order = ORDERS[name](descending)
    everything = [o.pk for chunk in read_all(rows, order, size=5) for o in chunk]
    assert sorted(everything) == sorted(rows.values_list("pk", flat=True))
    pages, token = [], ""
    while True:
        page = read_page(rows, order, size=size, after=token)
        pages.append(page)
        if not page.next:
            break
        token = page.next
    assert [o.pk for page in pages for o in page.rows] == everything
    assert not pages[0].previous
    for earlier, later in zip(reversed(pages[:-1]), reversed(pages[1:]), strict=True):
        back = read_page(rows, order, size=size, before=later.previous)
        assert [o.pk for o in back.rows] == [o.pk for o in earlier.rows]
        assert bool(back.previous) == bool(earlier.previous)


def test_empty_values_stand_last_both_ways(rows: Any) -> None:
    for descending in (False, True):
        [found] = read_all(rows, ORDERS["contact"](descending))
        dates = [o.last_contact_on for o in found]
        told = [d for d in dates if d]
        assert dates == sorted(told, reverse=descending) + [None] * (len(dates) - len(told))


def test_levels_stand_in_their_own_order(rows: Any) -> None:
    [found] = read_all(rows, ORDERS["level"](False))
    assert list(dict.fromkeys(o.level for o in found)) == [
        "partnership",
        "cooperation",
        "network",
        "wished",
        "",
    ]


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "%00",
        "WzAsMV0",
        "W10",
        "\0",
        Place(9, "a", 1).token(),
        Place(0, "no date", 1).token(),
        "é",
        "{" * 5000,
    ],
)
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_token_nobody_made_gives_the_first_page(rows: Any, token: str, way: str) -> None:
    order = ORDERS["contact"](False)
    page = read_page(rows, order, size=5, **{way: token})
    assert [o.pk for o in page.rows] == [o.pk for o in read_page(rows, order, size=5).rows]


def test_a_late_page_asks_for_no_offset(rows: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        first = read_page(rows, ORDERS["name"](False), size=5)
        read_page(rows, ORDERS["name"](False), size=5, after=first.next)
    assert len(queries) == 2
    assert not any("OFFSET" in q["sql"] for q in queries)


def test_counts_come_in_one_query_and_stop_at_the_cap(rows: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = count_all([(rows, 100), (rows, 10), (rows.none(), 10), (rows.filter(level="network"), 100)])
    assert found == [Count(23), Count(10, True), Count(0), Count(4)]
    assert len(queries) == 1
