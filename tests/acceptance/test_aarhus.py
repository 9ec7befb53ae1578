"""Aarhus as the guide describes it: partnerships crossed with users' ages show whom nobody reaches."""

from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.models import HistoryEntry
from brobygger.demo import guide
from brobygger.network.models import AgeGroup, Organisation
from brobygger.strategy.models import Goal, Placing

# Ages of users as this test gives them, by the youngest of each group; the guide names the partners alone.
AGES = {
    "International Community": (18, 30),
    "Red Barnet Ungdom": (7, 13),
    "Århus Stiftstidende": (13, 18),
    "Aarhus Universitet": (18, 30),
    "FO-Aarhus": (30, 65),
    "FOF Aarhus": (30, 65),
}


@pytest.fixture
def aarhus(db: None, make_colleague: Any) -> Colleague:
    """The workspace with the guide's partners and its coordinator."""
    slug, name, partners = guide.LIBRARIES[1]
    guide.build(slug=slug, name=name, partners=partners, leader="leder@eksempel.dk")
    made: Colleague = make_colleague(
        Workspace.objects.get(slug=slug), "coordinator", name="Karl Koordinator", email="karl@eksempel.dk"
    )
    return made


def to(name: str, *args: Any) -> str:
    return reverse(name, args=["aarhus", *args])


def age(first: int) -> AgeGroup:
    return AgeGroup.objects.get(from_age=first)


@pytest.fixture
def mapped(aarhus: Colleague, client_of: Any) -> Any:
    """The coordinator's browser after the ages were noted on each partner's own page."""
    client = client_of(aarhus)
    for name, groups in AGES.items():
        one = Organisation.objects.get(name=name)
        page = client.get(to("network:organisation_edit", one.pk))
        form = page.context["form"]
        data: dict[str, Any] = {}
        for field in form:
            value = field.value()
            if isinstance(value, Model):
                value = value.pk
            if value not in (None, "", []):
                data[field.html_name] = value
        data["age_groups"] = [age(first).pk for first in groups]
        answer = client.post(to("network:organisation_edit", one.pk), data)
        assert answer.status_code == 302, answer.context["form"].errors
    return client


@pytest.mark.case("Aarhus: an age group with no partnership")
def test_crossing_with_ages_finds_the_group_without(mapped: Any) -> None:
    page = mapped.get(to("strategy:picture"))
    assert [name for _pk, name in page.context["picture"].age_gaps] == [age(0).name]
    cross = page.context["crossed"]["cross"]
    assert [line.label for line in cross.empty_columns] == [age(0).name]
    assert f"Ingen nogen steder: {age(0).name}." in page.content.decode()
    asked = mapped.get(f"{to('strategy:candidates')}?age_group={age(0).pk}")
    found = asked.context["candidates"]
    assert found[0].organisation.name == "Red Barnet Ungdom"
    assert f"Når {age(7).name}, alderen lige ved siden af {age(0).name}." in found[0].reasons
    # The whole network is asked, and whoever is there already is not.
    there = mapped.get(f"{to('strategy:candidates')}?age_group={age(7).pk}").context["candidates"]
    assert "Red Barnet Ungdom" not in [one.organisation.name for one in there]


@pytest.mark.case("Aarhus: the same data crossed with rooms, nothing entered twice")
def test_the_same_data_crossed_with_rooms(mapped: Any, aarhus: Colleague) -> None:
    written = HistoryEntry.objects.count()
    rooms = mapped.get(f"{to('strategy:cross')}?down=room&across=age_group").context["crossed"]["cross"]
    assert (rooms.total, rooms.placed) == (6, 0)
    assert {line.label: line.count for line in rooms.across} == {
        age(0).name: 0, age(7).name: 1, age(13).name: 2, age(18).name: 3, age(30).name: 4, age(65).name: 2,
    }  # fmt: skip
    assert HistoryEntry.objects.count() == written

    # A goal in a room, and who serves it: the rest follows, and is told as such.
    mapped.post(to("strategy:focus_area_new"), {"name": "Læring hele livet", "rooms": ["learning"]})
    assert (
        mapped.post(
            to("strategy:goal_new"), {"name": "Flere lektiecaféer", "rooms": ["learning"]}
        ).status_code
        == 302
    )
    goal = Goal.objects.get()
    helper = Organisation.objects.get(name="Red Barnet Ungdom")
    answer = mapped.post(to("strategy:organisation_serve", helper.pk), {"what": f"goal-{goal.pk}"})
    assert answer.status_code == 302
    assert not Placing.objects.exclude(organisation=None).exists()
    page = mapped.get(f"{to('strategy:cross')}?down=room&across=age_group")
    cell = page.context["crossed"]["cross"].cell("learning", str(age(7).pk))
    assert (cell.count, cell.derived) == (1, 1)
    assert "1 afledt" in page.content.decode()
    turned = mapped.get(f"{to('strategy:cross')}?down=age_group&across=room").context["crossed"]["cross"]
    assert turned.cell(str(age(7).pk), "learning").count == 1
    # Each empty cell is a named gap with an address of its own.
    gaps = [c for row in page.context["crossed"]["rows"] for c in row["cells"] if not c["cell"].count]
    assert len(gaps) == 4 * 6 - 2
    asked = mapped.get(gaps[0]["url"])
    assert asked.context["gap"].name == gaps[0]["label"]
