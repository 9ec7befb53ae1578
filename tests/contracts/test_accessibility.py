"""Every page, in both languages and at both widths: nothing for axe (WCAG 2.2 AA), nothing to scroll sideways for."""

from collections.abc import Callable
from typing import Any

import pytest

from scripts import permissions
from tests import world
from tests.browser import HEIGHT, NARROW, WIDE
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


@pytest.mark.parametrize("first", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["da", "en"])
def test_pages_are_for_everybody(
    live: Any,
    workspace: Any,
    colleagues: dict[str, Any],
    client_of: Callable[..., Any],
    language: str,
    first: int,
) -> None:
    """Each page is loaded once in each language and looked at in both widths: half of them are loaded wide."""
    made = world.build(workspace, list(colleagues.values()))
    leader = colleagues["leader"]
    inside = [url for url in LOGGED_IN if client_of(leader).get(url).status_code == 200]
    found = whole_pages(client_of(leader), made, leader)
    assert len(found) >= len({a.name for a in permissions.walk() if a.needs == "reader"}) // 4
    wrong: list[str] = []
    half = (WIDE, NARROW).index(first)
    for who, urls in ((None, PUBLIC), (leader, (inside + found)[half::2])):
        page = live.page(who, width=first, language=language)
        for url in urls:
            page.set_viewport_size({"width": first, "height": HEIGHT[first]})
            page.goto(live.url(url))
            wrong += look(live, page, f"{url} at {first}")
            other = NARROW if first == WIDE else WIDE
            page.set_viewport_size({"width": other, "height": HEIGHT[other]})
            wrong += look(live, page, f"{url} at {other}")
            if page.locator("html").get_attribute("lang") != language:
                wrong.append(f"{url}: is not said to be in {language}")
    assert not wrong, "\n".join(wrong)


def look(live: Any, page: Any, where: str) -> list[str]:
    """What is wrong with the page as it is now."""
    found = [f"{where}: {line}" for line in live.axe(page)]
    return [*found, f"{where}: must be scrolled sideways"] if live.overflows(page) else found


def test_a_fault_is_seen(live: Any) -> None:
    """axe is at work: a picture without words is found."""
    page = live.page(None, "/accounts/login/")
    page.evaluate("document.body.append(document.createElement('img'))")
    assert any(line.startswith("image-alt") for line in live.axe(page))
