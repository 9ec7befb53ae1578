"""A leader lets another system know what happens here."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import NARROW, WIDE
from tests.records.receiver import Receiver, receiving


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.BROBYGGER_WEBHOOK_HOSTS = ["127.0.0.1"]
        settings.OUTWARD_PRIVATE = [f"127.0.0.1:{found.port}"]
        yield found


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_leader_adds_a_webhook_and_tries_it_out(
    live: Any, leader: Any, receiver: Receiver, run_jobs: Callable[[], int], width: int
) -> None:
    page = live.page(leader, "/fjordby/settings/", width=width)
    page.get_by_role("main").get_by_role("link", name="Webhooks").click()
    page.get_by_role("link", name="Tilføj den første webhook").click()
    page.get_by_label("Navn").fill("Intranettet")
    page.get_by_label("Adresse").fill("https://10.0.0.1/")
    page.get_by_role("checkbox", name="Organisationer", exact=True).check()
    page.get_by_role("button", name="Tilføj webhooken").click()
    expect(page.get_by_role("main")).to_contain_text("Værten er ikke blandt dem")
    page.get_by_label("Adresse").fill(receiver.address)
    page.get_by_role("button", name="Tilføj webhooken").click()
    expect(page.get_by_label("Hemmelighed")).to_have_value(re.compile("^bbwh_[0-9a-f]{64}$"))
    assert live.axe(page) == []
    assert not live.overflows(page)
    page.get_by_role("button", name="Send en prøve").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Bliver sendt.")
    run_jobs()
    # The list asks again by itself.
    expect(page.get_by_role("main")).to_contain_text("Afleveret, svaret var 200.")
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"webhook-{width}")
    page.get_by_role("button", name="Sæt webhooken på pause").click()
    expect(page.get_by_role("main")).to_contain_text("får ikke besked")
