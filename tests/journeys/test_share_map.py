"""A coordinator shares the map by a link, somebody without a log-in sees it, the coordinator withdraws it; downloads."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from brobygger.map.models import MapEmbed
from brobygger.network.models import Organisation
from brobygger.strategy.models import Placing
from tests.browser import NARROW, WIDE


@pytest.fixture
def partners(workspace: Any) -> None:
    for name, level, room in (
        ("Åfestivalen", "partnership", "inspiration"),
        ("Kunsthal Værftet", "partnership", "performative"),
        ("Sprogskolen", "cooperation", "learning"),
        ("Hemmelig Bekendt", "network", "meeting"),
    ):
        one = Organisation.objects.create(workspace=workspace, name=name, level=level)
        Placing.objects.create(workspace=workspace, organisation=one, room=room)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_coordinator_shares_the_map_and_takes_it_back(
    live: Any, coordinator: Any, partners: None, width: int
) -> None:
    page = live.page(coordinator, "/fjordby/map/?lens=rooms", width=width)
    page.locator("summary", has_text="Hent").click()
    page.get_by_role("link", name="Del med et link").click()
    expect(page.get_by_role("heading", name="Del et kort")).to_be_visible()
    page.get_by_label("Titel").fill("Vores partnere")
    page.get_by_label("Websteder, der må vise det").fill("http://fjordbybib.dk")
    page.get_by_role("button", name="Del kortet").click()
    expect(page.get_by_role("main")).to_contain_text("skal begynde med https://")
    assert live.axe(page) == []
    page.get_by_label("Websteder, der må vise det").fill("https://www.fjordbybib.dk")
    page.get_by_role("button", name="Del kortet").click()
    expect(page.get_by_role("heading", name="Vores partnere")).to_be_visible()
    expect(page.get_by_role("button", name="Kopiér linket")).to_be_visible()
    link = urlsplit(page.get_by_label("Linket").input_value()).path
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"shared-map-settings-{width}")

    nobody = live.page(None, link, width=width)
    expect(nobody.get_by_role("heading", name="Vores partnere")).to_be_visible()
    expect(nobody.get_by_role("listitem").filter(has_text="Sprogskolen")).to_be_visible()
    expect(nobody.get_by_text("Hemmelig")).to_have_count(0)
    assert live.axe(nobody) == []
    assert not live.overflows(nobody)
    live.shot(nobody, f"shared-map-{width}")
    nobody.get_by_role("link", name="In English").click()
    expect(nobody.get_by_text("The nearer the middle")).to_be_visible()

    page.get_by_role("link", name="Træk tilbage").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Træk linket tilbage").click()
    expect(page.get_by_role("main")).to_contain_text("Linket åbner ikke længere")
    nobody.goto(live.url(link))
    expect(nobody.get_by_role("heading", name="Dette kort deles ikke længere")).to_be_visible()
    assert live.axe(nobody) == []
    assert MapEmbed.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_reader_takes_the_map_along(live: Any, reader: Any, partners: None, width: int) -> None:
    page = live.page(reader, "/fjordby/map/?lens=rooms", width=width)
    for name, ending in (
        ("Billede (SVG)", "svg"),
        ("Billede (PNG)", "png"),
        ("Billede og tabel (PDF)", "pdf"),
    ):
        page.locator("summary", has_text="Hent").click()
        with page.expect_download() as got:
            page.get_by_role("link", name=name).click()
        assert got.value.suggested_filename.startswith("fjordby-cirkelkort-rum-")
        assert got.value.suggested_filename.endswith(f".{ending}")
        page.reload()
    expect(page.get_by_role("link", name="Del med et link")).to_have_count(0)
    page.goto(live.url("/fjordby/map/?lens=rooms&view=print"))
    expect(page.get_by_text("Hemmelig Bekendt")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
