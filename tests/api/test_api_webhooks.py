"""Webhooks set up by the system that wants to be told."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from brobygger.core.models import KeptAnswer
from brobygger.records.models import Webhook
from brobygger.records.webhooks import signing
from tests.api.asking import System
from tests.records.receiver import Receiver, receiving

ASKED = {"name": "Intranet", "about": ["organisation"], "verbs": ["created", "changed"]}


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.BROBYGGER_WEBHOOK_HOSTS = ["127.0.0.1", "10.0.0.1"]
        settings.OUTWARD_PRIVATE = [f"127.0.0.1:{found.port}"]
        yield found


@pytest.fixture
def lead(workspace: Any, system: Callable[..., System]) -> System:
    return system(workspace, "leader")


def test_a_webhook_is_added_tried_told_and_deleted(
    lead: System, receiver: Receiver, run_jobs: Callable[[], int]
) -> None:
    made = lead.post("/webhooks", ASKED | {"address": receiver.address})
    assert made.status_code == 201
    secret, address = made.said["secret"], f"/webhooks/{made.said['id']}"
    assert secret.endswith(made.said["secret_hint"])
    assert "secret" not in lead.get(address).said
    assert lead.post(f"{address}/test").status_code == 202
    assert lead.post("/organisations", {"name": "Åfestivalen"}).status_code == 201
    run_jobs()
    assert [headers["X-Brobygger-Event"] for headers, _ in receiver.got] == ["test", "organisation.created"]
    for headers, body in receiver.got:
        stamp = headers["X-Brobygger-Timestamp"]
        assert headers["X-Brobygger-Signature"] == f"v1={signing.signature(secret, stamp, body)}"
    listed = lead.get(f"{address}/deliveries").said["items"]
    assert [(d["event"], d["state"], d["status"]) for d in listed] == [
        ("organisation.created", "delivered", 200),
        ("test", "delivered", 200),
    ]
    assert lead.patch(address, {"state": "paused", "about": ["person"]}).said["state"] == "paused"
    assert Webhook.objects.get().about == ["person"]
    assert lead.patch(address, {"state": "stopped"}).status_code == 422
    assert lead.post(f"{address}/secret").said["secret"] != secret
    assert [w["name"] for w in lead.get("/webhooks").said["items"]] == ["Intranet"]
    assert lead.delete(address).status_code == 204
    assert lead.get(address).status_code == 404


def test_the_secret_is_not_kept_with_the_answer(lead: System, receiver: Receiver) -> None:
    first = lead.post("/webhooks", ASKED | {"address": receiver.address}, Idempotency_Key="k1")
    again = lead.post("/webhooks", ASKED | {"address": receiver.address}, Idempotency_Key="k1")
    assert first.said["secret"]
    assert again.said == first.said | {"secret": ""}
    assert first.said["secret"] not in KeptAnswer.objects.get().body
    assert Webhook.objects.count() == 1


def test_what_cannot_be_told(lead: System, receiver: Receiver) -> None:
    wrong = {
        "/body/address": ASKED | {"address": "https://10.0.0.1/"},
        "/body/about": ASKED | {"address": receiver.address, "about": ["weather"]},
        "/body/verbs": ASKED | {"address": receiver.address, "verbs": []},
    }
    for pointer, body in wrong.items():
        answer = lead.post("/webhooks", body)
        assert answer.status_code == 422
        assert [e["pointer"] for e in answer.said["errors"]] == [pointer]
    assert not Webhook.objects.exists()


def test_leaders_alone_and_their_own(
    lead: System, api: System, receiver: Receiver, other_workspace: Any, system: Callable[..., System]
) -> None:
    made = lead.post("/webhooks", ASKED | {"address": receiver.address})
    assert api.get("/webhooks").status_code == 403
    neighbour = system(other_workspace, "leader")
    assert neighbour.get("/webhooks").said["items"] == []
    assert neighbour.delete(f"/webhooks/{made.said['id']}").status_code == 404
    assert neighbour.get(f"/webhooks/{made.said['id']}/deliveries").status_code == 404
