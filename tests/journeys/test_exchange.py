"""What other programs give and get, as people do it: a programme's tray, a calendar's address, business cards."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.models import Activity, Organisation, Person
from brobygger.network.operations import follow_ups

EXAMPLES = Path(__file__).parents[2] / "examples"


def looked_at(live: Any, page: Any, name: str) -> None:
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, name)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_programme_is_read_and_its_tray_emptied(
    live: Any, workspace: Any, coordinator: Any, width: int
) -> None:
    Organisation.objects.create(workspace=workspace, name="Rock Revy Fjordby", town="Fjordby")
    page = live.page(coordinator, "/fjordby/settings/programme/", width=width)
    looked_at(live, page, f"programme-settings-{width}")
    page.set_input_files("input[name=file]", EXAMPLES / "events.json")
    page.click("text=Læs det gemte program")
    page.wait_for_url("**/fjordby/programme/")
    expect(page.get_by_text("40 arrangementer, heraf 31 med partnere")).to_be_visible()
    looked_at(live, page, f"programme-tray-{width}")
    band = page.locator("section", has=page.get_by_role("heading", name="RockRevy Fjordby"))
    band.get_by_role("checkbox", name="Pladebørs").uncheck()
    band.get_by_role("button", name="Det er Rock Revy Fjordby").click()
    expect(page.get_by_text("RockRevy Fjordby → Rock Revy Fjordby: 3 aktiviteter")).to_be_visible()
    assert Activity.objects.filter(organisation_links__organisation__name="Rock Revy Fjordby").count() == 3
    night = page.locator("section", has=page.get_by_role("heading", name="Kulturnatten"))
    night.get_by_role("button", name="Ikke en partner").click()
    expect(page.get_by_text("Kulturnatten er ikke en partner")).to_be_visible()
    neighbours = page.locator("section", has=page.get_by_role("heading", name="Nye Naboer"))
    neighbours.get_by_role("link", name="Find en anden").click()
    expect(page.get_by_role("heading", name="Hvem er Nye Naboer?")).to_be_visible()
    looked_at(live, page, f"programme-partner-{width}")
    page.get_by_label("Hvilken organisation er det?").fill("Foreningen Nye Naboer i Fjordby")
    page.get_by_role("button", name="Notér det, I har lavet sammen").click()
    page.wait_for_url("**/fjordby/programme/")
    expect(page.get_by_text("6 aktiviteter")).to_be_visible()
    page.get_by_role("link", name="Fortryd").click()
    page.wait_for_url("**/batches/**")
    assert live.complaints == []


@pytest.mark.parametrize("width", [1280, 360])
def test_a_calendar_gets_its_address_by_keyboard(live: Any, staff: Any, width: int) -> None:
    follow_ups.add(text="Ring til skolen", owner=staff, due_on="2026-12-31", by=staff)
    page = live.page(staff, "/fjordby/follow-ups/", width=width)
    page.get_by_role("link", name="I din kalender").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Opfølgninger i din kalender")).to_be_visible()
    looked_at(live, page, f"calendar-{width}")
    page.get_by_role("button", name="Lav en adresse").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Adressen")
    expect(field).to_be_visible()
    assert "/calendar/" in field.input_value()
    page.get_by_role("button", name="Kopiér adressen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Adressen er kopieret.")).to_be_visible()
    looked_at(live, page, f"calendar-address-{width}")
    assert live.complaints == []


@pytest.mark.parametrize("width", [1280, 360])
def test_business_cards_come_in_and_go_out(live: Any, coordinator: Any, width: int) -> None:
    page = live.page(coordinator, "/fjordby/imports/", width=width)
    page.set_input_files("#id_file", EXAMPLES / "cards.vcf")
    page.select_option("#id_known_by", label=coordinator.name)
    page.click("text=Læs filen")
    page.wait_for_url("**/check/")
    expect(page.get_by_role("heading", name="11 rækker er klar")).to_be_visible()
    looked_at(live, page, f"cards-check-{width}")
    page.get_by_role("button", name="Udelad de 1").click()
    page.wait_for_load_state()
    for box in page.query_selector_all("input[name=tick]"):
        box.check()
    page.get_by_role("button", name="Importér 11 rækker").click()
    page.wait_for_url("**/receipt/")
    oda = Person.objects.get(name="Oda Testrup")
    page.goto(live.url(f"/fjordby/people/{oda.pk}/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Visitkort (vCard)").click()
    assert download.value.suggested_filename == "oda-testrup.vcf"
    assert "FN:Oda Testrup" in Path(download.value.path()).read_text()
    assert live.complaints == []
