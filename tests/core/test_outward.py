"""Calls to other systems: what is refused, and what comes back. The other system is a server on this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from brobygger.core import outward


class Other(BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_GET(self) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            self._answer()

    def _answer(self) -> None:
        if self.path.startswith("/drip"):
            start = b"HTTP/1.1 200 OK\r\n" + b"Transfer-Encoding: chunked\r\n\r\n" * (self.path != "/drip")
            for letter in start + b"0" * 40:
                self.wfile.write(bytes([letter]))
                self.wfile.flush()
                time.sleep(0 if self.path != "/drip" and letter != 48 else 0.1)
            return
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/secret")
            self.end_headers()
            return
        if self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for _ in range(200 if self.path == "/slow" else 1):
            self.wfile.write(b"x" * (100_000 if self.path == "/large" else 5))
            self.wfile.flush()
            if self.path == "/slow":
                time.sleep(0.05)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(sent.upper())

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def other(port: int, settings: Any) -> str:
    settings.OUTWARD_PRIVATE = [f"127.0.0.1:{port}"]
    return f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://172.16.0.9/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fd00::1]/",
        "https://[2002:7f00:1::]/",
        "https://[::7f00:1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[fec0::1]/",
        "https://2130706433/",
        "https://localhost/",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(outward.Refused) as refused:
        outward.check(address)
    assert refused.value.code == "private"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://8.8.8.8/", "plain"),
        ("ftp://8.8.8.8/", "address"),
        ("https://user:word@8.8.8.8/", "address"),
        ("https://8.8.8.8:99999/", "address"),
        ("https://", "address"),
        ("https://8.8.8.8/a b", "address"),
        ("no address", "address"),
        ("https://8.8.8.8/" + "x" * 2000, "address"),
    ],
)
def test_addresses_that_are_none(address: str, code: str) -> None:
    with pytest.raises(outward.Refused) as refused:
        outward.check(address)
    assert refused.value.code == code


def test_only_hosts_that_are_allowed() -> None:
    assert outward.check("https://8.8.8.8/", allow=["8.8.8.8"]) == ["8.8.8.8"]
    with pytest.raises(outward.Refused) as refused:
        outward.check("https://9.9.9.9/", allow=["8.8.8.8"])
    assert refused.value.code == "host"


def test_the_open_internet_is_reached_through_a_translator_too() -> None:
    assert outward.check("https://[64:ff9b::808:808]/") == ["64:ff9b::808:808"]


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: inside)
    with pytest.raises(outward.Refused) as refused:
        outward.fetch("https://bibliotek.example/")
    assert refused.value.code == "private"


def test_an_answer_comes_back(other: str) -> None:
    answer = outward.fetch(f"{other}/")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"xxxxx", "text/plain")
    posted = outward.fetch(f"{other}/", method="POST", body=b"hej")
    assert (posted.status, posted.body) == (201, b"HEJ")


@pytest.mark.parametrize(
    ("path", "code"), [("/slow", "slow"), ("/large", "large"), ("/away", "plain"), ("/round", "redirects")]
)
def test_answers_we_do_not_take(other: str, path: str, code: str) -> None:
    with pytest.raises(outward.Refused) as refused:
        outward.fetch(f"{other}{path}", limit=50_000, seconds=0.5)
    assert refused.value.code == code


def test_nobody_listens(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.OUTWARD_PRIVATE = [f"127.0.0.1:{port}"]
    with pytest.raises(outward.Refused) as refused:
        outward.fetch(f"http://127.0.0.1:{port}/")
    assert refused.value.code == "silent"


@pytest.mark.parametrize("path", ["/drip", "/dripping-chunks"])
def test_who_answers_one_letter_at_a_time_is_too_slow(other: str, path: str) -> None:
    """Each letter comes in time; all of them never would."""
    began = time.monotonic()
    with pytest.raises(outward.Refused) as refused:
        outward.fetch(f"{other}{path}", seconds=0.5)
    assert refused.value.code == "slow"
    assert time.monotonic() - began < 2
