"""Goals: from where to where by when, who owns them, and where they stand."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import (
    COORDINATE,
    READ,
    ApiRequest,
    find,
    named_many,
    named_one,
    present,
    rows_of,
)
from brobygger.accounts.models import Colleague
from brobygger.core.api.paging import BY_ID, Page, page_whole
from brobygger.core.api.types import (
    Day,
    Id,
    IdAsked,
    Ids,
    Incoming,
    LongText,
    Name200,
    Named,
    Outgoing,
    Reason,
    Text40,
    Text200,
    Text300,
    Why,
    named_or_none,
    word,
)
from brobygger.core.lists import by
from brobygger.network.api.rows import Dated, End, IfMatch, Versioned, made, tagged, to_change
from brobygger.network.models import AgeGroup
from brobygger.records.api import DeletedOut, add_records
from brobygger.strategy import progress
from brobygger.strategy.api.rows import Amount, Room, Rooms, Running, running
from brobygger.strategy.models import FocusArea, Goal, GoalAgeGroup
from brobygger.strategy.operations import goals
from brobygger.strategy.queries import nouns


class LatestOut(Outgoing):
    """What was measured last."""

    on: date
    value: float


class GoalOut(Dated):
    """A goal with its measure: from the baseline to the target by a date."""

    id: int
    name: str
    about: str
    focus_area: Named | None
    measure: str
    unit: str
    baseline: float | None
    target: float | None
    latest: LatestOut | None
    percent: int | None = Field(description="How much of the way is gone; null where nothing says so.")
    due_on: date | None
    owner: Named | None
    age_groups: list[Named]
    rooms: list[Room] = Field(description="Its own.")
    lies_in: list[Room] = Field(description="Its own rooms or, without any, its focus area's.")
    ended_on: date | None
    outcome: str
    created_at: datetime
    updated_at: datetime


class GoalFacts(Incoming):
    """What can be said of a goal. In a change, what is left out stays as it is."""

    about: LongText = ""
    focus_area_id: Id | None = None
    measure: Text200 = Field(default="", examples=["Counted at the door"])
    unit: Text40 = Field(default="", examples=["visits"])
    baseline: Amount | None = None
    target: Amount | None = None
    due_on: Day | None = None
    owner_id: Id | None = Field(default=None, description="A colleague who is here.")
    age_group_ids: Ids = Field(default=[], description="See `/age-groups`.")
    rooms: Rooms = []
    why: Why = ""


class GoalIn(GoalFacts):
    """A new goal: the sentence is enough, a measure makes it one that can be seen."""

    name: Name200 = Field(examples=["Dobbelt så mange unge bruger biblioteket om aftenen"])


class GoalChange(GoalFacts, Versioned):
    """What is to be changed."""

    name: Name200 = ""


class GoalEnd(End):
    """When it ended, and what came of it."""

    outcome: LongText = ""


class GoalsAsked(Running):
    focus_area: IdAsked | None = None
    owner: IdAsked | None = Field(default=None, description="The id of a colleague.")


router = Router(tags=["Goals"])
ALL = ("focus_area", "owner")


@router.get("/goals", response=Page[GoalOut], auth=READ, summary="List goals")
def list_them(request: ApiRequest, filters: Query[GoalsAsked]) -> Page[GoalOut]:
    """By id or by name, ended ones too. `room` is a goal's own."""
    order = by("sort_key")(False) if filters.sort == "name" else BY_ID
    rows = running(rows_of(request, Goal).select_related(*ALL), "goal", filters, *ALL)
    return page_whole(request, rows, told, asked=filters, order=order, kind=GoalOut)


@router.post("/goals", response={201: GoalOut}, auth=COORDINATE, summary="Create a goal")
def create(request: ApiRequest, response: HttpResponse, data: GoalIn) -> GoalOut:
    """With its focus area, its owner, its rooms and the ages it is about."""
    row = goals.create(by=request.bearer, **_values(request, data))
    made(response, "/goals", row.pk, row.version)
    return _read(request, row.pk)


@router.get("/goals/{id}", response=GoalOut, auth=READ, summary="Read a goal")
def read(request: ApiRequest, response: HttpResponse, id: IdAsked) -> GoalOut:  # noqa: A002
    """One goal and where it stands; what serves it is in `/serving?goal=`."""
    row = _read(request, id)
    tagged(response, row.version)
    return row


@router.patch("/goals/{id}", response=GoalOut, auth=COORDINATE, summary="Change a goal")
@transaction.atomic
def change(
    request: ApiRequest,
    response: HttpResponse,
    id: IdAsked,  # noqa: A002
    data: GoalChange,
    if_match: IfMatch,
) -> GoalOut:
    """Only what is sent is changed."""
    row = to_change(request, Goal, id, version=data.version, if_match=if_match)
    goals.change(goal=row, by=request.bearer, **_values(request, data))
    tagged(response, row.version)
    return _read(request, row.pk)


@router.post("/goals/{id}/end", response=GoalOut, auth=COORDINATE, summary="End a goal")
def end(request: ApiRequest, id: IdAsked, data: GoalEnd) -> GoalOut:  # noqa: A002
    """Reached or not; what serves it stays as it was."""
    row = find(request, Goal, id)
    outcome = data.outcome if "outcome" in data.model_fields_set else row.outcome
    goals.end(goal=row, by=request.bearer, on=data.on, outcome=outcome, why=data.why)
    return _read(request, row.pk)


@router.post("/goals/{id}/reopen", response=GoalOut, auth=COORDINATE, summary="Pursue it after all")
def reopen(request: ApiRequest, id: IdAsked, data: Reason) -> GoalOut:  # noqa: A002
    """It is no longer ended."""
    row = find(request, Goal, id)
    goals.reopen(goal=row, by=request.bearer, why=data.why)
    return _read(request, row.pk)


@router.delete("/goals/{id}", response=DeletedOut, auth=COORDINATE, summary="Delete a goal")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """To the bin with its measurements. Refused (`served`) while anybody serves it: end it instead."""
    row = find(request, Goal, id)
    return DeletedOut(batch=goals.delete(goal=row, by=request.bearer, why=why).pk)


add_records(router, "/goals", Goal, journal=False)


def _values(request: ApiRequest, data: GoalFacts) -> dict[str, Any]:
    """Keyword arguments of the operation: what was sent, with records for ids."""
    sent = data.model_fields_set
    values = data.given("version", "focus_area_id", "owner_id", "age_group_ids")
    if "focus_area_id" in sent:
        values["focus_area"] = named_one(request, FocusArea, data.focus_area_id, "focus_area_id")
    if "owner_id" in sent:
        values["owner"] = named_one(request, Colleague, data.owner_id, "owner_id", among=present(request))
    if "age_group_ids" in sent:
        values["age_groups"] = named_many(request, AgeGroup, data.age_group_ids, "age_group_ids")
    return values


def _read(request: ApiRequest, pk: int) -> GoalOut:
    return told([find(request, Goal, pk, *ALL)])[0]


def told(rows: Sequence[Goal]) -> list[GoalOut]:
    """These goals with what hangs on them: five queries at most, however many there are."""
    rooms, lies_in, far = nouns.rooms_of(rows), nouns.rooms_of_goals(rows), progress.of_rows(rows)
    ages: dict[int, list[Named]] = defaultdict(list)
    links = GoalAgeGroup.objects.filter(goal__in=[row.pk for row in rows]).order_by(
        "age_group__from_age", "id"
    )
    for pk, age, name in links.values_list("goal_id", "age_group_id", "age_group__name"):
        ages[pk].append(Named(id=age, name=name))
    facts = ("name", "about", "measure", "unit", "baseline", "target", "due_on", "ended_on", "outcome", "version",
             "created_at", "updated_at")  # fmt: skip
    return [
        GoalOut(
            id=row.pk, focus_area=named_or_none(row.focus_area), owner=named_or_none(row.owner),
            latest=_latest(far[row.pk]), percent=far[row.pk].percent, age_groups=ages[row.pk],
            rooms=[word(room) for room in rooms.get(row.pk, ())],
            lies_in=[word(room) for room in lies_in.get(row.pk, ())],
            **{name: getattr(row, name) for name in facts},
        )
        for row in rows
    ]  # fmt: skip


def _latest(found: progress.Progress) -> LatestOut | None:
    if found.value is None or found.on is None:
        return None
    return LatestOut(on=found.on, value=float(found.value))
