"""Samples of the operations of strategy processes, for `operation_samples`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from brobygger.questions.models import Answer
from brobygger.strategy.models import Day, Process, Sentence, StrategyVersion
from brobygger.strategy.operations import (
    process,
    process_conclusions,
    process_condensing,
    process_hearing,
    process_points,
    process_responses,
    process_versions,
    process_week,
)

LATER = timezone.now() + timedelta(days=4)


def _process(h: Any) -> Process:
    return process.start(name="Ny strategi", from_year=2027, to_year=2028, **h.by)


def _day(h: Any, names: str = "name") -> Day:
    when = {"opens_at": timezone.now() - timedelta(hours=1), "closes_at": LATER}
    return process_week.add(process=_process(h), question="Hvem?", names=names, **when, **h.by)


def _said(h: Any, names: str = "name") -> Answer:
    """What staff answered, as the leader sees it: enough have."""
    day = _day(h, names)
    sent = process_responses.answer(day=day, text="De unge", by=h.staff)
    process_responses.answer(day=day, text="De ældre", by=h.leader)
    if names != "name":
        process_week.close(day=day, **h.by)
    return Answer.objects.select_related("sheet__round").get(sheet=sent.sheet)


def _sentence(h: Any) -> Sentence:
    theme = process_condensing.add_theme(process=_process(h), title="Nyt", **h.by)
    return process_condensing.write(theme=theme, text="Vi mødes.", **h.by)


def _version(h: Any) -> StrategyVersion:
    return process_versions.publish(process=_sentence(h).theme.process, **h.by)


def _aside(h: Any) -> tuple[Process, list[Any]]:
    made = _process(h)
    point = process_points.add(process=made, text="Nyt", **h.by)
    process_condensing.set_aside(process=made, sources=[("point", point.pk)], reason="Nej", **h.by)
    return made, [("point", point.pk)]


def _take_up(h: Any) -> None:
    made, sources = _aside(h)
    process_condensing.take_up(process=made, sources=sources, **h.by)


def _shift_point(h: Any) -> None:
    first = process_points.add(process=_process(h), text="Et", **h.by)
    process_points.add(process=first.process, text="To", **h.by)
    process_points.shift_point(point=first, up=False, **h.by)


def _shift_theme(h: Any) -> None:
    made = _process(h)
    first = process_condensing.add_theme(process=made, title="Et", **h.by)
    process_condensing.add_theme(process=made, title="To", **h.by)
    process_condensing.shift_theme(theme=first, up=False, **h.by)


def _shift_sentence(h: Any) -> None:
    first = _sentence(h)
    process_condensing.write(theme=first.theme, text="Og mere.", **h.by)
    process_condensing.shift_sentence(sentence=first, up=False, **h.by)


def _conclude(h: Any) -> None:
    told = {"outcome": "Åbent", "goal": "Flere aftener", "owner": h.staff, "due_on": LATER.date()}
    process_conclusions.conclude(theme=_sentence(h).theme, **told, **h.by)


def _bring_in(h: Any) -> None:
    day = _day(h)
    day.round.invitees.filter(colleague=h.staff).delete()
    fresh = type(h.staff).objects.get(pk=h.staff.pk)  # an earlier sample may have let them leave
    process_week.bring_in(day=day, colleague=fresh, **h.by)


def _hearing(h: Any) -> Any:
    return process_hearing.open_hearing(version=_version(h), closes_at=LATER, **h.by)


def _invite(h: Any) -> None:
    asked = {"organisation": h.organisation, "name": "Bo", "email": "bo@eksempel.dk"}
    process_hearing.invite(round=_hearing(h), **asked, **h.by)


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "strategy.process.start": _process,
    "strategy.process.change": lambda h: process.change(process=_process(h), name="Andet", **h.by),
    "strategy.process.move": lambda h: process.move(process=_process(h), stage="week", **h.by),
    "strategy.process.delete": lambda h: process.delete(process=_process(h), **h.by),
    "strategy.point.add": lambda h: process_points.add(process=_process(h), text="Nyt", **h.by),
    "strategy.point.change": lambda h: process_points.change(point=h.mainpoint, text="Andet", **h.by),
    "strategy.point.shift": _shift_point,
    "strategy.point.delete": lambda h: process_points.delete(
        point=process_points.add(process=_process(h), text="Nyt", **h.by), **h.by
    ),
    "strategy.day.add": _day,
    "strategy.day.change": lambda h: process_week.change(day=_day(h), question="Hvad?", **h.by),
    "strategy.day.close": lambda h: process_week.close(day=_day(h), **h.by),
    "strategy.day.delete": lambda h: process_week.delete(day=_day(h), **h.by),
    "strategy.day.bring_in": _bring_in,
    "strategy.response.comment": lambda h: process_responses.comment_named(
        answer=_said(h), text="Ja", by=h.leader
    ),
    "strategy.response.comment_unnamed": lambda h: process_responses.comment_unnamed(
        answer=h.strategyanswer, text="Ja", colleague=h.leader
    ),
    "strategy.response.count": lambda h: process_responses.count(answer=_said(h), kind="agree", by=h.leader),
    "strategy.response.take_back": lambda h: process_responses.take_back(
        response=process_responses.comment_named(answer=_said(h), text="Ja", by=h.leader), by=h.leader
    ),
    "strategy.theme.add": lambda h: process_condensing.add_theme(process=_process(h), title="Nyt", **h.by),
    "strategy.theme.change": lambda h: process_condensing.change_theme(
        theme=h.strategytheme, title="Andet", **h.by
    ),
    "strategy.theme.shift": _shift_theme,
    "strategy.theme.delete": lambda h: process_condensing.delete_theme(theme=h.strategytheme, **h.by),
    "strategy.theme.conclude": _conclude,
    "strategy.sentence.write": _sentence,
    "strategy.sentence.change": lambda h: process_condensing.change(
        sentence=_sentence(h), text="Andet.", **h.by
    ),
    "strategy.sentence.shift": _shift_sentence,
    "strategy.sentence.delete": lambda h: process_condensing.delete(sentence=_sentence(h), **h.by),
    "strategy.said.set_aside": _aside,
    "strategy.said.take_up": _take_up,
    "strategy.version.publish": _version,
    "strategy.version.show": lambda h: process_versions.show(version=_version(h), **h.by),
    "strategy.version.hide": lambda h: process_versions.hide(
        version=StrategyVersion.objects.exclude(public_at=None)[0], **h.by
    ),
    "strategy.hearing.open": _hearing,
    "strategy.hearing.invite": _invite,
}
SILENT = {
    "strategy.response.comment_unnamed": "would say when somebody commented, and so whose comment it is (ADR 0017)"
}
