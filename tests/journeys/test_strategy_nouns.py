"""What we push, who serves it, whom we miss and what we need: by pointer, in a telephone's width, and by keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.operations import organisations
from brobygger.strategy.models import Goal, Need, Offer, Placing, Serves, Wish
from brobygger.strategy.operations import goals, resources
from tests.browser import NARROW, WIDE

HERE = "/fjordby/strategy"


def looked_at(live: Any, page: Any, name: str) -> None:
    """No barrier, nothing to scroll sideways for, and a picture."""
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, name)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_goal_with_its_measure_and_who_serves_it(live: Any, coordinator: Any, width: int) -> None:
    organisations.create(name="Åfestivalen", by=coordinator)
    page = live.page(coordinator, f"{HERE}/goals/", width=width)
    page.get_by_role("link", name="Nyt mål").click()
    page.get_by_label("Hvad vil vi nå?").fill("Unge bruger huset om aftenen")
    page.get_by_label("Hvordan ser vi det?").fill("Besøg efter klokken 17")
    page.get_by_label("Enhed").fill("besøg")
    page.get_by_label("Hvor er vi nu?").fill("900")
    page.get_by_label("Hvor vil vi hen?").fill("1800,5")
    page.get_by_label("Hvornår?").fill("30-06-2027")
    page.get_by_label("Møderum").check()
    looked_at(live, page, f"goal-new-{width}")
    page.get_by_role("button", name="Opret målet").click()
    expect(page.get_by_text("Målet er oprettet. Hvem tjener det?")).to_be_visible()
    goal = Goal.objects.get()

    page.get_by_role("link", name="Sig, hvem der tjener det").first.click()
    page.get_by_label("Hvilken organisation?").fill("Åfestivalen")
    page.get_by_label("Hvordan?").fill("Scenen om fredagen")
    page.get_by_role("button", name="Sig, at de tjener det").click()
    expect(page.get_by_role("heading", name="Åfestivalen")).to_be_visible()
    assert Serves.objects.get().goal == goal

    for value, day in (("1000", "1-9-2026"), ("1350", "1-11-2026")):
        page.get_by_role("link", name="Notér en måling").click()
        page.get_by_label("Hvor mange besøg?").fill(value)
        page.get_by_label("Dato").fill(day)
        page.get_by_role("button", name="Notér målingen").click()
        expect(page.get_by_text("Målingen er noteret.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("1.350 besøg.*50 % af vejen"))).to_be_visible()
    expect(page.get_by_role("img", name="Over tid")).to_be_visible()
    looked_at(live, page, f"goal-{width}")

    # On the organisation's own page the same is seen from the other end.
    page.get_by_role("link", name="Åfestivalen").first.click()
    card = page.get_by_role("region", name="I strategien")
    expect(card.get_by_text("afledt").first).to_be_visible()
    expect(card.get_by_role("link", name=goal.name)).to_be_visible()
    looked_at(live, page, f"organisation-strategy-{width}")


def test_an_offer_is_mapped_by_keyboard(live: Any, staff: Any) -> None:
    page = live.page(staff, f"{HERE}/offers/")
    page.get_by_role("link", name="Nyt tilbud").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Nyt tilbud")).to_be_visible()
    page.get_by_label("Tilbud", exact=True).focus()
    page.keyboard.type("Lektiecafé")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first strength: not judged; down to "strong"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the inspiration room
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # and the learning room: an overlap
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Lektiecafé")).to_be_visible()
    offer = Offer.objects.get()
    assert offer.strength == "strong"
    assert set(Placing.objects.values_list("room", flat=True)) == {"inspiration", "learning"}
    assert live.axe(page) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_wish_is_noted_and_met(live: Any, staff: Any, width: int) -> None:
    page = live.page(staff, f"{HERE}/wishes/", width=width)
    page.get_by_role("link", name="Notér et ønske").click()
    page.get_by_label("Hvem savner vi?").fill("Nogen, der når unge fædre")
    page.get_by_label("Møderum").check()
    page.get_by_text("Hvor mangler de ellers?").click()
    page.get_by_label("Civilsamfund").check()
    looked_at(live, page, f"wish-new-{width}")
    page.get_by_role("button", name="Notér ønsket").click()
    expect(page.get_by_text("Det står uden for cirklen på kortet", exact=False)).to_be_visible()
    looked_at(live, page, f"wish-{width}")
    page.get_by_role("link", name="Vi fandt nogen").click()
    page.get_by_label("Hvem fandt I?").fill("Fædregruppen")
    page.get_by_role("button", name="Ønsket er opfyldt").click()
    expect(page.get_by_text("Ønsket er opfyldt af Fædregruppen.")).to_be_visible()
    assert str(Wish.objects.get().organisation) == "Fædregruppen"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_need_finds_who_could_meet_it(live: Any, coordinator: Any, width: int) -> None:
    goals.create(name="Teater i hele byen", by=coordinator)
    hall = organisations.create(name="Forsamlingshuset", sector="civil", by=coordinator)
    organisations.create(name="Søvang Skole", sector="public", by=coordinator)
    resources.note(organisation=hall, direction="brings", kind="premises", text="Sal til 180", by=coordinator)
    page = live.page(coordinator, f"{HERE}/resources/", width=width)
    looked_at(live, page, f"resources-{width}")
    page.get_by_role("link", name="Sig, hvad I mangler").click()
    page.get_by_label("Hvad mangler vi?").fill("En sal til to hundrede")
    page.get_by_label("Hvilken slags er det?").select_option("premises")
    page.get_by_label("Til hvilket mål?").select_option(label="Teater i hele byen")
    page.get_by_role("button", name="Se, hvem der kunne bidrage med det").click()
    expect(page.get_by_role("heading", name="Hvem kunne opfylde det?")).to_be_visible()
    first = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3)).first
    expect(first.get_by_role("heading", name="Forsamlingshuset")).to_be_visible()
    expect(first.get_by_text("Kan bidrage med det: “Sal til 180”.")).to_be_visible()
    expect(page.get_by_text("som regel “Skoler, haller og kontorer”", exact=False)).to_be_visible()
    looked_at(live, page, f"need-{width}")
    page.get_by_role("link", name=re.compile("De bidrager.*Forsamlingshuset")).click()
    page.get_by_role("button", name="Behovet er opfyldt").click()
    expect(page.get_by_text("Behovet er opfyldt af Forsamlingshuset.")).to_be_visible()
    assert Need.objects.get().organisation == hall
