"""Who ties to whom: what is around one record, and who may see it."""

from datetime import date
from typing import Any

import pytest

from brobygger.accounts.models import Colleague
from brobygger.map.connections import ego
from brobygger.map.connections.graph import ORGANISATION, Reader
from brobygger.network.models import Affiliation, Organisation, OrganisationTie, Person, Tie

HERE = "/fjordby/map/connections/"


@pytest.fixture
def network(workspace: Any, staff: Colleague, leader: Colleague) -> dict[str, Any]:
    """Kajen with its curator, known to Mette; the festival that Kajen belongs to; an old head whom Birgit knew."""

    def add(model: Any, **fields: Any) -> Any:
        return model.objects.create(workspace=workspace, **fields)

    made = {name: add(Organisation, name=name) for name in ("Kunsthal Kajen", "Åfestivalen", "Musikskolen")}
    oda, ib = add(Person, name="Oda Prøvegaard"), add(Person, name="Ib Opdigt")
    kajen, festival, school = made.values()
    add(Affiliation, person=oda, organisation=kajen, role="Kurator")
    add(Affiliation, person=ib, organisation=kajen, role="Leder", to_date=date(2025, 3, 1))
    add(Tie, colleague=staff, person=oda, about="udstillinger", strength="well")
    add(Tie, colleague=leader, person=ib, ended_on=date(2025, 3, 1))
    add(Tie, colleague=leader, organisation=festival, strength="met")
    add(OrganisationTie, from_organisation=kajen, to_organisation=festival, kind="member_of")
    add(OrganisationTie, from_organisation=school, to_organisation=festival, kind="works_with")
    return made | {"oda": oda, "ib": ib}


def names(near: list[ego.Near]) -> list[str]:
    return [one.node.name for one in near]


def test_one_step_and_two(network: dict[str, Any], workspace: Any) -> None:
    kajen = (ORGANISATION, network["Kunsthal Kajen"].pk)
    one = ego.read(Reader(workspace), kajen, 1)
    assert one
    assert sorted(names(one.first)) == ["Oda Prøvegaard", "Åfestivalen"]
    assert (one.second, one.second_count) == ([], 3)
    two = ego.read(Reader(workspace), kajen, 2)
    assert two
    assert set(names(two.second)) == {"Ali Nazari", "Birgit Lund", "Musikskolen"}


def test_what_has_ended_is_shown_on_request(network: dict[str, Any], client_of: Any, staff: Any) -> None:
    url = f"{HERE}organisation/{network['Kunsthal Kajen'].pk}/1/"
    client = client_of(staff)
    assert "Ib Opdigt" not in client.get(url).content.decode()
    page = client.get(url + "?ended=1").content.decode()
    assert "Ib Opdigt" in page
    assert 'class="ended"' in page


def test_the_page_says_what_ties(network: dict[str, Any], client_of: Any, staff: Any) -> None:
    page = client_of(staff).get(f"{HERE}organisation/{network['Kunsthal Kajen'].pk}/2/").content.decode()
    for words in ("Kurator", "kender godt: udstillinger", "Åfestivalen", "Musikskolen", "Et skridt videre"):
        assert words in page
    assert page.count('<svg class="ego-picture"') == 2


@pytest.mark.parametrize("kind", ["organisation", "person", "colleague"])
def test_every_kind_can_be_the_centre(network: dict[str, Any], client_of: Any, staff: Any, kind: str) -> None:
    pk = {"organisation": network["Åfestivalen"].pk, "person": network["oda"].pk, "colleague": staff.pk}[kind]
    for steps in (1, 2):
        assert client_of(staff).get(f"{HERE}{kind}/{pk}/{steps}/").status_code == 200
    assert client_of(staff).get(f"{HERE}{kind}/{pk}/3/").status_code == 404
    assert client_of(staff).get(f"{HERE}tree/{pk}/1/").status_code == 404
