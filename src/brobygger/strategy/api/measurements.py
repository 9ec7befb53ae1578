"""Measurements: where a goal stood on a day, in its unit."""

from datetime import date

from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import READ, WRITE, ApiRequest, find, rows_of
from brobygger.core.api.paging import Page, page
from brobygger.core.api.types import Asked, Day, IdAsked, Incoming, Outgoing, Text300, Why
from brobygger.network.dates import check_past
from brobygger.records.api import DeletedOut
from brobygger.strategy.api.rows import Amount
from brobygger.strategy.models import Goal, Measurement
from brobygger.strategy.operations import goals


class MeasurementOut(Outgoing):
    """Where a goal stood on a day."""

    id: int
    goal_id: int
    on: date
    value: float
    note: str


class MeasurementIn(Incoming):
    value: Amount = Field(description="In the goal's unit.", examples=[42])
    on: Day | None = Field(default=None, description="Today where nothing is said; no day that is to come.")
    note: Text300 = ""
    why: Why = ""


router = Router(tags=["Goals"])


@router.get(
    "/goals/{id}/measurements", response=Page[MeasurementOut], auth=READ, summary="List its measurements"
)
def list_them(request: ApiRequest, id: IdAsked, filters: Query[Asked]) -> Page[MeasurementOut]:  # noqa: A002
    """By id, as they were noted."""
    rows = rows_of(request, Measurement).filter(goal=find(request, Goal, id))
    return page(request, rows, _out, asked=filters, kind=MeasurementOut)


@router.post(
    "/goals/{id}/measurements", response={201: MeasurementOut}, auth=WRITE, summary="Note where it stands"
)
def create(request: ApiRequest, id: IdAsked, data: MeasurementIn) -> MeasurementOut:  # noqa: A002
    """What was counted on a day."""
    goal = find(request, Goal, id)
    if data.on is not None:
        check_past(data.on, "on")
    row = goals.measure(
        goal=goal, value=data.value, on=data.on, note=data.note, why=data.why, by=request.bearer
    )
    return _out(row)


@router.delete("/measurements/{id}", response=DeletedOut, auth=WRITE, summary="Delete a measurement")
def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
    """It was wrong: to the bin."""
    row = find(request, Measurement, id)
    return DeletedOut(batch=goals.unmeasure(measurement=row, by=request.bearer, why=why).pk)


def _out(row: Measurement) -> MeasurementOut:
    return MeasurementOut(id=row.pk, goal_id=row.goal_id, on=row.on, value=float(row.value), note=row.note)
