"""Who here knows whom, and how organisations belong to each other."""

from datetime import date
from typing import Literal

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, named_one, present, rows_of
from brobygger.accounts.models import Colleague
from brobygger.core.api.paging import Page, page
from brobygger.core.api.types import (
    Asked,
    Day,
    Id,
    IdAsked,
    Incoming,
    Named,
    Outgoing,
    Text200,
    Text300,
    Why,
    YesNoAsked,
    named,
    named_or_none,
    word,
)
from brobygger.network.api.rows import End, Strength, made, unfit
from brobygger.network.models import Organisation, OrganisationTie, Person, Tie
from brobygger.network.operations import organisations, ties
from brobygger.records.api import DeletedOut, add_records

Kind = Literal["part_of", "member_of", "works_with"]


class TieOut(Outgoing):
    """A colleague knows a person or an organisation."""

    id: int
    colleague: Named
    person: Named | None
    organisation: Named | None
    about: str
    strength: Strength
    since: date | None
    ended_on: date | None


class Known(Incoming):
    about: Text200 = Field(default="", examples=["homework cafés"])
    strength: Strength = ""
    since: Day | None = None
    why: Why = ""


class TieIn(Known):
    """Exactly one of person and organisation."""

    colleague_id: Id
    person_id: Id | None = None
    organisation_id: Id | None = None


class TieChange(Known):
    """What is to be changed."""


class TiesAsked(Asked):
    colleague: IdAsked | None = None
    person: IdAsked | None = None
    organisation: IdAsked | None = None
    ended: YesNoAsked | None = None


class OrganisationTieOut(Outgoing):
    """Read as a sentence: `from` is part of, a member of, or works with `to`."""

    id: int
    from_organisation: Named
    kind: Kind
    to_organisation: Named
    since: date | None
    ended_on: date | None


class OrganisationTieIn(Incoming):
    from_id: Id
    kind: Kind
    to_id: Id
    since: Day | None = None
    why: Why = ""


class OrganisationTiesAsked(Asked):
    organisation: IdAsked | None = Field(default=None, description="On either side.")
    kind: Kind | None = None
    ended: YesNoAsked | None = None


router = Router(tags=["Ties"])
ALL = ("colleague", "person", "organisation")
SIDES = ("from_organisation", "to_organisation")


@router.get("/ties", response=Page[TieOut], auth=READ, summary="List who knows whom")
def list_them(request: ApiRequest, filters: Query[TiesAsked]) -> Page[TieOut]:
    """Ended ones too."""
    rows = rows_of(request, Tie).select_related(*ALL)
    for name in ALL:
        if (value := getattr(filters, name)) is not None:
            rows = rows.filter(**{name: value})
    if filters.ended is not None:
        rows = rows.filter(ended_on__isnull=not filters.ended)
    return page(request, rows, _tie, asked=filters, kind=TieOut)


@router.post("/ties", response={201: TieOut}, auth=WRITE, summary="Say who knows whom")
def create(request: ApiRequest, response: HttpResponse, data: TieIn) -> TieOut:
    """Who is known already is updated, not doubled."""
    colleague = named_one(request, Colleague, data.colleague_id, "colleague_id", among=present(request))
    person = named_one(request, Person, data.person_id, "person_id")
    organisation = named_one(request, Organisation, data.organisation_id, "organisation_id")
    row = ties.add(
        colleague=colleague,
        person=person,
        organisation=organisation,
        by=request.bearer,
        **data.given("colleague_id", "person_id", "organisation_id"),
    )
    made(response, "/ties", row.pk)
    return _tie(row)


@router.get("/ties/{id}", response=TieOut, auth=READ, summary="Read a tie")
def read(request: ApiRequest, id: IdAsked) -> TieOut:  # noqa: A002
    """Who knows whom, about what, how well, since when."""
    return _tie(find(request, Tie, id, *ALL))


@router.patch("/ties/{id}", response=TieOut, auth=WRITE, summary="Change a tie")
@transaction.atomic
def change(request: ApiRequest, id: IdAsked, data: TieChange) -> TieOut:  # noqa: A002
    """Say anew what about, how well and since when."""
    row = find(request, Tie, id, *ALL)
    values = {name: getattr(row, name) for name in ("about", "strength", "since")} | data.given()
    ties.edit(tie=row, by=request.bearer, **values)
    return _tie(row)


@router.post("/ties/{id}/end", response=TieOut, auth=WRITE, summary="End a tie")
def end(request: ApiRequest, id: IdAsked, data: End) -> TieOut:  # noqa: A002
    """They no longer know each other in the work; the tie stays."""
    row = find(request, Tie, id, *ALL)
    ties.end(tie=row, by=request.bearer, on=data.on, why=data.why)
    return _tie(row)


@router.delete("/ties/{id}", response=DeletedOut, auth=WRITE, summary="Delete a tie")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """It was a mistake: to the bin."""
    return DeletedOut(batch=ties.delete(tie=find(request, Tie, id), by=request.bearer, why=why).pk)


@router.get(
    "/organisation-ties", response=Page[OrganisationTieOut], auth=READ, summary="List ties of organisations"
)
def between(request: ApiRequest, filters: Query[OrganisationTiesAsked]) -> Page[OrganisationTieOut]:
    """How organisations belong to each other, ended ones too."""
    rows = rows_of(request, OrganisationTie).select_related(*SIDES)
    if filters.organisation is not None:
        one = filters.organisation
        rows = rows.filter(from_organisation=one) | rows.filter(to_organisation=one)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.ended is not None:
        rows = rows.filter(ended_on__isnull=not filters.ended)
    return page(request, rows, _between, asked=filters, kind=OrganisationTieOut)


@router.post(
    "/organisation-ties", response={201: OrganisationTieOut}, auth=WRITE, summary="Tie two organisations"
)
def between_create(
    request: ApiRequest, response: HttpResponse, data: OrganisationTieIn
) -> OrganisationTieOut:
    """The same running tie twice is made once."""
    first = named_one(request, Organisation, data.from_id, "from_id")
    second = named_one(request, Organisation, data.to_id, "to_id")
    if first.pk == second.pk:
        raise unfit("to_id", _("An organisation is not tied to itself."))
    row = organisations.tie(
        organisation=first, other=second, kind=data.kind, since=data.since, why=data.why, by=request.bearer
    )
    made(response, "/organisation-ties", row.pk)
    return _between(row)


@router.get(
    "/organisation-ties/{id}", response=OrganisationTieOut, auth=READ, summary="Read a tie of organisations"
)
def between_read(request: ApiRequest, id: IdAsked) -> OrganisationTieOut:  # noqa: A002
    """One tie of two organisations."""
    return _between(find(request, OrganisationTie, id, *SIDES))


@router.post(
    "/organisation-ties/{id}/end",
    response=OrganisationTieOut,
    auth=WRITE,
    summary="End a tie of organisations",
)
def between_end(request: ApiRequest, id: IdAsked, data: End) -> OrganisationTieOut:  # noqa: A002
    """The two no longer belong together; the tie stays."""
    row = find(request, OrganisationTie, id, *SIDES)
    organisations.end_tie(tie=row, by=request.bearer, on=data.on, why=data.why)
    return _between(row)


add_records(router, "/ties", Tie, journal=False)
add_records(router, "/organisation-ties", OrganisationTie, journal=False)


def _tie(row: Tie) -> TieOut:
    return TieOut(
        id=row.pk, colleague=named(row.colleague), person=named_or_none(row.person), organisation=named_or_none(row.organisation),
        about=row.about, strength=word(row.strength), since=row.since, ended_on=row.ended_on,
    )  # fmt: skip


def _between(row: OrganisationTie) -> OrganisationTieOut:
    return OrganisationTieOut(
        id=row.pk, from_organisation=named(row.from_organisation), kind=word(row.kind),
        to_organisation=named(row.to_organisation), since=row.since, ended_on=row.ended_on,
    )  # fmt: skip
