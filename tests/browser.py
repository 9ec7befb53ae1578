"""The browser of the journeys: the system's Chromium, driven against a server of the test's own.

def test_today(live, staff):
    page = live.page(staff, "/fjordby/")
    assert live.axe(page) == []
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOTS = ROOT / ".screenshots"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = 1280, 360
HEIGHT = {WIDE: 900, NARROW: 740}
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def executable() -> str | None:
    """BROBYGGER_CHROMIUM, or a Chromium on PATH."""
    named = os.environ.get("BROBYGGER_CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


class Live:
    """A server and a browser for one test."""

    def __init__(self, url: str, browser: Any) -> None:
        self.base = url
        self._browser = browser
        self._contexts: list[Any] = []
        self.complaints: list[str] = []

    def url(self, path: str) -> str:
        return self.base + path

    def page(
        self, colleague: Any, path: str = "", *, width: int = WIDE, language: str = "da", **options: Any
    ) -> Any:
        """A page opened at `path`, logged in as the colleague (None: nobody). What the console complains of is kept."""
        context = self._browser.new_context(
            viewport={"width": width, "height": HEIGHT.get(width, 900)},
            locale={"da": "da-DK", "en": "en-GB"}[language],
            reduced_motion="reduce",
            has_touch=width == NARROW,
            **options,
        )
        self._contexts.append(context)
        context.set_default_timeout(15_000)
        if colleague is not None:
            if colleague.user.language != language:
                type(colleague.user).objects.filter(pk=colleague.user_id).update(language=language)
            client = Client()
            client.force_login(colleague.user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.base}])
        page = context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if path:
            page.goto(self.url(path))
        return page

    def _console(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def axe(self, page: Any) -> list[str]:
        """What axe finds wrong on the page by WCAG 2.2 AA, a line each."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        # What is right is not listed: naming all those elements would take most of the time.
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
        return [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]

    def overflows(self, page: Any) -> bool:
        """True where the page must be scrolled sideways."""
        return bool(
            page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
        )

    def shot(self, page: Any, name: str) -> Path:
        """A picture of the whole page in the ignored folder, for looking at."""
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests of this process."""
    from playwright.sync_api import sync_playwright

    path = executable()
    assert path, (
        "BROBYGGER_REQUIRE names the browser, and there is no Chromium (Debian: apt-get install chromium)"
    )
    # Playwright keeps an event loop in this thread; the tests themselves are as synchronous as ever.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


@pytest.fixture
def live(live_server: Any, chromium: Any) -> Iterator[Live]:
    """A server and a browser; the test fails when a page's console complained (the security policy does it there)."""
    made = Live(live_server.url, chromium)
    yield made
    made.close()
    assert made.complaints == []
