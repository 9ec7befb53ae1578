"""The house is asked: opened by the coordinator, answered by telephone without a log-in, worked through by keyboard."""

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect

from brobygger.map.models import Answer, Campaign
from brobygger.map.operations import campaigns
from brobygger.map.operations.campaigns import Line
from brobygger.network.models import Organisation, Tie
from brobygger.network.operations import organisations
from tests.browser import NARROW, WIDE
from tests.journeys.test_network_day import tab_to


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_campaign_from_question_to_map(
    live: Any, coordinator: Any, staff: Any, reader: Any, run_jobs: Any, width: int
) -> None:
    organisations.create(name="Museet Kajen", town="Fjordby", by=coordinator)
    page = live.page(coordinator, "/fjordby/map/campaigns/", width=width)
    expect(page.get_by_role("heading", name="Ingen er blevet spurgt endnu")).to_be_visible()
    assert live.axe(page) == []
    page.get_by_role("link", name="Åbn den første kortlægning").click()
    page.get_by_label("Navn").fill("Hvem kender vi?")
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("button", name="Åbn kortlægningen").click()
    expect(page.get_by_text("3 kolleger er spurgt og får en mail.")).to_be_visible()
    expect(page.get_by_role("heading", name="0 af 3 har svaret")).to_be_visible()
    assert live.axe(page) == []
    run_jobs()

    # By the link in the mail, on a telephone: a name is known while it is typed.
    (told,) = [m for m in mail.outbox if m.to == ["ali@eksempel.dk"]]
    address = re.search(r"/campaign/\S+", str(told.body))
    assert address
    phone = live.page(None, address[0], width=NARROW)
    know = phone.locator("#part-know")
    know.get_by_label("Organisation").first.fill("Museet")
    know.get_by_label(re.compile("Museet Kajen")).check()
    know.get_by_label("Om hvad").first.fill("udstillinger")
    know.get_by_role("button", name=re.compile("En linje til")).click()
    expect(know.get_by_label(re.compile("^Organisation"))).to_have_count(3)
    know.get_by_label(re.compile("^Organisation")).nth(2).fill("Fjordby Skaterklub")
    phone.locator("#part-excluded").get_by_label("Hvilken gruppe brugere").fill("Døve")
    assert live.axe(phone) == []
    assert not live.overflows(phone)
    live.shot(phone, f"campaign-answer-{width}")
    phone.get_by_role("button", name="Send mit svar").click()
    expect(phone.get_by_text("Tak. 3 linjer er gemt.")).to_be_visible()
    expect(phone.get_by_text("Du svarede")).to_be_visible()
    assert live.axe(phone) == []
    assert (
        Answer.objects.get(question="know", about="udstillinger").organisation == Organisation.objects.get()
    )

    # A colleague spells it otherwise; the coordinator works the tray by keyboard.
    campaign = Campaign.objects.get()
    asked = campaign.asked.get(colleague=reader)
    campaigns.answer(asked=asked, lines=[Line("know", "fjordby skaterklub")], by=reader)
    page.goto(live.url(f"/fjordby/map/campaigns/{campaign.pk}/"))
    expect(page.get_by_role("heading", name="2 af 3 har svaret")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Åbn bakken"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3 rækker venter")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    tab_to(page, page.get_by_role("link", name="Vælg det, der er klart"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Fjordby Skaterklub").get_by_label("Ny")).to_be_checked()
    live.shot(page, f"campaign-tray-{width}")
    tab_to(page, page.get_by_role("button", name="Før det valgte ud i livet"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 rækker er ført ud i livet.")).to_be_visible()
    assert Tie.objects.filter(organisation__name="Fjordby Skaterklub").count() == 2

    tab_to(page, page.get_by_role("link", name=re.compile("Et ønske eller en handling")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Døve", level=1)).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    tab_to(page, page.get_by_label("Hvad skal gøres"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Find en tolk")
    page.get_by_label("Hvem", exact=True).select_option(label="Ali Nazari")
    tab_to(page, page.get_by_role("button", name="Gør det til en handling"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bakken er tom")).to_be_visible()

    tab_to(page, page.get_by_role("link", name="Se resultatet"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kortet og listen over handlinger")).to_be_visible()
    expect(page.get_by_role("link", name="Find en tolk")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"campaign-result-{width}")
    page.get_by_role("link", name="Se kortet, før og nu").click()
    page.wait_for_url(re.compile(r"/map/\?then="))
