"""`brobygger serve`: the production server, with one job worker beside it.

Why granian, over WSGI and with three threads a process: docs/decisions/0007-server.md.
"""

import argparse
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from brobygger.cli.database import migrate, release
from brobygger.cli.output import DONE, Refused, say

# More threads would only wait for one another in Python, and each may hold a database connection.
THREADS = 3
RESTART_SECONDS = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--bind", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (127.0.0.1)"
    )
    parser.add_argument(
        "--processes", type=int, default=min(2, os.cpu_count() or 1), help="web processes (2)"
    )
    parser.add_argument("--no-worker", action="store_true", help="leave the job worker out; run it elsewhere")


def run(options: argparse.Namespace) -> int:
    refuse_taken_port(options.bind)
    migrate()
    say(f"Brobygger answers on {settings.BASE_URL} (data in {settings.HOME}). Ctrl-C stops it.")
    return serve(options)


def refuse_taken_port(address: str) -> None:
    """Refused, in one sentence, where something else listens already."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, settings.PORT))
        except OSError as taken:
            raise Refused(
                f"Port {settings.PORT} cannot be used ({taken.strerror}): choose another with PORT."
            ) from None


def serve(options: argparse.Namespace) -> int:
    """Listen until told to stop."""
    release()
    server = Granian(
        "brobygger.config.wsgi:application",
        address=options.bind,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=max(1, options.processes),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    if options.no_worker:
        server.serve()
        return DONE
    with job_worker():
        server.serve()
    return DONE


@contextmanager
def job_worker() -> Iterator[None]:
    """One `brobygger worker` beside the server, started anew should it fall."""
    stopping = threading.Event()
    command = [sys.executable, "-m", "brobygger", "worker", "--beside", str(os.getpid())]
    current: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopping.is_set():
            current[:] = [subprocess.Popen(command)]
            current[0].wait()
            stopping.wait(RESTART_SECONDS)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for process in current:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
