"""Tokens of other systems: on the page of a leader, and from the command."""

import json
from typing import Any

import pytest
from django.test import Client

from brobygger.accounts.models import ApiToken
from brobygger.accounts.models.tokens import digest
from brobygger.cli.main import main
from brobygger.core.models import HistoryEntry


def works(key: str) -> bool:
    return bool(
        Client().get("/api/v1/workspace", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    )


def test_a_leader_makes_a_token_and_ends_it(leader: Any, client_of: Any) -> None:
    client = client_of(leader)
    page = client.get("/fjordby/settings/tokens/")
    assert "/fjordby/settings/tokens/new/" in page.content.decode()
    made = client.post(
        "/fjordby/settings/tokens/new/", {"name": "Intranettet", "role": "staff", "days": "30"}
    )
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    key = made.context["key"]
    assert key in made.content.decode()
    token = ApiToken.objects.get()
    assert (token.secret, token.made_by, token.role) == (digest(key), leader, "staff")
    assert works(key)
    page = client.get("/fjordby/settings/tokens/").content.decode()
    assert key not in page
    assert token.prefix in page
    assert client.get(f"/fjordby/settings/tokens/{token.pk}/revoke/").status_code == 200
    assert works(key)
    client.post(f"/fjordby/settings/tokens/{token.pk}/revoke/")
    assert not works(key)
    told = [(e.verb, e.actor_label, "secret" in (e.after or {})) for e in HistoryEntry.objects.order_by("id")]
    assert told == [("created", "Birgit Lund", False), ("changed", "Birgit Lund", False)]


def test_a_name_twice(leader: Any, client_of: Any) -> None:
    client = client_of(leader)
    body = {"name": "Intranettet", "role": "reader", "days": "0"}
    assert client.post("/fjordby/settings/tokens/new/", body).status_code == 200
    assert ApiToken.objects.get().expires_at is None
    assert client.post("/fjordby/settings/tokens/new/", body).status_code == 422
    assert client.post("/fjordby/settings/tokens/new/", body | {"name": "010190-1234"}).status_code == 422
    assert ApiToken.objects.count() == 1


def test_the_command_prints_it_once(workspace: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "--workspace", "fjordby", "--role", "coordinator", "--days", "7"]) == 0
    out, err = capsys.readouterr()
    assert works(out.strip())
    assert out.strip() not in err
    assert main(["token", "--workspace", "fjordby", "--role", "reader", "--name", "Kalender", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["name"], said["role"], said["expires_at"]) == ("Kalender", "reader", None)
    assert works(said["token"])
    assert main(["token", "--workspace", "fjordby", "--role", "reader", "--name", "Kalender"]) == 2
    assert main(["token", "--workspace", "fjordby", "--revoke", "Kalender"]) == 0
    assert not works(said["token"])
    assert main(["token", "--workspace", "fjordby", "--revoke", "Kalender"]) == 2
    assert main(["token", "--workspace", "nowhere", "--role", "reader"]) == 2
