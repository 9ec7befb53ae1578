"""Somebody looks for a name from any page, and clears a promise, by pointer, by keyboard and on a telephone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.network.models import FollowUp
from brobygger.network.operations import follow_ups, organisations
from tests.browser import NARROW, WIDE


@pytest.fixture
def gallery(staff: Any) -> Any:
    return organisations.create(by=staff, name="Galleri Ågade", town="Fjordby")


def test_a_name_is_found_from_any_page_by_keyboard_alone(live: Any, staff: Any, gallery: Any) -> None:
    page = live.page(staff, "/fjordby/people/", width=WIDE)
    page.locator("body").press("/")
    page.keyboard.type("aagade", delay=20)
    page.get_by_role("option", name="Galleri Ågade").wait_for()
    field = page.get_by_role("combobox", name="Søg i alt")
    assert field.get_attribute("aria-expanded") == "true"
    live.shot(page, "search-header")
    assert live.axe(page) == []
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("option", selected=True).inner_text().startswith("Galleri Ågade")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/organisations/{gallery.pk}/")


def test_escape_closes_the_list_and_enter_opens_the_page(live: Any, staff: Any, gallery: Any) -> None:
    page = live.page(staff, "/fjordby/people/", width=WIDE)
    field = page.locator("#global-search")
    field.press_sequentially("galleri", delay=20)
    page.get_by_role("option", name="Galleri Ågade").wait_for()
    field.press("Escape")
    assert page.get_by_role("option").count() == 0
    assert field.input_value() == "galleri"
    field.press("Enter")
    page.wait_for_url("**/search/?q=galleri")
    assert page.get_by_role("link", name="Galleri Ågade").is_visible()


def test_the_search_on_a_telephone_is_a_page(live: Any, staff: Any, gallery: Any) -> None:
    page = live.page(staff, "/fjordby/", width=NARROW)
    page.get_by_role("link", name="Søg").click()
    page.locator("main").get_by_role("searchbox").press_sequentially("galeri agade", delay=10)
    page.get_by_role("link", name="Galleri Ågade").wait_for()
    assert not live.overflows(page)
    assert live.axe(page) == []
    live.shot(page, "search-360")


def test_searching_without_scripts(live: Any, staff: Any, gallery: Any) -> None:
    page = live.page(staff, "/fjordby/", width=WIDE, java_script_enabled=False)
    page.locator("#global-search").fill("Ågade")
    page.locator("#global-search").press("Enter")
    page.get_by_role("link", name="Galleri Ågade").click()
    assert page.url.endswith(f"/organisations/{gallery.pk}/")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_late_promise_is_cleared_from_today(live: Any, staff: Any, gallery: Any, width: int) -> None:
    step = follow_ups.add(
        text="Ring til Galleri Ågade",
        owner=staff,
        due_on=timezone.localdate() - timedelta(days=3),
        organisation=gallery,
        by=staff,
    )
    page = live.page(staff, "/fjordby/", width=width)
    assert page.get_by_text("3 dage over").is_visible()
    assert not live.overflows(page)
    button = page.get_by_role("button", name="Markér som klaret")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Ingen løfter").wait_for()
    assert FollowUp.objects.get(pk=step.pk).done_on == timezone.localdate()
