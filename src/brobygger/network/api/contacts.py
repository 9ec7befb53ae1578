"""Contacts: one dated moment, who was there, what follows."""

from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import (
    READ,
    WRITE,
    ApiRequest,
    find,
    found_in,
    named_many,
    named_one,
    present,
    rows_of,
)
from brobygger.accounts.models import Colleague
from brobygger.core.api.paging import BY_ID, Page, page
from brobygger.core.api.types import (
    UNSENT,
    Asked,
    Day,
    DayAsked,
    Id,
    IdAsked,
    Ids,
    Incoming,
    LongText,
    Name300,
    Named,
    Outgoing,
    Text200,
    Text300,
    Why,
    named,
    named_or_none,
    word,
)
from brobygger.core.lists import by
from brobygger.network.api.rows import made, ordered, unfit
from brobygger.network.dates import check_past
from brobygger.network.models import Contact, ContactColleague, ContactPerson, Organisation, Person
from brobygger.network.operations import contacts
from brobygger.records.api import DeletedOut, add_records

Kind = Literal["meeting", "phone", "mail", "event", "other"]


class ContactOut(Outgoing):
    """Who here met whom there, about what."""

    id: int
    on: date
    kind: Kind
    organisation: Named | None
    people: list[Named]
    colleagues: list[Named]
    about: str
    note: str


class StepIn(Incoming):
    """What follows from it."""

    text: Name300 = Field(examples=["Send the programme"])
    owner_id: Id
    due_on: Day


class Facts(Incoming):
    """What is told. In a change, what is left out stays as it is."""

    kind: Kind = "meeting"
    organisation_id: Id | None = None
    person_ids: Ids = []
    colleague_ids: Ids = []
    about: Text200 = Field(default="", examples=["Homework cafés in the autumn"])
    note: LongText = ""
    why: Why = ""


class ContactIn(Facts):
    """At least whom you met, or what it was about."""

    on: Day
    follow_up: StepIn | None = None


class ContactChange(Facts):
    """What is to be changed."""

    on: Day = UNSENT


class ContactsAsked(Asked):
    organisation: IdAsked | None = None
    person: IdAsked | None = None
    colleague: IdAsked | None = None
    kind: Kind | None = None
    since: DayAsked | None = Field(default=None, description="From this day on.")
    until: DayAsked | None = Field(default=None, description="Before this day.")
    sort: Literal["id", "-on"] = "id"


router = Router(tags=["Contacts"])


@router.get("/contacts", response=Page[ContactOut], auth=READ, summary="List contacts")
def list_them(request: ApiRequest, filters: Query[ContactsAsked]) -> Page[ContactOut]:
    """By id, or the latest day first (`-on`)."""
    rows = rows_of(request, Contact)
    for name in ("organisation", "kind"):
        if (value := getattr(filters, name)) is not None:
            rows = rows.filter(**{name: value})
    if filters.person is not None:
        rows = rows.filter(person_links__person=filters.person)
    if filters.colleague is not None:
        there = ContactColleague.objects.filter(colleague=filters.colleague)
        rows = rows.filter(pk__in=there.values("contact"))
    if filters.since:
        rows = rows.filter(on__gte=filters.since)
    if filters.until:
        rows = rows.filter(on__lt=filters.until)
    order = by("on")(True) if filters.sort == "-on" else BY_ID
    return page(request, _whole(rows), _out, asked=filters, order=order, kind=ContactOut)


@router.post("/contacts", response={201: ContactOut}, auth=WRITE, summary="Note a contact")
def create(request: ApiRequest, response: HttpResponse, data: ContactIn) -> ContactOut:
    """With who was there, and the step that follows."""
    if not (data.organisation_id or data.person_ids or data.about or data.note):
        raise unfit("about", _("Write at least whom you met, or what it was about."), "missing")
    step: contacts.Step | None = None
    if follows := data.follow_up:
        owner = named_one(request, Colleague, follows.owner_id, "follow_up/owner_id", among=present(request))
        step = {"text": follows.text, "owner": owner, "due_on": follows.due_on}
    row = contacts.add(by=request.bearer, follow_up=step, **_values(request, data))
    made(response, "/contacts", row.pk)
    return _read(request, row.pk)


@router.get("/contacts/{id}", response=ContactOut, auth=READ, summary="Read a contact")
def read(request: ApiRequest, id: IdAsked) -> ContactOut:  # noqa: A002
    """One contact."""
    return _read(request, id)


@router.patch("/contacts/{id}", response=ContactOut, auth=WRITE, summary="Change a contact")
@transaction.atomic
def change(request: ApiRequest, id: IdAsked, data: ContactChange) -> ContactOut:  # noqa: A002
    """Only what is sent is changed; lists are replaced whole."""
    row = find(request, Contact, id)
    contacts.edit(contact=row, by=request.bearer, **_values(request, data))
    return _read(request, row.pk)


@router.delete("/contacts/{id}", response=DeletedOut, auth=WRITE, summary="Delete a contact")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin; follow-ups stay without it."""
    row = find(request, Contact, id)
    return DeletedOut(batch=contacts.delete(contact=row, by=request.bearer, why=why).pk)


add_records(router, "/contacts", Contact, journal=False)


def _values(request: ApiRequest, data: ContactIn | ContactChange) -> dict[str, Any]:
    sent = data.model_fields_set
    if "on" in sent:
        check_past(data.on, "on")
    values = data.given("organisation_id", "person_ids", "colleague_ids", "follow_up")
    if "organisation_id" in sent:
        values["organisation"] = named_one(request, Organisation, data.organisation_id, "organisation_id")
    if "person_ids" in sent:
        values["people"] = named_many(request, Person, data.person_ids, "person_ids")
    if "colleague_ids" in sent:
        values["colleagues"] = named_many(request, Colleague, data.colleague_ids, "colleague_ids")
    return values


def _whole(rows: Any) -> Any:
    return rows.select_related("organisation").prefetch_related(
        Prefetch("person_links", ContactPerson.objects.select_related("person")),
        Prefetch("colleague_links", ContactColleague.objects.select_related("colleague")),
    )


def _read(request: ApiRequest, pk: int) -> ContactOut:
    return _out(found_in(request, _whole(rows_of(request, Contact)), pk))


def _out(row: Contact) -> ContactOut:
    return ContactOut(
        id=row.pk, on=row.on, kind=word(row.kind), organisation=named_or_none(row.organisation),
        people=ordered(named(link.person) for link in row.person_links.all()),
        colleagues=ordered(named(link.colleague) for link in row.colleague_links.all()),
        about=row.about, note=row.note,
    )  # fmt: skip
