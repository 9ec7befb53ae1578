"""Two at once with one key: done once, whoever wins."""

import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from brobygger.accounts.models import System as Ours
from brobygger.accounts.models import Workspace
from brobygger.accounts.operations import make_token
from brobygger.core.models import KeptAnswer
from brobygger.network.models import Person
from tests.api.asking import System


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key() -> None:
    here = Workspace.objects.create(slug="fjordby", name="Fjordby")
    key = make_token(name="Intranet", role="staff", by=Ours(here)).key
    found: list[Any] = []
    ready = threading.Barrier(4)

    def send() -> None:
        ready.wait()
        try:
            found.append(System(Client(), key, None).post("/people", {"name": "Oda"}, Idempotency_Key="k"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Whoever comes while the first is under way is told so (PostgreSQL), or waits and is answered the same (SQLite).
    assert {r.status_code for r in found} <= {201, 409}
    assert len({r.said["id"] for r in found if r.status_code == 201}) == 1
    if connection.vendor == "sqlite":
        assert [r.status_code for r in found] == [201] * 4
    assert Person.objects.count() == 1
    assert KeptAnswer.objects.count() == 1
