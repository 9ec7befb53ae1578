"""A job whose worker was killed is not lost."""

import os
import socket
import subprocess
import sys
from typing import Any

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from brobygger.accounts.tasks import send_invitation
from brobygger.cli.worker import take_back_lost_jobs

pytestmark = pytest.mark.django_db


def begun_by(worker: str) -> Any:
    job = DBTaskResult.objects.get(pk=send_invitation.enqueue(1, "da").id)
    DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.RUNNING, worker_ids=[worker])
    return job


def test_the_job_of_a_killed_worker_waits_anew() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    host = socket.gethostname()
    lost = begun_by(f"{host} {gone.pid} abc")
    alive = begun_by(f"{host} {os.getpid()} abc")
    elsewhere = begun_by(f"another-machine {gone.pid} abc")
    assert take_back_lost_jobs() == 1
    for job, status in ((lost, "READY"), (alive, "RUNNING"), (elsewhere, "RUNNING")):
        job.refresh_from_db()
        assert job.status == status
