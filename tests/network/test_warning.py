"""Typing a name that is here already, spelt otherwise, in every form that makes an organisation or a person."""

from typing import Any

import pytest

from brobygger.accounts.models import Colleague
from brobygger.network import picking
from brobygger.network.models import Organisation, Person
from brobygger.network.operations import contacts, organisations, people


@pytest.fixture
def here(leader: Colleague) -> tuple[Organisation, Person]:
    school = organisations.create(name="Søvang Skole", town="Fjordby", by=leader)
    return school, people.create(name="Oda Testrup", organisation=school, by=leader)


@pytest.mark.parametrize(
    "typed",
    ["Søvang Skole", "soevang skole", "Søvang Skole ApS", "Skole i Søvang", "Søvang Skolee", "Søvng Skole"],
)
def test_an_organisation_is_known_again(here: Any, leader: Colleague, typed: str) -> None:
    found = picking.doubles(leader.workspace, "organisation", typed)
    assert [(c.title, c.detail) for c in found] == [("Søvang Skole", "Fjordby")]


def test_what_is_another_is_not_warned_of(here: Any, leader: Colleague) -> None:
    for other in ("Søvang Kirke", "Vestre Skole", "Søvang Skole 2"):
        assert picking.doubles(leader.workspace, "organisation", other) == []


def test_a_person_is_told_with_organisation_and_town(here: Any, leader: Colleague) -> None:
    found = picking.doubles(leader.workspace, "person", "Oda Tesstrup")
    assert [(c.title, c.detail) for c in found] == [("Oda Testrup", "Søvang Skole, Fjordby")]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("people/new/", "organisation"),
        ("contacts/new/", "organisation"),
        ("contacts/new/", "people"),
        ("activities/new/", "organisations"),
        ("organisations/{school}/ties/new/", "other"),
        ("people/{oda}/affiliations/new/", "organisation"),
    ],
)
def test_each_form_that_makes_one_asks(
    here: Any, staff: Colleague, client_of: Any, path: str, field: str
) -> None:
    school, oda = here
    client = client_of(staff)
    page = client.get("/fjordby/" + path.format(school=school.pk, oda=oda.pk)).content.decode()
    kind = "person" if field == "people" else "organisation"
    assert f"/fjordby/pick/{kind}/?field={field}" in page
    typed = "Oda Tesstrup" if kind == "person" else "Søvang Skole ApS"
    shown = client.get(f"/fjordby/pick/{kind}/", {"field": field, field: typed, "many": "1"}).content.decode()
    assert "Fjordby" in shown
    assert ("Oda Testrup" if kind == "person" else "Søvang Skole") in shown


@pytest.mark.parametrize(("kind", "typed"), [("organisation", "Søvang Skole A/S"), ("person", "Oda Testrup")])
def test_the_forms_of_their_own_warn(
    here: Any, staff: Colleague, client_of: Any, kind: str, typed: str
) -> None:
    client = client_of(staff)
    shown = client.get(f"/fjordby/alike/{kind}/", {"name": typed}).content.decode()
    assert "Fjordby" in shown
    folder = "people" if kind == "person" else "organisations"
    answer = client.post(f"/fjordby/{folder}/new/", {"name": typed})
    assert answer.status_code == 422
    assert "Fjordby" in answer.content.decode()


def test_one_line_says_what_it_may_have_doubled(here: Any, staff: Colleague, client_of: Any) -> None:
    """A line is saved at once: the page that follows asks whether the new person is one we have."""
    client = client_of(staff)
    answer = client.post(
        "/fjordby/contacts/capture/", {"line": "Mødte Oda Tesstrup, Søvang Skole, om lektier"}, follow=True
    )
    assert Person.objects.count() == 2
    new = Person.objects.latest("pk")
    old = Person.objects.earliest("pk")
    page = answer.content.decode()
    assert f"/fjordby/duplicates/person/{old.pk}/{new.pk}/" in page
    assert "Søvang Skole, Fjordby" in page


def test_a_contact_of_old_asks_nothing(here: Any, staff: Colleague, client_of: Any) -> None:
    school, oda = here
    made = contacts.add(organisation=school, people=[oda], by=staff)
    page = client_of(staff).get(f"/fjordby/contacts/{made.pk}/edit/?captured=1").content.decode()
    assert "/duplicates/" not in page
