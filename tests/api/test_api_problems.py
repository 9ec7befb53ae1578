"""Whatever goes wrong is answered as a problem: to whoever asks, in their language, and nothing is written."""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client

from brobygger.accounts.models import ApiToken
from brobygger.accounts.models import System as Ours
from brobygger.accounts.operations import make_token, revoke_token
from brobygger.core.models import HistoryEntry
from tests.api.asking import System


def is_problem(response: Any, status: int, code: str = "") -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = response.said
    assert said["status"] == status
    assert said["title"]
    if code:
        assert said["code"] == code
    assert not response.cookies
    return said


def test_no_token_and_tokens_that_do_not_work(api: System, workspace: Any) -> None:
    key = api.key
    for wrong in ("", "Bearer", "Bearer x", f"Basic {key}", f"Bearer {key}x", f"Bearer {key.upper()}"):
        response = System(Client(), "", None).get("/people", Authorization=wrong)
        is_problem(response, 401, "no_token")
        assert response.headers["WWW-Authenticate"] == "Bearer"
    assert api.get("/people").status_code == 200
    revoke_token(token=api.token, by=Ours(workspace))
    is_problem(api.get("/people"), 401)


def test_a_token_that_ran_out(system: Any, workspace: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    short = system(workspace, "staff", days=1)
    assert short.get("/people").status_code == 200
    ApiToken.objects.filter(pk=short.token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    is_problem(short.get("/people"), 401)


def test_a_session_is_no_token(client_of: Any, leader: Any) -> None:
    response = client_of(leader).get("/api/v1/people")
    assert response.status_code == 401
    assert "Cookie" not in response.headers["Vary"]


def test_too_low_a_role(system: Any, workspace: Any) -> None:
    reader = system(workspace, "reader")
    is_problem(reader.post("/people", {"name": "Oda"}), 403, "not_allowed")
    is_problem(system(workspace, "staff").post("/types", {"name": "Skole"}), 403)
    assert not HistoryEntry.objects.filter(model__startswith="network.").exists()


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/body/name", "missing"),
        ({"name": ""}, "/body/name", "string_too_short"),
        ({"name": "   "}, "/body/name", "blank"),
        ({"name": 5}, "/body/name", "string_type"),
        ({"name": "Oda", "nmae": "x"}, "/body/nmae", "extra_forbidden"),
        ({"name": "x" * 201}, "/body/name", "string_too_long"),
        ({"name": "a\x00b"}, "/body/name", "bad_character"),
        ({"name": "a\ud800b"}, "/body/name", "string_unicode"),
        ({"name": "Oda", "email": "ikke en adresse"}, "/body/email", "invalid"),
        ({"name": "Oda", "organisation_id": 4}, "/body/organisation_id", "unknown"),
        ({"name": "Oda", "organisation_id": 10**30}, "/body/organisation_id", "less_than_equal"),
        ({"name": "Oda", "organisation_id": "4"}, "/body/organisation_id", "int_type"),
        ({"name": "Oda", "from_date": "2026-02-30"}, "/body/from_date", "day"),
        ({"name": "Oda", "from_date": 20260201}, "/body/from_date", "day"),
        ({"name": "Oda 010190-1234"}, "/body/name", "cpr_number"),
        ({"name": "Oda", "note": "cpr 010190 1234"}, "/body/note", "cpr_number"),
        ({"name": "Oda", "email": "010190-1234@eksempel.dk"}, "/body/email", "cpr_number"),
    ],
)
def test_what_is_not_as_described(api: System, body: dict[str, Any], pointer: str, code: str) -> None:
    said = is_problem(api.post("/people", body), 422)
    assert [(e["pointer"], e["code"]) for e in said["errors"]] == [(pointer, code)]
    assert "1234" not in str(said)
    assert api.get("/people").said["items"] == []


@pytest.mark.parametrize(
    "body", ["", "{", "[1", '{"name": NaN}', "\xff\xfe", "[" * 100_000, '{"name": ' + "9" * 5000 + "}"]
)
def test_what_is_no_json(api: System, body: str) -> None:
    response = api.ask("POST", "/people", body)
    is_problem(response, 415 if body == "" else 400)


def test_other_refusals(api: System) -> None:
    is_problem(api.ask("PUT", "/people", {}), 405, "method")
    is_problem(api.get("/people/1"), 404)
    is_problem(api.get("/nothing"), 404)
    is_problem(api.get("/people/abc"), 422)
    is_problem(api.get("/people?limt=5"), 422)
    is_problem(api.get("/people?limit=1000"), 422)
    is_problem(api.get("/people?after=x"), 422)
    is_problem(api.get("/people?q=%00"), 422)
    is_problem(api.post("/people", {"name": "Oda"}, Idempotency_Key="010190-1234"), 422, "bad_key")
    is_problem(api.post("/people", {"name": "Oda", "note": "x" * 6_000_000}), 413)
    sent = api.client.post("/api/v1/people", {"name": "x"}, headers={"Authorization": f"Bearer {api.key}"})
    assert (sent.status_code, sent.headers["Content-Type"]) == (415, "application/problem+json")


def test_said_in_the_language_that_is_asked_for(api: System) -> None:
    danish = api.post("/people", {}, Accept_Language="da").said
    english = api.post("/people", {}, Accept_Language="en-GB,en;q=0.8").said
    assert english["title"] == "Something in the request is not right"
    assert danish["title"] not in ("", english["title"])
    assert danish["errors"][0]["code"] == english["errors"][0]["code"] == "missing"


def test_what_nobody_foresaw(api: System, monkeypatch: pytest.MonkeyPatch) -> None:
    api.client.raise_request_exception = False

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr("brobygger.network.api.people.people.create", broken)
    said = is_problem(api.post("/people", {"name": "Oda"}), 500, "failed")
    assert "hemmelig" not in str(said)


def test_somebody_else_writes(api: System, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr("brobygger.network.api.people.people.create", busy)
    response = api.post("/people", {"name": "Oda"})
    is_problem(response, 503, "busy")
    assert response.headers["Retry-After"] == "5"


def test_too_many_requests(api: System, system: Any, workspace: Any, settings: Any) -> None:
    settings.BROBYGGER_API_PER_MINUTE = 3
    other = system(workspace, "reader")
    found = [api.get("/workspace").status_code for _ in range(4)]
    if 429 not in found:  # The minute turned over between them.
        caches["memory"].clear()
        found = [api.get("/workspace").status_code for _ in range(4)]
    assert found == [200, 200, 200, 429]
    assert 1 <= int(api.get("/workspace").headers["Retry-After"]) <= 60
    assert other.get("/workspace").status_code == 200


def test_a_token_of_another_workspace(api: System, system: Any, other_workspace: Any, workspace: Any) -> None:
    ours = api.post("/organisations", {"name": "Søvang Skole"}).said
    note = api.post(f"/organisations/{ours['id']}/journal", {"text": "Husk"}).said
    theirs = system(other_workspace, "leader")
    assert theirs.get("/organisations").said["items"] == []
    assert theirs.get("/search?q=søvang").said["items"] == []
    assert theirs.get("/history?model=network.organisation").said["items"] == []
    for path in (f"/organisations/{ours['id']}", f"/organisations/{ours['id']}/history"):
        is_problem(theirs.get(path), 404)
    is_problem(theirs.patch(f"/organisations/{ours['id']}", {"name": "x"}), 404)
    is_problem(theirs.patch(f"/notes/{note['id']}", {"text": "x"}), 404)
    is_problem(theirs.delete(f"/organisations/{ours['id']}"), 404)
    is_problem(theirs.post("/people", {"name": "Oda", "organisation_id": ours["id"]}), 422)
    assert api.get(f"/organisations/{ours['id']}").said["name"] == "Søvang Skole"


def test_make_token_refuses(workspace: Any) -> None:
    from django.core.exceptions import ValidationError

    by = Ours(workspace)
    made = make_token(name="Intranet", role="reader", by=by)
    assert made.key not in str(vars(made.token))
    for wrong in ({"name": "Intranet"}, {"name": "x", "days": 0}, {"name": "010190-1234"}, {"name": ""}):
        with pytest.raises(ValidationError):
            make_token(role="reader", by=by, **wrong)  # type: ignore[arg-type]
    entry = HistoryEntry.objects.get(model="accounts.apitoken")
    assert "secret" not in (entry.after or {})


def test_what_django_itself_refuses(api: System) -> None:
    """Before any of our functions is reached."""
    api.client.raise_request_exception = False
    is_problem(api.get("/people", Host="andre.example"), 400)
    is_problem(api.get("/people/"), 404)
    is_problem(api.ask("OPTIONS", "/people"), 405)
    send = {"headers": {"Authorization": f"Bearer {api.key}"}}
    for body in (b"x", b"--y\r\nContent-Disposition: form-data; name=file\r\n\r\nx"):
        sent = api.client.generic(
            "POST", "/api/v1/imports", body, content_type="multipart/form-data; boundary=y", **send
        )
        assert sent.status_code in (400, 422)
        assert sent.headers["Content-Type"] == "application/problem+json"
    sent = api.client.generic("POST", "/api/v1/imports", b"x", content_type="multipart/form-data", **send)
    assert (sent.status_code, sent.headers["Content-Type"]) == (400, "application/problem+json")
    fields = "&".join(f"f{i}=1" for i in range(6000))
    assert api.client.post(
        "/api/v1/imports", fields, content_type="application/x-www-form-urlencoded", **send
    ).status_code in (413, 415)
