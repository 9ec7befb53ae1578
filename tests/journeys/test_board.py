"""A card by telephone, read off and written out; a person who changes job, by keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.models import Affiliation, BoardCard, Person, Tie
from brobygger.network.operations import board, follow_ups, organisations, people, ties
from tests.browser import NARROW, WIDE
from tests.journeys.test_network_day import tab_to
from tests.network.test_card import picture


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_picture_of_a_card_is_hung_and_written_out(live: Any, staff: Any, width: int) -> None:
    organisations.create(name="Museet Kajen", town="Fjordby", by=staff)
    page = live.page(staff, "/fjordby/board/", width=width)
    expect(page.get_by_role("heading", name="Væggen er endnu bar")).to_be_visible()
    assert live.axe(page) == []

    # On the spot: a picture, nothing else.
    card = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": picture((1600, 1000))}
    page.get_by_label("Foto af kort").set_input_files(card)
    expect(page.get_by_text("IMG_0042.jpg")).to_be_visible()
    page.get_by_role("button", name="Sæt på tavlen").click()
    expect(page.get_by_text("Kortet er på tavlen.")).to_be_visible()
    image = page.get_by_alt_text("Foto af et kort, der ikke er skrevet af")
    expect(image).to_be_visible()
    expect(page.locator(".wall-card").get_by_text("Ali Nazari")).to_be_visible()
    assert image.evaluate("async e => { await e.decode(); return e.naturalWidth }") > 1
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"board-{width}")

    # At the desk: it is read off the picture beside the form.
    page.get_by_role("link", name=re.compile("^Skriv det af")).click()
    picture_link = page.get_by_role("link", name="Foto af kortet; åbner større")
    expect(picture_link).to_be_visible()
    assert picture_link.get_attribute("target") == "_blank"
    # In one stroke: a later letter asks again, and would take away a choice made in between.
    page.get_by_label("Hvis kort er det?").fill("Oda Prøvegaard")
    expect(page.get_by_text("»Oda Prøvegaard« bliver oprettet som ny person.")).to_be_visible()
    page.get_by_label("Rolle").fill("Kurator")
    page.get_by_label("Organisation").fill("Museet Kaj")
    page.get_by_label(re.compile("Museet Kajen")).check()
    page.get_by_label("Telefon").fill("00 11 22 33")
    page.get_by_label("Om", exact=True).fill("forårsudstillingen")
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("button", name="Gem, hvem det er").click()
    expect(page.get_by_role("heading", name="Oda Prøvegaard", level=1)).to_be_visible()
    expect(page.get_by_alt_text("Kortet fra Oda Prøvegaard")).to_be_visible()
    made = BoardCard.objects.get()
    assert (made.person.name, made.organisation.name) == ("Oda Prøvegaard", "Museet Kajen")
    assert Tie.objects.get().about == "forårsudstillingen"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_wall_is_searched_while_typing(live: Any, staff: Any, leader: Any, width: int) -> None:
    for number in range(30):
        person = people.create(name=f"Prøve Nummer {number}", by=leader)
        ties.add(colleague=leader if number % 3 else staff, person=person, by=leader)
    page = live.page(staff, "/fjordby/board/", width=width)
    cards = page.locator(".wall-card")
    expect(cards).to_have_count(24)
    page.get_by_role("link", name="Vis flere kort").click()
    expect(cards).to_have_count(30)
    page.get_by_label("Søg på tavlen").fill("nummer 17")
    expect(cards).to_have_count(1)
    expect(page).to_have_url(re.compile("q=nummer"))
    page.get_by_label("Søg på tavlen").fill("")
    expect(cards).to_have_count(24)
    page.get_by_label("Hvem fik kortet eller kender dem").select_option(label="Ali Nazari")
    expect(cards).to_have_count(10)
    page.get_by_role("link", name="Vis alle").click()
    expect(cards).to_have_count(24)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_person_changes_job_by_keyboard(
    live: Any, staff: Any, leader: Any, coordinator: Any, width: int
) -> None:
    house = organisations.create(name="FO-Aarhus", by=leader)
    museum = organisations.create(name="Museet Kajen", by=leader)
    ali = people.create(name="Ali Hansen", organisation=house, role="Leder", by=leader)
    for colleague in (leader, coordinator):
        ties.add(colleague=colleague, person=ali, about="lektiecaféer", strength="well", by=leader)
    follow_ups.add(
        text="Send tal", owner=leader, due_on="2026-04-01", organisation=house, person=ali, by=leader
    )
    page = live.page(staff, f"/fjordby/people/{ali.pk}/", width=width)

    tab_to(page, page.get_by_role("link", name="Skifter job FO-Aarhus"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/changes-job/"))
    expect(page.get_by_label("Leder, FO-Aarhus")).to_be_checked()
    assert live.axe(page) == []
    assert not live.overflows(page)
    tab_to(page, page.get_by_label("Hvor begynder det?"))
    page.keyboard.type("Museet Kajen")
    expect(page.get_by_role("radio", name="Museet Kajen")).to_be_checked()
    tab_to(page, page.get_by_label("Som hvad?"))
    page.keyboard.type("Kurator")
    # Mette stays with FO-Aarhus: from "follows" one step along.
    group = page.get_by_role("group", name="Mette Holm")
    tab_to(page, group.get_by_role("radio").first)
    page.keyboard.press("ArrowRight")
    expect(group.get_by_label("Bliver hos FO-Aarhus")).to_be_checked()
    live.shot(page, f"changes-job-{width}")
    tab_to(page, page.get_by_role("button", name="Gem jobskiftet"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ali Hansen er ikke længere leder hos FO-Aarhus")).to_be_visible()
    expect(page.get_by_text("Mette bliver hos FO-Aarhus.")).to_be_visible()
    assert Affiliation.objects.get(person=ali, to_date=None).organisation == museum
    assert Tie.objects.get(organisation=house).colleague == coordinator
    assert live.axe(page) == []

    # And undone as one.
    tab_to(page, page.get_by_role("link", name="Se ændringen, eller fortryd den"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/history/batches/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ali Hansen skifter job")
    undo = page.get_by_role("link", name=re.compile("Fortryd")).or_(
        page.get_by_role("button", name=re.compile("Fortryd"))
    )
    tab_to(page, undo.first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/undo/"))
    tab_to(page, page.get_by_role("button", name=re.compile("Fortryd")))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/history/batches/\d+/$"))
    assert Affiliation.objects.get(to_date=None).organisation == house
    assert Person.objects.count() == 1


@pytest.mark.parametrize(("width", "language"), [(WIDE, "da"), (NARROW, "en")])
def test_the_pages_of_a_card_are_for_everybody(live: Any, staff: Any, width: int, language: str) -> None:
    raw = board.put(colleague=staff, text="tværfløjte på kajen", photo=picture(), by=staff)
    done = board.put(
        colleague=staff, text="Oda", person="Oda Prøvegaard", organisation="Museet Kajen", by=staff
    )
    page = live.page(staff, width=width, language=language)
    paths = ["", "new/", "?print=1", "?q=findes-ikke", f"{raw.pk}/", f"{raw.pk}/edit/", f"{raw.pk}/off/"]
    for path in [*paths, f"{raw.pk}/photo/remove/", f"{done.pk}/"]:
        page.goto(live.url(f"/fjordby/board/{path}"))
        assert live.axe(page) == [], path
        assert not live.overflows(page), path
