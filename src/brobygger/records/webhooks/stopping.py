"""The system gives up on a receiver."""

from django.urls import reverse

from brobygger.accounts.models import Colleague, Role, System
from brobygger.core import history
from brobygger.core.operations import operation
from brobygger.records.operations import notify
from brobygger.records.webhooks.models import Webhook, WebhookDelivery

State = Webhook.State


@operation("records.webhook.stop")
def stop(*, webhook: Webhook, why: str) -> None:
    """Send nothing more: the receiver could not be reached for a day. Leaders are told, once."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if webhook.state != State.ACTIVE:
        return
    history.change(webhook, by=System(webhook.workspace), why=why, state=State.STOPPED)
    let_go(webhook)
    path = reverse("records:webhook", args=[webhook.workspace.slug, webhook.pk])
    leaders = Colleague.objects.of(webhook.workspace).filter(role=Role.LEADER, state=Colleague.State.ACTIVE)
    for leader in leaders:
        notify(colleague=leader, kind="webhook.stopped", path=path, name=webhook.name)


def let_go(webhook: Webhook) -> None:
    """What still waits is not sent by itself; a leader may send it again."""
    waiting = webhook.deliveries.filter(state=WebhookDelivery.State.WAITING)
    waiting.update(state=WebhookDelivery.State.FAILED, error="stopped")
