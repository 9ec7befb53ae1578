"""`brobygger worker`: runs jobs until told to stop."""

import argparse
import os
import threading
import time

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from brobygger.cli.database import migrate
from brobygger.cli.output import DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="run the jobs that wait, then stop")
    parser.add_argument(
        "--interval", type=float, default=1.0, metavar="SECONDS", help="how often to look (1)"
    )
    parser.add_argument("--beside", type=int, metavar="PID", help="stop when this process is gone")


def run(options: argparse.Namespace) -> int:
    if options.beside:
        threading.Thread(target=_stop_without, args=(options.beside,), daemon=True).start()
    else:
        migrate()
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=options.interval,
        batch=options.once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    if not options.once:
        worker.configure_signals()
    worker.run()
    return DONE


def _stop_without(parent: int) -> None:
    """A server that was killed outright must not leave its worker behind."""
    while os.getppid() == parent:
        time.sleep(2)
    os._exit(1)
