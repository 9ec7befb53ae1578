"""The lists of the network as their readers meet them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.network.models import (
    Affiliation,
    FollowUp,
    Organisation,
    OrganisationTheme,
    Person,
    Theme,
    Tie,
)
from brobygger.records.models import SavedView

PAGES = ("organisations", "people", "colleagues", "contacts", "activities", "follow-ups")
LIST = "/fjordby/organisations/"


def organisations(by: Any, count: int, **fields: Any) -> list[Organisation]:
    made = [Organisation(workspace=by.workspace, name=f"Forening {i:03}", **fields) for i in range(count)]
    history.bulk_create(made, by=by)
    return made


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


@pytest.fixture
def client(staff: Any, client_of: Callable[..., Any]) -> Any:
    return client_of(staff)


@pytest.mark.parametrize("name", PAGES)
def test_every_list_opens_empty(name: str, client: Any) -> None:
    assert client.get(f"/fjordby/{name}/").status_code == 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        "after=x&before=y&at=-1&sort=nothing&cols=what&panel=nowhere&view=abc&format=pdf",
        "after=%00&q=%00&town=%00&cols=%00",
        "level=none&level=%F0%9F%98%80&theme=abc&theme=99999999999999999999&known_by=1;DROP&municipality=x",
        "since=31-02-2026&until=2026&mine=maybe&state=unknown&owner=x&view=99999999999999999999999",
        "sort=-contact&at=99999999999999999999&chosen=all&panel=filters",
        "q=" + quote("'\"%_\\<script>") + "&panel=save",
        "q=" + "a" * 3000,
    ],
)
def test_no_address_breaks_a_list(name: str, query: str, client: Any, staff: Any) -> None:
    organisations(staff, 2)
    assert client.get(f"/fjordby/{name}/?{query}").status_code == 200


def test_paging_walks_all_and_says_where(client: Any, staff: Any) -> None:
    organisations(staff, 120)
    first = text(client.get(LIST))
    assert "Forening 049" in first
    assert "Forening 050" not in first
    assert "1–50 af 120" in first
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = text(client.get(LIST + address))
    assert "51–100 af 120" in second
    assert "Forening 099" in second


def test_search_finds_part_of_a_name_and_says_what_is_hidden(client: Any, staff: Any) -> None:
    organisations(staff, 3)
    history.create(Organisation(workspace=staff.workspace, name="Åby Teater"), by=staff)
    page = text(client.get(LIST + "?q=aaby"))
    assert "Åby Teater" in page
    assert "Forening 001" not in page
    assert "3 skjult af filtre" in page


def test_htmx_gets_the_rows_alone(client_of: Any, staff: Any) -> None:
    organisations(staff, 2)
    part = client_of(staff, htmx=True).get(LIST + "?q=001", headers={"HX-Target": "div#list-results"})
    assert "<html" not in text(part)
    assert 'id="list-results"' in text(part)
    assert 'hx-swap-oob="true"' in text(part)


def test_filters_are_chips_that_can_be_removed(client: Any, staff: Any) -> None:
    organisations(staff, 2, sector="civil")
    page = text(client.get(LIST + "?sector=civil&town=Fjordby"))
    assert "Sektor: Civilsamfund" in page
    assert "?sector=civil" in page
    assert "?town=Fjordby" in page


def test_known_by_counts_who_knows_somebody_in_it(client: Any, staff: Any, leader: Any) -> None:
    one, two = organisations(staff, 2)
    oda = history.create(Person(workspace=staff.workspace, name="Oda"), by=staff)
    history.create(Affiliation(workspace=staff.workspace, person=oda, organisation=one), by=staff)
    history.create(Tie(workspace=staff.workspace, colleague=leader, person=oda, strength="well"), by=staff)
    assert "Kun Birgit" in text(client.get(LIST))
    history.create(
        Tie(workspace=staff.workspace, colleague=staff, organisation=one, strength="met"), by=staff
    )
    assert "Birgit og Ali" in text(client.get(LIST))
    assert one.name in text(client.get(LIST + "?mine=on"))
    assert two.name not in text(client.get(LIST + "?mine=on"))
    assert two.name in text(client.get(LIST + "?nobody=on"))
    assert one.name not in text(client.get(LIST + "?one=on"))


def test_the_next_step_is_the_first_that_is_open(client: Any, staff: Any) -> None:
    [one] = organisations(staff, 1)
    today = timezone.localdate()
    for label, days, done in (("Senere", 9, None), ("Program", 2, None), ("Klaret", 1, today)):
        row = FollowUp(
            workspace=staff.workspace,
            organisation=one,
            owner=staff,
            text=label,
            due_on=today + timedelta(days=days),
            done_on=done,
        )
        history.create(row, by=staff)
    page = text(client.get(LIST))
    assert "Program, " in page
    assert "Senere, " not in page


@pytest.mark.parametrize("name", PAGES)
def test_queries_do_not_grow_with_rows(name: str, client: Any, staff: Any) -> None:
    columns = "".join(f"&cols={c}" for c in ("types", "themes", "municipality", "known_by", "next", "about"))

    def count() -> int:
        client.get(f"/fjordby/{name}/?{columns}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/fjordby/{name}/?{columns}")
        return len(queries)

    organisations(staff, 1)
    few = count()
    organisations(staff, 48)
    assert count() == few <= 25


def test_what_is_shown_is_what_is_downloaded(client: Any, staff: Any) -> None:
    organisations(staff, 60, town="Fjordby")
    organisations(staff, 1, town="Åby")
    response = client.get(LIST + "?town=Fjordby&cols=town&sort=-name&format=csv")
    lines = text(response).split("\r\n")
    assert lines[0] == "\ufeffNavn;By"
    assert lines[1] == "Forening 059;Fjordby"
    assert len(lines) == 62
    assert response["Content-Disposition"].endswith('.csv"')
    book = client.get(LIST + "?format=xlsx")
    assert b"".join(book.streaming_content).startswith(b"PK")
    assert "Forening 059" in text(client.get(LIST + "?format=print"))


def test_another_workspace_is_never_listed(client: Any, staff: Any, outsider: Any) -> None:
    history.create(Organisation(workspace=outsider.workspace, name="Naboens"), by=outsider)
    organisations(staff, 1)
    for query in ("", "?format=csv", "?q=naboens"):
        assert "Naboens" not in text(client.get(LIST + query))


# Saved views


def test_a_view_is_saved_for_all_and_deleted_by_its_owner(
    client: Any, staff: Any, reader: Any, client_of: Any
) -> None:
    organisations(staff, 2, sector="civil")
    assert "Gem visningen" in text(client.get(LIST + "?sector=civil&panel=save"))
    form = {
        "name": "Civile",
        "scope": "all",
        "list_name": "network.organisations",
        "query": "sector=civil",
        "back": LIST,
    }
    response = client.post("/fjordby/views/save/", form)
    view = SavedView.objects.get()
    assert response["Location"] == f"{LIST}?sector=civil&view={view.pk}"
    assert "Civile" in text(client_of(reader).get(LIST))
    assert client_of(reader).post(f"/fjordby/views/{view.pk}/delete/").status_code == 403
    assert client.post(f"/fjordby/views/{view.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


def test_a_view_of_mine_is_seen_by_nobody_else(client: Any, reader: Any, client_of: Any, staff: Any) -> None:
    organisations(staff, 1)
    form = {
        "name": "Kun min",
        "scope": "mine",
        "list_name": "network.organisations",
        "query": "",
        "back": LIST,
    }
    client.post("/fjordby/views/save/", form)
    assert "Kun min" in text(client.get(LIST))
    assert "Kun min" not in text(client_of(reader).get(LIST))


# Bulk


def act(client: Any, query: str = "", **data: Any) -> Any:
    return client.post(f"{LIST}bulk/{query}", {"confirmed": "1", **data}, follow=True)


def test_all_that_the_filter_finds_get_a_theme_and_it_can_be_undone(client: Any, staff: Any) -> None:
    organisations(staff, 60, town="Fjordby")
    organisations(staff, 2, town="Åby")
    theme = history.create(Theme(workspace=staff.workspace, name="Lektiecaféer"), by=staff)
    asked = client.post(f"{LIST}bulk/?town=Fjordby", {"action": "theme", "all": "1"})
    assert "60 organisationer" in text(asked)
    assert not OrganisationTheme.objects.exists()
    page = text(act(client, "?town=Fjordby", action="theme", all="1", theme=theme.pk))
    assert OrganisationTheme.objects.count() == 60
    batch = Batch.objects.get(kind="bulk")
    assert f"/fjordby/history/batches/{batch.pk}/" in page
    client.post(f"/fjordby/history/batches/{batch.pk}/undo/")
    assert not OrganisationTheme.objects.exists()


def test_chosen_rows_go_to_the_bin_and_come_back(client: Any, staff: Any) -> None:
    made = organisations(staff, 3)
    act(client, action="delete", ids=[made[0].pk, made[2].pk])
    assert list(Organisation.objects.all()) == [made[1]]
    assert "Forening 000, Forening 002" in text(client.get("/fjordby/bin/"))
    client.post(f"/fjordby/history/batches/{Batch.objects.get(kind='deletion').pk}/undo/")
    assert Organisation.objects.count() == 3
    assert "Papirkurven er tom" in text(client.get("/fjordby/bin/"))


def test_a_colleague_is_asked_to_follow_up_each(client: Any, staff: Any, leader: Any) -> None:
    made = organisations(staff, 3)
    form = {"owner": leader.pk, "text": "Ring om foråret", "due_on": "01-02-2027"}
    act(client, action="follow_up", ids=[o.pk for o in made[:2]], **form)
    assert FollowUp.objects.filter(owner=leader, text="Ring om foråret").count() == 2


def test_bulk_refuses_a_cpr_number(client: Any, staff: Any, leader: Any) -> None:
    made = organisations(staff, 1)
    form = {"owner": leader.pk, "text": "Ring til 010190-1234", "due_on": "01-02-2027"}
    assert act(client, action="follow_up", ids=[made[0].pk], **form).status_code == 422
    assert not FollowUp.objects.exists()


def test_bulk_touches_no_other_workspace(client: Any, staff: Any, outsider: Any) -> None:
    other = history.create(Organisation(workspace=outsider.workspace, name="Naboens"), by=outsider)
    act(client, action="delete", ids=[other.pk])
    assert Organisation.objects.filter(pk=other.pk).exists()


def test_readers_choose_nothing(client_of: Any, reader: Any, staff: Any) -> None:
    organisations(staff, 1)
    assert 'name="ids"' not in text(client_of(reader).get(LIST))
    assert client_of(reader).post(f"{LIST}bulk/", {"action": "delete", "all": "1"}).status_code == 403


@pytest.mark.parametrize(
    "data", [{}, {"ids": "x"}, {"ids": "99999999999999999999"}, {"all": "1", "action": "no"}]
)
def test_bulk_with_nothing_meant_leads_back(client: Any, staff: Any, data: dict[str, str]) -> None:
    organisations(staff, 1)
    assert client.post(f"{LIST}bulk/", data).status_code == 302
