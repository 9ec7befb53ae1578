"""Roskilde as the guide to strategic partnerships describes it: four focus areas in four rooms, and the room that is empty."""

from typing import Any

import pytest
from django.urls import reverse

from brobygger.accounts.models import Colleague, Workspace
from brobygger.demo import guide
from brobygger.network.models import Organisation
from brobygger.strategy.models import FocusArea, Placing

AREAS = (
    ("Det musiske bibliotek", "inspiration"),
    ("Det digitale bibliotek", "learning"),
    ("Biblioteket som mødested", "meeting"),
    ("Det dynamiske bibliotek", "performative"),
)
# Where this test places the partners that the guide names.
PLACED = {
    "Roskilde Festivalen": "inspiration",
    "Danmarks Rockmuseum": "inspiration",
    "Eplehuset": "learning",
    "Lokale fagforeninger": "learning",
    "Museet for Samtidskunst": "performative",
}


@pytest.fixture
def roskilde(db: None, make_colleague: Any) -> Colleague:
    """The workspace with the guide's partners, before anything is placed, and its leader."""
    _slug, name, partners = guide.LIBRARIES[0]
    guide.build(slug="bibliotekerne", name=name, partners=partners, leader="leder@eksempel.dk")
    made: Colleague = make_colleague(
        Workspace.objects.get(slug="bibliotekerne"), "leader", name="Lis Leder", email="lis@eksempel.dk"
    )
    return made


def to(name: str, *args: Any) -> str:
    return reverse(f"strategy:{name}", args=["bibliotekerne", *args])


@pytest.mark.case("Roskilde: the meeting room is the gap")
def test_the_meeting_room_is_the_gap(roskilde: Colleague, client_of: Any) -> None:
    client = client_of(roskilde)
    for name, room in AREAS:
        assert client.post(to("focus_area_new"), {"name": name, "rooms": [room]}).status_code == 302
    for name, room in PLACED.items():
        pk = Organisation.objects.get(name=name).pk
        assert client.post(to("organisation_place", pk), {"rooms": [room]}).status_code == 302

    page = client.get(to("picture"))
    picture = page.context["picture"]
    assert {room: figures.partnerships for room, figures in picture.rooms.items()} == {
        "inspiration": 2, "learning": 2, "meeting": 0, "performative": 1,
    }  # fmt: skip
    assert all(figures.counts["focus_area"] == 1 for figures in picture.rooms.values())
    assert [room.value for room in picture.room_gaps] == ["meeting"]
    assert page.context["gap"]["title"] == "Møderum har ingen partnerskaber"

    asked = client.get(page.context["gap"]["url"])
    found = asked.context["candidates"]
    assert {one.organisation.name for one in found} == set(PLACED)
    # Neighbours of the meeting room come first: they serve a purpose that it serves.
    assert {one.organisation.name for one in found[:3]} == {
        "Eplehuset", "Lokale fagforeninger", "Museet for Samtidskunst",
    }  # fmt: skip
    html = asked.content.decode()
    assert "Er allerede partner; kun pladsen her ville være ny." in html
    assert "Ligger i læringsrummet, der ligesom møderummet tjener empowerment." in html
    assert "Ligger i det performative rum, der ligesom møderummet tjener engagement." in html


@pytest.mark.case("Roskilde: a partner with no placing is visible as such")
def test_a_partner_with_no_placing_is_visible(roskilde: Colleague, client_of: Any) -> None:
    client = client_of(roskilde)
    for name, room in list(PLACED.items())[:4]:
        client.post(to("organisation_place", Organisation.objects.get(name=name).pk), {"rooms": [room]})
    museum = Organisation.objects.get(name="Museet for Samtidskunst")
    page = client.get(to("picture"))
    assert page.context["unplaced_partners"] == [(museum.pk, museum.name)]
    assert f'href="{to("organisation_place", museum.pk)}">{museum.name}</a>' in page.content.decode()
    behind = client.get(f"{to('behind')}?kind=partnership&lack=place")
    assert [one["row"].name for one in behind.context["rows"]] == [museum.name]
    client.post(to("organisation_place", museum.pk), {"rooms": ["performative", "inspiration"]})
    picture = client.get(to("picture")).context["picture"]
    assert not picture.unplaced_partners
    # In an overlap it counts in both rooms, and once in all.
    assert picture.totals["partnership", ("inspiration", "performative")] == 1
    assert (picture.rooms["inspiration"].partnerships, picture.rooms["performative"].partnerships) == (3, 1)
    assert picture.partnerships == 5


@pytest.mark.case("Roskilde in the example holds what the guide says")
def test_the_example_has_the_four_focus_areas(db: None) -> None:
    slug, name, partners = guide.LIBRARIES[0]
    guide.build(slug=slug, name=name, partners=partners, leader="leder@eksempel.dk")
    made = {
        area.name: [p.room for p in area.placings.all()] for area in FocusArea.objects.order_by("position")
    }
    assert made == {name: [room] for name, room in AREAS}
    # The guide does not say in which room a partner lies.
    assert not Placing.objects.exclude(organisation=None).exists()
