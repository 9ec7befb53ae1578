"""SQLite has one writer: readers are undisturbed, another write waits, and at last says so with the form kept."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from brobygger.core import history
from brobygger.network.models import Organisation

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has many writers"),
]
FIELDS = {"name": "Åby “Skole” <i>", "town": "Fjordby"}


@contextmanager
def writing(workspace: Any, by: Any) -> Iterator[Callable[[], None]]:
    """Somebody else's long write, in another thread with its own connection; call what is given to let it end."""
    begun, may_end = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                rows = [Organisation(workspace=workspace, name=f"Forening {n}") for n in range(200)]
                history.bulk_create(rows, by=by)
                begun.set()
                may_end.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait(20)
    try:
        yield may_end.set
    finally:
        may_end.set()
        thread.join(20)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """How long this thread's connection waits for the writer."""
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")


def shown_form(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def browser(colleague: Any) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(colleague.user)
    return client


def test_readers_are_undisturbed(workspace: Any, staff: Any) -> None:
    client = browser(staff)
    history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=staff)
    with writing(workspace, staff), patience(0.2):
        start = time.perf_counter()
        answer = client.get("/fjordby/organisations/")
        assert answer.status_code == 200
        assert time.perf_counter() - start < 5
        content = answer.content.decode()
        assert "Fjordby Skole" in content
        assert "Forening 1" not in content


def test_another_write_waits(workspace: Any, staff: Any) -> None:
    client = browser(staff)
    token = shown_form(client.get("/fjordby/organisations/new/").content.decode())
    with writing(workspace, staff) as end, patience(15):
        threading.Timer(0.4, end).start()
        answer = client.post("/fjordby/organisations/new/", token | FIELDS)
    assert answer.status_code == 302
    assert Organisation.objects.filter(town="Fjordby").count() == 1
    assert Organisation.objects.count() == 201


def test_then_it_says_so_and_keeps_the_form(workspace: Any, staff: Any) -> None:
    client = browser(staff)
    token = shown_form(client.get("/fjordby/organisations/new/").content.decode())
    with writing(workspace, staff), patience(0.1):
        answer = client.post("/fjordby/organisations/new/?from=list", token | FIELDS)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        page = answer.content.decode()
        assert 'action="/fjordby/organisations/new/?from=list"' in page
        kept = shown_form(page)
    assert kept | FIELDS == kept
    assert kept["once"] != token["once"]
    answer = client.post("/fjordby/organisations/new/?from=list", kept)
    assert answer.status_code == 302
    assert Organisation.objects.get(town="Fjordby").name == "Åby “Skole” <i>"


def test_a_page_part_is_told_to_give_way(workspace: Any, staff: Any) -> None:
    client = browser(staff)
    token = shown_form(client.get("/fjordby/organisations/new/").content.decode())
    with writing(workspace, staff), patience(0.1):
        answer = client.post("/fjordby/organisations/new/", token | FIELDS, headers={"HX-Request": "true"})
    assert answer.status_code == 503
    assert answer.headers["HX-Retarget"] == "body"


def test_a_session_that_cannot_be_kept_is_busy_too(workspace: Any, staff: Any) -> None:
    """Log-in writes in a middleware, beyond the view; the password does not come back in the page."""
    client = Client()
    client.raise_request_exception = False
    with writing(workspace, staff), patience(0.1):
        answer = client.post(
            "/accounts/login/", {"login": staff.email, "password": "en lang adgangskode", "next": "/fjordby/"}
        )
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "en lang adgangskode" not in page
    assert staff.email in page


def test_busy_only_for_the_record_itself(workspace: Any, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form's secret was noted, then the writer was taken: the second try is no second form."""
    client = browser(staff)
    token = shown_form(client.get("/fjordby/organisations/new/").content.decode())

    def taken(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr("brobygger.core.history.create", taken)
        patch.setattr("django.core.cache.backends.db.DatabaseCache.delete", taken)
        answer = client.post("/fjordby/organisations/new/", token | FIELDS)
    assert answer.status_code == 503
    assert client.post("/fjordby/organisations/new/", shown_form(answer.content.decode())).status_code == 302
    assert Organisation.objects.count() == 1
