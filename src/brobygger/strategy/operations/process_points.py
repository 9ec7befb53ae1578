"""The leaders' main points: added, changed, put in order, deleted."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import within
from brobygger.strategy.models import MainPoint, Process, SentenceSource, VersionSource
from brobygger.strategy.operations.process import last, shift


@operation("strategy.point.add")
def add(*, process: Process, text: str, by: Actor, why: str = "") -> MainPoint:
    """A main point, last in the order."""
    within(by, process)
    point = MainPoint(
        workspace_id=by.workspace_id,
        process=process,
        position=last(process.points),
        text=" ".join(text.split()),
        author=by if isinstance(by, Colleague) else None,
    )
    return history.create(point, by=by, why=why)


@operation("strategy.point.change")
def change(*, point: MainPoint, text: str, by: Actor, why: str = "") -> None:
    """Say it otherwise."""
    within(by, point)
    history.change(point, by=by, why=why, text=" ".join(text.split()))


@operation("strategy.point.shift")
def shift_point(*, point: MainPoint, up: bool, by: Actor) -> None:
    """One place up or down."""
    within(by, point)
    shift(point, MainPoint.objects.filter(process=point.process_id), up=up, by=by)


@operation("strategy.point.delete")
def delete(*, point: MainPoint, by: Actor, why: str = "") -> Batch:
    """Move to the bin; refused while a sentence comes from it, since the trace would break."""
    within(by, point)
    used = SentenceSource.objects.filter(point=point).exists()
    if used or VersionSource.objects.filter(point=point).exists():
        raise ValidationError(_("A sentence of the strategy comes from this main point, so it stays."))
    return history.delete(point, by=by, why=why)
