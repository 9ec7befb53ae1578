"""Keeping the network warm, and handing over, by pointer and in a telephone's width."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.network.models import ContactColleague, Handover, Organisation, Snooze, Tie
from brobygger.network.operations import ties
from tests.browser import NARROW, WIDE

TODAY = timezone.localdate()


def cold(workspace: Any, name: str, who: Any) -> Organisation:
    """An organisation that `who` knows, and nobody has spoken with for long."""
    long_ago = TODAY - timedelta(days=500)
    made = Organisation.objects.create(
        workspace=workspace, name=name, level="network", last_contact_on=long_ago
    )
    ties.add(colleague=who, organisation=made, by=who)
    return made


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_from_a_number_to_a_warm_relation(live: Any, workspace: Any, staff: Any, width: int) -> None:
    warm, aside = cold(workspace, "Boghandleren", staff), cold(workspace, "Galleri Åen", staff)
    page = live.page(staff, "/fjordby/care/", width=width)
    expect(page.get_by_role("heading", level=1, name="Plej netværket")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"care-{width}")

    page.get_by_role("link", name=re.compile("^Ved at blive kolde.*2$")).click()
    expect(page.get_by_role("heading", level=1, name="Ved at blive kolde")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"care-cold-{width}")

    # I have spoken with them: a date and a word are enough.
    page.get_by_role("link", name=re.compile("Hold den varm.*Boghandleren")).click()
    page.wait_for_url(re.compile(rf"/care/cold/{warm.pk}/$"))
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_label("Om", exact=False).first.fill("juleudstillingen")
    page.get_by_role("button", name="Notér kontakten").click()
    expect(page.get_by_text("Kontakten med Boghandleren er noteret.")).to_be_visible()
    assert ContactColleague.objects.get().colleague == staff

    # The other wants peace for a while.
    page.get_by_role("checkbox", name="Vælg Galleri Åen").check()
    page.get_by_role("button", name="Læg til side indtil").click()
    expect(page.get_by_role("heading", level=1, name="Læg til side indtil")).to_be_visible()
    page.get_by_label(re.compile("Hvorfor")).fill("De bygger om")
    page.get_by_role("button", name="Læg dem til side").click()
    expect(page.get_by_text("Ingen er ved at blive kolde")).to_be_visible()
    assert Snooze.objects.get().organisation == aside
    page.get_by_role("link", name="Lagt til side", exact=True).click()
    expect(page.get_by_text("De bygger om")).to_be_visible()
    assert live.axe(page) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_one_hands_over_and_another_takes_over(
    live: Any, workspace: Any, staff: Any, coordinator: Any, width: int
) -> None:
    alone, shared = cold(workspace, "Kun Ali", staff), cold(workspace, "Alle kender", staff)
    ties.add(colleague=coordinator, organisation=shared, by=staff)
    page = live.page(staff, f"/fjordby/colleagues/{staff.pk}/", width=width)
    page.get_by_role("link", name="Overdrag", exact=True).click()
    page.get_by_role("radio", name="Får et andet job eller team i huset").check()
    page.get_by_role("button", name="Vis, hvad der skal overdrages").click()
    expect(page.get_by_role("heading", level=1, name="Overdragelse fra Ali Nazari")).to_be_visible()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Ingen andre kender organisationen")
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"handover-{width}")

    # One is asked of Mette, the other is kept: saved as one goes.
    page.get_by_role("link", name=re.compile("Afgør.*Kun Ali")).click()
    page.get_by_label("Hvem overtager?").select_option(label="Mette Holm")
    assert live.axe(page) == []
    page.get_by_role("button", name="Gem afgørelsen").click()
    page.wait_for_url(re.compile(r"state=undecided"))
    page.get_by_role("checkbox", name="Vælg Alle kender").check()
    page.get_by_role("button", name="Behold").click()
    page.wait_for_url(re.compile(r"/handovers/\d+/\?state=undecided$"))
    expect(page.get_by_text("1 af 2 på plads")).to_be_visible()

    # Mette sees it on her first page, and says yes.
    hers = live.page(coordinator, "/fjordby/", width=width)
    hers.get_by_role("link", name="Overdrages til dig").click()
    expect(hers.get_by_role("row").nth(1)).to_contain_text("Kun Ali")
    assert live.axe(hers) == []
    assert not live.overflows(hers)
    hers.get_by_role("button", name="Overtag den ene").click()
    expect(hers.get_by_text("Intet venter på dit svar")).to_be_visible()
    assert Tie.objects.get(organisation=alone, ended_on=None).colleague == coordinator
    assert Handover.objects.get().closed_at
