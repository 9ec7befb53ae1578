"""Who could meet a need: the order, the reasons, and what is not offered."""

from typing import Any

import pytest

from brobygger.network.operations import formality, ties
from brobygger.strategy.models import SectorResource
from brobygger.strategy.needs import Could, who_could
from brobygger.strategy.operations import goals, needs, resources, serving
from brobygger.strategy.sectors import usual

HERE = "/fjordby/strategy"


@pytest.fixture
def need(leader: Any) -> Any:
    goal = goals.create(name="Teater i hele byen", by=leader)
    return needs.create(text="En sal til to hundrede", kind="premises", goal=goal, by=leader)


def could(need: Any, leader: Any) -> list[Could]:
    return who_could(need, user=leader.user, workspace=leader.workspace)


def names(found: list[Could]) -> list[str]:
    return [one.organisation.name for one in found]


def test_what_they_say_themselves_comes_first(need: Any, leader: Any, make_organisation: Any) -> None:
    make_organisation("Kommunens Skole", sector="public")
    hall = make_organisation("Forsamlingshuset")
    partner = make_organisation("Musikskolen", sector="public")
    formality.decide(organisation=partner, level="partnership", reason="Aftale", by=leader)
    resources.note(organisation=hall, direction="brings", kind="premises", text="Stor sal", by=leader)
    found = could(need, leader)
    assert names(found) == ["Forsamlingshuset", "Musikskolen", "Kommunens Skole"]
    assert "Stor sal" in found[0].reasons[0]
    assert len(found[1].reasons) == 2


def test_serving_the_goal_and_a_warm_way_in_count(
    need: Any, leader: Any, staff: Any, make_organisation: Any
) -> None:
    one, other = (make_organisation(name, sector="public") for name in ("Anden Skole", "Byens Skole"))
    serving.add(organisation=other, goal=need.goal, by=leader)
    ties.add(colleague=staff, organisation=other, strength="well", by=leader)
    found = could(need, leader)
    assert names(found) == [other.name, one.name]
    assert any(staff.name in reason for reason in found[0].reasons)
    assert found[0].ask == (staff.pk, staff.name)


def test_what_is_wanted_or_ended_is_not_brought(need: Any, leader: Any, make_organisation: Any) -> None:
    one, other = make_organisation("Foreningen"), make_organisation("Klubben")
    resources.note(organisation=one, direction="wants", kind="premises", by=leader)
    ended = resources.note(organisation=other, direction="brings", kind="premises", by=leader)
    resources.end(resource=ended, by=leader)
    assert could(need, leader) == []


def test_a_workspace_says_itself_what_a_sector_brings(
    need: Any, leader: Any, client_of: Any, make_organisation: Any
) -> None:
    make_organisation("Kommunens Skole", sector="public")
    assert len(could(need, leader)) == 1
    client = client_of(leader)
    url = f"{HERE}/resources/sectors/public/"
    initial = {name: field.initial for name, field in client.get(url).context["form"].fields.items()}
    client.post(url, initial | {"brings_premises": "", "brings_time": "Pædagoger"})
    assert SectorResource.objects.count() == 2
    said = usual(leader.workspace)
    assert said["public", "brings", "time"] == "Pædagoger"
    assert ("public", "brings", "premises") not in said
    assert could(need, leader) == []


def test_another_workspace_meets_no_need_of_ours(
    need: Any, leader: Any, other_workspace: Any, make_colleague: Any, make_organisation: Any
) -> None:
    stranger = make_colleague(other_workspace, "leader", name="Nabo", email="nabo@eksempel.dk")
    make_organisation("Naboens Skole", sector="public").__class__.objects.update(workspace=other_workspace)
    assert could(need, leader) == []
    assert who_could(need, user=stranger.user, workspace=leader.workspace) == []


def test_queries_are_fixed(
    need: Any, leader: Any, make_organisation: Any, django_assert_num_queries: Any
) -> None:
    for n in range(12):
        one = make_organisation(f"Skole {n}", sector="public")
        resources.note(organisation=one, direction="brings", kind="premises", by=leader)
    with django_assert_num_queries(8):
        assert len(could(need, leader)) == 10


def test_a_need_is_met_on_its_page(need: Any, staff: Any, client_of: Any, make_organisation: Any) -> None:
    hall = make_organisation("Forsamlingshuset")
    client, url = client_of(staff), f"{HERE}/resources/needs/{need.pk}/"
    client.post(f"{HERE}/organisations/{hall.pk}/resources/new/", {"direction": "brings", "kind": "premises"})
    assert "Forsamlingshuset" in client.get(url).content.decode()
    client.post(f"{url}meet/", {"organisation": "Forsamlingshuset"})
    need.refresh_from_db()
    assert need.organisation == hall
    matrix = client.get(f"{HERE}/resources/?kind=premises").content.decode()
    assert "Forsamlingshuset" in matrix
    assert not client.get(f"{HERE}/resources/?kind=money").context["rows"]
