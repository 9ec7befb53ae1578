"""Rows of strategy processes for the world that contracts walk."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from brobygger.questions import models as questions
from brobygger.strategy import models as strategy


def build(add: Any, made: Any, who: list[Any], rows: int) -> None:
    """`rows` processes, each with `rows` days that everybody has answered, themes, sentences and versions."""
    for number in range(1, rows + 1):
        _process(add, made, who, number, rows)


def _process(add: Any, made: Any, who: list[Any], number: int, rows: int) -> None:
    here: dict[str, Any] = {"workspace": made.workspace}
    process = add(strategy.Process(**here, name=f"Vores strategi {number}", from_year=2027, to_year=2030))
    add(strategy.ProcessStage(**here, process=process, stage="condensing", moved_by=who[-1]))
    for i in range(1, rows + 1):
        point = add(
            strategy.MainPoint(**here, process=process, position=i, text=f"Flere unge {i}", author=who[-1])
        )
        answer = _day(add, made, process, who, point, i)
        theme = add(
            strategy.StrategyTheme(**here, process=process, position=i, title=f"Mødested {i}", goal=made.rows["strategy.goal"][0])
        )  # fmt: skip
        sentence = add(strategy.Sentence(**here, theme=theme, position=1, text=f"Vi mødes {i}."))
        add(strategy.SentenceSource(**here, sentence=sentence, answer=answer))
        strategy.SentenceSource(**here, sentence=sentence, point=point).save()
        said = made.rows["strategy.response"][-1]
        add(
            strategy.SetAside(
                **here, process=process, response=said, reason="Et andet sted", decided_by=who[-1]
            )
        )
        _version(add, made, process, sentence, answer, who, i)


def _day(add: Any, made: Any, process: Any, who: list[Any], point: Any, i: int) -> Any:
    here: dict[str, Any] = {"workspace": made.workspace}
    now = timezone.now()
    asked = questions.QuestionSet.objects.create(**here, name=f"Dag {i}", kind="strategy_week")
    version = questions.SetVersion.objects.create(**here, question_set=asked)
    identity = questions.ItemIdentity.objects.create(**here, question_set=asked)
    item = questions.Item.objects.create(
        **here, set_version=version, identity=identity, text_da=f"Hvem mangler? {i}", text_en=f"Who is missing? {i}"
    )  # fmt: skip
    asking = questions.Round.objects.create(
        **here, set_version=version, item=item, name=item.text_da, opens_at=now - timedelta(days=1, hours=i),
        closes_at=now + timedelta(days=3), about_model="strategy.process", about_id=process.pk,
    )  # fmt: skip
    add(strategy.Day(**here, process=process, position=i, point=point, round=asking))
    answer = None
    for colleague in who:
        invitee = questions.Invitee.objects.create(**here, round=asking, colleague=colleague, answered=True)
        sheet = questions.Sheet.objects.create(**here, round=asking, invitee=invitee, state="submitted")
        answer = questions.Answer.objects.create(**here, sheet=sheet, item=item, text=f"De unge {i}")
    made.rows.setdefault("strategyanswer", []).append(answer)
    for colleague in who:
        add(strategy.Response(**here, answer=answer, kind="comment", text="Enig", author=colleague))
    return answer


def _version(add: Any, made: Any, process: Any, sentence: Any, answer: Any, who: list[Any], i: int) -> None:
    here: dict[str, Any] = {"workspace": made.workspace}
    shown = {"public_at": timezone.now(), "public_by": who[-1]} if i == 1 else {}
    version = add(strategy.StrategyVersion(**here, process=process, number=i, published_by=who[-1], **shown))
    for place in range(1, i + 1):
        theme = add(
            strategy.VersionTheme(**here, strategy_version=version, position=place, title=f"Mødested {place}", goal_name="Flere", owner=who[-1])
        )  # fmt: skip
        published = add(
            strategy.VersionSentence(**here, theme=theme, position=1, number=place, text=f"Vi mødes {place}.", sentence=sentence)
        )  # fmt: skip
        add(strategy.VersionSource(**here, sentence=published, answer=answer))
