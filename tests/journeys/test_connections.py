"""From an organisation to whom it is tied to, two steps out; somebody is found in the picture of the whole by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.map.connections import refresh
from brobygger.network.operations import organisations, people, ties
from tests.browser import NARROW, WIDE


@pytest.fixture
def town(workspace: Any, staff: Any, leader: Any) -> dict[str, Any]:
    made = {
        name: organisations.create(name=name, by=staff)
        for name in ("Kunsthal Kajen", "Åfestivalen", "Musikskolen")
    }
    oda = people.create(name="Oda Prøvegaard", organisation=made["Kunsthal Kajen"], role="Kurator", by=staff)
    ties.add(colleague=staff, person=oda, about="udstillinger", strength="well", by=staff)
    for one, other in (("Kunsthal Kajen", "Åfestivalen"), ("Musikskolen", "Åfestivalen")):
        organisations.tie(organisation=made[one], other=made[other], kind="member_of", by=staff)
    ties.add(colleague=leader, organisation=made["Musikskolen"], by=staff)
    return made


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_from_an_organisation_to_its_connections(live: Any, staff: Any, town: Any, width: int) -> None:
    page = live.page(staff, f"/fjordby/organisations/{town['Kunsthal Kajen'].pk}/", width=width)
    page.get_by_role("link", name="Forbindelser", exact=True).click()
    # Both pages are headed by the name: the heading alone does not say that one has come.
    page.wait_for_url("**/map/connections/**")
    expect(page.get_by_role("heading", name="Kunsthal Kajen", level=1)).to_be_visible()
    picture = page.get_by_role("group", name="Forbindelser for Kunsthal Kajen")
    expect(picture.get_by_role("link", name="Oda Prøvegaard")).to_be_visible()
    expect(picture.get_by_text("Kurator")).to_be_visible()
    expect(picture.get_by_role("link", name="Musikskolen")).to_have_count(0)

    page.get_by_role("link", name="To skridt").click()
    expect(page.get_by_role("heading", name="Et skridt videre")).to_be_visible()
    expect(picture.get_by_role("link", name="Musikskolen")).to_be_visible()
    expect(page.get_by_text("Musikskolen er medlem af Åfestivalen.")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"ego-{width}")

    # A name in the picture leads to what is around it; from there to its page.
    picture.get_by_role("link", name="Åfestivalen").click()
    expect(page.get_by_role("heading", name="Åfestivalen", level=1)).to_be_visible()
    page.get_by_role("link", name="Organisationens side").click()
    expect(page.get_by_role("link", name="Forbindelser", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_somebody_is_found_in_the_whole_by_keyboard(
    live: Any, staff: Any, town: Any, workspace: Any, width: int
) -> None:
    reading, _fresh = refresh.start(workspace, None)
    refresh.run(reading)
    page = live.page(staff, "/fjordby/map/connections/", width=width)
    page.get_by_label("Hvis forbindelser vil du se?").press_sequentially("kaj")
    expect(page.locator("#found").get_by_role("link", name="Kunsthal Kajen")).to_be_visible()
    page.get_by_role("link", name="Åbn billedet").click()
    expect(page.locator("[data-explorer][data-ready]")).to_be_visible(timeout=15_000)
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_label("Find i billedet").focus()
    page.keyboard.type("oda")
    expect(page.get_by_role("button", name="Oda Prøvegaard")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Oda Prøvegaard")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Oda Prøvegaard", level=2)).to_be_focused()
    tied = page.locator("[data-explorer-chosen]")
    expect(tied.get_by_role("button", name="Kunsthal Kajen")).to_be_visible()
    expect(tied.get_by_role("button", name=staff.name)).to_be_visible()
    assert live.axe(page) == []
    live.shot(page, f"explorer-{width}")

    # On to a neighbour, and from it to the page.
    tied.get_by_role("button", name="Kunsthal Kajen").press("Enter")
    expect(page.get_by_role("heading", name="Kunsthal Kajen", level=2)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kunsthal Kajen", level=1)).to_be_visible()


def test_without_webgl_the_search_works_all_the_same(live: Any, staff: Any, town: Any) -> None:
    page = live.page(staff)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(live.url("/fjordby/map/connections/explorer/"))
    expect(page.get_by_text("Denne browser kan ikke tegne billedet")).to_be_visible(timeout=15_000)
    page.get_by_label("Find i billedet").fill("festival")
    page.get_by_role("button", name="Åfestivalen").click()
    expect(page.locator("[data-explorer-chosen]").get_by_role("button", name="Musikskolen")).to_be_visible()
    assert live.axe(page) == []
