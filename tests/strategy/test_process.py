"""A strategy process from main points to a published version: the verbs, and what they refuse."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from brobygger.core.history import of
from brobygger.questions.models import Answer, Round
from brobygger.questions.operations import rounds
from brobygger.questions.operations.scope import RoundClosed
from brobygger.records.models import Notice
from brobygger.strategy.models import Day, Goal, Process, Response, SetAside, VersionSentence
from brobygger.strategy.operations import (
    process,
    process_conclusions,
    process_condensing,
    process_points,
    process_responses,
    process_versions,
    process_week,
)
from brobygger.strategy.queries import process as queries
from brobygger.strategy.queries import process_answers, process_tracing
from brobygger.strategy.queries import process_versions as versions

SOON = timedelta(days=9)


def started(leader: Any) -> Process:
    """A process for four years."""
    return process.start(name="Vores strategi", from_year=2027, to_year=2030, by=leader)


def a_day(
    of: Process, leader: Any, *, names: str = "name", question: str = "Hvad skal vi være kendt for?"
) -> Day:
    """A day that is open now."""
    now: datetime = timezone.now()
    return process_week.add(
        process=of, question=question, opens_at=now - timedelta(hours=2), closes_at=now + timedelta(hours=3),
        names=names, by=leader,
    )  # fmt: skip


def answered(day: Day, by: Any, text: str) -> Answer:
    """The answer of `by`, in a round by name."""
    sheet = process_responses.answer(day=day, text=text, by=by).sheet
    return Answer.objects.get(sheet=sheet)


def test_a_process_begins_at_the_main_points(workspace: Any, leader: Any) -> None:
    made = started(leader)
    assert queries.stage_of(made) == "points"
    first = process_points.add(process=made, text="Unge skal møde os, hvor de er", by=leader)
    second = process_points.add(process=made, text="Vi gør færre ting sammen med flere", by=leader)
    process_points.shift_point(point=second, up=True, by=leader)
    assert list(made.points.order_by("position")) == [second, first]
    process_points.shift_point(point=second, up=True, by=leader)
    assert [p.position for p in made.points.order_by("position")] == [1, 2]
    with pytest.raises(ValidationError):
        process.start(name="Baglæns", from_year=2030, to_year=2027, by=leader)


def test_where_it_stands_is_a_row_with_who_and_why(workspace: Any, leader: Any) -> None:
    made = started(leader)
    moved = process.move(process=made, stage="condensing", why="Ugen gav nok", by=leader)
    assert moved is not None
    assert (moved.moved_by, moved.why, of(moved).count()) == (leader, "Ugen gav nok", 1)
    assert process.move(process=made, stage="condensing", by=leader) is None
    process.move(process=made, stage="week", why="Et spørgsmål manglede", by=leader)
    assert queries.stage_of(made) == "week"


def test_everybody_who_works_here_is_asked(colleagues: dict[str, Any], leader: Any) -> None:
    day = a_day(started(leader), leader)
    asked = set(day.round.invitees.values_list("colleague__role", flat=True))
    assert asked == {"staff", "coordinator", "leader"}
    assert queries.stage_of(day.process) == "week"


def test_others_are_read_when_ones_own_is_in(leader: Any, staff: Any, coordinator: Any) -> None:
    day = a_day(started(leader), leader)
    answered(day, staff, "Et sted at mødes")
    before = process_answers.of_day(day, coordinator)
    assert (before.shown, before.hidden) == ([], "own_first")
    answered(day, coordinator, "Ro til at læse")
    after = process_answers.of_day(day, coordinator)
    assert {(s.answer.text, s.who) for s in after.shown} == {
        ("Et sted at mødes", staff.name),
        ("Ro til at læse", coordinator.name),
    }


def test_ones_own_answer_is_changed_until_the_day_closes(leader: Any, staff: Any) -> None:
    day = a_day(started(leader), leader)
    answered(day, staff, "Et sted")
    assert answered(day, staff, "Et sted at mødes").text == "Et sted at mødes"
    assert Answer.objects.count() == 1
    process_week.close(day=day, by=leader)
    with pytest.raises(RoundClosed):
        answered(Day.objects.get(), staff, "For sent")


def test_the_question_is_locked_after_the_first_answer(leader: Any, staff: Any) -> None:
    day = a_day(started(leader), leader)
    process_week.change(day=day, question="Hvad vil vi være kendt for?", by=leader)
    answered(day, staff, "Ro")
    day = Day.objects.select_related("round__item", "round__set_version").get()
    with pytest.raises(process_week.Locked, match="Kopiér"):
        process_week.change(day=day, question="Noget helt andet?", by=leader)
    with pytest.raises(ValidationError):
        process_week.change(day=day, names="anonymous", by=leader)
    later = timezone.now() + timedelta(hours=8)
    process_week.change(day=day, closes_at=later, by=leader)
    with pytest.raises(ValidationError):
        process_week.delete(day=day, by=leader)
    with pytest.raises(ValidationError):
        process.delete(process=day.process, by=leader)


def test_a_process_without_answers_goes_to_the_bin_whole(leader: Any) -> None:
    day = a_day(started(leader), leader)
    process.delete(process=day.process, by=leader)
    assert not Process.objects.exists()
    assert not Round.objects.exists()


def test_responses_by_name(leader: Any, staff: Any, coordinator: Any) -> None:
    day = a_day(started(leader), leader)
    answer = answered(day, staff, "Et sted at mødes")
    with pytest.raises(PermissionDenied):
        process_responses.comment(answer=answer, text="Ja", by=coordinator)
    answered(day, coordinator, "Ro")
    said = process_responses.comment(answer=answer, text="Også om aftenen", by=coordinator)
    assert said.author == coordinator
    assert "Også om aftenen" not in str([*of(said).values_list("after", "object_label")])
    assert process_responses.count(answer=answer, kind="agree", by=coordinator)
    shown = process_answers.of_day(day, coordinator).shown[0]
    assert (shown.agree, shown.i_agree, [c.who for c in shown.comments]) == (
        ["Mette"],
        True,
        [coordinator.name],
    )
    assert not process_responses.count(answer=answer, kind="agree", by=coordinator)
    with pytest.raises(PermissionDenied):
        process_responses.take_back(response=said, by=staff)
    process_responses.take_back(response=said, by=coordinator)
    assert not Response.objects.exists()


@pytest.fixture
def house(workspace: Any, make_colleague: Callable[..., Any]) -> list[Any]:
    return [
        make_colleague(workspace, "staff", name=f"Prøve {n}", email=f"p{n}@eksempel.dk") for n in range(10)
    ]


def test_without_names_nothing_leads_to_anybody(leader: Any, house: list[Any]) -> None:
    day = a_day(started(leader), leader, names="anonymous")
    for number, who in enumerate(house[:4]):
        sent = process_responses.answer(day=day, text=f"Svar {number}", by=who)
    assert process_answers.of_day(day, house[0]).hidden == "too_few"
    changed = process_responses.answer(day=day, text="Andet svar", by=house[3], key=sent.key)
    assert changed.sheet.pk == sent.sheet.pk
    for number, who in enumerate(house[4:], 4):
        process_responses.answer(day=day, text=f"Svar {number}", by=who)
    shown = process_answers.of_day(day, house[0]).shown
    assert {s.who for s in shown} == {"Uden navn"}
    answer = shown[0].answer
    said = process_responses.comment(answer=answer, text="Enig", by=house[1])
    assert (said.author, said.team, of(said).count(), said.created_at) == (None, None, 0, day.round.opens_at)
    with pytest.raises(ValidationError):
        process_responses.count(answer=answer, kind="thanks", by=house[1])
    assert not Answer.objects.filter(sheet__invitee__isnull=False).exists()


@pytest.fixture
def said(leader: Any, staff: Any, coordinator: Any) -> dict[str, Any]:
    """A process with a main point, two answers by name and a comment, and a theme to write in."""
    made = started(leader)
    point = process_points.add(process=made, text="Unge skal møde os", by=leader)
    day = a_day(made, leader)
    one, other = answered(day, staff, "Et sted at mødes"), answered(day, coordinator, "Ro til at læse")
    reply = process_responses.comment(answer=one, text="Også om aftenen", by=coordinator)
    process_week.close(day=day, by=leader)
    theme = process_condensing.add_theme(process=made, title="Mødestedet", by=leader)
    return {"process": made, "point": point, "one": one, "other": other, "reply": reply, "theme": theme}


def test_traced_both_ways(said: dict[str, Any], leader: Any) -> None:
    sources = [("answer", said["one"].pk), ("response", said["reply"].pk), ("point", said["point"].pk)]
    sentence = process_condensing.write(
        theme=said["theme"], text="Fjordby mødes hos os, også om aftenen.", sources=sources, by=leader
    )
    assert {row.source for row in sentence.sources.all()} == set(sources)
    told = {s.key: s for g in process_tracing.said(said["process"], leader.user) for s in g.statements}
    assert [ref.number for ref in told["answer", said["one"].pk].used] == [1]
    assert told["answer", said["other"].pk].state == "open"
    n = process_condensing.set_aside(
        process=said["process"],
        sources=[("answer", said["other"].pk)],
        reason="Hører til i husets plan",
        by=leader,
    )
    assert (n, SetAside.objects.get().decided_by) == (1, leader)
    tally = process_tracing.tally(process_tracing.said(said["process"], leader.user))
    assert (tally.used, tally.aside, tally.open) == (3, 1, 0)
    # Used after all, it is no longer set aside; and taken out again it is open.
    process_condensing.change(sentence=sentence, sources=[*sources, ("answer", said["other"].pk)], by=leader)
    assert not SetAside.objects.exists()
    process_condensing.change(sentence=sentence, sources=sources, by=leader)
    tally = process_tracing.tally(process_tracing.said(said["process"], leader.user))
    assert tally.open == 1


def test_what_cannot_be_a_source(said: dict[str, Any], leader: Any) -> None:
    other = started(leader)
    theme = process_condensing.add_theme(process=other, title="Andet", by=leader)
    with pytest.raises(ValidationError):
        process_condensing.write(theme=theme, text="Løs", sources=[("answer", said["one"].pk)], by=leader)
    with pytest.raises(ValidationError, match="hvorfor"):
        process_condensing.set_aside(process=said["process"], sources=[], reason=" ", by=leader)
    process_condensing.write(
        theme=said["theme"], text="Fast", sources=[("answer", said["one"].pk)], by=leader
    )
    with pytest.raises(ValidationError):
        process_condensing.set_aside(
            process=said["process"], sources=[("answer", said["one"].pk)], reason="Nej", by=leader
        )
    with pytest.raises(ValidationError):
        process_points.delete(point=_used(said, leader), by=leader)


def _used(said: dict[str, Any], leader: Any) -> Any:
    process_condensing.write(
        theme=said["theme"], text="Unge", sources=[("point", said["point"].pk)], by=leader
    )
    return said["point"]


def test_a_theme_ends_with_a_goal_and_its_authors_are_told(
    said: dict[str, Any], leader: Any, staff: Any, coordinator: Any
) -> None:
    due = timezone.localdate() + SOON
    told = {"theme": said["theme"], "outcome": "Åbent til 22", "goal": "Flere aftener", "owner": coordinator}
    with pytest.raises(ValidationError):
        process_conclusions.conclude(**told, due_on=due, by=leader)
    process_condensing.write(
        theme=said["theme"], text="Vi mødes.", sources=[("answer", said["one"].pk)], by=leader
    )
    goal = process_conclusions.conclude(**told, due_on=due, by=leader)
    assert (goal.name, goal.owner, goal.due_on) == ("Flere aftener", coordinator, due)
    assert list(Notice.objects.values_list("colleague", "kind")) == [(staff.pk, "strategy.concluded")]
    process_conclusions.conclude(**told | {"goal": "Fire aftener"}, due_on=due, by=leader)
    assert Goal.objects.get().name == "Fire aftener"


def test_versions_are_numbered_and_never_change(said: dict[str, Any], leader: Any) -> None:
    with pytest.raises(ValidationError):
        process_versions.publish(process=said["process"], by=leader)
    sentence = process_condensing.write(
        theme=said["theme"], text="Vi mødes hos os.", sources=[("answer", said["one"].pk)], by=leader
    )
    first = process_versions.publish(process=said["process"], why="Efter ugen", by=leader)
    assert (first.number, first.published_by, queries.stage_of(said["process"])) == (1, leader, "published")
    with pytest.raises(ValidationError, match="version 1"):
        process_versions.publish(process=said["process"], by=leader)
    process_condensing.change(sentence=sentence, text="Vi mødes ofte hos os.", sources=[], by=leader)
    second = process_versions.publish(process=said["process"], by=leader)
    kept = VersionSentence.objects.get(theme__strategy_version=first)
    assert (kept.text, [r.source for r in kept.sources.all()]) == (
        "Vi mødes hos os.",
        [("answer", said["one"].pk)],
    )
    (changed,) = versions.differences(versions.themes_of(first), versions.themes_of(second))
    assert [(p.text, p.kind) for p in changed.sentences[0].pieces] == [
        ("Vi mødes", "same"),
        ("ofte", "new"),
        ("hos os.", "same"),
    ]
    process_condensing.delete(sentence=sentence, by=leader)
    kept.refresh_from_db()
    assert (kept.text, kept.sentence) == ("Vi mødes hos os.", None)


def test_one_version_is_shown_to_everybody(said: dict[str, Any], leader: Any, workspace: Any) -> None:
    sentence = process_condensing.write(theme=said["theme"], text="Et", by=leader)
    first = process_versions.publish(process=said["process"], by=leader)
    process_condensing.change(sentence=sentence, text="To", by=leader)
    second = process_versions.publish(process=said["process"], by=leader)
    assert versions.public_version(workspace) is None
    process_versions.show(version=first, by=leader)
    process_versions.show(version=second, names_owners=True, by=leader)
    assert versions.public_version(workspace) == second
    process_versions.hide(version=second, by=leader)
    assert versions.public_version(workspace) is None


def test_another_workspaces_records_are_refused(said: dict[str, Any], outsider: Any) -> None:
    with pytest.raises(PermissionDenied):
        process_condensing.write(theme=said["theme"], text="Nej", by=outsider)
    with pytest.raises(PermissionDenied):
        process_points.add(process=said["process"], text="Nej", by=outsider)
    with pytest.raises(PermissionDenied):
        process_responses.comment(answer=said["one"], text="Nej", by=outsider)


def test_the_round_opens_by_itself(leader: Any, staff: Any) -> None:
    day = a_day(started(leader), leader)
    assert queries.day_open_for(day.workspace) == day
    rounds.close(round=day.round, by=leader)
    assert queries.day_open_for(day.workspace) is None
