"""Connections: who the network hangs on is named, and the communities found in it are a lens of the circle map."""

from typing import Any

import pytest

from brobygger.core import timed
from brobygger.map.models import Community
from brobygger.network.models import Organisation
from brobygger.network.operations import organisations, people, ties

HERE = "/fjordby/map/connections/"
SCHOOLS = (
    "Skolen Bakken",
    "Skolen Havnen",
    "Skolen Åen",
    "Gymnasiet",
    "Sprogskolen",
    "Ungdomsskolen",
    "Musikskolen",
)
STAGES = ("Teatret", "Spillestedet", "Festivalen", "Danseholdet")


@pytest.fixture
def town(workspace: Any, staff: Any, coordinator: Any, leader: Any) -> dict[str, Any]:
    """Seven schools that only Ali knows, four stages that two know, and Oda, the only one anybody knows at the museum."""
    made = {name: organisations.create(name=name, by=staff) for name in (*SCHOOLS, *STAGES, "Museet")}
    for name in SCHOOLS:
        ties.add(colleague=staff, organisation=made[name], strength="well", by=staff)
    for name in STAGES:
        for colleague in (coordinator, leader):
            ties.add(colleague=colleague, organisation=made[name], by=staff)
    oda = people.create(name="Oda Prøvegaard", organisation=made["Museet"], role="Kurator", by=staff)
    for colleague in (staff, coordinator):
        ties.add(colleague=colleague, person=oda, by=staff)
    return made | {"oda": oda}


@pytest.mark.case("single_points_of_failure_are_named")
def test_who_the_network_hangs_on(
    town: dict[str, Any], reader: Any, staff: Any, client_of: Any, run_jobs: Any
) -> None:
    timed.tick(only=["map.connections"])
    run_jobs()
    client = client_of(reader)
    page = client.get(HERE + "single-points/").content.decode()
    assert f"Hvis {staff.name} stopper, er der 7 organisationer, som ingen her kender." in page
    assert "Hvis Oda Prøvegaard forsvinder, er der 1 organisation, hvor vi ikke kender nogen." in page
    assert "Festivalen" not in page
    # The number leads to the organisations themselves.
    (list_url,) = {line.split('"')[1] for line in page.split("<a ") if "known_by=" in line}
    shown = client.get(list_url.replace("&amp;", "&")).content.decode()
    assert all(name in shown for name in SCHOOLS)
    assert "Festivalen" not in shown


@pytest.mark.case("communities_found_in_the_data_are_a_lens")
def test_the_lens_of_communities(town: dict[str, Any], staff: Any, client_of: Any, run_jobs: Any) -> None:
    Organisation.objects.all().update(level="network")
    client = client_of(staff)
    client.post(HERE + "read/")
    run_jobs()
    found = Community.objects.order_by("-organisations")
    schools = next(c for c in found if c.members.filter(object_id=town["Gymnasiet"].pk).exists())
    client.post(f"{HERE}communities/{schools.pk}/name/", {"name": "Skolerne"})
    page = client.get("/fjordby/map/?lens=communities").content.decode()
    assert "Skolerne" in page
    # Nothing was entered for it: the same organisations, cut another way.
    assert "Gymnasiet" in client.get("/fjordby/map/?lens=communities&view=table").content.decode()
