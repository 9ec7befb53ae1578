"""What one person does all day, for locust: `load` starts it with what the people need in a file of JSON.

Not imported by the product: locust is a tool of those who measure.
"""

import json
import os
import random
from itertools import count
from pathlib import Path
from typing import Any

from locust import between, task
from locust.contrib.fasthttp import FastHttpUser

HERE: dict[str, Any] = json.loads(Path(os.environ["BROBYGGER_BENCH_PEOPLE"]).read_text(encoding="utf-8"))
SLUG = HERE["slug"]
CSRF = "a" * 32
_next = count()


class Colleague(FastHttpUser):
    """Logged in; ten seconds to think, on average. Weights say how often what is done."""

    wait_time = between(5, 15)

    def on_start(self) -> None:
        """Everybody is somebody: an own session and an own token."""
        me = HERE["people"][next(_next) % len(HERE["people"])]
        self.page = {"Cookie": f"{me['cookie']}; csrftoken={CSRF}", "Accept-Language": "da"}
        self.key = {"Authorization": f"Bearer {me['token']}"}
        self.after = ""

    def _open(self, path: str, name: str) -> None:
        self._ask("GET", path, name, self.page, 200)

    def _ask(
        self, method: str, path: str, name: str, headers: dict[str, str], status: int, **more: Any
    ) -> Any:
        with self.client.request(
            method, path, name=name, headers=headers, allow_redirects=False, catch_response=True, **more
        ) as answer:
            if answer.status_code != status:
                answer.failure(f"{answer.status_code}")
            return answer

    @task(25)
    def today(self) -> None:
        self._open(f"/{SLUG}/", "today")

    @task(20)
    def organisations(self) -> None:
        """By name, from anywhere in the list."""
        self._open(f"/{SLUG}/organisations/{random.choice(['', *HERE['places']])}", "list")  # noqa: S311

    @task(20)
    def organisation(self) -> None:
        self._open(f"/{SLUG}/organisations/{random.choice(HERE['organisations'])}/", "organisation")  # noqa: S311

    @task(15)
    def search(self) -> None:
        self._open(f"/{SLUG}/search/?q={random.choice(HERE['words'])}", "search")  # noqa: S311

    @task(10)
    def capture(self) -> None:
        """One line, and the form to correct it that follows."""
        line = f"Mødte {random.choice(HERE['names'])}, om lektiecafé"  # noqa: S311
        headers = {**self.page, "X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
        answer = self._ask("POST", HERE["capture"], "capture a contact", headers, 302, data={"line": line})
        if onward := (answer.headers or {}).get("location"):
            self._open(onward, "what was captured")

    @task(10)
    def api(self) -> None:
        """A page of the list, and the next one another time."""
        path = self.after or "/api/v1/organisations?limit=50"
        answer = self._ask("GET", path, "API list", self.key, 200)
        self.after = (answer.json() or {}).get("next") or "" if answer.status_code == 200 else ""
