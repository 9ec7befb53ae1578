"""Somebody asks what we hold on them, and then that it be erased; a leader fetches the whole workspace."""

from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.models import Person
from brobygger.network.operations import organisations, people, ties
from tests.browser import NARROW, WIDE


@pytest.fixture
def oda(staff: Any) -> Any:
    museum = organisations.create(by=staff, name="Museet for Samtidskunst")
    oda = people.create(
        by=staff, name="Oda Testrup", email="oda@eksempel.dk", organisation=museum, role="Kurator"
    )
    ties.add(person=oda, colleague=staff, about="Udstillingen", by=staff)
    return oda


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_is_held_is_told_and_erased(live: Any, coordinator: Any, oda: Any, width: int) -> None:
    page = live.page(coordinator, f"/fjordby/people/{oda.pk}/", width=width)
    page.locator("main summary.button-icon").click()
    page.get_by_role("link", name="Hvad vi har om personen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvad vi har om Oda Testrup")
    expect(page.get_by_text("To år efter den sidste kontakt").first).to_be_visible()
    live.shot(page, f"held-{width}")
    page.get_by_role("link", name="Notér en anmodning om sletning").click()
    page.get_by_label("Hvem bad om det?").fill("Oda selv")
    page.get_by_label("Hvordan ved du, at det var dem?").fill("Hun stod her")
    page.get_by_role("button", name="Notér anmodningen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oda Testrup beder om at blive slettet")
    page.get_by_role("link", name="Slet for altid").click()
    page.get_by_label("Jeg ved, at det ikke kan fortrydes").check()
    page.get_by_role("button", name="Slet for altid").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Slettet person {oda.pk} er slettet for altid")
    expect(page.get_by_text("Det har vi gjort.")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    assert not Person.objects.exists()


def test_a_leader_asks_for_the_whole_workspace(live: Any, leader: Any, oda: Any, run_jobs: Any) -> None:
    page = live.page(leader, "/fjordby/settings/export/", width=WIDE)
    page.get_by_role("button", name="Lav eksporten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eksportér alt")
    run_jobs()
    page.goto(live.url("/fjordby/settings/export/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent den").click()
    assert download.value.suggested_filename.startswith("fjordby-")
    page.goto(live.url("/fjordby/settings/reads/"))
    expect(page.get_by_text("Hele arbejdsrummet").first).to_be_visible()
