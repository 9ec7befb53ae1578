"""How Fjordby makes its strategy: a week that is over, a version published from it, and a question that is open now."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from brobygger.accounts.models import Colleague, Workspace
from brobygger.demo.week import DAYS, OPEN, POINTS, SENTENCES
from brobygger.questions.models import Answer, Invitee, Round
from brobygger.questions.operations import rounds, sheets
from brobygger.questions.operations.giving import Given
from brobygger.strategy.models import Day, MainPoint, Process, ProcessStage, Response, StrategyTheme
from brobygger.strategy.operations import (
    process,
    process_conclusions,
    process_condensing,
    process_points,
    process_responses,
    process_versions,
    process_week,
)

Kind, Stage = Response.Kind, ProcessStage.Stage
BEGAN = 24  # days ago


def build(*, slug: str) -> None:
    """Write it all, the same every time but for the dates. Call when the colleagues can log in."""
    workspace = Workspace.objects.get(slug=slug)
    leader = Colleague.objects.get(workspace=workspace, email="leder@eksempel.dk")
    staff = process_week.staff_of(workspace.pk)
    made = process.start(
        name="Fjordby mødes", from_year=2027, to_year=2030, by=leader,
        about="En strategi, som alle i huset har været med til at skrive.",
    )  # fmt: skip
    points = [process_points.add(process=made, text=text, by=leader) for text in POINTS]
    answers = [_day(made, number, points, staff, leader) for number in range(len(DAYS))]
    process.move(process=made, stage=Stage.CONDENSING, why="Fem dage gav svar nok", by=leader)
    _condense(made, points, answers, leader, staff)
    process_versions.publish(process=made, why="Skrevet ud fra strategiugen", by=leader)
    _open_question(made, staff, leader)


def _day(
    made: Process, number: int, points: list[MainPoint], staff: Sequence[Colleague], leader: Colleague
) -> list[Answer]:
    """One day that is over: asked, answered, and closed in the afternoon it was asked on."""
    question, english, names, point, texts = DAYS[number]
    opened = timezone.localtime().replace(hour=7, minute=0, second=0, microsecond=0)
    opened -= timedelta(days=BEGAN - number)
    day = process_week.add(
        process=made, question=question, question_en=english, names=names, point=points[point],
        opens_at=opened, closes_at=timezone.now() + timedelta(hours=1), by=leader,
    )  # fmt: skip
    found = [_answer(day, who, text) for who, text in zip(staff, texts, strict=False)]
    rounds.change(round=day.round, closes_at=opened.replace(hour=16), by=leader)
    return found


def _answer(day: Day, who: Colleague, text: str) -> Answer:
    item = day.round.items()[0]
    invitee = Invitee.objects.select_related("round", "team").get(round=day.round, colleague=who)
    sheet = sheets.submit(invitee=invitee, values={item.pk: Given(text=text)}, by=who).sheet
    found: Answer = Answer.objects.select_related("sheet__round").get(sheet=sheet)
    return found


def _condense(
    made: Process,
    points: list[MainPoint],
    answers: list[list[Answer]],
    leader: Colleague,
    staff: Sequence[Colleague],
) -> None:
    """Two comments, three themes with their sentences and goals, one answer set aside; a few stay open."""
    first = answers[0][2]
    reply = process_responses.comment(answer=first, text="Ja, og især om aftenen.", by=staff[1])
    for who in staff[2:5]:
        process_responses.count(answer=first, kind=Kind.AGREE, by=who)
    process_responses.count(answer=answers[1][1], kind=Kind.THANKS, by=staff[0])
    for title, outcome, goal, owner, days, sentences in SENTENCES:
        theme = process_condensing.add_theme(process=made, title=title, by=leader)
        for text, point, said in sentences:
            sources = [("answer", answers[day][n].pk) for day, n in said]
            sources += [("point", points[point].pk)]
            sources += [("response", reply.pk)] if (0, 2) in said else []
            process_condensing.write(theme=theme, text=text, sources=sources, by=leader)
        _conclude(theme, outcome, goal, staff[owner], days, leader)
    process_condensing.set_aside(
        process=made, sources=[("answer", answers[4][3].pk)], by=leader,
        reason="Parkeringen hører under kommunens plan for havnen. Vi har sendt ønsket videre.",
    )  # fmt: skip


def _conclude(
    theme: StrategyTheme, outcome: str, goal: str, owner: Colleague, days: int, leader: Colleague
) -> None:
    due = timezone.localdate() + timedelta(days=days)
    process_conclusions.conclude(theme=theme, outcome=outcome, goal=goal, owner=owner, due_on=due, by=leader)


def _open_question(made: Process, staff: Sequence[Colleague], leader: Colleague) -> None:
    """The question of the day, which three have answered and Mette has not."""
    question, english, texts = OPEN
    now = timezone.localtime()
    closes = (now + timedelta(days=4)).replace(hour=16, minute=0, second=0, microsecond=0)
    day = process_week.add(
        process=made, question=question, question_en=english, names=Round.Names.NAME,
        opens_at=now - timedelta(hours=3), closes_at=closes, by=leader,
    )  # fmt: skip
    quiet = [who for who in staff if who.email != "mette@eksempel.dk"]
    for who, text in zip(quiet, texts, strict=False):
        _answer(day, who, text)
