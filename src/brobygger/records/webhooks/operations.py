"""What leaders do to webhooks. Pages and the API call the same."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Member
from brobygger.core import history, outward
from brobygger.core.fields import refuse_cpr
from brobygger.core.models import Batch
from brobygger.core.operations import operation
from brobygger.records.webhooks import events, signing, tasks
from brobygger.records.webhooks.models import Webhook, WebhookDelivery, random_part
from brobygger.records.webhooks.stopping import let_go

State = Webhook.State


@operation("records.webhook.add")
def add(*, name: str, address: str, about: Sequence[str], verbs: Sequence[str], by: Member) -> Webhook:
    """Tell `address` from now on. ValidationError where it may not be called."""
    check_address(address)
    webhook = Webhook(
        workspace=by.workspace, name=name.strip(), address=address, about=list(about), verbs=list(verbs)
    )
    webhook.hint = signing.hint_of(webhook)
    return history.create(webhook, by=by)


@operation("records.webhook.change")
def change(
    *, webhook: Webhook, name: str, address: str, about: Sequence[str], verbs: Sequence[str], by: Member
) -> None:
    """Change what is told, and to whom. ValidationError where the address may not be called."""
    check_address(address)
    history.change(webhook, by=by, name=name.strip(), address=address, about=list(about), verbs=list(verbs))


@operation("records.webhook.pause")
def pause(*, webhook: Webhook, by: Member) -> None:
    """Tell nothing until it is taken up again. What happens meanwhile is not told afterwards."""
    history.change(webhook, by=by, state=State.PAUSED)
    let_go(webhook)


@operation("records.webhook.resume")
def resume(*, webhook: Webhook, by: Member) -> None:
    """Tell again, from now on."""
    history.change(webhook, by=by, state=State.ACTIVE)


@operation("records.webhook.new_secret")
def new_secret(*, webhook: Webhook, by: Member) -> str:
    """Make a new secret, which holds from the next message on; returns it."""
    old = webhook.hint
    while signing.hint_of(webhook) == old:
        webhook.secret = random_part()
    history.change(webhook, by=by, hint=signing.hint_of(webhook))
    webhook.save(update_fields=["secret"])  # It stands in no history.
    return signing.secret_of(webhook)


@operation("records.webhook.delete")
def delete(*, webhook: Webhook, by: Member) -> Batch:
    """Move it to the bin; its messages are forgotten. Given back, it needs a new secret."""
    webhook.deliveries.all().delete()
    return history.delete(webhook, by=by)


def try_out(*, webhook: Webhook) -> WebhookDelivery:
    """Send a message that says it is a trial, also where the webhook is paused."""
    delivery = events.trial(webhook)
    delivery.save(force_insert=True)
    tasks.send_waiting.enqueue()
    return delivery


def send_again(*, delivery: WebhookDelivery) -> None:
    """Put a message that was sent or given up back into the queue, with its own id."""
    anew = {"state": WebhookDelivery.State.WAITING, "attempts": 0, "error": ""}
    done = WebhookDelivery.objects.filter(pk=delivery.pk).exclude(state=WebhookDelivery.State.WAITING)
    if done.update(next_at=history.now(), **anew):
        tasks.send_waiting.enqueue()


def check_address(address: str) -> None:
    """ValidationError, with the reason, for an address that the installation may not call."""
    try:
        refuse_cpr(address)
    except ValidationError as held:
        raise ValidationError({"address": held.messages}) from None
    if not settings.BROBYGGER_WEBHOOK_HOSTS:
        raise ValidationError(
            {"address": _("This installation calls no other systems. Ask whoever runs it.")}
        )
    try:
        outward.check(address, allow=settings.BROBYGGER_WEBHOOK_HOSTS)
    except outward.Refused as refused:
        raise ValidationError({"address": str(refused.message)}) from None
