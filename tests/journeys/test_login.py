"""A colleague comes in through the municipality's own log-in, as everywhere else in the municipality."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from brobygger.accounts import operations
from tests.accounts.federation.conftest import by_oidc, configure, oidc, oidc_text, saml_text
from tests.accounts.test_security import code_of

__all__ = ["configure", "oidc"]


@pytest.mark.parametrize("width", [1280, 360])
def test_in_through_the_municipality_and_out_again(
    live: Any, workspace: Any, leader: Any, oidc: Any, width: int
) -> None:
    page = live.page(None, "/accounts/login/?next=/fjordby/members/", width=width)
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"login-{width}")
    page.get_by_role("button", name="Log ind med Fjordby Kommune").press("Enter")
    page.wait_for_url("**/fjordby/members/")
    expect(page.get_by_role("link", name="Oda Testrup").first).to_be_visible()
    page.goto(live.url("/accounts/logout/"))
    page.locator("main").get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Du har logget ud")).to_be_visible()
    assert live.axe(page) == []
    live.shot(page, f"login-left-{width}")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["da", "en"])
def test_who_cannot_come_in_is_told_why(
    live: Any, workspace: Any, leader: Any, oidc: Any, width: int, language: str
) -> None:
    oidc.person["groups"] = []
    page = live.page(None, "/accounts/login/", width=width, language=language)
    page.locator("main form button").first.click()
    heading = {"da": "Du kunne ikke komme ind", "en": "You could not come in"}[language]
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"login-refused-{language}-{width}")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_leader_sees_how_one_logs_in(
    live: Any,
    workspace: Any,
    leader: Any,
    oidc: Any,
    configure: Any,
    width: int,
    language: str,
) -> None:
    operations.make_break_glass(workspace=workspace, email="lone.leder@eksempel.dk")
    operations.note_break_glass(colleague=leader)
    by_oidc(Client())
    configure(oidc_text(oidc.issuer, 'minimum_assurance = "substantial"'), saml_text())
    page = live.page(leader, "/fjordby/settings/login/", width=width, language=language)
    assert live.axe(page) == []
    assert not live.overflows(page)
    demand = {"da": "Kræv kommunens login", "en": "Demand the municipality's log-in"}[language]
    page.get_by_role("button", name=demand).click()
    expect(page.locator(".alert").first).to_be_visible()
    live.shot(page, f"login-settings-{language}-{width}")
    workspace.refresh_from_db()
    assert not workspace.only_municipal  # nobody has used the way in yet


@pytest.mark.parametrize("width", [1280, 360])
def test_in_on_the_day_the_municipality_does_not_answer(
    live: Any, workspace: Any, leader: Any, staff: Any, oidc: Any, width: int
) -> None:
    address = operations.make_break_glass(workspace=workspace, email=leader.email)
    leader.refresh_from_db()
    operations.demand_municipal(workspace=workspace, only=True, by=leader)
    page = live.page(None, "/accounts/login/", width=width)
    page.get_by_label("E-mail").fill(staff.email)
    page.get_by_label("Adgangskode").fill("en lang adgangskode")
    page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page.get_by_role("heading", name="Log ind gennem din kommune")).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"login-needed-{width}")
    page.goto(live.url(address.removeprefix("http://localhost:8000")))
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"login-way-in-{width}")
    page.get_by_label("Navn").fill("Birgit Lund")
    page.get_by_label("Vælg en adgangskode").fill("fire gode ord her")
    page.get_by_role("button", name="Vælg denne adgangskode").click()
    page.wait_for_url("**/2fa/totp/activate/**")
    page.get_by_label("Kode fra appen").fill(code_of(page.get_by_label("Nøglen").input_value()))
    page.get_by_role("button", name="Slå koder til").click()
    code = page.locator("main code").first.inner_text()
    page.goto(live.url("/fjordby/"))
    page.get_by_label("Kode").fill(code)
    page.locator("main form button").last.click()
    page.wait_for_url("**/fjordby/")
