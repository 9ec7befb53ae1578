"""A leader sees the house on one page, decides who answers, notes hours and makes the self-check."""

from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.operations import formality, organisations
from brobygger.strategy.house import STATEMENTS
from tests.browser import NARROW, WIDE


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_house_on_one_page(live: Any, leader: Any, staff: Any, width: int) -> None:
    museum = organisations.create(name="Museet Kajen", by=leader)
    formality.decide(organisation=museum, level="partnership", reason="Aftale", by=leader)
    page = live.page(leader, "/fjordby/house/", width=width)
    expect(page.get_by_role("heading", name="Ingen har afgjort det")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("link", name="Afgør det").click()
    page.get_by_label("Blandet").check()
    page.get_by_role("button", name="Gem afgørelsen").click()
    expect(page.get_by_role("heading", name="Blandet")).to_be_visible()

    page.get_by_role("link", name="1 af 1 partnerskaber har ingen tovholder").click()
    page.get_by_label("Vælg Museet Kajen").check()
    page.get_by_label("Tovholder").select_option(label="Ali Nazari")
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("button", name="Gør til tovholder").click()
    expect(page.get_by_text("Ali Nazari er nu tovholder for 1 partnerskab.")).to_be_visible()

    page.goto(live.url("/fjordby/house/time/"))
    page.get_by_label("Timer").fill("2,5")
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("button", name="Notér timerne").click()
    expect(page.get_by_text("Timerne er noteret.")).to_be_visible()

    page.goto(live.url("/fjordby/house/readiness/check/"))
    for statement in STATEMENTS:
        answer = "no" if statement.key == "keepers" else "yes"
        page.locator(f"input[name={statement.key}][value={answer}]").check()
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("button", name="Gem selvtjekket").click()
    expect(page.get_by_role("heading", name="1 ting at gøre nu")).to_be_visible()
    assert live.axe(page) == []
    page.goto(live.url("/fjordby/house/"))
    live.shot(page, f"house-{width}")
