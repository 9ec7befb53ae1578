"""Webhooks for other systems: they set up themselves what they are told."""

from typing import Annotated, Literal

from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import AfterValidator, Field

from brobygger.accounts.api import ApiRequest, Bearer, find, rows_of
from brobygger.accounts.models import Role
from brobygger.core.api.paging import NEWEST, Page, page
from brobygger.core.api.problems import Refused
from brobygger.core.api.types import Asked, IdAsked, Incoming, Name80, Name300, Outgoing, word
from brobygger.records.webhooks import events, operations, signing
from brobygger.records.webhooks.models import Webhook, WebhookDelivery

LEAD = Bearer(Role.LEADER)
State = Webhook.State


def _nouns(given: list[str]) -> list[str]:
    return _known(given, [noun for noun, _title in events.nouns()])


def _verbs(given: list[str]) -> list[str]:
    return _known(given, list(events.VERBS))


def _known(given: list[str], known: list[str]) -> list[str]:
    for one in given:
        if one not in known:
            raise ValueError(_("Choose among %(expected)s.") % {"expected": ", ".join(known)})
    return list(dict.fromkeys(given))


Words = Annotated[list[Name80], Field(min_length=1, max_length=40)]
Nouns = Annotated[Words, AfterValidator(_nouns), Field(examples=[["organisation", "person"]])]
Verbs = Annotated[Words, AfterValidator(_verbs), Field(examples=[["created", "changed"]])]
Address = Annotated[Name300, Field(examples=["https://intranet.example.dk/brobygger"])]


class WebhookOut(Outgoing):
    """Whom we tell what."""

    id: int
    name: str
    address: str
    about: list[str]
    verbs: list[str]
    state: State
    secret_hint: str = Field(description="The last four characters of the secret.")


class WebhookMade(WebhookOut):
    """A webhook with its secret, shown this once."""

    secret: str = Field(description="Empty where the same request is answered a second time.")


class WebhookIn(Incoming):
    name: Name80
    address: Address
    about: Nouns
    verbs: Verbs


class WebhookChange(Incoming):
    name: Name80 | None = None
    address: Address | None = None
    about: Nouns | None = None
    verbs: Verbs | None = None
    state: State | None = Field(default=None, description="`active` or `paused`; only we stop one.")


class DeliveryOut(Outgoing):
    """One message, and what came back."""

    id: str = Field(description="The `id` in the message.")
    event: str
    state: Literal["waiting", "delivered", "failed"]
    attempts: int
    at: str
    tried_at: str | None
    status: int | None = Field(description="What the receiver answered.")
    error: str


router = Router(tags=["Webhooks"])


@router.get("/webhooks", response=Page[WebhookOut], auth=LEAD, summary="List webhooks")
def webhooks(request: ApiRequest, filters: Query[Asked]) -> Page[WebhookOut]:
    """In the order they were made."""
    return page(request, rows_of(request, Webhook), _webhook, asked=filters, kind=WebhookOut)


@router.post("/webhooks", response={201: WebhookMade}, auth=LEAD, summary="Add a webhook")
def webhook_add(request: ApiRequest, data: WebhookIn) -> Status[WebhookMade]:
    """The address must be on a host that the installation allows. The secret is in this answer alone."""
    made = operations.add(**data.model_dump(), by=request.bearer)
    return Status(201, _with_secret(request, made))


@router.get("/webhooks/{id}", response=WebhookOut, auth=LEAD, summary="Read a webhook")
def webhook(request: ApiRequest, id: IdAsked) -> WebhookOut:  # noqa: A002
    """One webhook, without its secret."""
    return _webhook(find(request, Webhook, id))


@router.patch("/webhooks/{id}", response=WebhookOut, auth=LEAD, summary="Change, pause or start a webhook")
def webhook_change(request: ApiRequest, id: IdAsked, data: WebhookChange) -> WebhookOut:  # noqa: A002
    """Fields that are left out stay as they are."""
    found = find(request, Webhook, id, "workspace")
    given = {name: value for name, value in data.given().items() if value is not None}
    state = given.pop("state", None)
    if state == State.STOPPED:
        said = _("Choose active or paused.")
        raise Refused(422, "invalid", errors=[("/body/state", "invalid", said)])
    if given:
        values = {name: getattr(found, name) for name in ("name", "address", "about", "verbs")}
        operations.change(webhook=found, **values | given, by=request.bearer)
    if state == State.PAUSED:
        operations.pause(webhook=found, by=request.bearer)
    elif state == State.ACTIVE:
        operations.resume(webhook=found, by=request.bearer)
    return _webhook(found)


@router.delete("/webhooks/{id}", response={204: None}, auth=LEAD, summary="Delete a webhook")
def webhook_delete(request: ApiRequest, id: IdAsked) -> Status[None]:  # noqa: A002
    """It goes to the bin; given back, it needs a new secret."""
    operations.delete(webhook=find(request, Webhook, id), by=request.bearer)
    return Status(204, None)


@router.post("/webhooks/{id}/secret", response=WebhookMade, auth=LEAD, summary="Make a new secret")
def webhook_secret(request: ApiRequest, id: IdAsked) -> WebhookMade:  # noqa: A002
    """Holds from the next message on. The secret is in this answer alone."""
    found = find(request, Webhook, id, "workspace")
    operations.new_secret(webhook=found, by=request.bearer)
    return _with_secret(request, found)


@router.post("/webhooks/{id}/test", response={202: DeliveryOut}, auth=LEAD, summary="Send a trial")
def webhook_test(request: ApiRequest, id: IdAsked) -> Status[DeliveryOut]:  # noqa: A002
    """Sends the event `test`; what came back stands among the deliveries."""
    return Status(202, _delivery(operations.try_out(webhook=find(request, Webhook, id, "workspace"))))


@router.get("/webhooks/{id}/deliveries", response=Page[DeliveryOut], auth=LEAD, summary="List messages")
def webhook_deliveries(request: ApiRequest, id: IdAsked, filters: Query[Asked]) -> Page[DeliveryOut]:  # noqa: A002
    """The messages of the last thirty days, newest first."""
    rows = rows_of(request, WebhookDelivery).filter(webhook=find(request, Webhook, id))
    return page(request, rows, _delivery, asked=filters, order=NEWEST, kind=DeliveryOut)


def _with_secret(request: ApiRequest, made: Webhook) -> WebhookMade:
    secret = signing.secret_of(made)
    request.shown_once = secret  # type: ignore[attr-defined]
    return WebhookMade(**_webhook(made).model_dump(), secret=secret)


def _webhook(row: Webhook) -> WebhookOut:
    return WebhookOut(
        id=row.pk, name=row.name, address=row.address, about=row.about, verbs=row.verbs, state=State(row.state),
        secret_hint=row.hint,
    )  # fmt: skip


def _delivery(row: WebhookDelivery) -> DeliveryOut:
    return DeliveryOut(
        id=str(row.uuid), event=row.event, state=word(row.state), attempts=row.attempts,
        at=row.created_at.isoformat(), tried_at=row.tried_at.isoformat() if row.tried_at else None,
        status=row.status, error=row.error,
    )  # fmt: skip
