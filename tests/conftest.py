"""Fixtures for every test: two workspaces, a colleague in each role, logged-in clients, jobs, the browser.

Only loopback may be reached. `scripts/run_tests.py` runs the suite once on each database.
"""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db.models import AutoField
from django.test import Client
from django.utils import translation

from brobygger.core.bulk import allocate_ids
from tests import watch
from tests.browser import chromium, executable, live

__all__ = ["chromium", "live"]
LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"A test tried to reach {address[0]}")
        return connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests are known by their fixture; where there is no Chromium they are left out, or fail if required."""
    required = "browser" in os.environ.get("BROBYGGER_REQUIRE", "").split(",")
    found = executable()
    for item in items:
        if "live" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if not found and not required:
                item.add_marker(pytest.mark.skip(reason="no Chromium"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Said just above pytest's closing line: how the other pass went, and what was left out."""
    for line in filter(None, os.environ.get("BROBYGGER_SAY", "").split("\n")):
        terminalreporter.write_line(line)


def pytest_unconfigure(config: pytest.Config) -> None:
    if settings.configured and os.path.basename(settings.HOME).startswith("brobygger-test-"):
        shutil.rmtree(settings.HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keys begin beyond a thousand, as in life: one written "1.234" in a form or an address leads nowhere."""
    with django_db_blocker.unblock():
        for model in apps.get_models():
            if isinstance(model._meta.pk, AutoField):
                allocate_ids(model, 1_200)


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    """A test that switches the language does not switch it for the next."""
    with translation.override("da"):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What a page was, a test before may have left; its rows are gone, and their numbers come again."""
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def _operations_record_history(request: pytest.FixtureRequest) -> Iterator[None]:
    """An operation that writes a record and no history fails whichever test called it (see `tests.watch`)."""
    if not {"db", "transactional_db"} & set(request.fixturenames):
        yield
        return
    with watch.operations() as seen:
        yield
    silent = {name: tables for name, tables in seen.silent().items() if not name.startswith("test.")}
    assert silent == {}, "an operation wrote these tables without history"


@pytest.fixture
def workspace(db: None) -> Any:
    """Fjordby, where the test's colleagues work."""
    from brobygger.accounts.models import Workspace

    return Workspace.objects.create(slug="fjordby", name="Fjordby Bibliotek og Borgerservice")


@pytest.fixture
def other_workspace(db: None) -> Any:
    """Another workspace, which Fjordby's colleagues must never see."""
    from brobygger.accounts.models import Workspace

    return Workspace.objects.create(slug="nabo", name="Nabo Bibliotek")


@pytest.fixture
def make_colleague(db: None) -> Callable[..., Any]:
    """`make_colleague(workspace, "staff", name="Mette Holm")`: an active colleague with a log-in."""
    from brobygger.accounts.models import Colleague, User

    def make(
        workspace: Any, role: str = "staff", *, name: str = "", email: str = "", language: str = "da"
    ) -> Any:
        name = name or f"{role.capitalize()} {workspace.slug.capitalize()}"
        email = email or f"{name.lower().replace(' ', '.')}@eksempel.dk"
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, name=name, password="en lang adgangskode", language=language
        )
        return Colleague.objects.create(
            workspace=workspace, user=user, name=name, email=email, role=role, state=Colleague.State.ACTIVE
        )

    return make


@pytest.fixture
def reader(workspace: Any, make_colleague: Callable[..., Any]) -> Any:
    return make_colleague(workspace, "reader", name="Rita Læser", email="rita@eksempel.dk")


@pytest.fixture
def staff(workspace: Any, make_colleague: Callable[..., Any]) -> Any:
    return make_colleague(workspace, "staff", name="Ali Nazari", email="ali@eksempel.dk")


@pytest.fixture
def coordinator(workspace: Any, make_colleague: Callable[..., Any]) -> Any:
    return make_colleague(workspace, "coordinator", name="Mette Holm", email="mette@eksempel.dk")


@pytest.fixture
def leader(workspace: Any, make_colleague: Callable[..., Any]) -> Any:
    return make_colleague(workspace, "leader", name="Birgit Lund", email="birgit@eksempel.dk")


@pytest.fixture
def outsider(other_workspace: Any, make_colleague: Callable[..., Any]) -> Any:
    """The leader of the other workspace."""
    return make_colleague(other_workspace, "leader", name="Odd Nabo", email="odd@eksempel.dk")


@pytest.fixture
def colleagues(reader: Any, staff: Any, coordinator: Any, leader: Any) -> dict[str, Any]:
    """One colleague for each role of the workspace, by role."""
    return {"reader": reader, "staff": staff, "coordinator": coordinator, "leader": leader}


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    """`client_of(colleague)`: a test client logged in as that colleague; `client_of(None)` is nobody."""

    def make(colleague: Any = None, *, htmx: bool = False) -> Client:
        client = Client(headers={"HX-Request": "true"} if htmx else None)
        if colleague is not None:
            client.force_login(colleague.user)
        return client

    return make


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Run the jobs that wait, in this process and transaction; returns how many."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    def run() -> int:
        worker = Worker(
            queue_names=["*"], excluded_queue_names=[], interval=0, batch=True, backend_name="default",
            startup_delay=False, max_tasks=None, worker_id="test",
        )  # fmt: skip
        done = 0
        while (result := DBTaskResult.objects.ready().first()) is not None:
            result.claim("test")
            worker.run_task(result)
            result.refresh_from_db()
            assert result.status == "SUCCESSFUL", result.traceback
            done += 1
        return done

    return run
