"""A goal that partnerships serve is not deleted in passing."""

from typing import Any

import pytest

from brobygger.core.models import Batch
from brobygger.network.operations import formality, organisations
from brobygger.strategy.models import Goal, Serves
from brobygger.strategy.operations import goals, offers, serving


@pytest.mark.case("goal_deleted_that_partnerships_serve")
def test_a_goal_that_partnerships_serve_is_not_deleted(client_of: Any, coordinator: Any) -> None:
    by = {"by": coordinator}
    goal = goals.create(name="Unge bruger huset om aftenen", **by)
    other = goals.create(name="Flere kommer igen", **by)
    festival = organisations.create(name="Åfestivalen", **by)
    formality.decide(organisation=festival, level="partnership", reason="Skriftlig aftale", **by)
    serving.add(organisation=festival, goal=goal, **by)
    serving.add(offer=offers.create(name="Aftencafé", **by), goal=goal, **by)
    client, url = client_of(coordinator), f"/fjordby/strategy/goals/{goal.pk}"

    # Asked or sent at once: it is refused, says who serves it and what to do, and nothing is lost.
    for refused in (client.get(f"{url}/delete/"), client.post(f"{url}/delete/")):
        assert refused.status_code == 409
        said = refused.content.decode()
        for part in ("Åfestivalen", "Aftencafé", f"{url}/end/", f"{url}/move/", "Intet er slettet"):
            assert part in said
    assert Goal.objects.filter(pk=goal.pk).exists()
    assert Serves.objects.filter(goal=goal, ended_on=None).count() == 2

    # The way out that was offered: they serve another goal, and then it goes to the bin, from where it comes back.
    assert client.post(f"{url}/move/", {"to": other.pk}).status_code == 302
    assert Serves.objects.filter(goal=other, ended_on=None).count() == 2
    assert client.post(f"{url}/delete/").status_code == 302
    assert not Goal.objects.filter(pk=goal.pk).exists()
    batch = Batch.objects.get(kind="deletion")
    client.post(f"/fjordby/history/batches/{batch.pk}/undo/")
    assert Goal.objects.filter(pk=goal.pk).exists()


@pytest.mark.case("goal_ended_instead")
def test_a_served_goal_may_be_ended(client_of: Any, coordinator: Any) -> None:
    goal = goals.create(name="Unge bruger huset", by=coordinator)
    serving.add(
        organisation=organisations.create(name="Åfestivalen", by=coordinator), goal=goal, by=coordinator
    )
    client = client_of(coordinator)
    client.post(f"/fjordby/strategy/goals/{goal.pk}/end/", {"outcome": "Nået i maj"})
    goal.refresh_from_db()
    assert (bool(goal.ended_on), goal.outcome) == (True, "Nået i maj")
    assert Serves.objects.get().ended_on is None
