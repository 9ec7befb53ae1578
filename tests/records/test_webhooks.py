"""Webhooks: what is told, how it goes out, and what happens when it does not."""

import json
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.core import announce, timed
from brobygger.core.models import HistoryEntry
from brobygger.core.operations import operation
from brobygger.core.undo import undo_batch
from brobygger.network.models import Organisation
from brobygger.network.operations import bulk, contacts, organisations, people
from brobygger.network.operations.duplicates import merge
from brobygger.records.models import Notice, Webhook, WebhookDelivery
from brobygger.records.notices import sentence
from brobygger.records.webhooks import events, operations, sending, signing
from tests.records.receiver import Receiver, receiving

EVERYTHING = [noun for noun, _ in events.nouns()]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.BROBYGGER_WEBHOOK_HOSTS = ["127.0.0.1"]
        settings.OUTWARD_PRIVATE = [f"127.0.0.1:{found.port}"]
        yield found


@pytest.fixture
def webhook(receiver: Receiver, leader: Any) -> Webhook:
    return operations.add(
        name="Intranet", address=receiver.address, about=EVERYTHING, verbs=list(events.VERBS), by=leader
    )


def told() -> list[dict[str, Any]]:
    """What waits or was sent, oldest first."""
    return [json.loads(d.body) for d in WebhookDelivery.objects.order_by("id")]


def happened() -> list[str]:
    return [message["event"] for message in told()]


def test_a_write_is_told_by_id_alone(webhook: Webhook, leader: Any) -> None:
    made = organisations.create(name="Åfestivalen", by=leader)
    [message] = told()
    assert message["event"] == "organisation.created"
    assert message["workspace"] == "fjordby"
    assert message["object"] == {
        "type": "organisation",
        "id": made.pk,
        "url": f"http://localhost:8000/fjordby/organisations/{made.pk}/",
        "api": f"http://localhost:8000/api/v1/organisations/{made.pk}",
    }
    assert "festival" not in json.dumps(message)


def test_what_is_not_wanted_is_not_told(webhook: Webhook, receiver: Receiver, leader: Any) -> None:
    operations.change(
        webhook=webhook, name="X", address=receiver.address, about=["person"], verbs=["changed"], by=leader
    )
    organisations.create(name="Åfestivalen", by=leader)
    person = people.create(name="Oda Vig", by=leader)
    people.edit(person=person, name="Oda Vig Holm", by=leader)
    assert happened() == ["person.changed"]


def test_another_workspace_is_told_nothing(webhook: Webhook, outsider: Any) -> None:
    organisations.create(name="Naboforening", by=outsider)
    assert told() == []


def test_one_record_is_told_once_an_operation(webhook: Webhook, leader: Any, staff: Any) -> None:
    contacts.note(organisation="Helt ny", people=["Ny Person"], by=staff)
    told_of = sorted(happened())
    assert told_of == sorted(set(told_of))
    assert "contact.created" in told_of
    assert "organisation.created" in told_of


def test_parts_are_told_as_a_change_of_what_they_belong_to(
    webhook: Webhook, workspace: Any, leader: Any
) -> None:
    from brobygger.network.models import Theme

    made = organisations.create(name="Åfestivalen", by=leader)
    theme = Theme.objects.create(workspace=workspace, name="Musik")
    bulk.set_theme(organisations=Organisation.objects.filter(pk=made.pk), theme=theme, by=leader)
    assert happened() == ["organisation.created", "organisation.changed"]
    assert told()[1]["object"]["id"] == made.pk


def test_many_at_once_are_one_message_with_counts(webhook: Webhook, workspace: Any, leader: Any) -> None:
    made = [Organisation(workspace=workspace, name=f"Forening {n}") for n in range(30)]
    Organisation.objects.bulk_create(made)
    bulk.set_sector(organisations=Organisation.objects.all(), sector="public", by=leader)
    [message] = told()
    assert message["event"] == "batch.written"
    assert message["batch"]["counts"] == {"organisation.changed": 30}
    assert message["batch"]["kind"] == "bulk"
    assert message["batch"]["url"].endswith(f"/fjordby/history/batches/{message['batch']['id']}/")


def test_deleted_and_given_back(webhook: Webhook, leader: Any) -> None:
    made = organisations.create(name="Åfestivalen", by=leader)
    batch = organisations.delete(organisation=made, by=leader)
    undo_batch(batch=batch, by=leader)
    assert happened() == ["organisation.created", "organisation.deleted", "organisation.restored"]
    assert set(told()[1]["object"]) == {"type", "id"}


def test_a_merged_record_says_into_which(webhook: Webhook, workspace: Any, leader: Any) -> None:
    from brobygger.core import history

    kept, gone = (organisations.create(name=name, by=leader) for name in ("Den ene", "Den anden"))
    WebhookDelivery.objects.all().delete()

    @operation("test.merge")
    def join() -> None:
        pk = gone.pk
        history.delete(gone, by=leader)
        announce.merged("network.organisation", gone=pk, into=kept.pk, workspace_id=workspace.pk)

    pk = gone.pk
    join()
    [message] = told()
    assert message["event"] == "organisation.merged"
    assert (message["object"]["id"], message["object"]["merged_into"]) == (pk, kept.pk)
    assert message["object"]["url"].endswith(f"/organisations/{kept.pk}/")


def test_merging_duplicates_is_told_as_such(webhook: Webhook, leader: Any) -> None:
    kept, gone = (organisations.create(name=name, by=leader) for name in ("Åfestivalen", "Å-festivalen"))
    WebhookDelivery.objects.all().delete()
    merge(survivor=kept, other=gone, by=leader)
    by_event = {message["event"]: message["object"] for message in told()}
    assert by_event["organisation.merged"]["id"] == gone.pk
    assert by_event["organisation.merged"]["merged_into"] == kept.pk
    assert "organisation.deleted" not in by_event


def test_what_failed_inside_is_not_told(webhook: Webhook, leader: Any) -> None:
    from brobygger.core import history

    @operation("test.inner")
    def inner() -> None:
        history.create(Organisation(workspace=leader.workspace, name="Aldrig"), by=leader)
        raise ValueError

    @operation("test.outer")
    def outer() -> None:
        history.create(Organisation(workspace=leader.workspace, name="Altid"), by=leader)
        with pytest.raises(ValueError):
            inner()

    outer()
    with pytest.raises(ValueError):
        inner()
    [message] = told()
    assert message["object"]["id"] == Organisation.objects.get().pk


def test_no_webhooks_cost_one_query(leader: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        organisations.create(name="Åfestivalen", by=leader)
    ours = [q["sql"] for q in queries if "records_webhook" in q["sql"]]
    assert len(ours) == 1
    assert ours[0].startswith("SELECT")


def test_it_arrives_signed(webhook: Webhook, receiver: Receiver, leader: Any, run_jobs: Any) -> None:
    organisations.create(name="Åfestivalen", by=leader)
    run_jobs()
    [(headers, body)] = receiver.got
    assert headers["X-Brobygger-Event"] == "organisation.created"
    assert headers["X-Brobygger-Delivery"] == json.loads(body)["id"]
    stamp = headers["X-Brobygger-Timestamp"]
    assert headers["X-Brobygger-Signature"] == "v1=" + signing.signature(
        signing.secret_of(webhook), stamp, body
    )
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.status, delivery.answer) == ("delivered", 200, "thanks")


def test_what_the_receiver_says_is_kept_short_and_without_cpr(
    webhook: Webhook, receiver: Receiver, leader: Any
) -> None:
    receiver.says = b"x" * 5000
    organisations.create(name="Åfestivalen", by=leader)
    sending.send_waiting()
    assert WebhookDelivery.objects.get().answer == "x" * 200
    receiver.says = b"citizen 010190-1234 unknown"
    organisations.create(name="Sangkoret", by=leader)
    sending.send_waiting()
    assert WebhookDelivery.objects.latest("id").answer == ""


def test_a_redirect_is_not_followed(webhook: Webhook, receiver: Receiver, leader: Any) -> None:
    receiver.answers = [302]
    organisations.create(name="Åfestivalen", by=leader)
    sending.send_waiting()
    assert len(receiver.got) == 1
    assert WebhookDelivery.objects.get().status == 302


def test_five_tries_over_a_day_then_it_stops_and_leaders_are_told(
    webhook: Webhook, receiver: Receiver, leader: Any, run_jobs: Callable[[], int]
) -> None:
    receiver.answers = [500]
    first = organisations.create(name="Åfestivalen", by=leader)
    organisations.create(name="Sangkoret", by=leader)
    run_jobs()
    assert len(receiver.got) == 1, "the second waits for the first one's next turn"
    begin = timezone.now()
    for wait in sending.WAITS:
        delivery = WebhookDelivery.objects.earliest("id")
        assert abs(delivery.next_at - timezone.now() - wait) < timedelta(seconds=30)
        WebhookDelivery.objects.update(next_at=begin)
        timed.tick(only=["records.webhooks"], force=True)
        WebhookDelivery.objects.exclude(pk=delivery.pk).update(next_at=begin + timedelta(days=9))
        run_jobs()
    assert [json.loads(body)["object"]["id"] for _, body in receiver.got] == [first.pk] * 5
    assert sum(sending.WAITS, timedelta()) > timedelta(hours=23)
    webhook.refresh_from_db()
    assert webhook.state == "stopped"
    notice = Notice.objects.get(colleague=leader, kind="webhook.stopped")
    assert "Intranet" in sentence(notice)
    assert notice.path.endswith(f"/settings/webhooks/{webhook.pk}/")
    assert {d.state for d in WebhookDelivery.objects.all()} == {"failed"}
    assert HistoryEntry.objects.get(operation="records.webhook.stop").actor_label == "Brobygger"
    organisations.create(name="Ingen hører det", by=leader)
    assert len(told()) == 2
    operations.resume(webhook=webhook, by=leader)
    receiver.answers = [204]
    operations.send_again(delivery=WebhookDelivery.objects.earliest("id"))
    run_jobs()
    assert WebhookDelivery.objects.earliest("id").state == "delivered"


def test_a_name_that_leads_inside_later_is_refused_when_sending(
    webhook: Webhook, receiver: Receiver, leader: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BROBYGGER_WEBHOOK_HOSTS = ["hook.eksempel.dk"]
    ip = ["93.184.215.14"]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip[0], port))],
    )
    operations.change(
        webhook=webhook, name="X", address="https://hook.eksempel.dk/", about=EVERYTHING,
        verbs=["created"], by=leader,
    )  # fmt: skip
    organisations.create(name="Åfestivalen", by=leader)
    ip[0] = "10.0.0.7"
    sending.send_waiting()
    assert WebhookDelivery.objects.get().error == "private"


def test_a_worker_that_was_killed_loses_nothing(webhook: Webhook, receiver: Receiver, leader: Any) -> None:
    organisations.create(name="Åfestivalen", by=leader)
    delivery, copy, now = WebhookDelivery.objects.get(), WebhookDelivery.objects.get(), timezone.now()
    assert sending._taken(delivery, now)
    assert not sending._taken(copy, now)
    assert sending.send_waiting(now) == 0
    assert sending.send_waiting(now + sending.LEASE) == 1
    assert WebhookDelivery.objects.get().state == "delivered"


def test_the_secret_is_stored_nowhere(webhook: Webhook, leader: Any, settings: Any) -> None:
    secret = signing.secret_of(webhook)
    assert secret.startswith("bbwh_")
    assert secret.endswith(webhook.hint)
    stored = json.dumps(list(Webhook.objects.values()), default=str)
    stored += json.dumps(list(HistoryEntry.objects.values("before", "after")), default=str)
    assert secret.removeprefix("bbwh_") not in stored
    assert webhook.secret not in json.dumps(list(HistoryEntry.objects.values("before", "after")), default=str)
    assert operations.new_secret(webhook=webhook, by=leader) != secret
    webhook.refresh_from_db()
    assert signing.holds(webhook)
    settings.SECRET_KEY = "x" * 60
    assert not signing.holds(webhook)


def test_back_from_the_bin_it_needs_a_new_secret(webhook: Webhook, receiver: Receiver, leader: Any) -> None:
    organisations.create(name="Åfestivalen", by=leader)
    pk = webhook.pk
    undo_batch(batch=operations.delete(webhook=webhook, by=leader), by=leader)
    back = Webhook.objects.get(pk=pk)
    assert back.address == receiver.address
    assert not signing.holds(back)
    organisations.create(name="Sangkoret", by=leader)
    sending.send_waiting()
    assert receiver.got == []
    back.refresh_from_db()
    assert back.state == "stopped"
    assert WebhookDelivery.objects.get().error == "secret"


def test_messages_are_forgotten_after_a_month(webhook: Webhook, leader: Any) -> None:
    organisations.create(name="Åfestivalen", by=leader)
    WebhookDelivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    timed.tick(only=["records.webhooks"], force=True)
    assert not WebhookDelivery.objects.exists()
