"""A colleague answers on a telephone and at a desk; a partner by link; a coordinator sees who is missing, reminds, closes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.questions.models import Answer, Invitee, Sheet
from brobygger.questions.operations import invitees
from brobygger.questions.sheets_by_link import token
from tests.browser import NARROW, WIDE
from tests.journeys.test_network_day import tab_to
from tests.questions.samples import answer, ask, opened

END = timezone.now() + timedelta(days=2)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_colleague_answers_and_sees_the_others(
    live: Any, leader: Any, staff: Any, reader: Any, width: int
) -> None:
    of = opened(leader, "text", "one", name="Hvem mangler vi?", closes_at=END)
    other, _mine = ask(of, reader, staff, by=leader)
    answer(other, "Fædre med små børn")
    page = live.page(staff, "/fjordby/questions/", width=width)
    page.get_by_role("link", name="Svar på Hvem mangler vi?").click()
    expect(page.get_by_role("heading", name="Dit svar", level=1)).to_be_visible()
    expect(page.get_by_text("Dit navn står ved dit svar.")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"questions-answer-{width}")

    # What is written is kept while one writes, without a button.
    page.get_by_label(re.compile(r"Hvad mangler vi\? \(text\)")).fill("De unge efter klokken fire")
    page.get_by_label("Det ene").check()
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
    page.reload()
    expect(page.get_by_label(re.compile(r"Hvad mangler vi\? \(text\)"))).to_have_value(
        "De unge efter klokken fire"
    )

    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Tak. Dit svar er sendt.")).to_be_visible()
    page.get_by_role("link", name="De andres svar").click()
    expect(page.get_by_text("Fædre med små børn")).to_be_visible()
    expect(page.get_by_text("Grundlag: 2 svar").first).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"questions-results-{width}")
    assert Sheet.objects.filter(state="submitted").count() == 2


def test_a_colleague_answers_by_keyboard_one_question_at_a_time(live: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, "text", "one", closes_at=END)
    ask(of, staff, by=leader)
    page = live.page(staff, f"/fjordby/questions/rounds/{of.pk}/answer/?question=1", width=WIDE)
    box = page.get_by_label(re.compile(r"Hvad mangler vi\?"))
    tab_to(page, box)
    page.keyboard.type("Et øvelokale")
    tab_to(page, page.get_by_role("button", name="Næste spørgsmål"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Spørgsmål 2 af 2")).to_be_visible()
    tab_to(page, page.get_by_label("Det ene"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Send svaret"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tak. Dit svar er sendt.")).to_be_visible()
    assert {(a.text, tuple(a.chosen)) for a in Answer.objects.all()} == {("Et øvelokale", ()), ("", ("a",))}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_partner_answers_anonymously_by_link(live: Any, leader: Any, width: int) -> None:
    of = opened(leader, "text", name="Samarbejdet i år", names="anonymous", reveal="closed", closes_at=END)
    row = invitees.ask_outsider(
        round=of, name="Bo Æbelø", email="bo@eksempel.dk", party="Søvang Forening", by=leader
    )
    url = reverse("answering:sheet", args=[token(invitees.make_link(invitee=row, by=leader))])
    page = live.page(None, url, width=width)
    expect(page.get_by_role("heading", name="Samarbejdet i år", level=1)).to_be_visible()
    expect(page.get_by_text("Du svarer for Søvang Forening.")).to_be_visible()
    expect(page.get_by_text(re.compile("Dit svar er anonymt"))).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_label(re.compile("Hvad mangler vi")).fill("Mere tid sammen")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Gem denne adresse")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"questions-link-{width}")
    own = page.locator("a[href*='/answer/own/']").get_attribute("href")
    page.goto(live.url(url))
    expect(page.get_by_role("heading", name="Du har svaret")).to_be_visible()
    page.goto(str(own))
    page.get_by_label(re.compile("Hvad mangler vi")).fill("Meget mere tid sammen")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Tak. Dit svar er sendt.")).to_be_visible()
    assert Answer.objects.get().text == "Meget mere tid sammen"
    assert Sheet.objects.get().invitee is None


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_coordinator_sees_who_is_missing_reminds_and_closes(
    live: Any, coordinator: Any, staff: Any, reader: Any, run_jobs: Any, width: int
) -> None:
    of = opened(coordinator, "text", name="Hvem mangler vi?", closes_at=END, reveal="closed")
    one, _other = ask(of, staff, reader, by=coordinator)
    answer(one, "De unge")
    page = live.page(coordinator, f"/fjordby/questions/rounds/{of.pk}/", width=width)
    missing = page.locator("section").filter(has=page.get_by_role("heading", name="Mangler", exact=True))
    expect(missing.get_by_role("heading", name=reader.name)).to_be_visible()
    expect(missing.get_by_role("heading", name=staff.name)).to_have_count(0)
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"questions-round-{width}")
    page.get_by_role("button", name="Send mail til dem, der mangler").click()
    expect(page.get_by_text("1 mail er på vej.")).to_be_visible()
    run_jobs()
    assert [m.to for m in mail.outbox] == [[reader.email]]

    page.get_by_role("link", name="Luk runden").click()
    page.get_by_role("button", name="Luk runden").click()
    expect(page.get_by_text("Runden er lukket.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Se svarene").click()
    expect(page.get_by_text("De unge")).to_be_visible()
    assert Invitee.objects.filter(answered=True).count() == 1
