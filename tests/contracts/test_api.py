"""The interface for other systems: each address × method × role × both workspaces, and as many queries at three rows as at one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.accounts.models import ApiToken, System
from brobygger.accounts.operations import make_token
from scripts import permissions
from tests import world
from tests.contracts.test_access import ROLES, wrote
from tests.contracts.test_queries import MOST

# With the role one may come in or be refused: the record has a say too.
NARROWER = {"POST batches/<str:id>/undo", "PATCH notes/<str:id>", "DELETE notes/<str:id>"}
# Which record a number in an address names, by the part before it.
RECORDS = {
    "activities": "network.activity", "affiliations": "network.affiliation", "age-groups": "network.agegroup",
    "batches": "core.batch", "colleagues": "accounts.colleague", "contacts": "network.contact",
    "follow-ups": "network.followup", "formality": "network.formality", "notes": "records.journalnote",
    "organisation-ties": "network.organisationtie", "organisations": "network.organisation", "people": "network.person",
    "teams": "accounts.team", "themes": "network.theme", "ties": "network.tie", "types": "network.organisationtype",
    "imports": "core.batch", "webhooks": "records.webhook", "focus-areas": "strategy.focusarea", "goals": "strategy.goal",
    "measurements": "strategy.measurement", "offers": "strategy.offer", "serving": "strategy.serves",
    "wishes": "strategy.wish",
}  # fmt: skip
# What a question needs before it is one.
ASKED = {"GET search": "?q=Skole"}


@pytest.fixture(autouse=True)
def _nobody_counted(settings: Any) -> None:
    settings.BROBYGGER_API_PER_MINUTE = 10**6
    caches["memory"].clear()


def addresses() -> list[permissions.Address]:
    return [a for a in permissions.walk() if a.method]


def path(address: permissions.Address, made: world.World) -> str:
    noun = address.route.removeprefix("api/v1/").split("/")[0]

    def number(found: re.Match[str]) -> str:
        return str(made.first(RECORDS[noun]).pk)

    return "/" + re.sub(r"<str:\w+>", number, address.route) + ASKED.get(short(address), "")


def short(address: permissions.Address) -> str:
    return address.name.partition(":")[2]


def key_of(workspace: Any, role: str) -> str:
    made = make_token(name=f"{role}-{timezone.now().timestamp()}", role=role, by=System(workspace))
    ApiToken.objects.filter(pk=made.token.pk).update(last_used_at=timezone.now())
    return made.key


def ask(address: permissions.Address, url: str, key: str, client: Client | None = None) -> Any:
    client = client or Client()
    client.raise_request_exception = False
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    body: dict[str, Any] = {}
    if address.method in ("POST", "PATCH"):
        body = {"data": "{}", "content_type": "application/json"}
    return client.generic(address.method, url, headers=headers, **body)


@pytest.fixture
def here(workspace: Any, colleagues: dict[str, Any]) -> world.World:
    return world.build(workspace, list(colleagues.values()))


def test_every_operation_asks_for_a_role() -> None:
    assert [a.name for a in addresses() if a.needs not in ROLES] == []
    assert len(addresses()) > 80


@pytest.mark.parametrize("role", ["nobody", "a session", "revoked", *ROLES])
def test_each_operation_lets_in_whom_it_should(
    here: world.World, leader: Any, client_of: Callable[..., Any], role: str
) -> None:
    key = key_of(here.workspace, role) if role in ROLES else ""
    client = client_of(leader) if role == "a session" else None
    if role == "revoked":
        key = key_of(here.workspace, "leader")
        ApiToken.objects.filter(revoked_at=None).update(revoked_at=timezone.now())
    wrong = []
    for address in addresses():
        allowed = role in ROLES and ROLES.index(role) >= ROLES.index(address.needs)
        if allowed and address.method != "GET":
            continue  # Tried by name and by fuzzing: tests/api.
        with CaptureQueriesContext(connection) as queries:
            response = ask(address, path(address, here), key, client)
        expected = 200 if allowed else 403 if role in ROLES else 401
        if response.status_code != expected and not (allowed and short(address) in NARROWER):
            wrong.append(f"{address.name}: {expected} expected, {response.status_code}")
        if not allowed and (found := [q["sql"] for q in queries if wrote(q["sql"])]):
            wrong.append(f"{address.name}: refused, and yet wrote {found[0][:80]}")
        if response.cookies:
            wrong.append(f"{address.name}: a cookie")
    assert not wrong, "\n".join(wrong)


def test_records_of_another_workspace_are_not_found(here: world.World, other_workspace: Any) -> None:
    key, wrong = key_of(other_workspace, "leader"), []
    for address in addresses():
        if "<" not in address.route:
            continue
        response = ask(address, path(address, here), key)
        # A body that is not right is said before the record is looked for.
        if response.status_code not in (404, 415, 422) or b"S\\u00f8vang" in response.content:
            wrong.append(f"{address.name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_lists_do_not_name_what_another_workspace_has(here: world.World, other_workspace: Any) -> None:
    key, told = key_of(other_workspace, "leader"), []
    for kind in ("network.organisation", "network.person"):
        record = here.first(kind)
        record.name = "Hemmelig Nabosag"
        record.save()
    for address in addresses():
        if address.method == "GET" and "<" not in address.route:
            response = ask(address, path(address, here).replace("Skole", "Hemmelig"), key)
            if response.status_code != 200 or b"Hemmelig" in response.content:
                told.append(f"{address.name}: {response.status_code}")
    assert told == []


def test_the_number_of_queries_does_not_grow_with_the_rows(
    here: world.World, other_workspace: Any, make_colleague: Callable[..., Any]
) -> None:
    others = [make_colleague(other_workspace, role, name=f"Anden {role}") for role in ROLES]
    three = world.build(other_workspace, others, rows=3)
    few, many = counts(here), counts(three)
    assert len(few) > 30
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert {name: number for name, number in many.items() if number > min(MOST, 12)} == {}


def counts(made: world.World) -> dict[str, int]:
    key, found = key_of(made.workspace, "leader"), {}
    for address in addresses():
        if address.method == "GET":
            with CaptureQueriesContext(connection) as queries:
                response = ask(address, path(address, made), key)
            assert response.status_code == 200, (address.name, response.content)
            found[address.name] = len(queries)
    return found
