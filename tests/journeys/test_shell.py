"""The shell in a real browser: the menu on a telephone, the folded menu, shortcuts, text that survives a log-out."""

from typing import Any

from tests.browser import NARROW, WIDE

FORM = "/fjordby/organisations/new/"


def test_the_menu_on_a_telephone_opens_and_closes_by_keyboard(live: Any, staff: Any) -> None:
    page = live.page(staff, FORM, width=NARROW)
    opener = page.get_by_role("button", name="Menu", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    organisations = page.locator("#side").get_by_role("link", name="Organisationer")
    assert organisations.is_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not organisations.is_visible()
    assert opener.evaluate("link => link === document.activeElement")


def test_the_folded_menu_is_remembered_and_its_items_keep_their_names(live: Any, staff: Any) -> None:
    page = live.page(staff, FORM, width=WIDE)
    page.get_by_role("button", name="Fold sammen").click()
    page.goto(live.url(FORM))
    assert "is-folded" in (page.locator("body").get_attribute("class") or "")
    assert page.get_by_role("link", name="Organisationer").count() >= 1
    assert page.get_by_role("button", name="Fold ud").is_visible()


def test_one_key_finds_the_search_but_not_while_typing(live: Any, staff: Any) -> None:
    page = live.page(staff, "/fjordby/organisations/", width=WIDE)
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") == "global-search"
    page.keyboard.type("a/b")
    assert page.input_value("#global-search") == "a/b"


def test_single_keys_can_be_switched_off(live: Any, staff: Any) -> None:
    staff.user.shortcuts = False
    staff.user.save()
    page = live.page(staff, "/fjordby/organisations/", width=WIDE)
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") != "global-search"


def test_what_was_typed_survives_a_session_that_ends(live: Any, staff: Any) -> None:
    page = live.page(staff, FORM)
    page.get_by_label("Navn", exact=False).first.fill("Foreningen Opdigt")
    page.wait_for_timeout(500)
    kept = page.context.cookies()
    page.context.clear_cookies()
    page.goto(live.url("/fjordby/people/"))
    assert "/accounts/login/" in page.url
    page.context.add_cookies(kept)
    page.goto(live.url(FORM))
    assert page.get_by_label("Navn", exact=False).first.input_value() == "Foreningen Opdigt"
    assert page.locator("[data-kept-notice]").is_visible()
