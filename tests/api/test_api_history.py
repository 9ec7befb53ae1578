"""The history tells nobody what they may not read where it stands: neither on the pages nor through the API."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brobygger.accounts.models import Identity
from brobygger.accounts.operations.municipal import forget_identity
from brobygger.core import history, subjects
from brobygger.core.models import Batch
from brobygger.network.models import EventFeed, Person
from brobygger.records import rules
from brobygger.records.personal import operations
from brobygger.records.personal.tied import find
from brobygger.records.webhooks.models import Webhook

SECRETS = {
    "nøgle-til-modtageren": "leader",
    "viste sit pas": "coordinator",
    "nøgle-til-programmet": "coordinator",
}


@pytest.fixture
def _told(workspace: Any, staff: Any, coordinator: Any, leader: Any) -> None:
    address = "https://intern.example/krog?token=nøgle-til-modtageren"
    history.create(
        Webhook(workspace=workspace, name="Intranet", address=address, about=["person"], verbs=["created"]),
        by=leader,
    )
    person = history.create(Person(workspace=workspace, name="Ali Hansen"), by=staff)
    subject = find(workspace, subjects.kind("people"), person.pk)
    operations.request_erasure(
        subject=subject, asked_on=date(2026, 11, 1), asked_by="Ali", identity="viste sit pas", by=coordinator
    )
    feed = EventFeed(workspace=workspace, address="https://bib.example/feed?token=nøgle-til-programmet")
    history.create(feed, by=coordinator)


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize("role", ["reader", "staff", "coordinator", "leader"])
def test_the_history_is_read_by_role(
    role: str, workspace: Any, system: Callable[..., Any], colleagues: dict[str, Any], client_of: Any
) -> None:
    through_the_api = str(system(workspace, role).get("/history").said)
    page = client_of(colleagues[role]).get("/fjordby/history/").content.decode()
    assert "Ali Hansen" in through_the_api
    assert "Ali Hansen" in page
    ranks = ["reader", "staff", "coordinator", "leader"]
    for secret, least in SECRETS.items():
        allowed = ranks.index(role) >= ranks.index(least)
        assert (secret in through_the_api) == allowed, secret
        assert allowed or secret not in page, secret


def test_what_only_a_leader_may_do_only_a_leader_undoes(
    workspace: Any, staff: Any, coordinator: Any, leader: Any, system: Callable[..., Any]
) -> None:
    known = history.create(
        Identity(workspace=workspace, colleague=staff, provider="kommune", secret="x"), by=leader
    )
    forget_identity(identity=known, by=leader)
    hook = Webhook(
        workspace=workspace,
        name="Intranet",
        address="https://a.example/",
        about=["person"],
        verbs=["created"],
    )
    history.create(hook, by=leader)
    history.delete(hook, by=leader)
    for batch in Batch.objects.all():
        assert not rules.may_undo(coordinator, batch), batch.kind
        assert rules.may_undo(leader, batch)
        assert (
            system(workspace, name=f"Intranet {batch.pk}").post(f"/batches/{batch.pk}/undo").status_code
            == 403
        )
