"""The strategy week: days with one open question each, asked of all staff. The asking itself is the `questions` package's."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Role
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import within
from brobygger.questions.models import Round, Sheet
from brobygger.questions.operations import invitees, rounds, sets, versions
from brobygger.questions.operations.scope import Frozen
from brobygger.strategy.models import Day, MainPoint, Process, ProcessStage
from brobygger.strategy.operations import process as processes
from brobygger.strategy.queries.process import stage_of

KIND = "strategy_week"


class Question(TypedDict, total=False):
    """What a day asks, when, and how answers are shown."""

    question: str
    question_en: str
    help: str
    opens_at: datetime
    closes_at: datetime
    names: str
    point: MainPoint | None


class Locked(ValidationError):
    """Somebody has answered: the question stays as it was asked, and can be copied to another day."""


@operation("strategy.day.add")
def add(*, process: Process, by: Actor, why: str = "", **asked: Unpack[Question]) -> Day:
    """A day of the week. All active staff are asked, each counted in their own team."""
    point = asked.get("point")
    within(by, process, point)
    text = asked["question"].strip()
    made = sets.create(name=text[:200], kind=KIND, by=by)
    item = versions.add_item(
        version=made.newest,
        text_da=text,
        text_en=asked.get("question_en", ""),
        help_da=asked.get("help", ""),
        required=True,
        by=by,
    )
    round = rounds.create(
        version=item.set_version,
        item=item,
        name=text[:200],
        opens_at=asked["opens_at"],
        closes_at=asked["closes_at"],
        names=asked.get("names", Round.Names.NAME),
        reveal=Round.Reveal.OWN,
        audience=Round.Audience.HOUSE,
        about=process,
        by=by,
    )
    invitees.ask_colleagues(round=round, colleagues=staff_of(by.workspace_id), by=by)
    place = processes.last(process.days)
    day = Day(workspace_id=by.workspace_id, process=process, position=place, point=point, round=round)
    history.create(day, by=by, why=why)
    if stage_of(process) == ProcessStage.Stage.POINTS:
        processes.move(process=process, stage=ProcessStage.Stage.WEEK, by=by, why=why)
    return day


@operation("strategy.day.change")
def change(*, day: Day, by: Actor, why: str = "", **asked: Unpack[Question]) -> None:
    """Ask otherwise, at another time. `Locked` once somebody has answered, but for the time it closes."""
    within(by, day, asked.get("point"))
    item = day.round.item
    wording = {"question": "text_da", "question_en": "text_en", "help": "help_da"}
    words = {wording[name]: str(value).strip() for name, value in asked.items() if name in wording}
    if item is not None and (changed := {n: v for n, v in words.items() if getattr(item, n) != v}):
        try:
            versions.change_item(item=item, by=by, why=why, **changed)
        except Frozen as frozen:
            raise Locked(
                _("Somebody has answered this question, so it stays as it was asked. Copy it to another day.")
            ) from frozen
    _keep_opening(day, asked)
    when: dict[str, Any] = {
        name: value for name, value in asked.items() if name in ("opens_at", "closes_at", "names")
    }
    if "question" in asked:
        when["name"] = asked["question"].strip()[:200]
    if when:
        rounds.change(round=day.round, by=by, why=why, **when)
    if "point" in asked:
        history.change(day, by=by, why=why, point=asked["point"])


def _keep_opening(day: Day, asked: Question) -> None:
    """`Locked` where an answered day would open at another minute: answers without a name bear that moment."""
    if "opens_at" not in asked:
        return
    fresh = Round.objects.select_for_update(of=("self",)).get(pk=day.round_id)
    if not Sheet.objects.filter(round=fresh).exists():
        return
    there, wanted = (
        moment.replace(second=0, microsecond=0) for moment in (fresh.opens_at, asked["opens_at"])
    )
    if there != wanted:
        raise Locked(_("Somebody has answered, so the day opens when it did. You can change when it closes."))
    asked["opens_at"] = fresh.opens_at


@operation("strategy.day.close")
def close(*, day: Day, by: Actor, why: str = "") -> None:
    """No more answers; everybody sees them. After the last day the process stands at feedback."""
    within(by, day)
    rounds.close(round=day.round, by=by, why=why)
    others = [other.round for other in day.process.days.exclude(pk=day.pk).select_related("round")]
    if all(round.is_closed for round in others) and stage_of(day.process) == ProcessStage.Stage.WEEK:
        processes.move(process=day.process, stage=ProcessStage.Stage.FEEDBACK, by=by, why=why)


@operation("strategy.day.delete")
def delete(*, day: Day, by: Actor, why: str = "") -> Batch:
    """To the bin with its question, while nobody has answered it; ValidationError afterwards."""
    within(by, day)
    return rounds.delete(round=day.round, by=by)


@operation("strategy.day.bring_in")
def bring_in(*, day: Day, colleague: Colleague, by: Actor) -> None:
    """Somebody who came to the house after the day was planned is asked too."""
    within(by, day, colleague)
    if colleague.has_role(Role.STAFF) and not day.round.is_closed:
        invitees.ask_colleagues(round=day.round, colleagues=[colleague], by=by)


def staff_of(workspace_id: int) -> list[Colleague]:
    """Everybody who works here and can log in: those who are asked."""
    writers = [role for role in Role if role.rank >= Role.STAFF.rank]
    active = Colleague.objects.filter(workspace=workspace_id, state=Colleague.State.ACTIVE, role__in=writers)
    return list(active.select_related("user").order_by("sort_key", "pk"))
