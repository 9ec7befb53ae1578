"""Another system at work: its token from the command, its questions over the interface."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from brobygger.accounts.models import Colleague, Workspace
from brobygger.cli.main import main
from brobygger.core.models import Batch, HistoryEntry
from brobygger.network.models import Organisation, Person, Tie

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED: dict[str, Any] = json.loads((EXAMPLES / "network_messy.expected.json").read_text())


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    caches["memory"].clear()


@pytest.fixture
def command(capsys: Any) -> Callable[..., Any]:
    """Run a command and read what it says as data."""

    def run(*arguments: str) -> Any:
        code = main([*arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def token(command: Any, workspace: Workspace, role: str) -> dict[str, str]:
    """The headers of a system with a new token."""
    code, said = command("token", "--workspace", workspace.slug, "--role", role)
    assert code == 0
    return {"Authorization": f"Bearer {said['token']}", "Accept-Language": "en"}


def post(path: str, body: Any, headers: dict[str, str]) -> Any:
    return Client().post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def counts() -> list[int]:
    return [model.objects.count() for model in (Organisation, Person, Tie)]


@pytest.mark.case("a token of another workspace")
def test_a_token_of_another_workspace(workspace: Workspace, other_workspace: Workspace, command: Any) -> None:
    ours, theirs = token(command, workspace, "staff"), token(command, other_workspace, "leader")
    made = post("/organisations", {"name": "Søvang Skole"}, ours).json()
    at = f"/api/v1/organisations/{made['id']}"
    written = HistoryEntry.objects.count()
    for method in ("GET", "PATCH", "DELETE"):
        body = {"data": "{}", "content_type": "application/json"} if method == "PATCH" else {}
        response: Any = Client().generic(method, at, headers=theirs, **body)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
        assert "Søvang" not in response.content.decode()
    assert Client().get("/api/v1/organisations", headers=theirs).json() == {"items": [], "next": None}
    named = post("/people", {"name": "Oda Testrup", "organisation_id": made["id"]}, theirs)
    assert named.status_code == 422
    assert HistoryEntry.objects.count() == written
    assert Client().get(at, headers=ours).json()["name"] == "Søvang Skole"


@pytest.mark.case("network_messy over the interface, and taken back")
def test_an_import_by_another_system(
    workspace: Workspace, coordinator: Colleague, leader: Colleague, staff: Colleague, command: Any
) -> None:
    headers = token(command, workspace, "coordinator")
    before = counts()

    def send(**fields: str) -> Any:
        with (EXAMPLES / "network_messy.csv").open("rb") as file:
            sent = {"file": file, "kind": "network", **fields}
            return Client().post("/api/v1/imports", sent, headers=headers)

    check = send(mode="check")
    code, said = command(
        "import", "network", str(EXAMPLES / "network_messy.csv"), "--workspace", workspace.slug
    )
    assert (check.status_code, code) == (200, 3)
    assert check.json() == said
    assert check.json()["new"]["organisation"] == EXPECTED["new_in_empty_workspace"]["organisation"]
    assert counts() == before

    refused = send(mode="apply")
    assert refused.status_code == 422
    assert {**said, **refused.json()} == refused.json()
    assert refused.json()["code"] == "unsettled"
    assert counts() == before

    written = send(mode="apply", leave_out_problems="true", answers="new", policy="fill")
    assert written.status_code == 200
    batch = written.json()["batch"]
    assert counts()[0] > 100
    assert Batch.objects.get(pk=batch).actor_label == "API: coordinator"

    back = post(f"/imports/{batch}/undo", {}, headers)
    assert (back.status_code, back.json()["kept"]) == (200, [])
    assert counts() == before
    assert post(f"/imports/{batch}/undo", {}, headers).status_code == 409


@pytest.mark.case("the same request twice with one key")
def test_the_same_request_twice(workspace: Workspace, command: Any) -> None:
    headers = token(command, workspace, "staff") | {"Idempotency-Key": "8a1f-2026"}
    first = post("/organisations", {"name": "Søvang Skole"}, headers)
    second = post("/organisations", {"name": "Søvang Skole"}, headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Organisation.objects.filter(name="Søvang Skole").count() == 1
    other = post("/organisations", {"name": "Søvang Museum"}, headers)
    assert (other.status_code, other.json()["code"]) == (422, "key_used")
    assert Organisation.objects.count() == 1
