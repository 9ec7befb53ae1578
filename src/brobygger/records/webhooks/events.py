"""What can be told, and who is told what an operation wrote.

Upper packages offer their nouns at start-up. One message for each record; more than `MANY` at once (an import) are one
message with counts. Messages hold ids and addresses, never names: the receiver asks the API for the rest.
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core import announce, pages
from brobygger.core.announce import Note, Written
from brobygger.core.mail import absolute
from brobygger.core.models import Batch
from brobygger.records.webhooks import tasks
from brobygger.records.webhooks.models import TRIAL, Webhook, WebhookDelivery

VERSION = 1
MANY = 20
VERBS = {
    "created": _("created"),
    "changed": _("changed"),
    "deleted": _("deleted"),
    "restored": _("given back from the bin"),
    "merged": _("merged into another"),
}
BATCH = "batch.written"


@dataclass(frozen=True)
class Offer:
    """One noun: what it is called in events and on the page, and where the API has it."""

    noun: str
    model: str
    title: Any
    api: str


_OFFERS: dict[str, Offer] = {}


def offer(
    model: type[models.Model],
    noun: str,
    title: Any,
    *,
    api: str = "",
    parts: Iterable[tuple[type[models.Model], str]] = (),
) -> None:
    """Let webhooks tell of `model`. `parts` are rows (model, column) that change the record they belong to."""
    label = model._meta.label_lower
    _OFFERS[label] = Offer(noun, label, title, api)
    announce.watch(label)
    for part, column in parts:
        announce.watch(part._meta.label_lower, part_of=label, column=column)
    announce.listen(tell)


def nouns() -> list[tuple[str, Any]]:
    """Every noun with what it is called; for a choice."""
    return [(found.noun, found.title) for found in _OFFERS.values()]


def tell(written: Written) -> None:
    """Put into the queue what the workspace's webhooks want to know of this operation. One query where there are none."""
    webhooks = list(Webhook.objects.filter(workspace_id=written.workspace_id, state=Webhook.State.ACTIVE))
    if not webhooks:
        return
    workspace = Workspace.objects.get(pk=written.workspace_id)
    now = timezone.now()
    made = [
        WebhookDelivery(workspace=workspace, webhook=webhook, event=event, body=body, uuid=pk, next_at=now)
        for webhook in webhooks
        for event, body, pk in _messages(webhook, written, workspace, now)
    ]
    if made:
        WebhookDelivery.objects.bulk_create(made, batch_size=100)
        tasks.send_waiting.enqueue()


def _messages(
    webhook: Webhook, written: Written, workspace: Workspace, now: datetime
) -> Iterable[tuple[str, str, uuid.UUID]]:
    wanted = {label for label, found in _OFFERS.items() if found.noun in webhook.about}
    counts = {k: n for k, n in written.counts.items() if n and k[0] in wanted and k[1] in webhook.verbs}
    if not counts:
        return
    notes = [n for n in _settled(written.notes) if n.model in wanted and n.verb in webhook.verbs]
    many = len(notes) > MANY or sum(written.counts.values()) > len(written.notes)
    if many:
        yield _message(BATCH, workspace, now, _batch(written, counts, workspace))
        # Whoever holds a copy of the record that is gone needs to know where it lives on.
        notes = [n for n in notes if n.verb == "merged"]
    for note in notes:
        found = _OFFERS[note.model]
        yield _message(f"{found.noun}.{note.verb}", workspace, now, _object(found, note, workspace))


def _settled(notes: Iterable[Note]) -> list[Note]:
    """One note a record: made and changed is made, changed and deleted is deleted, made and deleted never was."""
    last: dict[tuple[str, int], Note] = {}
    for note in notes:
        key = note.model, note.object_id
        before = last.get(key)
        if before is None or before.verb == "changed":
            last[key] = note
        elif note.verb == "deleted" and before.verb == "created":
            del last[key]
        elif note.verb in ("deleted", "merged") and before.verb != "merged":
            last[key] = note
    return list(last.values())


def _object(found: Offer, note: Note, workspace: Workspace) -> dict[str, Any]:
    gone = note.verb in ("deleted", "merged")
    told: dict[str, Any] = {"type": found.noun, "id": note.object_id}
    if note.into is not None:
        told["merged_into"] = note.into
    alive = note.into if note.into is not None else None if gone else note.object_id
    if alive is not None:
        page = pages.address(workspace.slug, found.model, alive)
        told["url"] = absolute(page) if page else None
        told["api"] = absolute(f"/api/v1/{found.api}/{alive}") if found.api else None
    return {"object": told}


def _batch(written: Written, counts: dict[tuple[str, str], int], workspace: Workspace) -> dict[str, Any]:
    batch = Batch.objects.filter(pk=written.batch_id).first() if written.batch_id else None
    told: dict[str, Any] = {
        "id": written.batch_id,
        "kind": batch.kind if batch else "",
        "counts": {f"{_OFFERS[label].noun}.{verb}": n for (label, verb), n in sorted(counts.items())},
    }
    if batch:
        told["url"] = absolute(f"/{workspace.slug}/history/batches/{batch.pk}/")
    return {"batch": told}


def _message(
    event: str, workspace: Workspace, now: datetime, told: dict[str, Any]
) -> tuple[str, str, uuid.UUID]:
    pk = uuid.uuid4()
    body = {
        "id": str(pk),
        "version": VERSION,
        "event": event,
        "workspace": workspace.slug,
        "at": now.isoformat(timespec="milliseconds"),
        **told,
    }
    return event, json.dumps(body, ensure_ascii=False, separators=(",", ":")), pk


def trial(webhook: Webhook) -> WebhookDelivery:
    """An unsaved message that something was tried out."""
    event, body, pk = _message(TRIAL, webhook.workspace, timezone.now(), {})
    return WebhookDelivery(
        workspace_id=webhook.workspace_id, webhook=webhook, event=event, body=body, uuid=pk
    )
