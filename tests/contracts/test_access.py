"""Every address × every role × both workspaces: who gets in is what docs/permissions.md says, and nothing leaks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from scripts import permissions
from tests import world
from tests.contracts import pages

pytestmark = pytest.mark.once
ROLES = ["reader", "staff", "coordinator", "leader"]
WRITES = ("INSERT", "UPDATE", "DELETE")
# What any request may write: the session, allauth's rate limits and Django's cache.
OWN_TABLES = ("django_session", "core_cache", "savepoint")


@pytest.fixture
def here(workspace: Any, colleagues: dict[str, Any]) -> world.World:
    return world.build(workspace, list(colleagues.values()))


@pytest.fixture
def there(other_workspace: Any, outsider: Any) -> world.World:
    return world.build(other_workspace, [outsider])


def in_workspace() -> list[permissions.Address]:
    return [a for a in permissions.walk() if a.needs in ROLES and not a.method]


def outcome(response: HttpResponse) -> str:
    """How a request ended, in the words of docs/permissions.md."""
    if response.status_code in (301, 302) and "/accounts/login/" in response.headers["Location"]:
        return "log in"
    if response.status_code in (403, 404):
        return {403: "not allowed", 404: "not found"}[response.status_code]
    return "error" if response.status_code >= 500 else "in"


def test_the_document_lists_every_address() -> None:
    assert permissions.DOCUMENT.read_text(encoding="utf-8") == permissions.document(), (
        "run scripts/permissions.py, look at what changed, and say in tests/contracts/pages.py how new arguments are filled"
    )


def test_every_address_of_a_workspace_asks_for_a_role() -> None:
    """A view below `<workspace>` without `member` would let any logged-in user in; what lies under p/ is the showcase."""
    inside = [a for a in permissions.walk() if "<slug:workspace>" in a.route and not a.route.startswith("p/")]
    wrong = [a.name for a in inside if a.needs not in ROLES]
    assert wrong == []


def test_what_everybody_may_open_is_named() -> None:
    """A page becomes public on purpose: here."""
    ours = {a.name for a in permissions.walk() if a.needs == permissions.EVERYBODY and ":" in a.name}
    assert ours == pages.EVERYBODY


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["nobody", "outsider", *ROLES])
def test_each_address_lets_in_whom_it_should(
    here: world.World,
    colleagues: dict[str, Any],
    outsider: Any,
    client_of: Callable[..., Any],
    role: str,
    method: str,
) -> None:
    who = {"nobody": None, "outsider": outsider, **colleagues}[role]
    wrong = []
    for address in in_workspace():
        if role in ROLES and method == "post" and ROLES.index(role) >= ROLES.index(address.needs):
            continue  # what an empty form does to those who may send it is the page's own test
        client = client_of(who)
        client.raise_request_exception = False
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = getattr(client, method)(pages.url(address, here, who))
        got = outcome(response)
        allowed = role in ROLES and ROLES.index(role) >= ROLES.index(address.needs)
        expected = {"nobody": "log in", "outsider": "not found"}.get(role, "in" if allowed else "not allowed")
        if allowed and got == "not allowed" and address.name in pages.NARROWER:
            continue
        if got != expected and not (response.status_code == 405 and method == "get"):
            wrong.append(f"{address.name}: {expected} expected, {got} ({response.status_code})")
        if not allowed and (written := [q["sql"] for q in queries if wrote(q["sql"])]):
            wrong.append(f"{address.name}: refused, and yet wrote {written[0][:80]}")
    assert not wrong, "\n".join(wrong)


def wrote(sql: str) -> bool:
    return sql.lstrip().upper().startswith(WRITES) and not any(table in sql for table in OWN_TABLES)


def test_records_of_another_workspace_are_not_found(
    here: world.World, there: world.World, leader: Any, client_of: Callable[..., Any]
) -> None:
    """The right workspace in the address, somebody else's record behind it."""
    client, wrong = client_of(leader), []
    client.raise_request_exception = False
    for address in in_workspace():
        if not pages.names_a_record(address):
            continue
        mixed = world.World(here.workspace, there.rows)
        for method in ("get", "post"):
            response = getattr(client, method)(pages.url(address, mixed))
            if response.status_code not in (404, 405):
                wrong.append(f"{method} {address.name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_page_does_not_name_what_another_workspace_has(
    here: world.World, there: world.World, leader: Any, client_of: Callable[..., Any]
) -> None:
    for kind in ("network.organisation", "network.person"):
        record = there.first(kind)
        record.name = "Hemmelig Nabosag"
        record.save()
    client = client_of(leader)
    told = [
        address.name
        for address in in_workspace()
        if b"Hemmelig Nabosag" in pages.content(pages.get(client, address, here, leader))
    ]
    assert told == []
