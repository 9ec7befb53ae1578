"""A leader opens the picture, sees the gap, asks who could, gets candidates with reasons, takes the page along."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from brobygger.network.models import Level, Theme
from brobygger.network.operations import formality, organisations
from brobygger.strategy.operations import focus_areas, goals, offers, placing, serving
from tests.browser import NARROW, WIDE
from tests.journeys.test_network_day import tab_to

PARTNERS = (
    ("Åfestivalen", Level.PARTNERSHIP, ["inspiration", "performative"]),
    ("Sprogskolen", Level.PARTNERSHIP, ["learning"]),
    ("Foreningen til bevarelse af egnens gamle håndværkstraditioner", Level.PARTNERSHIP, ["inspiration"]),
    ("Musikskolen", Level.PARTNERSHIP, []),
    ("Naboerne", Level.COOPERATION, ["meeting"]),
)


@pytest.fixture
def placed(workspace: Any, leader: Any) -> Any:
    """Partners in every room but the meeting room, one without a place, offers and a goal."""
    for name, level, rooms in PARTNERS:
        one = organisations.create(name=name, by=leader)
        formality.decide(organisation=one, level=level, reason="Aftalt", by=leader)
        placing.place(organisation=one, rooms=rooms, by=leader)
        if name == "Sprogskolen":
            school = one
    area = focus_areas.create(name="Biblioteket som mødested", rooms=["meeting"], lead=leader, by=leader)
    goal = goals.create(name="Flere på dansk", focus_area=area, rooms=["learning"], by=leader)
    serving.add(organisation=school, goal=goal, by=leader)
    for name, strength in (("Lektiecafé", "strong"), ("Spilleaften", "weak")):
        offer = offers.create(name=name, strength=strength, by=leader)
        placing.place(offer=offer, rooms=["learning", "meeting"], by=leader)
    Theme.objects.of(workspace).delete()
    return workspace


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_from_the_gap_to_who_could_and_the_page(live: Any, leader: Any, placed: Any, width: int) -> None:
    page = live.page(leader, "/fjordby/strategy/", width=width)
    expect(page.get_by_role("heading", name="Møderum har ingen partnerskaber")).to_be_visible()
    expect(page.get_by_role("link", name="Musikskolen")).to_be_visible()
    table = page.get_by_role("heading", name="Styrke rum for rum")
    drawn = page.locator("svg.rooms-picture")
    above = table.bounding_box()["y"] < drawn.bounding_box()["y"]
    assert above == (width == NARROW), "on a telephone the table comes first"
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"strategy-{width}")

    with page.expect_download() as taken:
        page.get_by_role("link", name="Én side som PDF").click()
    assert taken.value.suggested_filename == "strategi-fjordby.pdf"
    read = PdfReader(Path(taken.value.path()))
    assert len(read.pages) == 1
    assert "Møderum har ingen partnerskaber" in read.pages[0].extract_text()

    page.get_by_role("link", name="Se hvem der kunne").click()
    expect(page.get_by_role("heading", name="Hvem kunne blive partner her?")).to_be_visible()
    first = page.locator(".rooms-candidates > li").first
    expect(first.get_by_role("link", name="Naboerne", exact=True)).to_be_visible()
    expect(first.get_by_text("Har allerede sin plads her, som samarbejde.")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"candidates-{width}")
    first.get_by_role("link", name="Aftal en snak med Naboerne").click()
    page.get_by_label(re.compile("^Hvad")).first.fill("Tal om en aftale for mødestedet")
    page.get_by_role("button", name="Tilføj skridtet").click()
    # Back where the question was asked.
    expect(page.get_by_role("heading", name="Hvem kunne blive partner her?")).to_be_visible()


def test_the_same_by_keyboard(live: Any, leader: Any, placed: Any) -> None:
    page = live.page(leader, "/fjordby/strategy/", width=WIDE)
    gap = page.get_by_role("link", name=re.compile("Ingen partner. Hvem kunne"))
    expect(gap.first).to_be_visible()
    tab_to(page, gap.first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hvem kunne blive partner her?")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Notér et ønske"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Møderum")).to_be_checked()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_two_lenses_are_crossed(live: Any, leader: Any, placed: Any, width: int) -> None:
    page = live.page(leader, "/fjordby/strategy/cross/", width=width)
    page.get_by_label("Henad").select_option(label="Sektorer")
    page.get_by_label("Hvem tæller med").select_option(label="Partnerskaber og samarbejder")
    page.get_by_role("button", name="Vis tabellen").click()
    expect(page.get_by_role("heading", name="Rum × Sektorer")).to_be_visible()
    expect(page.get_by_text("Ingen nogen steder:")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"cross-{width}")
    page.get_by_role("link", name="1 Møderum", exact=True).click()
    expect(page.get_by_role("link", name="Naboerne")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
