"""Follow-ups: what was promised, by whom, until when."""

from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, named_one, present, rows_of
from brobygger.accounts.models import Colleague
from brobygger.core.api.paging import BY_ID, Page, page
from brobygger.core.api.types import (
    UNSENT,
    Asked,
    Day,
    DayAsked,
    Id,
    IdAsked,
    Incoming,
    Name300,
    Named,
    Outgoing,
    Reason,
    Text300,
    Why,
    named,
    named_or_none,
)
from brobygger.core.lists import by
from brobygger.network.api.rows import made
from brobygger.network.models import Contact, FollowUp, Organisation, Person
from brobygger.network.operations import follow_ups
from brobygger.records.api import DeletedOut, add_records


class FollowUpOut(Outgoing):
    """A promised next step."""

    id: int
    text: str
    owner: Named
    due_on: date
    organisation: Named | None
    person: Named | None
    contact_id: int | None
    done_on: date | None
    done_by: Named | None
    outcome: str


class FollowUpIn(Incoming):
    text: Name300 = Field(examples=["Send the programme"])
    owner_id: Id
    due_on: Day
    organisation_id: Id | None = None
    person_id: Id | None = None
    contact_id: Id | None = None
    why: Why = ""


class FollowUpChange(Incoming):
    text: Name300 = ""
    owner_id: Id = UNSENT
    due_on: Day = UNSENT
    organisation_id: Id | None = None
    person_id: Id | None = None
    why: Why = ""


class NextStep(Incoming):
    text: Name300
    due_on: Day
    owner_id: Id | None = Field(default=None, description="The same colleague where nobody is named.")


class Done(Incoming):
    """What came of it, and perhaps the next step."""

    on: Day | None = Field(default=None, description="Today where nothing is said.")
    done_by_id: Id | None = None
    outcome: Text300 = ""
    next: NextStep | None = None
    why: Why = ""


class DoneOut(Outgoing):
    done: FollowUpOut
    next: FollowUpOut | None


class FollowUpsAsked(Asked):
    state: Literal["open", "late", "done"] | None = None
    owner: IdAsked | None = None
    organisation: IdAsked | None = None
    person: IdAsked | None = None
    due_before: DayAsked | None = None
    sort: Literal["id", "due_on"] = "id"


router = Router(tags=["Follow-ups"])
ALL = ("owner", "organisation", "person", "done_by")


@router.get("/follow-ups", response=Page[FollowUpOut], auth=READ, summary="List follow-ups")
def list_them(request: ApiRequest, filters: Query[FollowUpsAsked]) -> Page[FollowUpOut]:
    """By id, or by the day they are due."""
    rows = rows_of(request, FollowUp).select_related(*ALL)
    for name in ("owner", "organisation", "person"):
        if (value := getattr(filters, name)) is not None:
            rows = rows.filter(**{name: value})
    if filters.state:
        rows = rows.filter(done_on__isnull=filters.state != "done")
    if filters.state == "late":
        rows = rows.filter(due_on__lt=timezone.localdate())
    if filters.due_before:
        rows = rows.filter(due_on__lt=filters.due_before)
    order = by("due_on")(False) if filters.sort == "due_on" else BY_ID
    return page(request, rows, _out, asked=filters, order=order, kind=FollowUpOut)


@router.post("/follow-ups", response={201: FollowUpOut}, auth=WRITE, summary="Promise something")
def create(request: ApiRequest, response: HttpResponse, data: FollowUpIn) -> FollowUpOut:
    """Somebody here promises something by a day."""
    row = follow_ups.add(by=request.bearer, **_values(request, data))
    made(response, "/follow-ups", row.pk)
    return _read(request, row.pk)


@router.get("/follow-ups/{id}", response=FollowUpOut, auth=READ, summary="Read a follow-up")
def read(request: ApiRequest, id: IdAsked) -> FollowUpOut:  # noqa: A002
    """One promise."""
    return _read(request, id)


@router.patch("/follow-ups/{id}", response=FollowUpOut, auth=WRITE, summary="Change a follow-up")
@transaction.atomic
def change(request: ApiRequest, id: IdAsked, data: FollowUpChange) -> FollowUpOut:  # noqa: A002
    """What, who or when."""
    row = find(request, FollowUp, id)
    follow_ups.edit(follow_up=row, by=request.bearer, **_values(request, data))
    return _read(request, row.pk)


@router.post("/follow-ups/{id}/done", response=DoneOut, auth=WRITE, summary="It is done")
@transaction.atomic
def done(request: ApiRequest, id: IdAsked, data: Done) -> DoneOut:  # noqa: A002
    """With what came of it and the next step. Done twice changes nothing."""
    row = find(request, FollowUp, id, "owner", "organisation", "person", "contact")
    among = present(request)
    further: dict[str, Any] = {}
    if after := data.next:
        owner = named_one(request, Colleague, after.owner_id, "next/owner_id", among=among)
        further = {"next_text": after.text, "next_due_on": after.due_on, "next_owner": owner}
    following = follow_ups.done(
        follow_up=row,
        by=request.bearer,
        done_by=named_one(request, Colleague, data.done_by_id, "done_by_id", among=among),
        on=data.on,
        outcome=data.outcome,
        why=data.why,
        **further,
    )
    return DoneOut(done=_read(request, row.pk), next=_read(request, following.pk) if following else None)


@router.post("/follow-ups/{id}/reopen", response=FollowUpOut, auth=WRITE, summary="It was not done after all")
def reopen(request: ApiRequest, id: IdAsked, data: Reason) -> FollowUpOut:  # noqa: A002
    """It is open again."""
    row = find(request, FollowUp, id)
    follow_ups.reopen(follow_up=row, by=request.bearer, why=data.why)
    return _read(request, row.pk)


@router.delete("/follow-ups/{id}", response=DeletedOut, auth=WRITE, summary="Delete a follow-up")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin."""
    row = find(request, FollowUp, id)
    return DeletedOut(batch=follow_ups.delete(follow_up=row, by=request.bearer, why=why).pk)


add_records(router, "/follow-ups", FollowUp, journal=False)


def _values(request: ApiRequest, data: FollowUpIn | FollowUpChange) -> dict[str, Any]:
    about = {"organisation_id": Organisation, "person_id": Person, "contact_id": Contact}
    values = data.given("owner_id", *about)
    if "owner_id" in data.model_fields_set:
        values["owner"] = named_one(request, Colleague, data.owner_id, "owner_id", among=present(request))
    for at, model in about.items():
        if at in data.model_fields_set:
            values[at.removesuffix("_id")] = named_one(request, model, getattr(data, at), at)
    return values


def _read(request: ApiRequest, pk: int) -> FollowUpOut:
    return _out(find(request, FollowUp, pk, *ALL))


def _out(row: FollowUp) -> FollowUpOut:
    return FollowUpOut(
        id=row.pk, text=row.text, owner=named(row.owner), due_on=row.due_on,
        organisation=named_or_none(row.organisation), person=named_or_none(row.person), contact_id=row.contact_id,
        done_on=row.done_on, done_by=named_or_none(row.done_by), outcome=row.outcome,
    )  # fmt: skip
