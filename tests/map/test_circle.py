"""The map's page: what it counts, names and leads to; lenses, filters, highlights, focus; the same as a table."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brobygger.accounts.models import Team, TeamMember
from brobygger.network.models import AgeGroup, OrganisationAgeGroup
from brobygger.network.operations import organisations, people, ties
from brobygger.strategy.operations import focus_areas, placing, serving
from tests.map.circles import organisation, town

MAP = "/fjordby/map/"


@pytest.fixture
def made(leader: Any) -> dict[str, Any]:
    return town(leader)


def get(client: Any, query: str = "", path: str = MAP) -> str:
    response = client.get(path + query)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def nodes(page: str) -> set[int]:
    """The organisations drawn in the large picture."""
    picture = page.split('class="map-picture map-wide"')[1].split("</svg>")[0]
    return {int(pk) for pk in re.findall(r'data-node="(\d+)"', picture)}


def test_the_first_look_says_how_many_and_where_the_gaps_are(
    made: dict[str, Any], client_of: Callable[..., Any], reader: Any
) -> None:
    page = get(client_of(reader))
    assert "<b>7</b> vist" in page
    assert "Det største hul" in page
    assert "Performativt rum har ingen partnerskaber" in page
    assert "2 samarbejder er tæt på" in page
    # Counted once however many rooms it lies in, and drawn in each of them.
    assert nodes(page) == {
        o.pk for name, o in made.items() if name not in ("Familiehuset", "Et dansekompagni")
    }
    assert (
        page.split('class="map-picture map-wide"')[1].count(f'data-node="{made["Kunsthal Værftet"].pk}"') >= 2
    )
    assert "Kunsthal Værftet, står i flere" in page
    assert ">1 organisation</a> mangler et rum" in page
    # What is wished for lies outside, and is not counted.
    assert 'class="map-wish" aria-label="Et dansekompagni"' in page
    # A reader looks on: nothing to drag, no form.
    assert "data-ring-url" not in page


def test_every_empty_cell_leads_to_who_could(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any
) -> None:
    page = get(client_of(staff))
    found = re.findall(r'href="([^"]+)" class="map-gap" aria-label="([^"]+)"', page)
    named = {label for _url, label in found}
    assert "Møderum, Partnerskab: Ingen partner Hvem kunne?" in named
    assert "Performativt rum, Partnerskab: Ingen partner Hvem kunne?" in named
    for url, _label in found:
        assert client_of(staff).get(url.replace("&amp;", "&")).status_code == 200


def test_who_could_is_ranked_with_reasons_and_a_next_step(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any
) -> None:
    page = get(client_of(staff), "?lens=rooms&part=performative&ring=partnership", MAP + "who-could/")
    assert "Hvem kunne blive partner her?" in page
    assert "Her er ingen endnu" in page
    assert "Teater Tågehorn" in page
    assert f"/fjordby/follow-ups/new/?organisation={made['Teater Tågehorn'].pk}" in page
    assert client_of(staff).get(MAP + "who-could/?lens=rooms&part=cellar").status_code == 404


def test_another_lens_asks_for_nothing_again(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any, workspace: Any
) -> None:
    ages = list(AgeGroup.objects.of(workspace).order_by("from_age"))
    if not ages:
        ages = [AgeGroup.objects.create(workspace=workspace, name="13–17", from_age=13, to_age=17)]
    link = OrganisationAgeGroup(workspace=workspace, organisation=made["Byens Kor"], age_group=ages[0])
    link.save()
    page = get(client_of(staff), "?lens=ages")
    assert nodes(page) == {made["Byens Kor"].pk}
    assert ">6 organisationer</a> mangler en aldersgruppe" in page
    # The chosen filter stays when the lens is changed.
    assert "lens=themes&amp;town=Fjord" in get(client_of(staff), "?lens=ages&town=Fjord")


def test_a_place_that_follows_from_what_is_served_is_shown_as_derived(
    made: dict[str, Any], client_of: Callable[..., Any], leader: Any, staff: Any
) -> None:
    area = focus_areas.create(name="Det musikalske bibliotek", by=leader)
    placing.place(rooms=["meeting"], focus_area=area, by=leader)
    serving.add(organisation=made["Familiehuset"], focus_area=area, by=leader)
    page = get(client_of(staff))
    node = page.split(f'data-node="{made["Familiehuset"].pk}"')[1].split("</a>")[0]
    assert 'font-style="italic"' in node
    cell = get(client_of(staff), "?view=table&part=meeting&ring=network")
    assert "følger af det, den tjener" in cell
    # Placed by somebody in the same room, it is derived no longer.
    placing.place(rooms=["meeting"], organisation=made["Familiehuset"], by=leader)
    assert "følger af det, den tjener" not in get(client_of(staff), "?view=table&part=meeting&ring=network")


def test_filter_highlight_and_focus_are_three_verbs(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any, leader: Any
) -> None:
    ties.add(colleague=staff, organisation=made["Byens Kor"], by=leader)
    filtered = get(client_of(staff), "?mine=on")
    assert nodes(filtered) == {made["Byens Kor"].pk}
    assert "6 skjult" in filtered
    assert "Kender jeg" in filtered

    lit = get(client_of(staff), "?light=mine")
    assert len(nodes(lit)) == 6
    dim = re.findall(r'data-node="(\d+)"[^>]*opacity', lit)
    assert str(made["Byens Kor"].pk) not in dim
    assert str(made["Åfestivalen"].pk) in dim
    assert "1 er fremhævet" in lit
    found = get(client_of(staff), "?find=sprog")
    assert str(made["Sprogskolen"].pk) not in re.findall(r'data-node="(\d+)"[^>]*opacity', found)

    organisations.tie(organisation=made["Byens Kor"], other=made["Datastuen"], kind="works_with", by=leader)
    near = get(client_of(staff), f"?focus={made['Byens Kor'].pk}")
    assert nodes(near) == {made["Byens Kor"].pk, made["Datastuen"].pk}
    person = people.create(name="Bo Æbelø", organisation=made["Datastuen"], by=leader)
    people.affiliate(person=person, organisation=made["Sprogskolen"], by=leader)
    assert made["Sprogskolen"].pk not in nodes(get(client_of(staff), f"?focus={made['Byens Kor'].pk}"))
    assert made["Sprogskolen"].pk in nodes(get(client_of(staff), f"?focus={made['Byens Kor'].pk}&steps=2"))
    assert "er her ikke længere" in get(client_of(staff), "?focus=987654")


def test_the_table_says_the_same(made: dict[str, Any], client_of: Callable[..., Any], staff: Any) -> None:
    page = get(client_of(staff), "?view=table")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Ingen. Hvem kunne? Partnerskab, Møderum" in text
    assert "Kunsthal Værftet (står i flere)" in text
    assert "I cirklen, hver talt én gang 7" in text


def test_a_cell_leads_to_all_of_it(client_of: Callable[..., Any], staff: Any, leader: Any) -> None:
    for number in range(60):
        organisation(f"Forening {number:02}", "network", leader, rooms=("learning",))
    page = get(client_of(staff))
    count = re.search(r'href="([^"]+)" class="map-more" aria-label="Læringsrum, Netværk: og (\d+) til"', page)
    assert count
    cell = get(client_of(staff), count[1].replace("&amp;", "&").removeprefix(MAP))
    assert "60 organisationer" in cell
    assert "Forening 00" in cell
    assert "Forening 55" not in cell
    after = re.search(r'href="(\?[^"]*after=[^"]+)"', cell)
    assert after
    assert "Forening 55" in get(client_of(staff), after[1].replace("&amp;", "&"))


def test_one_sector_and_one_ring_can_be_looked_at_alone(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any
) -> None:
    page = get(client_of(staff), "?part=inspiration")
    assert nodes(page) == {made[n].pk for n in ("Åfestivalen", "Kunsthal Værftet", "Byens Kor")}
    assert "Hele cirklen" in page
    assert nodes(get(client_of(staff), "?part=inspiration&ring=network")) == {made["Byens Kor"].pk}


@pytest.mark.parametrize(
    ("lens", "title"),
    [("themes", "Der er ingen emner endnu"), ("teams", "Der er ingen teams endnu"),
     ("focus", "Der er ingen indsatsområder endnu")],
)  # fmt: skip
def test_a_lens_without_values_says_the_first_step(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any, workspace: Any, lens: str, title: str
) -> None:
    page = get(client_of(staff), f"?lens={lens}")
    assert title in page
    assert "7 organisationer" in page
    assert title in get(client_of(staff), f"?lens={lens}", MAP + "not-placed/")
    assert title in get(client_of(staff), f"?lens={lens}&view=table")


def test_an_empty_workspace_is_told_what_the_map_is_for(client_of: Callable[..., Any], staff: Any) -> None:
    page = get(client_of(staff))
    assert "Der står ingen i cirklen endnu" in page
    assert '<svg class="circle-map"' not in page


def test_nobody_placed_is_not_a_circle_of_gaps_alone(
    client_of: Callable[..., Any], staff: Any, leader: Any
) -> None:
    organisation("Byens Kor", "network", leader)
    page = get(client_of(staff))
    assert "Ingen er placeret endnu" in page
    assert "Placér dem" in page


def test_a_team_that_knows_somebody_is_where_they_belong(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any, leader: Any, workspace: Any
) -> None:
    team = Team.objects.create(workspace=workspace, name="Børneteamet")
    TeamMember.objects.create(workspace=workspace, team=team, colleague=staff)
    ties.add(colleague=staff, organisation=made["Byens Kor"], by=leader)
    assert nodes(get(client_of(staff), "?lens=teams")) == {made["Byens Kor"].pk}


def test_anything_in_the_address_is_an_answer(
    made: dict[str, Any], client_of: Callable[..., Any], staff: Any
) -> None:
    odd = "?lens=x&view=y&part=%00z&ring=no&on=2026-13-45&then=tomorrow&light=zz:1&focus=abc&steps=9&after=%%%&town=%00"
    for query in (
        odd,
        "?part=1e9&ring=partnership&view=table",
        "?light=theme:x",
        "?light=municipality:x",
        "?find=%00",
    ):
        assert client_of(staff).get(MAP + query).status_code in (200, 404)


def test_the_page_asks_as_often_whatever_there_is(
    client_of: Callable[..., Any], staff: Any, leader: Any
) -> None:
    def asked(query: str) -> int:
        client = client_of(staff)
        client.get(MAP + query)
        with CaptureQueriesContext(connection) as queries:
            get(client, query)
        return len(queries)

    organisation("Byens Kor", "network", leader, rooms=("learning",))
    queries = ("", "?view=table", "?light=mine&then=2020-01-01", "?part=learning&ring=network&view=table")
    few = [asked(query) for query in queries]
    for number in range(20):
        organisation(f"Forening {number}", "cooperation", leader, rooms=("learning", "meeting"))
    assert [asked(query) for query in queries] == few
    assert max(few) <= 25


def test_what_was_read_holds_until_something_is_written(
    made: dict[str, Any], client_of: Callable[..., Any], reader: Any, leader: Any
) -> None:
    client = client_of(reader)
    before = get(client)
    with CaptureQueriesContext(connection) as asked:
        assert nodes(get(client)) == nodes(before)
    assert not [q for q in asked if q["sql"].startswith("WITH base")]
    # Another question is another reading.
    assert nodes(get(client, "?q=Kunsthal")) == {made["Kunsthal Værftet"].pk}
    placing.place(rooms=["meeting"], organisation=made["Familiehuset"], by=leader)
    assert nodes(get(client)) == nodes(before) | {made["Familiehuset"].pk}
    assert "mangler et rum" not in get(client)
