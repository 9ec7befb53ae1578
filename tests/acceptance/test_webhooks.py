"""Webhooks as a leader and a receiver meet them."""

import re
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from brobygger.network.operations import organisations
from brobygger.records.models import Webhook, WebhookDelivery
from tests.records.receiver import Receiver, receiving

PAGE = "/fjordby/settings/webhooks/"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.BROBYGGER_WEBHOOK_HOSTS = ["127.0.0.1"]
        settings.OUTWARD_PRIVATE = [f"127.0.0.1:{found.port}"]
        yield found


def written(address: str) -> dict[str, Any]:
    return {
        "name": "Intranet",
        "address": address,
        "about": ["organisation"],
        "verbs": ["created", "changed"],
    }


def documented() -> Callable[[str, dict[str, str], bytes], bool]:
    """The function that docs/webhooks.md gives to receivers."""
    text = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    assert text
    module = types.ModuleType("documented")
    exec(text[1], module.__dict__)
    checks: Callable[[str, dict[str, str], bytes], bool] = module.is_from_brobygger
    return checks


@pytest.mark.case("a webhook is added, tried out and told; the receiver checks the signature as documented")
def test_a_webhook_from_the_first_secret_to_a_checked_message(
    receiver: Receiver, leader: Any, client_of: Callable[..., Any], run_jobs: Callable[[], int]
) -> None:
    client = client_of(leader)
    answer = client.post(f"{PAGE}new/", written(receiver.address))
    assert answer.status_code == 302
    shown = client.get(answer.url).content.decode()
    secret = re.search(r"bbwh_[0-9a-f]{64}", shown)
    assert secret
    assert secret[0] not in client.get(answer.url).content.decode(), "shown once"
    client.post(f"{answer.url}test/")
    organisations.create(name="Åfestivalen", by=leader)
    run_jobs()
    assert [headers["X-Brobygger-Event"] for headers, _ in receiver.got] == ["test", "organisation.created"]
    checks = documented()
    for headers, body in receiver.got:
        assert checks(secret[0], headers, body)
        assert not checks(secret[0], headers, body + b" ")
        assert not checks("bbwh_" + "0" * 64, headers, body)
        assert not checks(secret[0], headers | {"X-Brobygger-Timestamp": "1700000000"}, body)
    page = client.get(answer.url).content.decode()
    assert "Afleveret, svaret var 200." in page
    assert "organisation.created" in page


@pytest.mark.case("a webhook to a private address is refused, in whatever way it is written")
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://127.0.0.1/", "privat netværk"),
        ("https://10.1.2.3/hook", "privat netværk"),
        ("https://172.16.0.1/", "privat netværk"),
        ("https://192.168.1.1:8443/", "privat netværk"),
        ("https://169.254.169.254/latest/meta-data/", "privat netværk"),
        ("https://[::1]/", "privat netværk"),
        ("https://[::ffff:10.0.0.1]/", "privat netværk"),
        ("https://[fd00::1]/", "privat netværk"),
        ("https://2130706433/", "privat netværk"),
        ("https://0x7f.1/", "privat netværk"),
        ("https://0.0.0.0/", "privat netværk"),
        ("https://localhost/", "privat netværk"),
        ("http://93.184.215.14/", "begynde med https"),
        ("https://andet.eksempel.dk/", "må kalde"),
        ("https://user:word@93.184.215.14/", "ikke en adresse på nettet"),
        ("file:///etc/passwd", "ikke en adresse på nettet"),
        ("ikke en adresse", "ikke en adresse på nettet"),
        ("https://93.184.215.14/010190-1234", "CPR"),
    ],
)
def test_a_webhook_to_a_private_address(
    address: str, reason: str, leader: Any, client_of: Callable[..., Any], settings: Any
) -> None:
    hosts = [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "::ffff:10.0.0.1",
    ]
    hosts += ["fd00::1", "2130706433", "0x7f.1", "0.0.0.0", "localhost", "93.184.215.14"]
    settings.BROBYGGER_WEBHOOK_HOSTS = hosts
    answer = client_of(leader).post(f"{PAGE}new/", written(address))
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Webhook.objects.exists()


@pytest.mark.case("an installation that names no hosts calls nobody")
def test_no_hosts_no_webhooks(leader: Any, client_of: Callable[..., Any]) -> None:
    client = client_of(leader)
    answer = client.post(f"{PAGE}new/", written("https://93.184.215.14/"))
    assert answer.status_code == 422
    assert not Webhook.objects.exists()
    assert "BROBYGGER_WEBHOOK_HOSTS" in client.get(PAGE).content.decode()


@pytest.mark.case("an import of 200 rows is one message, and its undoing another")
def test_an_import_is_one_message(
    receiver: Receiver,
    leader: Any,
    client_of: Callable[..., Any],
    run_jobs: Callable[[], int],
    tmp_path: Path,
) -> None:
    from brobygger.network.importing import operations as importing

    client_of(leader).post(
        f"{PAGE}new/",
        written(receiver.address) | {"about": ["organisation", "person"], "verbs": ["created", "deleted"]},
    )
    path = tmp_path / "rows.csv"
    rows = "".join(f"Forening {n};Fjordby;Person {n}\n" for n in range(200))
    path.write_text("Organisation;By;Kontaktperson\n" + rows, encoding="utf-8")
    with path.open("rb") as content:
        run = importing.start_run(content=content, name="rows.csv", by=leader)
    importing.apply_run(run=run, default_answer="new", by=leader)
    run.refresh_from_db()
    importing.undo_run(run=run, by=leader)
    run_jobs()
    events = [d.event for d in WebhookDelivery.objects.order_by("id")]
    assert events == ["batch.written", "batch.written"]
    first, second = (body.decode() for _, body in receiver.got)
    assert '"counts":{"organisation.created":200,"person.created":200}' in first
    assert '"kind":"import"' in first
    assert '"counts":{"organisation.deleted":200,"person.deleted":200}' in second
