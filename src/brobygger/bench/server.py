"""The production server, as `brobygger serve` starts it, and a browser that asks it over loopback."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STARTING_SECONDS = 60


@dataclass
class Answer:
    """What came back: status, milliseconds until all of it was there, bytes on the wire, and the body as sent."""

    status: int
    ms: float
    size: int
    body: bytes
    encoding: str


class Client:
    """One browser: keeps its connection, takes compressed answers, is logged in by its cookie, by its token in the API."""

    def __init__(self, port: int, cookie: str = "", token: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Accept-Encoding": "gzip", "Accept-Language": "da", "Cookie": cookie}
        self.key = {"Accept-Encoding": "gzip", "Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Answer:
        start = time.perf_counter()
        headers = self.key if path.startswith("/api/") else self.headers
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        ms = (time.perf_counter() - start) * 1000
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 17
        return Answer(
            response.status, ms, head + len(body), body, response.headers.get("Content-Encoding", "")
        )


@dataclass(frozen=True)
class Server:
    """A server that answers: its port, its process, how long it took to start."""

    port: int
    process: int
    start_ms: float

    def resident_mb(self) -> float:
        """Memory of its largest web process."""
        return max(_resident_mb(pid) for pid in [*_descendants(self.process), self.process])


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Server]:
    """Start the server on a free port; stopped at the end."""
    port = _free_port()
    environment = environment | {"PORT": str(port)}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "brobygger", "serve", "--no-worker"],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - start > STARTING_SECONDS:
                raise RuntimeError("The server did not start.")
            time.sleep(0.01)
        yield Server(port, process.pid, (time.perf_counter() - start) * 1000)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(port: int) -> bool:
    try:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        client.request("GET", "/accounts/login/")
        return client.getresponse().status < 500
    except OSError:
        return False
    finally:
        client.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _descendants(process: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [process]
    while waiting:
        waiting += children.get(waiting[0], [])
        found += children.get(waiting.pop(0), [])
    return found


def _resident_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
