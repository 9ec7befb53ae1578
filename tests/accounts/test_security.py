"""Codes and passkeys in a real browser: switched on, used to log in, under the strict policy."""

import hashlib
import hmac
import struct
import time
from base64 import b32decode

import pytest

PASSWORD = "en lang adgangskode"


def code_of(secret):
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def confirm_password(page):
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Gå videre").click()


def log_in(page, live, colleague):
    page.goto(live.url("/accounts/login/"))
    page.get_by_label("E-mail").fill(colleague.user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()


def test_codes_from_an_app(live, staff):
    page = live.page(staff, "/accounts/2fa/totp/activate/")
    confirm_password(page)
    secret = page.get_by_label("Nøglen").input_value()
    page.get_by_label("Kode fra appen").fill(code_of(secret))
    page.get_by_role("button", name="Slå koder til").click()
    assert page.get_by_role("heading", name="Nødkoder").is_visible()
    recovery = page.locator("main code").first.inner_text()
    visitor = live.page(None)
    log_in(visitor, live, staff)
    assert visitor.get_by_role("heading", name="Et skridt mere").is_visible()
    assert live.axe(visitor) == []
    visitor.get_by_label("Kode").fill(recovery)
    visitor.get_by_role("button", name="Log ind", exact=True).click()
    visitor.wait_for_url("**/fjordby/")


@pytest.fixture
def key(live, staff):
    """A page of a browser that has a passkey of its own."""

    def plug_in(page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    return plug_in


def test_a_passkey_is_added_and_used(live, staff, key):
    live.base = live.base.replace("127.0.0.1", "localhost")
    page = key(live.page(staff, "/accounts/2fa/webauthn/add/"))
    confirm_password(page)
    page.get_by_label("Nøglens navn").fill("Min telefon")
    page.get_by_label("Lad mig logge ind med denne nøgle alene").check()
    page.get_by_role("button", name="Tilføj adgangsnøglen").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto(live.url("/accounts/2fa/webauthn/"))
    assert page.get_by_role("heading", name="Min telefon").is_visible()
    page.goto(live.url("/accounts/logout/"))
    page.locator("main").get_by_role("button", name="Log ud").click()
    page.goto(live.url("/accounts/login/"))
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    page.wait_for_url("**/fjordby/")


def test_a_key_that_is_not_there_is_said_in_words(live, staff):
    page = live.page(staff, "/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Tilføj adgangsnøglen").click()
    assert page.get_by_text("Nøglen blev ikke læst").is_visible()


def test_typed_text_survives_a_session_that_ends(live, leader):
    page = live.page(leader, "/fjordby/members/new/")
    page.get_by_label("Navn").fill("Tove Prøvegaard")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Notér kollegaen").click()
    assert "gemt i denne fane" in page.locator("main").inner_text()
    page.get_by_label("E-mail").fill(leader.user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.wait_for_url("**/members/new/")
    assert page.get_by_label("Navn").input_value() == "Tove Prøvegaard"
    page.get_by_role("button", name="Notér kollegaen").click()
    assert page.get_by_role("heading", name="Tove Prøvegaard").is_visible()
