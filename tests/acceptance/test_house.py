"""The house organised for partnerships: each partnership gets its keeper; the self-check says what to do next."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.network.operations import formality, organisations
from brobygger.strategy.house import STATEMENTS
from brobygger.strategy.models.house import Keeper, ReadinessCheck


@pytest.mark.case("Partnerships without a keeper are listed, given one in bulk, and it can be undone")
def test_each_partnership_gets_a_keeper(
    coordinator: Any, staff: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    made = [
        organisations.create(name=name, by=leader) for name in ("Museet Kajen", "Fjordby Kor", "Gymnasiet")
    ]
    for organisation in made[:2]:
        formality.decide(organisation=organisation, level="partnership", reason="Aftale", by=leader)
    client = client_of(coordinator)
    shown = client.get("/fjordby/house/keepers/").content.decode()
    assert "2 partnerskaber har ingen tovholder" in shown
    assert "Gymnasiet" not in shown
    chosen = {"ids": [made[0].pk, made[1].pk], "colleague": staff.pk}
    said = client.post("/fjordby/house/keepers/give/", chosen, follow=True).content.decode()
    assert "Ali Nazari er nu tovholder for 2 partnerskaber." in said
    card = client_of(staff, htmx=True).get(f"/fjordby/organisations/{made[0].pk}/keeper/").content.decode()
    assert "Ali Nazari" in card
    # One of them goes on to somebody else; who kept it before stands below.
    given = {"colleague": leader.pk, "from_date": "01-01-2026"}
    client.post(f"/fjordby/organisations/{made[0].pk}/keeper/give/", given)
    rows = Keeper.objects.filter(organisation=made[0]).order_by("id")
    assert [(k.colleague.name, k.to_date is None) for k in rows] == [
        ("Ali Nazari", False),
        ("Birgit Lund", True),
    ]


@pytest.mark.case("The self-check of the house says what to do next, and is compared with the time before")
def test_the_self_check(coordinator: Any, client_of: Callable[..., Any]) -> None:
    client = client_of(coordinator)
    answers = {s.key: "yes" for s in STATEMENTS}
    assert client.post("/fjordby/house/readiness/check/", {"answers": "yes"}).status_code == 422
    client.post("/fjordby/house/readiness/check/", answers | {"keepers": "no", "skills": "unknown"})
    first = ReadinessCheck.objects.get()
    shown = client.get(f"/fjordby/house/readiness/{first.pk}/").content.decode()
    assert "2 ting at gøre nu" in shown
    assert "Giv hvert partnerskab, der mangler en, en tovholder." in shown
    client.post("/fjordby/house/readiness/check/", answers)
    shown = client.get("/fjordby/house/").content.decode()
    assert "4 af 4 på plads" in shown
    assert "før 3" in shown
