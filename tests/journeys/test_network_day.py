"""A day in the network, by keyboard alone: note whom I met, correct it, find it again, decide how formal it is."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.models import Contact, Formality, Organisation
from brobygger.network.operations import organisations, people
from tests.browser import NARROW, WIDE


def tab_to(page: Any, target: Any, limit: int = 90) -> None:
    """Press Tab until the target has the focus: it can be reached, and the focus shows."""
    for _ in range(limit):
        if target.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"The keyboard does not reach {target}")
    shown = target.evaluate(
        "e => getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e).boxShadow !== 'none'"
    )
    assert shown


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_note_correct_find_decide(live: Any, staff: Any, width: int) -> None:
    house = organisations.create(name="FO-Aarhus", town="Aarhus", by=staff)
    people.create(name="Ali Hansen", organisation=house, role="Leder", by=staff)
    organisations.create(name="FOF Fjordby", town="Fjordby", by=staff)
    page = live.page(staff, "/fjordby/contacts/new/", width=width)

    # One line is enough.
    line = page.get_by_label("På én linje")
    tab_to(page, line)
    page.keyboard.type("Ringede til Ali Hansen, FO-Aarhus, om lektiecaféer, følg op i marts")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/edit/\?captured=1"))
    assert page.get_by_text("Ali talte i telefon med Ali Hansen").first.is_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"journey-captured-{width}")

    # Correct: somebody else was there too, and it is asked which organisation is meant.
    people_field = page.get_by_label("Hvem mødte du?")
    tab_to(page, people_field)
    page.keyboard.press("End")
    page.keyboard.type(", Oda Prøvegaard")
    page.get_by_text("»Oda Prøvegaard« bliver oprettet som ny person.").wait_for()
    about = page.get_by_label("Om", exact=True)
    tab_to(page, about)
    page.keyboard.press("Control+a")
    page.keyboard.type("lektiecaféer i Gellerup")
    tab_to(page, page.get_by_role("button", name="Gem kontakt"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/contacts/\d+/$"))
    made = Contact.objects.get()
    assert made.about == "lektiecaféer i Gellerup"
    assert {link.person.name for link in made.person_links.all()} == {"Ali Hansen", "Oda Prøvegaard"}
    assert made.organisation == house
    assert live.axe(page) == []

    # Find the organisation from the contact, and decide how formal it is.
    link = page.get_by_role("main").get_by_role("link", name="FO-Aarhus").last
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/organisations/{house.pk}/$"))
    assert page.get_by_role("heading", name="Ali har mødt Oda Prøvegaard én gang").is_visible()
    menu = page.locator("summary", has_text="Intet niveau endnu")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Beslut niveauet").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/formality/"))
    first = page.get_by_role("radio").first
    tab_to(page, first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    why = page.get_by_label("Hvorfor")
    tab_to(page, why)
    page.keyboard.type("Vi taler sammen hver måned")
    tab_to(page, page.get_by_role("button", name="Beslut niveauet"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/organisations/{house.pk}/$"))
    assert page.locator("summary", has_text="Netværk siden").is_visible()
    decided = Formality.objects.get()
    assert (decided.level, decided.reason, decided.decided_by) == (
        "network",
        "Vi taler sammen hver måned",
        staff,
    )
    assert Organisation.objects.get(pk=house.pk).level == "network"
    assert live.axe(page) == []
    assert not live.overflows(page)


def test_a_doubtful_name_is_asked_about_while_typing(live: Any, staff: Any) -> None:
    organisations.create(name="Aftenskolen Vest", town="Viby", by=staff)
    page = live.page(staff, "/fjordby/contacts/new/", width=NARROW)
    field = page.get_by_label("Fra hvilken organisation?")
    field.fill("Aftenskolen V")
    choice = page.get_by_label(re.compile("Aftenskolen Vest"))
    choice.check()
    # A later letter asks again: the choice made in between stands.
    field.press("End")
    with page.expect_response(re.compile("/pick/organisation/")) as answer:
        field.press_sequentially("e")
    answer.value.finished()
    page.locator("legend", has_text="Aftenskolen Ve").wait_for()
    expect(choice).to_be_checked()
    page.get_by_label("Hvem mødte du?").fill("Ib Opdigt")
    page.get_by_role("button", name="Gem kontakt").last.click()
    page.wait_for_url(re.compile(r"/contacts/\d+/$"))
    assert Contact.objects.get().organisation == Organisation.objects.get()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_new_organisation_warns_about_its_double(live: Any, staff: Any, width: int) -> None:
    organisations.create(name="FO-Aarhus", town="Aarhus", by=staff)
    page = live.page(staff, "/fjordby/organisations/new/", width=width)
    page.get_by_label("Navn", exact=True).press_sequentially("FO Århus")
    page.get_by_text("Findes allerede?").wait_for()
    assert page.get_by_role("link", name="FO-Aarhus").is_visible()
    assert live.axe(page) == []
