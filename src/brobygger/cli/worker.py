"""`brobygger worker`: runs jobs until told to stop."""

import argparse
import os
import socket
import threading
import time

from django.tasks import TaskResultStatus
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

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
    take_back_lost_jobs()
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=options.interval,
        batch=options.once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()} {os.getpid()} {get_random_string(12)}",
    )
    if not options.once:
        worker.configure_signals()
    worker.run()
    return DONE


def take_back_lost_jobs() -> int:
    """Jobs that a worker of this machine had begun when it was killed wait anew. Our jobs are all or nothing."""
    begun = DBTaskResult.objects.running().values_list("pk", "worker_ids")
    lost = [pk for pk, workers in begun if workers and _is_gone(workers[-1])]
    ready = {"status": TaskResultStatus.READY, "started_at": None}
    return DBTaskResult.objects.filter(pk__in=lost, status=TaskResultStatus.RUNNING).update(**ready)


def _is_gone(worker: str) -> bool:
    """True where this worker ("host pid secret") was on this machine and its process is no more."""
    host, _, pid = worker.rpartition(" ")[0].rpartition(" ")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _stop_without(parent: int) -> None:
    """A server that was killed outright must not leave its worker behind."""
    while os.getppid() == parent:
        time.sleep(2)
    os._exit(1)
