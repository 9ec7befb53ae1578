"""What a reading of the whole network finds and keeps: bridges, single points, communities, places."""

from itertools import pairwise
from typing import Any

import pytest

from brobygger.accounts.models import Colleague
from brobygger.core import timed
from brobygger.map.connections import measures, refresh
from brobygger.map.connections.graph import COLLEAGUE, ORGANISATION, PERSON, Reader
from brobygger.map.models import Bridge, Community, CommunityMember, NetworkReading, Position, SinglePoint
from brobygger.map.operations import communities
from brobygger.network.models import (
    Affiliation,
    Organisation,
    OrganisationTheme,
    OrganisationTie,
    Person,
    Theme,
    Tie,
)
from brobygger.network.operations import duplicates, organisations
from brobygger.records.models import Notice

HERE = "/fjordby/map/connections/"


@pytest.fixture
def two_worlds(workspace: Any, staff: Colleague, leader: Colleague, reader: Colleague) -> dict[str, Any]:
    """Four schools that Mette knows and four stages that Birgit knows; only Oda, known to both, belongs to one of each."""

    def add(model: Any, **fields: Any) -> Any:
        return model.objects.create(workspace=workspace, **fields)

    made: dict[str, Any] = {}
    for kind, colleague in (("Skole", staff), ("Scene", leader)):
        theme = add(Theme, name=f"{kind}samarbejde")
        group = [add(Organisation, name=f"{kind} {n}") for n in range(1, 5)]
        for one in group:
            add(Tie, colleague=colleague, organisation=one, strength="well")
            add(OrganisationTheme, organisation=one, theme=theme)
        for one, other in pairwise(group):
            add(OrganisationTie, from_organisation=one, to_organisation=other, kind="works_with")
        made[kind] = group
    oda = add(Person, name="Oda Prøvegaard")
    for group in (made["Skole"], made["Scene"]):
        add(Affiliation, person=oda, organisation=group[0])
    for colleague in (staff, leader):
        add(Tie, colleague=colleague, person=oda)
    lone = add(Organisation, name="Kredsen", town="Fjordby")
    ali = add(Person, name="Ali Eksempel")
    add(Affiliation, person=ali, organisation=lone)
    for colleague in (staff, reader):
        add(Tie, colleague=colleague, person=ali)
    far = add(Organisation, name="Fjernkredsen")
    add(OrganisationTie, from_organisation=far, to_organisation=lone, kind="part_of")
    return made | {"oda": oda, "ali": ali, "Kredsen": lone, "far": far}


def read(workspace: Any) -> NetworkReading:
    reading, fresh = refresh.start(workspace, None)
    assert fresh
    return refresh.run(reading)


def test_what_falls_away(two_worlds: dict[str, Any], workspace: Any, staff: Any, leader: Any) -> None:
    lost = measures.falls_away(Reader(workspace).everything())
    schools, stages = ([o.pk for o in two_worlds[kind]] for kind in ("Skole", "Scene"))
    # The first of each has a second way, over Oda, whom both know.
    assert lost[COLLEAGUE, staff.pk] == schools[1:]
    assert lost[COLLEAGUE, leader.pk] == stages[1:]
    # Two colleagues know Ali, and nobody knows the circle but through Ali.
    assert set(lost[PERSON, two_worlds["ali"].pk]) == {two_worlds["Kredsen"].pk, two_worlds["far"].pk}
    assert lost[ORGANISATION, two_worlds["Kredsen"].pk] == [two_worlds["far"].pk]
    assert (PERSON, two_worlds["oda"].pk) not in lost


def test_the_bridge_is_the_one_between(two_worlds: dict[str, Any], workspace: Any) -> None:
    share, sampled = measures.betweenness(Reader(workspace).everything())
    outside = {key: value for key, value in share.items() if key[0] == PERSON}
    assert max(outside, key=lambda k: outside[k]) in (
        (PERSON, two_worlds["oda"].pk),
        (PERSON, two_worlds["ali"].pk),
    )
    assert sampled == 0
    assert 0 <= min(share.values()) <= max(share.values()) <= 1


def test_a_sample_says_about_the_same(
    two_worlds: dict[str, Any], workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = Reader(workspace).everything()
    exact, _none = measures.betweenness(graph)
    monkeypatch.setattr(measures, "ALL_WAYS", 0)
    sampled, size = measures.betweenness(graph)
    assert size
    # Every record was drawn, so it is exact; each way is met from both its ends.
    assert {k: round(v, 6) for k, v in sampled.items()} == {k: round(v, 6) for k, v in exact.items()}


def test_communities_are_found_named_and_live_on(
    two_worlds: dict[str, Any], workspace: Any, staff: Any
) -> None:
    read(workspace)
    names = {c.label: c for c in Community.objects.of(workspace)}
    assert {"Skolesamarbejde", "Scenesamarbejde"} <= set(names)
    school = names["Skolesamarbejde"]
    members = CommunityMember.objects.filter(community=school, model="network.organisation")
    assert {o.pk for o in two_worlds["Skole"]} <= set(members.values_list("object_id", flat=True))
    communities.rename(community=school, name="Skolerne", by=staff)
    ninth = organisations.create(name="Skole 5", by=staff)
    Tie.objects.create(workspace=workspace, colleague=staff, organisation=ninth)
    read(workspace)
    kept = Community.objects.get(pk=school.pk)
    assert (kept.label, kept.basis) == ("Skolerne", "hand")
    assert kept.members.filter(model="network.organisation", object_id=ninth.pk).exists()


def test_the_same_records_give_the_same(two_worlds: dict[str, Any], workspace: Any) -> None:
    def found() -> Any:
        return (
            list(
                Bridge.objects.of(workspace)
                .order_by("model", "object_id")
                .values_list("model", "object_id", "share")
            ),
            list(
                Position.objects.of(workspace)
                .order_by("model", "object_id")
                .values_list("object_id", "x", "y")
            ),
            sorted(CommunityMember.objects.of(workspace).values_list("model", "object_id", "community_id")),
        )

    read(workspace)
    first = found()
    reading, _fresh = refresh.start(workspace, None, relay=True)
    refresh.run(reading)
    assert found() == first


def test_who_comes_moves_nobody(two_worlds: dict[str, Any], workspace: Any, staff: Any) -> None:
    read(workspace)
    before = refresh.stands(workspace)
    new = organisations.create(name="Ny Forening", by=staff)
    OrganisationTie.objects.create(
        workspace=workspace, from_organisation=new, to_organisation=two_worlds["Skole"][0], kind="works_with"
    )
    read(workspace)
    after = refresh.stands(workspace)
    assert {key: after[key] for key in before} == before
    (x, y), (a, b) = after[ORGANISATION, new.pk], before[ORGANISATION, two_worlds["Skole"][0].pk]
    assert abs(x - a) + abs(y - b) < 400


def test_the_button_reads_and_tells(
    two_worlds: dict[str, Any], staff: Colleague, client_of: Any, run_jobs: Any
) -> None:
    client = client_of(staff)
    answer = client.post(HERE + "read/")
    assert client.get(answer["Location"]).status_code == 200
    run_jobs()
    assert client.get(answer["Location"])["Location"] == HERE
    assert Notice.objects.get(colleague=staff).kind == "connections.done"
    page = client.get(HERE).content.decode()
    for words in ("Læst igennem", "Hvis Ali Nazari stopper, er der 3 organisationer, som ingen her kender."):
        assert words in page
    points = client.get(HERE + "single-points/").content.decode()
    assert "Skole 2" in points
    assert "Hvis Ali Eksempel forsvinder, er der 2 organisationer, hvor vi ikke kender nogen." in points
    assert "Kun gennem Kredsen er der en vej til 1 organisation, som ingen her kender." in points
    assert "Skolesamarbejde" in client.get(HERE + "bridge-builders/").content.decode()


def test_a_tick_reads_every_workspace(workspace: Any, other_workspace: Any, run_jobs: Any) -> None:
    (outcome,) = timed.tick(only=["map.connections"])
    assert outcome.done
    run_jobs()
    assert NetworkReading.objects.filter(ended_at__isnull=False, failed=False).count() == 2


def test_a_community_is_renamed_by_staff(
    two_worlds: dict[str, Any], workspace: Any, staff: Any, reader: Any, client_of: Any
) -> None:
    read(workspace)
    community = Community.objects.of(workspace).order_by("pk")[0]
    url = f"{HERE}communities/{community.pk}/"
    assert client_of(reader).post(url + "name/", {"name": "Mit"}).status_code == 403
    assert client_of(staff).post(url + "name/", {"name": "Vores kreds"})["Location"] == url
    assert "Vores kreds" in client_of(reader).get(url).content.decode()


def test_communities_are_a_lens(
    two_worlds: dict[str, Any], workspace: Any, staff: Any, client_of: Any
) -> None:
    Organisation.objects.of(workspace).update(level="network")
    read(workspace)
    page = client_of(staff).get("/fjordby/map/?lens=communities").content.decode()
    assert "Skolesamarbejde" in page
    assert "Scenesamarbejde" in page


def test_merged_and_erased_ones_are_not_shown(
    two_worlds: dict[str, Any], workspace: Any, staff: Any, leader: Any, client_of: Any
) -> None:
    read(workspace)
    one, other = two_worlds["Skole"][1], two_worlds["Skole"][2]
    duplicates.merge(survivor=one, other=other, by=leader)
    two_worlds["ali"].delete()
    page = client_of(staff).get(HERE + "single-points/").content.decode()
    assert "Skole 3" not in page
    assert "Ali Eksempel" not in page
    assert SinglePoint.objects.filter(model="network.person").exists()
    read(workspace)
    assert not SinglePoint.objects.filter(model="network.person").exists()
