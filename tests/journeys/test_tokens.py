"""A leader lets another system in, and shuts it out again."""

from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.accounts.models import ApiToken
from tests.browser import NARROW, WIDE


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_token_for_the_intranet(live: Any, leader: Any, width: int) -> None:
    page = live.page(leader, "/fjordby/settings/", width=width, language="en")
    page.get_by_role("main").get_by_role("link", name="Tokens for other systems").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tokens for other systems")
    live.shot(page, f"tokens-empty-{width}")
    page.get_by_role("link", name="Make the first token").click()
    page.get_by_label("Which system is it for?").fill("The intranet")
    page.get_by_label("Staff").check()
    page.get_by_label("90 days").check()
    live.shot(page, f"token-new-{width}")
    assert live.axe(page) == []
    page.get_by_role("button", name="Make the token").click()
    field = page.get_by_label("Token", exact=True)
    expect(field).to_be_visible()
    key = field.input_value()
    assert key.startswith("bro_")
    live.shot(page, f"token-made-{width}")
    assert live.axe(page) == []
    assert not live.overflows(page)
    asked = page.request.get(live.url("/api/v1/workspace"), headers={"Authorization": f"Bearer {key}"})
    assert asked.json()["token"] == "The intranet"
    page.get_by_role("link", name="I have kept it").click()
    expect(page.get_by_role("rowheader", name="The intranet")).to_be_visible()
    live.shot(page, f"tokens-{width}")
    page.get_by_role("link", name="Revoke").click()
    page.get_by_role("button", name="Revoke the token").click()
    expect(page.get_by_role("heading", name="No longer working")).to_be_visible()
    live.shot(page, f"tokens-ended-{width}")
    assert live.axe(page) == []
    assert not live.overflows(page)
    assert not ApiToken.objects.get().works
