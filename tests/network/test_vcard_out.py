"""People and organisations leave as vCard 4.0, and come in again as what they were."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.core.lists import List
from brobygger.network import tables
from brobygger.network.exchange import vcard_reading, vcard_writing
from brobygger.network.importing import operations
from brobygger.network.models import Affiliation, Organisation, OrganisationTheme, Person, Theme

AWKWARD = "Æblegård, Søn; & \\Døtre"


@pytest.fixture
def oda(workspace: Any) -> Any:
    here = {"workspace": workspace}
    place = Organisation.objects.create(
        **here,
        name=AWKWARD,
        address="Havnegade 4, 2. sal",
        postcode="4999",
        town="Fjordby",
        web="https://a.example/",
    )
    OrganisationTheme.objects.create(
        **here,
        organisation=place,
        theme=Theme.objects.create(**here, name="Erindring og 100 andre emner på ét sted"),
    )
    person = Person.objects.create(
        **here, name="Oda Bodil Testrup", email="oda@a.example", phone="20 11 22 33", note="Kun til os"
    )
    Affiliation.objects.create(
        **here, person=person, organisation=place, role="Leder af æstetik, lyd og " + "ø" * 60
    )
    old = Organisation.objects.create(**here, name="Forhenværende")
    Affiliation.objects.create(
        **here, person=person, organisation=old, to_date=timezone.localdate() - timedelta(days=9)
    )
    return person


def test_a_card_keeps_the_rules_of_its_format(oda: Any) -> None:
    (text,) = vcard_writing.people([oda], None)
    lines = text.split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert lines[-2:] == ["END:VCARD", ""]
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    whole = text.replace("\r\n ", "")
    assert "ORG:Æblegård\\, Søn\\; & \\\\Døtre\r\n" in whole
    assert "N:Testrup;Oda Bodil;;;\r\n" in whole
    assert "Forhenværende" not in whole
    assert "Kun til os" not in whole, "notes stay in the house"
    assert list(vcard_writing.people([oda], None)) == [text]


def said_by(workspace: Any) -> list[Any]:
    """All that a card can hold, of everybody in the workspace."""
    rows = Affiliation.objects.filter(workspace=workspace, to_date=None).order_by("person__sort_key")
    facts = ("name", "address", "postcode", "town", "web", "email", "phone", "theme_links__theme__name")
    return list(
        rows.values_list(
            "person__name", "person__email", "person__phone", "role", *(f"organisation__{f}" for f in facts)
        )
    )


def test_out_and_in_again_is_the_same(oda: Any, workspace: Any, other_workspace: Any, outsider: Any) -> None:
    text = "".join(vcard_writing.people([oda], None))
    run = operations.start_run(content=io.BytesIO(text.encode()), name="oda.vcf", by=outsider)
    operations.apply_run(run=run, by=outsider)
    assert said_by(other_workspace) == said_by(workspace)
    again = "".join(vcard_writing.people(list(Person.objects.filter(workspace=other_workspace)), None))
    assert list(vcard_reading.rows(io.BytesIO(again.encode()))) == list(
        vcard_reading.rows(io.BytesIO(text.encode()))
    )


def test_an_organisation_comes_back_as_one(oda: Any, other_workspace: Any, outsider: Any) -> None:
    place = Organisation.objects.get(name=AWKWARD)
    text = "".join(vcard_writing.organisations([place], None))
    run = operations.start_run(content=io.BytesIO(text.encode()), name="o.vcf", by=outsider)
    operations.apply_run(run=run, by=outsider)
    assert not Person.objects.filter(workspace=other_workspace).exists()
    assert Organisation.objects.get(workspace=other_workspace).town == "Fjordby"


def test_two_organisations_are_two_groups(oda: Any, workspace: Any) -> None:
    more = Organisation.objects.create(workspace=workspace, name="Havnekoret")
    Affiliation.objects.create(workspace=workspace, person=oda, organisation=more, role="Sanger")
    text = "".join(vcard_writing.people([oda], None)).replace("\r\n ", "")
    assert "org2.ORG:Havnekoret\r\norg2.TITLE:Sanger\r\n" in text
    (row,) = vcard_reading.rows(io.BytesIO(text.encode()))
    assert row[0] == AWKWARD
    assert row[2].startswith("Leder af")


def test_pages_give_cards(oda: Any, reader: Any, staff: Any, client_of: Callable[..., Any]) -> None:
    client = client_of(reader)
    one = client.get(f"/fjordby/people/{oda.pk}/card.vcf")
    assert one.headers["Content-Type"].startswith("text/vcard")
    assert "oda-bodil-testrup.vcf" in one.headers["Content-Disposition"]
    assert f"/fjordby/people/{oda.pk}/card.vcf" in client.get(f"/fjordby/people/{oda.pk}/").content.decode()
    every = client.get("/fjordby/people/?format=vcf")
    assert b"".join(every.streaming_content).count(b"BEGIN:VCARD") == 1
    houses = client.get("/fjordby/organisations/?format=vcf")
    assert b"".join(houses.streaming_content).count(b"KIND:org") == 2
    chosen = client_of(staff).post("/fjordby/people/bulk/", {"action": "vcf", "ids": [oda.pk]})
    assert b"FN:Oda" in b"".join(chosen.streaming_content)


LISTS = [value for value in vars(tables).values() if isinstance(value, List)]


@pytest.mark.parametrize("declared", LISTS, ids=lambda declared: declared.name)
def test_a_list_without_such_a_format_shows_its_page(
    declared: List, reader: Any, client_of: Callable[..., Any]
) -> None:
    if declared.args or declared.downloads:
        return
    answer = client_of(reader).get(
        f"/fjordby/{declared.url_name.partition(':')[2].replace('_', '-')}/?format=vcf"
    )
    assert answer.headers["Content-Type"].startswith("text/html")
