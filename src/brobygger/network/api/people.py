"""People outside, and where they belong."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, found_in, named_one, rows_of
from brobygger.core.api.paging import BY_ID, Page, page
from brobygger.core.api.types import (
    Asked,
    Day,
    Id,
    IdAsked,
    Incoming,
    LongText,
    Name200,
    Named,
    Outgoing,
    Text40,
    Text200,
    Text300,
    Why,
    YesNoAsked,
    named,
)
from brobygger.core.lists import by
from brobygger.network.api.rows import ChangedSince, Dated, End, IfMatch, Versioned, made, tagged, to_change
from brobygger.network.filters import found
from brobygger.network.models import Affiliation, Organisation, Person
from brobygger.network.operations import people
from brobygger.network.queries.lists import people_known_by
from brobygger.records.api import DeletedOut, add_records


class BelongsOut(Outgoing):
    """Where a person belongs or belonged."""

    id: int
    organisation: Named
    role: str
    from_date: date | None
    to_date: date | None


class PersonOut(Dated):
    """Somebody outside."""

    id: int
    name: str
    email: str
    phone: str
    note: str
    affiliations: list[BelongsOut]
    last_contact_on: date | None
    created_at: datetime
    updated_at: datetime


class Facts(Incoming):
    """What can be said of a person. In a change, what is left out stays as it is."""

    email: Text200 = ""
    phone: Text40 = ""
    note: LongText = ""
    why: Why = ""


class PersonIn(Facts):
    """A new person, perhaps in an organisation."""

    name: Name200 = Field(examples=["Oda Testrup"])
    organisation_id: Id | None = None
    role: Text200 = ""
    from_date: Day | None = None


class PersonChange(Facts, Versioned):
    """What is to be changed."""

    name: Name200 = ""


class PeopleAsked(ChangedSince):
    q: Text200 = Field(default="", description="Words of the name, e-mail, telephone.")
    organisation: IdAsked | None = Field(default=None, description="Who belongs there, or did.")
    known_by: IdAsked | None = Field(default=None, description="The id of a colleague.")
    email: Text200 = ""


class AffiliationOut(BelongsOut):
    """A person in an organisation, in a role, from and to."""

    person: Named


class AffiliationIn(Incoming):
    person_id: Id
    organisation_id: Id
    role: Text200 = Field(default="", examples=["curator"])
    from_date: Day | None = None
    to_date: Day | None = None
    why: Why = ""


class AffiliationChange(Incoming):
    role: Text200 = ""
    from_date: Day | None = None
    to_date: Day | None = None
    why: Why = ""


class AffiliationsAsked(Asked):
    person: IdAsked | None = None
    organisation: IdAsked | None = None
    ended: YesNoAsked | None = Field(
        default=None, description="Only those with a last day, or only those without."
    )


router = Router(tags=["People"])


@router.get("/people", response=Page[PersonOut], auth=READ, summary="List people")
def list_them(request: ApiRequest, filters: Query[PeopleAsked]) -> Page[PersonOut]:
    """By id, so that nothing is missed while others write; or by name."""
    rows: Any = rows_of(request, Person)
    if filters.q:
        rows = found(rows, "person", filters.q, request.bearer.workspace_id)
    if filters.organisation is not None:
        inside = Affiliation.objects.filter(organisation=filters.organisation)
        rows = rows.filter(pk__in=inside.values("person"))
    if filters.known_by is not None:
        rows = people_known_by(rows, [filters.known_by])
    if filters.email:
        rows = rows.filter(email=filters.email.lower())
    if filters.updated_since:
        rows = rows.filter(updated_at__gte=filters.updated_since)
    order = by("sort_key")(False) if filters.sort == "name" else BY_ID
    return page(request, _whole(rows), out, asked=filters, order=order, kind=PersonOut)


@router.post("/people", response={201: PersonOut}, auth=WRITE, summary="Create a person")
def create(request: ApiRequest, response: HttpResponse, data: PersonIn) -> PersonOut:
    """With an affiliation where an organisation is named."""
    organisation = named_one(request, Organisation, data.organisation_id, "organisation_id")
    row = people.create(by=request.bearer, organisation=organisation, **data.given("organisation_id"))
    made(response, "/people", row.pk, row.version)
    return _read(request, row.pk)


@router.get("/people/{id}", response=PersonOut, auth=READ, summary="Read a person")
def read(request: ApiRequest, response: HttpResponse, id: IdAsked) -> PersonOut:  # noqa: A002
    """One person with where they belong."""
    row = _read(request, id)
    tagged(response, row.version)
    return row


@router.patch("/people/{id}", response=PersonOut, auth=WRITE, summary="Change a person")
@transaction.atomic
def change(
    request: ApiRequest,
    response: HttpResponse,
    id: IdAsked,  # noqa: A002
    data: PersonChange,
    if_match: IfMatch,
) -> PersonOut:
    """Only what is sent is changed."""
    row = to_change(request, Person, id, version=data.version, if_match=if_match)
    people.edit(person=row, by=request.bearer, **data.given("version"))
    tagged(response, row.version)
    return _read(request, row.pk)


@router.delete("/people/{id}", response=DeletedOut, auth=WRITE, summary="Delete a person")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin with affiliations and ties; contacts stay, without the person."""
    row = find(request, Person, id)
    return DeletedOut(batch=people.delete(person=row, by=request.bearer, why=why).pk)


add_records(router, "/people", Person)
BOTH = ("person", "organisation")


@router.get("/affiliations", response=Page[AffiliationOut], auth=READ, summary="List affiliations")
def affiliations(request: ApiRequest, filters: Query[AffiliationsAsked]) -> Page[AffiliationOut]:
    """Who belongs where, ended ones too."""
    rows = rows_of(request, Affiliation).select_related(*BOTH)
    for name in BOTH:
        if (value := getattr(filters, name)) is not None:
            rows = rows.filter(**{name: value})
    if filters.ended is not None:
        rows = rows.filter(to_date__isnull=not filters.ended)
    return page(request, rows, _affiliation, asked=filters, kind=AffiliationOut)


@router.post(
    "/affiliations", response={201: AffiliationOut}, auth=WRITE, summary="Say where somebody belongs"
)
def affiliate(request: ApiRequest, response: HttpResponse, data: AffiliationIn) -> AffiliationOut:
    """A running affiliation with the same role is not made twice: it is answered."""
    person = named_one(request, Person, data.person_id, "person_id")
    organisation = named_one(request, Organisation, data.organisation_id, "organisation_id")
    values = data.given("person_id", "organisation_id")
    row = people.affiliate(person=person, organisation=organisation, by=request.bearer, **values)
    made(response, "/affiliations", row.pk)
    return _affiliation(row)


@router.get("/affiliations/{id}", response=AffiliationOut, auth=READ, summary="Read an affiliation")
def affiliation(request: ApiRequest, id: IdAsked) -> AffiliationOut:  # noqa: A002
    """One person in one organisation."""
    return _affiliation(find(request, Affiliation, id, *BOTH))


@router.patch("/affiliations/{id}", response=AffiliationOut, auth=WRITE, summary="Change an affiliation")
@transaction.atomic
def affiliation_change(request: ApiRequest, id: IdAsked, data: AffiliationChange) -> AffiliationOut:  # noqa: A002
    """Correct role and dates."""
    row = find(request, Affiliation, id, *BOTH)
    values = {name: getattr(row, name) for name in ("role", "from_date", "to_date")} | data.given()
    people.edit_affiliation(affiliation=row, by=request.bearer, **values)
    return _affiliation(row)


@router.post("/affiliations/{id}/end", response=AffiliationOut, auth=WRITE, summary="End an affiliation")
def affiliation_end(request: ApiRequest, id: IdAsked, data: End) -> AffiliationOut:  # noqa: A002
    """The person left the organisation; both and the affiliation stay."""
    row = find(request, Affiliation, id, *BOTH)
    people.end_affiliation(affiliation=row, by=request.bearer, on=data.on, why=data.why)
    return _affiliation(row)


add_records(router, "/affiliations", Affiliation, journal=False)


def _whole(rows: Any) -> Any:
    belongs = Affiliation.objects.select_related("organisation").order_by("id")
    return rows.prefetch_related(Prefetch("affiliations", belongs))


def _read(request: ApiRequest, pk: int) -> PersonOut:
    return out(found_in(request, _whole(rows_of(request, Person)), pk))


def out(row: Person) -> PersonOut:
    """A person as told."""
    return PersonOut(
        id=row.pk, name=row.name, email=row.email, phone=row.phone, note=row.note,
        affiliations=[BelongsOut(**_belongs(a)) for a in row.affiliations.all()],
        last_contact_on=row.last_contact_on, version=row.version,
        created_at=row.created_at, updated_at=row.updated_at,
    )  # fmt: skip


def _belongs(row: Affiliation) -> dict[str, Any]:
    return {
        "id": row.pk, "organisation": named(row.organisation), "role": row.role,
        "from_date": row.from_date, "to_date": row.to_date,
    }  # fmt: skip


def _affiliation(row: Affiliation) -> AffiliationOut:
    return AffiliationOut(person=named(row.person), **_belongs(row))
