"""The circle map in a browser: look, find a gap, move somebody by keyboard, click and drag, place the rest, then and now."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.models import Formality
from brobygger.network.operations import formality
from brobygger.strategy.models import Placing
from tests.browser import NARROW, WIDE
from tests.journeys.test_network_day import tab_to
from tests.map.circles import town

MAP = "/fjordby/map/"


@pytest.fixture
def made(leader: Any) -> dict[str, Any]:
    return town(leader)


def moved(name: str) -> Formality:
    return Formality.objects.filter(organisation__name=name).latest("id")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_gap_is_found_and_who_could_fill_it(
    live: Any, staff: Any, made: dict[str, Any], width: int
) -> None:
    page = live.page(staff, MAP, width=width)
    expect(page.get_by_text("7 vist.")).to_be_visible()
    expect(page.get_by_role("heading", name="Performativt rum har ingen partnerskaber")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"circle-map-{width}")
    if width == NARROW:
        # One sector at a time, its table before its picture.
        expect(page.get_by_role("heading", name="Inspirationsrum")).to_be_visible()
        page.get_by_role("link", name="Næste: Læringsrum").click()
        page.get_by_role("link", name="Næste: Møderum").click()
        expect(page.get_by_role("heading", name="Møderum", exact=True)).to_be_visible()
        page.get_by_role("row", name=re.compile("Partnerskab")).get_by_role(
            "link", name=re.compile("Hvem kunne")
        ).click()
    else:
        page.get_by_role("link", name=re.compile("^Møderum, Partnerskab: Ingen partner")).click()
    expect(page.get_by_role("heading", name="Hvem kunne blive partner her?")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("main").get_by_role("link", name="Cirkelkort").first.click()
    page.get_by_role("navigation", name="Linse").get_by_role("link", name="Sektor").click()
    expect(page.get_by_text("7 organisationer").first).to_be_visible()


def test_by_keyboard_somebody_is_moved_with_a_reason(live: Any, staff: Any, made: dict[str, Any]) -> None:
    page = live.page(staff, MAP)
    node = page.locator(f'.map-wide [data-node="{made["Byens Kor"].pk}"]')
    node.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Netværk")).to_be_focused()
    assert live.axe(page) == []
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="Samarbejde")).to_be_checked()
    # Without a reason it is not done, and what was chosen stays.
    tab_to(page, dialog.get_by_role("button", name="Flyt den"))
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Hvorfor")).to_be_focused()
    expect(dialog.get_by_role("radio", name="Samarbejde")).to_be_checked()
    assert moved("Byens Kor").level == "network"
    page.keyboard.type("Tre koncerter i år")
    tab_to(page, dialog.get_by_role("button", name="Flyt den"))
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#map-told")).to_have_text("Byens Kor er flyttet til samarbejde.")
    expect(node).to_be_focused()
    expect(page.locator(".map-wide")).to_contain_text("Byens Kor")
    row = moved("Byens Kor")
    assert (row.level, row.reason) == ("cooperation", "Tre koncerter i år")
    # Escape leaves everything as it was, and one is where one was.
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(node).to_be_focused()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_by_click_somebody_is_moved(live: Any, staff: Any, made: dict[str, Any], width: int) -> None:
    page = live.page(staff, MAP, width=width)
    shown = ".map-wide" if width == WIDE else ".map-narrow"
    page.locator(f'{shown} [data-node="{made["Åfestivalen"].pk}"]').click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Åfestivalen")).to_be_visible()
    assert live.axe(page) == []
    dialog.get_by_text("Samarbejde", exact=True).click()
    dialog.get_by_label("Hvorfor").fill("Aftalen er udløbet")
    dialog.get_by_role("button", name="Flyt den").click()
    expect(dialog).to_be_hidden()
    assert moved("Åfestivalen").level == "cooperation"
    expect(page.get_by_role("heading", name="Inspirationsrum har ingen partnerskaber").first).to_be_attached()


def test_by_drag_somebody_is_moved(live: Any, staff: Any, made: dict[str, Any]) -> None:
    page = live.page(staff, MAP)
    node = page.locator(f'.map-wide [data-node="{made["Datastuen"].pk}"]')
    node.scroll_into_view_if_needed()
    start, middle = node.bounding_box(), page.locator(".map-wide svg").bounding_box()
    assert start
    assert middle
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    # Towards the middle, into the innermost ring on the right.
    page.mouse.move(middle["x"] + middle["width"] * 0.62, middle["y"] + middle["height"] * 0.4, steps=6)
    expect(page.locator(".map-aim")).to_be_attached()
    page.mouse.up()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Datastuen")).to_be_visible()
    expect(dialog.get_by_role("radio", name="Partnerskab")).to_be_checked()
    expect(dialog.get_by_label("Hvorfor")).to_be_focused()
    # Nothing has happened yet.
    assert moved("Datastuen").level == "network"
    page.keyboard.type("Aftale skrevet under i dag")
    dialog.get_by_role("button", name="Flyt den").click()
    expect(dialog).to_be_hidden()
    assert moved("Datastuen").level == "partnership"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_rest_is_placed(live: Any, staff: Any, made: dict[str, Any], width: int) -> None:
    page = live.page(staff, MAP, width=width)
    page.get_by_role("link", name="1 organisation", exact=True).click()
    expect(page.get_by_role("heading", name="Ikke placeret")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_label("Vælg Familiehuset").check()
    page.get_by_label("Giv dem").select_option(label="Møderum")
    page.get_by_role("button", name="Placér de valgte").click()
    expect(page.get_by_text("1 organisation er placeret: Møderum.")).to_be_visible()
    expect(page.get_by_text("Ingen er udeladt")).to_be_visible()
    assert Placing.objects.get(organisation=made["Familiehuset"]).room == "meeting"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_then_and_now(live: Any, staff: Any, leader: Any, made: dict[str, Any], width: int) -> None:
    formality.decide(
        organisation=made["Byens Kor"], level="network", since=date(2024, 3, 1), reason="Mødt", by=leader
    )
    formality.decide(organisation=made["Byens Kor"], level="cooperation", reason="Tre koncerter", by=leader)
    page = live.page(staff, MAP, width=width)
    page.get_by_label("Sammenlign med dagen").fill("1-1-2025")
    page.get_by_role("button", name="Sammenlign").click()
    row = page.get_by_role("row", name=re.compile("Byens Kor"))
    expect(row.last).to_contain_text("tættere på midten")
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"then-and-now-{width}")
    page.get_by_role("link", name="Kortet, som det var").click()
    expect(page.get_by_text("Kortet, som det var")).to_be_visible()


def test_it_all_works_without_script(live: Any, staff: Any, made: dict[str, Any]) -> None:
    page = live.page(staff, MAP, java_script_enabled=False)
    page.locator(f'.map-wide [data-node="{made["Byens Kor"].pk}"]').click()
    expect(page.get_by_role("heading", name="Byens Kor", level=1)).to_be_visible()
    page.goto(live.url(f"{MAP}rings/{made['Byens Kor'].pk}/?next={MAP}"))
    page.get_by_label("Samarbejde").check()
    page.get_by_label("Hvorfor").fill("Tre koncerter i år")
    page.get_by_role("button", name="Flyt den").click()
    expect(page.get_by_text("Byens Kor er flyttet til samarbejde.")).to_be_visible()
    assert moved("Byens Kor").level == "cooperation"
