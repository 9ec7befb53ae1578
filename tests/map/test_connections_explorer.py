"""What the explorer is given: bounded, visible to the one who asks, names and ties alone."""

from typing import Any

import pytest

from brobygger.map.connections import explorer, refresh
from brobygger.map.connections.graph import COLLEAGUE, KINDS, ORGANISATION, PERSON
from brobygger.map.models import Community, CommunityMember
from brobygger.network.models import Affiliation, Organisation, Person, Tie

HERE = "/fjordby/map/connections/explorer/"


@pytest.fixture
def five(workspace: Any, staff: Any) -> list[Organisation]:
    """Five organisations with a person each, known to Ali; Oda has a telephone."""

    def add(model: Any, **fields: Any) -> Any:
        return model.objects.create(workspace=workspace, **fields)

    made = []
    for number in range(5):
        one = add(
            Organisation,
            name=f"Forening {number}",
            sector="civil" if number else "public",
            email="f@eksempel.dk",
        )
        person = add(
            Person, name=f"Oda {number}", phone="00112233", email=f"oda{number}@eksempel.dk", note="Allergisk"
        )
        add(Affiliation, person=person, organisation=one)
        add(Tie, colleague=staff, person=person)
        made.append(one)
    return made


def kinds(data: dict[str, Any]) -> list[str]:
    return [KINDS[node[0]] for node in data["nodes"]]


def test_names_and_ties_alone(five: list[Any], client_of: Any, reader: Any, outsider: Any) -> None:
    answer = client_of(reader).get(HERE + "data/")
    data = answer.json()
    assert sorted(kinds(data)) == [COLLEAGUE] + [ORGANISATION] * 5 + [PERSON] * 5
    assert len(data["edges"]) == 10
    for secret in ("eksempel.dk", "00112233", "Allergisk"):
        assert secret not in answer.content.decode()
    assert client_of(outsider).get(HERE + "data/").status_code == 404


def test_filters_and_communities_narrow_it(
    five: list[Any], workspace: Any, other_workspace: Any, client_of: Any, reader: Any
) -> None:
    client = client_of(reader)
    assert kinds(client.get(HERE + "data/?sector=public").json()).count(ORGANISATION) == 1
    for where in (workspace, other_workspace):
        community = Community.objects.create(workspace=where, name="Kredsen", basis="hand")
        CommunityMember.objects.create(
            workspace=where, community=community, model="network.organisation", object_id=five[2].pk
        )
    ours, theirs = Community.objects.order_by("pk")
    assert kinds(client.get(f"{HERE}data/?community={ours.pk}").json()).count(ORGANISATION) == 1
    # Another workspace's community, and what is no number, narrow nothing.
    for odd in (str(theirs.pk), "x", "9" * 30, "\0"):
        assert kinds(client.get(HERE + "data/", {"community": odd}).json()).count(ORGANISATION) == 5


def test_too_much_asks_to_be_filtered(
    five: list[Any], client_of: Any, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(reader)
    monkeypatch.setattr(explorer, "MOST", 8)
    # With its people it is too much: they are left out, and whoever knows one of them is tied to the organisation.
    data = client.get(HERE + "data/").json()
    assert (data["people"], set(kinds(data)), len(data["edges"])) == (False, {COLLEAGUE, ORGANISATION}, 5)
    monkeypatch.setattr(explorer, "MOST", 4)
    assert client.get(HERE + "data/").json() == {"too_many": True, "nodes": [], "edges": []}
    page = client.get(HERE).content.decode()
    assert "For meget til ét billede" in page
    assert "explorer.js" not in page


def test_everybody_stands_where_they_stood(
    five: list[Any], workspace: Any, client_of: Any, reader: Any
) -> None:
    client = client_of(reader)
    reading, _fresh = refresh.start(workspace, None)
    refresh.run(reading)
    first = {(n[0], n[1]): (n[4], n[5]) for n in client.get(HERE + "data/").json()["nodes"]}
    Organisation.objects.create(workspace=workspace, name="Ny")
    again = {(n[0], n[1]): (n[4], n[5]) for n in client.get(HERE + "data/").json()["nodes"]}
    assert {key: again[key] for key in first} == first
    assert len(again) == len(first) + 1
    some = {(n[0], n[1]): (n[4], n[5]) for n in client.get(HERE + "data/?sector=civil").json()["nodes"]}
    assert {key: first[key] for key in some if key in first} == {k: v for k, v in some.items() if k in first}
