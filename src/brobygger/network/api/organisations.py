"""Organisations, their words and former names."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import (
    READ,
    WRITE,
    ApiRequest,
    MunicipalityOut,
    find,
    found_in,
    named_many,
    rows_of,
)
from brobygger.core.api.paging import BY_ID, Page, page_whole
from brobygger.core.api.types import (
    IdAsked,
    Ids,
    Incoming,
    LongText,
    Name200,
    Named,
    Outgoing,
    Text10,
    Text40,
    Text80,
    Text200,
    Text300,
    Why,
    YesNo,
)
from brobygger.core.lists import by
from brobygger.network.api.rows import (
    ChangedSince,
    Dated,
    IfMatch,
    Level,
    Sector,
    Versioned,
    made,
    tagged,
    to_change,
    unfit,
)
from brobygger.network.filters import found
from brobygger.network.models import (
    AgeGroup,
    FormerName,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    OrganisationType,
    OrganisationTypeLink,
    Theme,
)
from brobygger.network.operations import organisations
from brobygger.network.queries.lists import organisations_known_by
from brobygger.places.models import Municipality
from brobygger.records.api import DeletedOut, add_records

WORDS: dict[str, type[models.Model]] = {"types": OrganisationType, "themes": Theme, "age_groups": AgeGroup}
LINKS: dict[str, tuple[type[models.Model], str]] = {
    "types": (OrganisationTypeLink, "type"),
    "themes": (OrganisationTheme, "theme"),
    "age_groups": (OrganisationAgeGroup, "age_group"),
}


class FormerNameOut(Outgoing):
    name: str
    until: date | None


class OrganisationOut(Dated):
    """Somebody outside the house that the library knows, works with or wishes for."""

    id: int
    name: str
    former_names: list[FormerNameOut]
    sector: Sector
    cvr: str
    address: str
    postcode: str
    town: str
    municipality: MunicipalityOut | None
    web: str
    email: str
    phone: str
    about: str
    types: list[Named]
    themes: list[Named]
    age_groups: list[Named]
    level: Level = Field(description="Follows from the latest decision: see `/formality`.")
    last_contact_on: date | None = Field(description="Follows from the contacts.")
    created_at: datetime
    updated_at: datetime


class Facts(Incoming):
    """What can be said of an organisation. In a change, what is left out stays as it is."""

    sector: Sector = ""
    cvr: Text10 = Field(default="", description="Eight digits, or empty.", examples=["12345674"])
    address: Text200 = ""
    postcode: Text10 = ""
    town: Text80 = ""
    municipality: Text10 | None = Field(default=None, description="The code.", examples=["265"])
    web: Text200 = Field(default="", description="A whole address, with https.")
    email: Text200 = ""
    phone: Text40 = ""
    about: LongText = ""
    type_ids: Ids = Field(default=[], description="See `/types`.")
    theme_ids: Ids = Field(default=[], description="See `/themes`.")
    age_group_ids: Ids = Field(default=[], description="See `/age-groups`.")
    former_names: list[Name200] = Field(default=[], max_length=50)
    why: Why = ""


class OrganisationIn(Facts):
    """A new organisation: the name is enough."""

    name: Name200 = Field(examples=["Søvang Foreningen"])


class OrganisationChange(Facts, Versioned):
    """What is to be changed."""

    name: Name200 = ""
    keep_old_name: YesNo = Field(default=False, description="Makes the old name a former name.")


class OrganisationsAsked(ChangedSince):
    q: Text200 = Field(default="", description="Words of the name, a former name, CVR number, e-mail.")
    sector: Sector | None = None
    level: Level | None = None
    type: IdAsked | None = None
    theme: IdAsked | None = None
    age_group: IdAsked | None = None
    town: Text80 = ""
    municipality: Text10 = Field(default="", description="The code.")
    cvr: Text10 = ""
    known_by: IdAsked | None = Field(default=None, description="The id of a colleague.")


router = Router(tags=["Organisations"])


@router.get("/organisations", response=Page[OrganisationOut], auth=READ, summary="List organisations")
def list_them(request: ApiRequest, filters: Query[OrganisationsAsked]) -> Page[OrganisationOut]:
    """By id, so that nothing is missed while others write; or by name."""
    order = by("sort_key")(False) if filters.sort == "name" else BY_ID
    rows = _narrowed(request, rows_of(request, Organisation), filters).select_related("municipality")
    return page_whole(request, rows, told, asked=filters, order=order, kind=OrganisationOut)


@router.post("/organisations", response={201: OrganisationOut}, auth=WRITE, summary="Create an organisation")
def create(request: ApiRequest, response: HttpResponse, data: OrganisationIn) -> OrganisationOut:
    """With its words and former names."""
    row = organisations.create(by=request.bearer, **_values(request, data))
    made(response, "/organisations", row.pk, row.version)
    return _read(request, row.pk)


@router.get("/organisations/{id}", response=OrganisationOut, auth=READ, summary="Read an organisation")
def read(request: ApiRequest, response: HttpResponse, id: IdAsked) -> OrganisationOut:  # noqa: A002
    """One organisation."""
    row = _read(request, id)
    tagged(response, row.version)
    return row


@router.patch("/organisations/{id}", response=OrganisationOut, auth=WRITE, summary="Change an organisation")
@transaction.atomic
def change(
    request: ApiRequest,
    response: HttpResponse,
    id: IdAsked,  # noqa: A002
    data: OrganisationChange,
    if_match: IfMatch,
) -> OrganisationOut:
    """Only what is sent is changed."""
    row = to_change(request, Organisation, id, version=data.version, if_match=if_match)
    organisations.edit(organisation=row, by=request.bearer, **_values(request, data))
    tagged(response, row.version)
    return _read(request, row.pk)


@router.delete("/organisations/{id}", response=DeletedOut, auth=WRITE, summary="Delete an organisation")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin with all that hangs on it; the people stay."""
    row = find(request, Organisation, id)
    return DeletedOut(batch=organisations.delete(organisation=row, by=request.bearer, why=why).pk)


add_records(router, "/organisations", Organisation)


def _values(request: ApiRequest, data: Facts) -> dict[str, Any]:
    """Keyword arguments of the operation: what was sent, with records for ids."""
    values = data.given("version", "municipality", *(f"{name[:-1]}_ids" for name in WORDS))
    for name, model in WORDS.items():
        at = f"{name[:-1]}_ids"
        if at in data.model_fields_set:
            values[name] = named_many(request, model, getattr(data, at), at)
    if "municipality" in data.model_fields_set:
        values["municipality"] = _municipality(data.municipality)
    return values


def _municipality(code: str | None) -> Municipality | None:
    if not code:
        return None
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise unfit("municipality", _("There is no municipality with this code."), "unknown")
    return found


def _narrowed(request: ApiRequest, rows: Any, asked: OrganisationsAsked) -> Any:
    if asked.q:
        rows = found(rows, "organisation", asked.q, request.bearer.workspace_id)
    for name in ("sector", "level"):
        if (value := getattr(asked, name)) is not None:
            rows = rows.filter(**{name: value})
    plain = {"town__iexact": asked.town, "cvr": asked.cvr, "municipality__code": asked.municipality}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    for value, model, field in (
        (asked.type, OrganisationTypeLink, "type"),
        (asked.theme, OrganisationTheme, "theme"),
        (asked.age_group, OrganisationAgeGroup, "age_group"),
    ):
        if value is not None:
            rows = rows.filter(pk__in=model.objects.filter(**{field: value}).values("organisation"))
    if asked.known_by is not None:
        rows = organisations_known_by(rows, [asked.known_by])
    if asked.updated_since:
        rows = rows.filter(updated_at__gte=asked.updated_since)
    return rows


def _read(request: ApiRequest, pk: int) -> OrganisationOut:
    row = found_in(request, rows_of(request, Organisation).select_related("municipality"), pk)
    return told([row])[0]


def told(rows: Sequence[Organisation]) -> list[OrganisationOut]:
    """These organisations with their words and former names: four queries, however many there are."""
    ids = [row.pk for row in rows]
    words = {name: _words(name, ids) for name in WORDS}
    names: dict[int, list[FormerNameOut]] = defaultdict(list)
    former = FormerName.objects.filter(organisation__in=ids).order_by("id")
    for pk, name, until in former.values_list("organisation_id", "name", "until"):
        names[pk].append(FormerNameOut(name=name, until=until))
    return [_out(row, {name: found[row.pk] for name, found in words.items()}, names[row.pk]) for row in rows]


def _words(name: str, ids: list[int]) -> dict[int, list[Named]]:
    model, field = LINKS[name]
    found: dict[int, list[Named]] = defaultdict(list)
    rows = model._default_manager.filter(organisation__in=ids).order_by(f"{field}__name")
    for pk, word, called in rows.values_list("organisation_id", f"{field}_id", f"{field}__name"):
        found[pk].append(Named(id=word, name=called))
    return found


def _out(
    row: Organisation, words: dict[str, list[Named]], former_names: list[FormerNameOut]
) -> OrganisationOut:
    place = row.municipality
    facts = ("name", "cvr", "address", "postcode", "town", "web", "email", "phone", "about", "sector", "level",
             "last_contact_on", "version", "created_at", "updated_at")  # fmt: skip
    return OrganisationOut(
        id=row.pk,
        former_names=former_names,
        municipality=MunicipalityOut(code=place.code, name=place.name) if place else None,
        types=words["types"],
        themes=words["themes"],
        age_groups=words["age_groups"],
        **{name: getattr(row, name) for name in facts},
    )
