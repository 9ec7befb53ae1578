"""A strategy from the question of the day on a phone to a partner's comment by link, by pointer and by keyboard."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.network.models import Organisation
from brobygger.questions.models import Invitee, SheetLink
from brobygger.questions.sheets_by_link import token
from brobygger.strategy.models import Day, SentenceSource, SetAside, StrategyVersion
from brobygger.strategy.operations import (
    process,
    process_condensing,
    process_points,
    process_responses,
    process_versions,
    process_week,
)
from tests.browser import NARROW, WIDE
from tests.journeys.test_network_day import tab_to


def open_day(leader: Any, *answers: tuple[Any, str]) -> Day:
    """A process with a main point and a question that is open, with these answers."""
    made = process.start(name="Fjordby mødes", from_year=2027, to_year=2030, by=leader)
    point = process_points.add(process=made, text="Unge skal møde os", by=leader)
    now = timezone.now()
    day = process_week.add(
        process=made, question="Hvad vil vi være kendt for?", point=point, opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=3), by=leader,
    )  # fmt: skip
    for who, text in answers:
        process_responses.answer(day=day, text=text, by=who)
    return day


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_question_of_the_day_is_answered_in_seconds(
    live: Any, staff: Any, coordinator: Any, leader: Any, width: int
) -> None:
    open_day(leader, (coordinator, "At være det sted, hvor man mødes"))
    page = live.page(staff, "/fjordby/", width=width)
    card = page.get_by_role("region", name="Hvad vil vi være kendt for?")
    expect(card.get_by_text("1 af 3 har svaret.")).to_be_visible()
    assert live.axe(page) == []
    card.get_by_role("link", name="Skriv dit svar").click()
    expect(page.get_by_label("Dit svar")).to_be_focused()
    expect(page.get_by_text("At være det sted, hvor man mødes")).to_have_count(0)
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.keyboard.type("Åbent om aftenen")
    page.get_by_role("button", name="Send dit svar").click()
    expect(page.get_by_text("Dit svar er gemt.")).to_be_visible()
    answer = page.get_by_role("article", name=coordinator.name)
    expect(answer.get_by_text("At være det sted, hvor man mødes")).to_be_visible()
    live.shot(page, f"strategy-day-{width}")

    # Reading the others', one agrees and says something.
    answer.get_by_role("button", name="Enig").click()
    expect(page.get_by_text("1 er enig (Ali)")).to_be_visible()
    page.get_by_role("article", name=coordinator.name).get_by_role("link", name="Kommentér").click()
    page.get_by_label("Din kommentar").fill("Ja, på tværs af alder")
    assert live.axe(page) == []
    page.get_by_role("button", name="Gem kommentaren").click()
    expect(page.get_by_text("Ja, på tværs af alder")).to_be_visible()

    # One's own is changed until the day closes.
    page.get_by_label("Dit svar").fill("Åbent to aftener om ugen")
    page.get_by_role("button", name="Gem ændringen").click()
    expect(
        page.get_by_role("article", name=staff.name).get_by_text("Åbent to aftener om ugen")
    ).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_leader_condenses_by_keyboard_and_publishes(
    live: Any, staff: Any, coordinator: Any, leader: Any, width: int
) -> None:
    day = open_day(leader, (staff, "Åbent om aftenen"), (coordinator, "Flere planter"))
    process_week.close(day=day, by=leader)
    page = live.page(leader, f"/fjordby/strategy/processes/{day.process_id}/", width=width)
    expect(page.get_by_role("heading", name="Skriv strategien ud fra det, der blev sagt")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.locator(".dark").get_by_role("link", name="Skriv sammen").click()
    page.get_by_label("Det første tema").fill("Mødestedet")
    page.get_by_role("button", name="Tilføj temaet").click()
    expect(page.get_by_role("heading", name="Mødestedet")).to_be_visible()

    # The sentence, and what it comes from, by keyboard alone.
    tab_to(page, page.get_by_label("Sætning", exact=True))
    page.keyboard.type("Fjordby mødes hos os, også om aftenen.")
    box = page.get_by_role("checkbox", name=re.compile("Åbent om aftenen"))
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.get_by_role("button", name="Tilføj sætningen").focus()
    page.keyboard.press("Enter")
    expect(
        page.locator(".process-sentences").get_by_text("Fjordby mødes hos os, også om aftenen.")
    ).to_be_visible()
    assert SentenceSource.objects.get().answer.text == "Åbent om aftenen"

    # What is not used gets its reason.
    page.get_by_role("checkbox", name=re.compile("Flere planter")).check()
    page.get_by_label("Det, der er sat kryds ved, skal ikke bruges").fill("Det klarer driften")
    page.get_by_role("button", name="Læg til side med grunden").click()
    expect(page.get_by_text("1 udsagn er lagt til side.")).to_be_visible()
    assert SetAside.objects.get().reason == "Det klarer driften"
    page.get_by_role("link", name=re.compile("^Alle")).click()
    expect(page.get_by_text("bruges ikke: Det klarer driften")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"strategy-condense-{width}")

    # The theme ends as a goal, and the version is published.
    page.get_by_role("link", name=re.compile("Afslut med resultat, mål og ejer")).click()
    page.get_by_label("Resultat").fill("Åbent to aftener")
    page.get_by_label("Mål", exact=True).fill("To aftener om ugen")
    page.get_by_label("Ejer").select_option(label=staff.name)
    page.get_by_label("Senest").fill("01-06-2028")
    assert live.axe(page) == []
    page.get_by_role("button", name="Sæt målet").click()
    expect(page.get_by_text("To aftener om ugen")).to_be_visible()
    page.get_by_role("link", name="Udgiv en version").click()
    assert live.axe(page) == []
    page.get_by_role("button", name="Udgiv version 1").click()
    expect(page.get_by_text("Version 1 er udgivet.")).to_be_visible()
    page.get_by_text("Sætning 1 kommer af 1 udsagn").click()
    expect(page.get_by_text("Åbent om aftenen", exact=True)).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"strategy-version-{width}")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_partner_comments_by_link(live: Any, workspace: Any, leader: Any, width: int) -> None:
    made = process.start(name="Fjordby mødes", from_year=2027, to_year=2030, by=leader)
    theme = process_condensing.add_theme(process=made, title="De unge", by=leader)
    process_condensing.write(theme=theme, text="Unge møder os på havnen.", by=leader)
    version = process_versions.publish(process=made, by=leader)
    Organisation.objects.create(workspace=workspace, name="Ungdomsskolen", level="partnership")

    page = live.page(leader, f"/fjordby/strategy/processes/published/{version.pk}/", width=width)
    page.get_by_role("link", name="Bed partnere kommentere").click()
    page.get_by_role("button", name="Åbn for kommentarer").click()
    page.get_by_label("Organisation").select_option(label="Ungdomsskolen")
    page.get_by_label("Navn").fill("Bo Prøvegaard")
    page.get_by_label("E-mail").fill("bo@eksempel.dk")
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("button", name="Send linket").click()
    expect(page.get_by_text("Bo Prøvegaard får linket med mail.")).to_be_visible()

    link = SheetLink.objects.select_related("invitee").get()
    outside = live.page(None, f"/answer/{token(link)}/", width=width)
    expect(outside.get_by_text("Unge møder os på havnen.")).to_be_visible()
    assert live.axe(outside) == []
    outside.get_by_label(re.compile("Unge møder os på havnen.")).fill("Og om vinteren?")
    outside.get_by_role("button", name=re.compile("Send")).click()
    expect(outside.get_by_text(re.compile("[Tt]ak|sendt|modtaget")).first).to_be_visible()
    assert Invitee.objects.get().answered

    page.reload()
    page.get_by_role("button", name="Åbn kommentarerne").click()
    expect(page.get_by_text("Og om vinteren?")).to_be_visible()
    assert live.axe(page) == []
    live.shot(page, f"strategy-partners-{width}")


@pytest.mark.parametrize(("width", "language"), [(WIDE, "en"), (NARROW, "da"), (NARROW, "en")])
def test_the_public_page_is_for_everybody(live: Any, leader: Any, width: int, language: str) -> None:
    made = process.start(name="Fjordby mødes", from_year=2027, to_year=2030, by=leader)
    theme = process_condensing.add_theme(process=made, title="De unge", by=leader)
    process_condensing.write(theme=theme, text="Unge møder os på havnen.", by=leader)
    process_versions.show(version=process_versions.publish(process=made, by=leader), by=leader)
    page = live.page(None, f"/p/fjordby/{language}/strategy/", width=width)
    expect(page.get_by_text("Unge møder os på havnen.")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    assert page.context.cookies() == []
    live.shot(page, f"strategy-public-{width}-{language}")
    assert StrategyVersion.objects.get().public_at
