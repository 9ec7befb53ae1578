"""Where a process stands, its days, and the question of the day."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.questions.models import Answer, Round
from brobygger.strategy.models import Day, Process, ProcessStage


def stage_of(process: Process) -> str:
    """The stage it stands at; "" for one that was never moved."""
    newest = process.stages.order_by("-id").values_list("stage", flat=True).first()
    return newest or ""


def with_stage(processes: QuerySet[Process]) -> QuerySet[Process]:
    """With `stage`, the newest."""
    newest = ProcessStage.objects.filter(process=OuterRef("pk")).order_by("-id").values("stage")[:1]
    return processes.annotate(stage=Subquery(newest))


def days_of(process: Process) -> list[Day]:
    """The days of the week in the order they open, with how many are asked and have answered."""
    days = Day.objects.filter(process=process).select_related("round__item", "round__set_version", "point")
    found = sorted(days, key=lambda day: (day.round.opens_at, day.position, day.pk))
    counts = Round.objects.filter(pk__in=[day.round_id for day in found]).with_counts()
    counted = {r.pk: (r.asked_count, r.answered_count) for r in counts}  # type: ignore[attr-defined]
    for number, day in enumerate(found, 1):
        made: Any = day
        made.number, made.total = number, len(found)
        made.asked, made.answered = counted[day.round_id]
        # Without names nothing is counted aloud before the end.
        made.is_counted = day.round.is_named or day.round.is_closed
        made.closes = closing(day.round)
    return found


def closing(round: Round) -> str:
    """When it closes, in words; the day is told where it is not today."""
    if round.closes_at is None:
        return ""
    end = timezone.localtime(round.closes_at)
    said = {"time": date_format(end, "H.i"), "day": date_format(end, _("l j F"))}
    text = (
        _("Closes at %(time)s.") if end.date() == timezone.localdate() else _("Closes %(day)s at %(time)s.")
    )
    return text % said


def has_answers(process: Process) -> bool:
    """Whether anybody has answered a question of its week, were it a draft alone."""
    return Answer.objects.filter(sheet__round__in=process.days.values("round")).exists()


def day_open_for(workspace: Workspace, now: datetime | None = None) -> Day | None:
    """The day whose question is open now; of several the one that closes first."""
    rounds = Round.objects.now_open(now or timezone.now()).filter(workspace=workspace)
    days = Day.objects.filter(workspace=workspace, round__in=rounds).select_related("round__item", "process")
    return days.order_by("round__closes_at", "pk").first()


def place_of(day: Day) -> tuple[int, int]:
    """Which day of how many it is."""
    rows = Day.objects.filter(process=day.process_id).order_by("round__opens_at", "position", "pk")
    order = list(rows.values_list("pk", flat=True))
    return order.index(day.pk) + 1, len(order)


def progress_of(day: Day, colleague: Colleague) -> tuple[int, int, bool]:
    """How many are asked, how many have answered, and whether this colleague is one of those."""
    rows = list(day.round.invitees.values_list("answered", "colleague"))
    done = [pk for answered, pk in rows if answered]
    return len(rows), len(done), colleague.pk in done
