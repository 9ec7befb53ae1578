"""The global search: partial names, typing errors, å or aa, in everything at once; the list under the header's field."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.network.models import Affiliation, Level, Organisation, Person, Theme, Tie
from brobygger.network.operations import formality, organisations

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture
def network(staff: Colleague) -> dict[str, Any]:
    """A gallery at a level, a person who leads it, a theme."""
    gallery = organisations.create(by=staff, name="Galleri Ågade", town="Fjordby")
    formality.decide(organisation=gallery, level=Level.COOPERATION, by=staff, decided_by=staff)
    oda = history.create(Person(workspace=staff.workspace, name="Oda Prøvegaard"), by=staff)
    history.create(
        Affiliation(workspace=staff.workspace, person=oda, organisation=gallery, role="Leder"), by=staff
    )
    theme = history.create(Theme(workspace=staff.workspace, name="Lektiehjælp"), by=staff)
    return {"gallery": gallery, "oda": oda, "theme": theme}


def search(client: Client, text: str, **more: str) -> str:
    return client.get("/fjordby/search/", {"q": text, **more}).content.decode()


@pytest.mark.parametrize("text", ["ågade", "aagade", "AAGA", "Galeri Ågade", "gade", "gallri"])
def test_an_organisation_is_found_by_part_by_slip_and_by_aa(
    client_of: ClientOf, staff: Colleague, network: dict[str, Any], text: str
) -> None:
    page = search(client_of(staff), text)
    assert f"/fjordby/organisations/{network['gallery'].pk}/" in page
    assert "Fjordby" in page
    assert "Samarbejde" in page


@pytest.mark.parametrize("text", ["oda", "provegaard", "Prøvegård", "Oda Prøvegard"])
def test_a_person_is_found_with_where_they_are_now(
    client_of: ClientOf, reader: Colleague, network: dict[str, Any], text: str
) -> None:
    page = search(client_of(reader), text)
    if text != "provegaard":  # ø is oe, not o: this one is a typing error
        assert f"/fjordby/people/{network['oda'].pk}/" in page
    else:
        assert "Oda" in page
    assert "Leder, Galleri Ågade" in page


def test_colleagues_and_themes_are_found_beside_them(
    client_of: ClientOf, staff: Colleague, network: dict[str, Any]
) -> None:
    assert f"/fjordby/colleagues/{staff.pk}/" in search(client_of(staff), "nazari")
    assert f"/fjordby/organisations/?theme={network['theme'].pk}" in search(client_of(staff), "lektie")


def test_who_knows_somebody_about_it_is_asked_for_apart(
    client_of: ClientOf, staff: Colleague, network: dict[str, Any]
) -> None:
    tie = Tie(workspace=staff.workspace, colleague=staff, person=network["oda"], about="lektiecaféer")
    history.create(tie, by=staff)
    assert "about=1" in search(client_of(staff), "lektiecaf")
    page = search(client_of(staff), "Lektiecafe", about="1")
    assert "Ali Nazari kender" in page
    fragment = search(client_of(staff, htmx=True), "lektiecaf", about="1")
    assert "<main" not in fragment
    assert f"/fjordby/people/{network['oda'].pk}/" in fragment


def test_nothing_found_offers_to_create_it_to_those_who_may(
    client_of: ClientOf, staff: Colleague, reader: Colleague
) -> None:
    offered = "/fjordby/organisations/new/?name=Xyzzy+%26+s%C3%B8n"
    assert offered in search(client_of(staff), "Xyzzy & søn")
    assert offered not in search(client_of(reader), "Xyzzy & søn")


def test_another_workspace_is_never_searched(
    client_of: ClientOf, staff: Colleague, outsider: Colleague
) -> None:
    organisations.create(by=outsider, name="Naboens Hemmelighed")
    assert "Naboens Hemmelighed" not in search(client_of(staff), "hemmelig")
    assert client_of(staff).get("/nabo/search/?q=hemmelig").status_code == 404


def test_the_header_gets_the_best_and_a_way_to_all(
    client_of: ClientOf, staff: Colleague, network: dict[str, Any]
) -> None:
    for number in range(12):
        organisations.create(by=staff, name=f"Koret {number}")
    list_ = search(client_of(staff, htmx=True), "koret", short="1")
    assert "<html" not in list_
    assert list_.count('role="option"') == 6
    assert "/fjordby/search/?q=koret" in list_
    whole = client_of(staff).get("/fjordby/search/?q=koret&short=1").content.decode()
    assert "<html" in whole


def test_odd_input_answers_politely(client_of: ClientOf, staff: Colleague) -> None:
    for text in ("", "   ", "%", "_", '"', "'; --", "a" * 5000, "æ", "\x00", "(", "*", "NEAR(a b)", "<b>"):
        answer = client_of(staff).get("/fjordby/search/", {"q": text})
        assert answer.status_code == 200
        assert "<b>" not in answer.content.decode().split("<main")[1].split("search-results")[0]


def test_queries_do_not_grow(
    client_of: ClientOf, staff: Colleague, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [Organisation(workspace=staff.workspace, name=f"Koret {n}") for n in range(60)]
    history.bulk_create(rows, by=staff)
    people = [Person(workspace=staff.workspace, name=f"Koret Testrup {n}") for n in range(20)]
    history.bulk_create(people, by=staff)
    client = client_of(staff)
    with django_assert_max_num_queries(17):
        page = search(client, "koret")
    assert page.count("<h3>") == 25 + 20
    assert "/fjordby/organisations/?q=koret" in page
