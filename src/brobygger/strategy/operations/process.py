"""A strategy process: begun, changed, moved from stage to stage, deleted while nothing has been said in it."""

from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import within
from brobygger.questions.models import Round
from brobygger.strategy.models import Process, ProcessStage
from brobygger.strategy.queries import process as queries

Stage = ProcessStage.Stage


class Facts(TypedDict, total=False):
    """What a process' own columns hold."""

    name: str
    from_year: int
    to_year: int
    about: str


@operation("strategy.process.start")
def start(*, by: Actor, why: str = "", **facts: Unpack[Facts]) -> Process:
    """A new process; it stands at the leaders' main points."""
    _check(facts)
    made = history.create(Process(workspace_id=by.workspace_id, **facts), by=by, why=why)
    move(process=made, stage=Stage.POINTS, by=by, why=why)
    return made


@operation("strategy.process.change")
def change(*, process: Process, by: Actor, why: str = "", **facts: Unpack[Facts]) -> dict[str, Any]:
    """Change name, period or what it is for."""
    within(by, process)
    _check({"from_year": process.from_year, "to_year": process.to_year, **facts})
    return history.change(process, by=by, why=why, **facts)


@operation("strategy.process.move")
def move(*, process: Process, stage: str, by: Actor, why: str = "") -> ProcessStage | None:
    """It stands at `stage` from now on; None where it did already. Going back is normal."""
    within(by, process)
    if stage not in Stage.values:
        raise ValidationError({"stage": _("Choose a stage.")})
    if queries.stage_of(process) == stage:
        return None
    moved_by = by if isinstance(by, Colleague) else None
    row = ProcessStage(
        workspace_id=by.workspace_id, process=process, stage=stage, why=why.strip(), moved_by=moved_by
    )
    return history.create(row, by=by, why=why)


@operation("strategy.process.delete")
def delete(*, process: Process, by: Actor, why: str = "") -> Batch:
    """Move to the bin, while nobody has answered and nothing is published; ValidationError afterwards."""
    within(by, process)
    rounds = Round.objects.select_for_update().filter(pk__in=process.days.values("round"))
    list(
        rounds.order_by("pk")
    )  # Whoever answers holds the round: their answer is there, or it comes too late.
    if queries.has_answers(process) or process.versions.exists():
        raise ValidationError(
            _(
                "Somebody has answered, or a version is published. End the process instead: nothing said is lost."
            )
        )
    with history.batch(by=by, kind="deletion", label=str(process)) as batch:
        for day in process.days.select_related("round"):
            history.delete(day.round, by=by, why=why)
        batch.report = {"model": process._meta.label_lower}
        batch.save(update_fields=["report"])
        return history.delete(Process.objects.get(pk=process.pk), by=by, why=why)


def _check(facts: Any) -> None:
    if facts.get("from_year", 0) > facts.get("to_year", 0):
        raise ValidationError({"to_year": _("The period must end after it begins.")})


def last(rows: Any) -> int:
    """The position after the last of `rows`."""
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def shift(row: Any, siblings: Any, *, up: bool, by: Actor) -> None:
    """Change places with the one before or after; at the end nothing happens. Positions are mended on the way."""
    order = list(siblings.order_by("position", "pk"))
    here = next(i for i, other in enumerate(order) if other.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, 1):
        if one.position != position:
            history.change(one, by=by, position=position)
