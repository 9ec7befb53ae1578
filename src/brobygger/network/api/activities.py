"""Activities: what was done together; and how formal the relation is."""

from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, found_in, named_many, named_one, rows_of
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
    Name200,
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
from brobygger.network.api.rows import made, ordered
from brobygger.network.models import (
    Activity,
    ActivityColleague,
    ActivityOrganisation,
    Formality,
    Organisation,
)
from brobygger.network.operations import activities, formality
from brobygger.records.api import DeletedOut, add_records

Level = Literal["wished", "network", "cooperation", "partnership"]


class ActivityOut(Outgoing):
    """Something done together."""

    id: int
    title: str
    from_date: date
    to_date: date | None
    frame: str
    note: str
    organisations: list[Named]
    colleagues: list[Named]


class Facts(Incoming):
    """What can be said of an activity. In a change, what is left out stays as it is."""

    to_date: Day | None = None
    frame: Text200 = Field(default="", description="What it belongs to: a project, a series.")
    note: LongText = ""
    organisation_ids: Ids = []
    colleague_ids: Ids = []
    why: Why = ""


class ActivityIn(Facts):
    title: Name200 = Field(examples=["Homework café"])
    from_date: Day


class ActivityChange(Facts):
    """What is to be changed."""

    title: Name200 = ""
    from_date: Day = UNSENT


class ActivitiesAsked(Asked):
    organisation: IdAsked | None = None
    colleague: IdAsked | None = None
    since: DayAsked | None = Field(default=None, description="Begun on this day or later.")
    until: DayAsked | None = Field(default=None, description="Begun before this day.")
    sort: Literal["id", "-from_date"] = "id"


class FormalityOut(Outgoing):
    """From `since` on the relation is at `level`; the latest is the current one."""

    id: int
    organisation: Named
    level: Level
    since: date
    evidence: str
    reason: str
    activity: Named | None
    decided_by: Named | None


class FormalityIn(Incoming):
    organisation_id: Id
    level: Level
    since: Day | None = Field(default=None, description="Today where nothing is said.")
    evidence: Text300 = Field(default="", examples=["Three homework cafés in the autumn"])
    reason: LongText = ""
    activity_id: Id | None = None
    decided_by_id: Id | None = Field(default=None, description="The colleague who decided.")
    why: Why = ""


class FormalitiesAsked(Asked):
    organisation: IdAsked | None = None
    level: Level | None = None


router = Router(tags=["Together"])


@router.get("/activities", response=Page[ActivityOut], auth=READ, summary="List activities")
def list_them(request: ApiRequest, filters: Query[ActivitiesAsked]) -> Page[ActivityOut]:
    """By id, or the latest day first (`-from_date`)."""
    rows = rows_of(request, Activity)
    if filters.organisation is not None:
        present = ActivityOrganisation.objects.filter(organisation=filters.organisation)
        rows = rows.filter(pk__in=present.values("activity"))
    if filters.colleague is not None:
        there = ActivityColleague.objects.filter(colleague=filters.colleague)
        rows = rows.filter(pk__in=there.values("activity"))
    if filters.since:
        rows = rows.filter(from_date__gte=filters.since)
    if filters.until:
        rows = rows.filter(from_date__lt=filters.until)
    order = by("from_date")(True) if filters.sort == "-from_date" else BY_ID
    return page(request, _whole(rows), _out, asked=filters, order=order, kind=ActivityOut)


@router.post("/activities", response={201: ActivityOut}, auth=WRITE, summary="Note an activity")
def create(request: ApiRequest, response: HttpResponse, data: ActivityIn) -> ActivityOut:
    """Something done together with one or more organisations."""
    row = activities.add(by=request.bearer, **_values(request, data))
    made(response, "/activities", row.pk)
    return _read(request, row.pk)


@router.get("/activities/{id}", response=ActivityOut, auth=READ, summary="Read an activity")
def read(request: ApiRequest, id: IdAsked) -> ActivityOut:  # noqa: A002
    """One activity."""
    return _read(request, id)


@router.patch("/activities/{id}", response=ActivityOut, auth=WRITE, summary="Change an activity")
@transaction.atomic
def change(request: ApiRequest, id: IdAsked, data: ActivityChange) -> ActivityOut:  # noqa: A002
    """Only what is sent is changed; lists are replaced whole."""
    row = find(request, Activity, id)
    activities.edit(activity=row, by=request.bearer, **_values(request, data))
    return _read(request, row.pk)


@router.delete("/activities/{id}", response=DeletedOut, auth=WRITE, summary="Delete an activity")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin; decisions that rest on it stay."""
    row = find(request, Activity, id)
    return DeletedOut(batch=activities.delete(activity=row, by=request.bearer, why=why).pk)


FORMAL = ("organisation", "activity", "decided_by")


@router.get("/formality", response=Page[FormalityOut], auth=READ, summary="List decisions on formality")
def decisions(request: ApiRequest, filters: Query[FormalitiesAsked]) -> Page[FormalityOut]:
    """Every level that a relation was at."""
    rows = rows_of(request, Formality).select_related(*FORMAL)
    if filters.organisation is not None:
        rows = rows.filter(organisation=filters.organisation)
    if filters.level:
        rows = rows.filter(level=filters.level)
    return page(request, rows, _decision, asked=filters, kind=FormalityOut)


@router.post("/formality", response={201: FormalityOut}, auth=WRITE, summary="Decide on formality")
def decide(request: ApiRequest, response: HttpResponse, data: FormalityIn) -> FormalityOut:
    """The relation is at this level from a day on, up or down."""
    row = formality.decide(
        organisation=named_one(request, Organisation, data.organisation_id, "organisation_id"),
        activity=named_one(request, Activity, data.activity_id, "activity_id"),
        decided_by=named_one(request, Colleague, data.decided_by_id, "decided_by_id"),
        by=request.bearer,
        **data.given("organisation_id", "activity_id", "decided_by_id"),
    )
    made(response, "/formality", row.pk)
    return _decision(find(request, Formality, row.pk, *FORMAL))


@router.get("/formality/{id}", response=FormalityOut, auth=READ, summary="Read a decision on formality")
def decision(request: ApiRequest, id: IdAsked) -> FormalityOut:  # noqa: A002
    """One decision with its evidence."""
    return _decision(find(request, Formality, id, *FORMAL))


@router.delete("/formality/{id}", response=DeletedOut, auth=WRITE, summary="Delete a decision on formality")
def decision_delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """It was a mistake: to the bin. The level before it is the current one again."""
    row = find(request, Formality, id)
    return DeletedOut(batch=formality.delete(formality=row, by=request.bearer, why=why).pk)


add_records(router, "/activities", Activity, journal=False)


def _values(request: ApiRequest, data: ActivityIn | ActivityChange) -> dict[str, Any]:
    values = data.given("organisation_ids", "colleague_ids")
    if "organisation_ids" in data.model_fields_set:
        values["organisations"] = named_many(request, Organisation, data.organisation_ids, "organisation_ids")
    if "colleague_ids" in data.model_fields_set:
        values["colleagues"] = named_many(request, Colleague, data.colleague_ids, "colleague_ids")
    return values


def _whole(rows: Any) -> Any:
    return rows.prefetch_related(
        Prefetch("organisation_links", ActivityOrganisation.objects.select_related("organisation")),
        Prefetch("colleague_links", ActivityColleague.objects.select_related("colleague")),
    )


def _read(request: ApiRequest, pk: int) -> ActivityOut:
    return _out(found_in(request, _whole(rows_of(request, Activity)), pk))


def _out(row: Activity) -> ActivityOut:
    return ActivityOut(
        id=row.pk, title=row.title, from_date=row.from_date, to_date=row.to_date, frame=row.frame, note=row.note,
        organisations=ordered(named(link.organisation) for link in row.organisation_links.all()),
        colleagues=ordered(named(link.colleague) for link in row.colleague_links.all()),
    )  # fmt: skip


def _decision(row: Formality) -> FormalityOut:
    return FormalityOut(
        id=row.pk, organisation=named(row.organisation), level=word(row.level), since=row.since, evidence=row.evidence,
        reason=row.reason, activity=named_or_none(row.activity), decided_by=named_or_none(row.decided_by),
    )  # fmt: skip
