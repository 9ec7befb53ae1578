"""Every page, in both languages and at both widths: nothing for axe (WCAG 2.2 AA), nothing to scroll sideways for."""

from collections.abc import Callable
from typing import Any

import pytest

from scripts import permissions
from tests import world
from tests.browser import NARROW, WIDE
from tests.contracts import pages
from tests.contracts.test_access import in_workspace

# Pages outside a workspace, as nobody and as somebody.
PUBLIC = ["/accounts/login/", "/components/"]
LOGGED_IN = ["/accounts/2fa/", "/accounts/password/change/", "/accounts/sessions/"]


def whole_pages(client: Any, where: world.World, viewer: Any) -> list[str]:
    """Addresses that answer with a page of their own: no fragment, no download, no redirect."""
    found = []
    for address in in_workspace():
        response = pages.get(client, address, where, viewer)
        assert response.status_code < 500, address.name
        if response.status_code == 200 and b"<html" in pages.content(response):
            found.append(pages.url(address, where, viewer))
    return found


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["da", "en"])
def test_pages_are_for_everybody(
    live: Any,
    workspace: Any,
    colleagues: dict[str, Any],
    client_of: Callable[..., Any],
    language: str,
    width: int,
) -> None:
    made = world.build(workspace, list(colleagues.values()))
    leader = colleagues["leader"]
    inside = [url for url in LOGGED_IN if client_of(leader).get(url).status_code == 200]
    found = whole_pages(client_of(leader), made, leader)
    assert len(found) >= len({a.name for a in permissions.walk() if a.needs == "reader"}) // 4
    wrong: list[str] = []
    for who, urls in ((None, PUBLIC), (leader, inside + found)):
        page = live.page(who, width=width, language=language)
        for url in urls:
            page.goto(live.url(url))
            wrong += [f"{url}: {line}" for line in live.axe(page)]
            if live.overflows(page):
                wrong.append(f"{url}: must be scrolled sideways")
            if page.locator("html").get_attribute("lang") != language:
                wrong.append(f"{url}: is not said to be in {language}")
    assert not wrong, "\n".join(wrong)


def test_a_fault_is_seen(live: Any) -> None:
    """axe is at work: a picture without words is found."""
    page = live.page(None, "/accounts/login/")
    page.evaluate("document.body.append(document.createElement('img'))")
    assert any(line.startswith("image-alt") for line in live.axe(page))
