"""A programme that is slow, huge, or has turned into a web page: told clearly, and nothing that came before is lost."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from brobygger.core.timed import tick
from brobygger.network.exchange import programme, programme_feed
from brobygger.network.models import EventFeed, EventPartner
from brobygger.records.models import Notice
from brobygger.records.notices import sentence

EVENTS = (Path(__file__).parents[2] / "examples" / "events.json").read_bytes()
SETTINGS = "/fjordby/settings/programme/"
WAITING = 38


class Website(BaseHTTPRequestHandler):
    """A library's website that answers as it is told to."""

    mode = "events"
    asked: list[str] = []
    patience = threading.Event()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = {"html": b"<!doctype html><title>Fejl</title>", "shape": b'{"status": "ok"}'}.get(
            self.mode, EVENTS
        )
        if self.mode == "slow":
            self.patience.wait(5)
        if self.mode == "huge":
            body = b"[" + b" " * (programme_feed.MAX_BYTES + 10)
        self.send_response(503 if self.mode == "status" else 200)
        self.send_header("Content-Type", "text/html" if self.mode == "html" else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def website(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Website]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Website)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OUTWARD_PRIVATE = [f"127.0.0.1:{server.server_port}"]
    settings.EVENT_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(programme, "SECONDS", 0.5)
    Website.mode, Website.asked = "events", []
    Website.patience.clear()
    Website.address = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    yield Website
    Website.patience.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def read(
    coordinator: Any, client_of: Callable[..., Any], run_jobs: Callable[[], int], website: Any
) -> Callable[[], str]:
    """Set the address (or press the button) and let the job run; answers the settings page."""
    client = client_of(coordinator)

    def press() -> str:
        action = (
            {"action": "read"}
            if EventFeed.objects.exists()
            else {"action": "address", "address": website.address}
        )
        assert client.post(SETTINGS, action).status_code == 302
        assert "bliver læst" in client.get(SETTINGS).content.decode()
        run_jobs()
        return str(client.get(SETTINGS).content.decode())

    return press


def waiting() -> int:
    return EventPartner.objects.filter(state="waiting").count()


@pytest.mark.case("programme_read_from_its_address")
def test_the_address_is_read_by_button_and_by_timer(
    read: Any, website: Any, coordinator: Any, run_jobs: Any, workspace: Any
) -> None:
    page = read()
    assert "40 arrangementer, heraf 31 med partnere: 12 partnere, heraf 12 nye" in page
    assert website.asked[0].startswith("/api/v1/events?_format=json&from_date=")
    assert waiting() == WAITING
    assert "12 nye partnere" in sentence(Notice.objects.get(colleague=coordinator))
    (done,) = tick(timezone.now(), only=["network.programme"], force=True)
    assert done.note == "1 programmes asked for"
    run_jobs()
    assert waiting() == WAITING
    assert Notice.objects.count() == 1, "nobody is told that nothing is new"


@pytest.mark.case("programme_slow_huge_or_html")
@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("slow", "svarer for langsomt"),
        ("huge", "Programmet er større end 5 MB"),
        ("html", "svarer med en webside"),
        ("shape", "ikke en liste over arrangementer"),
        ("status", "svarer med en fejl"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    read: Any, website: Any, coordinator: Any, mode: str, said: str, run_jobs: Any
) -> None:
    read()
    website.mode = mode
    page = read()
    assert said in page
    assert "stadig i bakken" in page
    assert waiting() == WAITING
    assert said in sentence(Notice.objects.latest("pk"))
    told = Notice.objects.count()
    tick(timezone.now(), only=["network.programme"], force=True)
    run_jobs()
    assert Notice.objects.count() == told, "the same trouble is told once"
    website.mode = "events"
    assert said not in read()


@pytest.mark.case("programme_address_not_allowed")
def test_only_hosts_that_are_named_are_asked(
    coordinator: Any, client_of: Any, settings: Any, website: Any, workspace: Any, run_jobs: Any
) -> None:
    client = client_of(coordinator)
    refused = client.post(SETTINGS, {"action": "address", "address": "https://fremmed.example/"})
    assert refused.status_code == 422
    assert not EventFeed.objects.exists()
    feed = EventFeed.objects.create(workspace=workspace, address=website.address, set_by=coordinator)
    settings.OUTWARD_PRIVATE = []
    client.post(SETTINGS, {"action": "read"})
    run_jobs()
    feed.refresh_from_db()
    assert feed.outcome in ("plain", "private")
    assert website.asked == []


@pytest.mark.case("programme_from_a_saved_file")
def test_a_saved_file_is_read_on_the_page(coordinator: Any, client_of: Any, workspace: Any) -> None:
    client = client_of(coordinator)
    answer = client.post(SETTINGS, {"action": "file", "file": SimpleUploadedFile("events.json", EVENTS)})
    assert answer.headers["Location"] == "/fjordby/programme/"
    assert waiting() == WAITING
    wrong = SimpleUploadedFile("events.json", b"<html>")
    page = client.post(SETTINGS, {"action": "file", "file": wrong}, follow=True).content.decode()
    assert "svarer med en webside" in page
    large = SimpleUploadedFile("events.json", b" " * (programme_feed.MAX_BYTES + 1))
    assert client.post(SETTINGS, {"action": "file", "file": large}).status_code == 422
    assert waiting() == WAITING
