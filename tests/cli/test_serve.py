"""The production server as an operator meets it: starts by itself, answers, runs jobs, stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`brobygger serve` on an empty data folder of its own; yields the process and its address."""
    left_out = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "BROBYGGER_POOL")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"BROBYGGER_HOME": str(home), "PORT": str(free_port())}
    command = [sys.executable, "-m", "brobygger", "serve", "--processes", "1", *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process, f"http://127.0.0.1:{environment['PORT']}"
    finally:
        process.kill()
        process.wait()


def opened(address: str, seconds: float = 60) -> tuple[int, str]:
    """Status and body, as soon as the server answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as answered:
            return answered.code, answered.read().decode()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def children(pid: int) -> list[int]:
    """The processes that any thread of this one has started."""
    return [int(p) for file in Path(f"/proc/{pid}/task").glob("*/children") for p in file.read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
def test_it_answers_runs_a_worker_and_takes_it_along_when_it_stops(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        status, body = opened(f"{address}/accounts/login/")
        assert status == 200
        assert "<html" in body
        assert opened(f"{address}/static/brobygger/app.css")[0] == 200
        assert opened(f"{address}/nowhere-at-all/")[0] in (200, 404)
        started = children(process.pid)
        assert any(b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in started)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in started)
    assert oct((tmp_path / "secret_key").stat().st_mode)[-3:] == "600"


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = os.environ | {"BROBYGGER_HOME": str(tmp_path), "PORT": str(taken.getsockname()[1])}
        environment["DJANGO_SETTINGS_MODULE"] = "brobygger.config.settings"
        command = [sys.executable, "-m", "brobygger", "serve"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "PORT" in done.stderr


@pytest.mark.parametrize(
    "unsafe",
    [
        {"BROBYGGER_HOSTS": "*"},
        {"BROBYGGER_HOSTS": "bro.eksempel.dk"},
        {"BROBYGGER_HOSTS": "bro.eksempel.dk", "BROBYGGER_HTTPS": "1", "BROBYGGER_DEBUG": "1"},
        {"BROBYGGER_SECRET_KEY": "kort"},
        {"DATABASE_URL": "mysql://x"},
    ],
)
def test_an_unsafe_setting_refuses_to_start(tmp_path: Path, unsafe: dict[str, str]) -> None:
    environment = os.environ | {"BROBYGGER_HOME": str(tmp_path), "PORT": "1"} | unsafe
    environment["DJANGO_SETTINGS_MODULE"] = "brobygger.config.settings"
    command = [sys.executable, "-m", "brobygger", "serve"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
