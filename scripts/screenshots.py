"""Makes the pictures of the README from the product itself: the example is built, served and looked at.

    python scripts/screenshots.py [--only today …] [--folder docs/pictures]

Needs Chromium, as the browser tests do. Every picture is written at 1280 and at 360 pixels (NAME.png, NAME-360.png).
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser import HEIGHT, NARROW, QUIET, WIDE, executable  # noqa: E402

COLLEAGUE = "mette@eksempel.dk"
ORGANISATION = "organisation"
PAGES = {
    "today": "/fjordby/",
    "organisations": "/fjordby/organisations/?level=cooperation",
    ORGANISATION: "/fjordby/organisations/?level=partnership",
    "search": "/fjordby/search/?q=lektiecafe",
    "import": "/fjordby/imports/",
    "map": "/fjordby/map/",
    "strategy": "/fjordby/strategy/",
    "roskilde": "/roskilde/",
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", choices=PAGES, default=list(PAGES))
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "pictures")
    options = parser.parse_args()
    chromium = executable()
    if chromium is None:
        print("No Chromium found: name one in BROBYGGER_CHROMIUM.", file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served(home) as told, sync_playwright() as playwright:
        arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for width in (WIDE, NARROW):
            page = log_in(browser, told, width)
            for name in options.only:
                ending = "" if width == WIDE else f"-{width}"
                take(page, told["address"], name, options.folder / f"{name}{ending}.png")
        browser.close()
    return 0


@contextmanager
def served(home: str) -> Iterator[dict[str, Any]]:
    """The example in a folder of its own, on a free port; what `brobygger demo --json` tells of it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "BROBYGGER_HOME": home, "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "brobygger", "demo"]
    filled = subprocess.run(
        [*command, "--fill-only", "--json"], env=environment, check=True, capture_output=True, text=True
    )
    told: dict[str, Any] = json.loads(filled.stdout)
    server = subprocess.Popen([*command, "--no-worker"], env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{told['address']}/accounts/login/", timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        yield told
    finally:
        server.terminate()
        server.wait(timeout=20)


def log_in(browser: Any, told: dict[str, Any], width: int) -> Any:
    """A page of this width, logged in as the coordinator of the example."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT[width]}, locale="da-DK", reduced_motion="reduce"
    )
    page = context.new_page()
    login = next(login for login in told["logins"] if login["email"] == COLLEAGUE)
    page.goto(f"{told['address']}/accounts/login/")
    page.fill("input[name=login]", login["email"])
    page.fill("input[name=password]", login["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    return page


def take(page: Any, address: str, name: str, path: Path) -> None:
    """One picture of the whole page; `organisation` is the first one of its list."""
    page.goto(address + PAGES[name])
    if name == ORGANISATION:
        page.locator("th.cell-title a").first.click()
        page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, full_page=True)
    print(path)


if __name__ == "__main__":
    sys.exit(main())
