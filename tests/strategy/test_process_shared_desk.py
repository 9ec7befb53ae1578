"""Answers without a name at a shared desk, promises that change meanwhile, forms sent twice, traces that stay."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import Team, TeamMember
from brobygger.accounts.operations.teams import delete_team
from brobygger.core.models import HistoryEntry
from brobygger.questions.models import Answer, Invitee, Round
from brobygger.records.archive import write_archive
from brobygger.records.rules import closed_to
from brobygger.strategy.models import Day, Response, SentenceSource
from brobygger.strategy.operations import process_condensing, process_responses, process_week
from brobygger.strategy.queries import process_answers, process_tracing
from tests.strategy.test_process import a_day, answered, started

BASE = "/fjordby/strategy/processes/"


def page_of(day: Day) -> str:
    return f"{BASE}days/{day.pk}/"


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, name
    return found[1]


@pytest.fixture
def house(workspace: Any, make_colleague: Callable[..., Any]) -> list[Any]:
    return [
        make_colleague(workspace, "staff", name=f"Prøve {n}", email=f"p{n}@eksempel.dk") for n in range(10)
    ]


def test_the_next_at_a_shared_desk_sees_nothing_and_answers_themselves(
    leader: Any, house: list[Any], client_of: Callable[..., Any]
) -> None:
    day = a_day(started(leader), leader, names="anonymous")
    one, other = client_of(house[0]), client_of(house[1])
    sent = one.post(page_of(day), {"text": "Det første svar"})
    (cookie,) = (c for name, c in sent.cookies.items() if name.startswith("answer-"))
    assert str(day.pk) not in cookie.key
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")
    assert "Det første svar" in one.get(page_of(day)).text
    other.cookies[cookie.key] = cookie.value
    seen = other.get(page_of(day))
    assert "Det første svar" not in seen.text
    assert "no-store" in seen["Cache-Control"]
    assert other.post(page_of(day), {"text": "Det andet svar"}).status_code == 302
    assert sorted(Answer.objects.values_list("text", flat=True)) == ["Det andet svar", "Det første svar"]
    assert Invitee.objects.get(round=day.round, colleague=house[1]).answered


def test_from_another_device_what_was_typed_is_shown_to_copy(
    leader: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    day = a_day(started(leader), leader, names="anonymous")
    client_of(staff).post(page_of(day), {"text": "Et"})
    late = client_of(staff)
    for name in [n for n in late.cookies if n.startswith("answer-")]:
        del late.cookies[name]
    page = late.post(page_of(day), {"text": "Det samme igen"})
    assert page.status_code == 422
    assert re.search(r"<textarea[^>]*readonly>Det samme igen", page.text)
    assert Answer.objects.count() == 1


def test_what_the_form_promised_holds_or_it_is_shown_again(
    leader: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    day = a_day(started(leader), leader, names="anonymous")
    client = client_of(staff)
    promised = hidden(client.get(page_of(day)).text, "promise")
    process_week.change(day=day, names="name", by=leader)
    page = client.post(page_of(day), {"text": "Troede, det var uden navn", "promise": promised})
    assert page.status_code == 422
    assert "Troede, det var uden navn" in page.text
    assert "Svar står med navn." in page.text
    assert not Answer.objects.exists()
    again = {"text": "Med navn", "promise": hidden(page.text, "promise")}
    assert client.post(page_of(day), again).status_code == 302


def unnamed_answers(day: Day, house: list[Any]) -> Any:
    """One that the others can see by now."""
    for number, who in enumerate(house):
        process_responses.answer(day=day, text=f"Svar {number}", by=who)
    return Answer.objects.filter(sheet__round=day.round, sheet__released=True).order_by("pk")[0]


def test_comments_without_a_name_stand_when_the_day_has_closed(leader: Any, house: list[Any]) -> None:
    day = a_day(started(leader), leader, names="anonymous")
    answer = unnamed_answers(day, house)
    process_responses.comment(answer=answer, text="Sagt ved bordet", by=house[0])

    def told() -> tuple[int, int]:
        now = Day.objects.select_related("round__item").get()
        shown = process_answers.of_day(now, house[1]).shown
        said = process_tracing.said(now.process, house[1].user)
        return sum(len(s.comments) for s in shown), str(said).count("Sagt ved bordet")

    assert told() == (0, 0)
    process_week.close(day=day, by=leader)
    assert told() == (1, 1)


def test_a_form_sent_twice_is_one_comment_and_one_agreement(
    leader: Any, staff: Any, coordinator: Any, house: list[Any], client_of: Callable[..., Any]
) -> None:
    day = a_day(started(leader), leader)
    answer = answered(day, staff, "Ro")
    answered(day, coordinator, "Lys")
    client, url = client_of(coordinator), f"{BASE}answers/{answer.pk}/respond/"
    for sent in ({"text": "Ja", "once": "a"}, {"kind": "agree", "answer": answer.pk, "once": "b"}):
        for _time in range(2):
            assert client.post(url, sent).status_code == 302
    assert sorted(Response.objects.values_list("kind", flat=True)) == ["agree", "comment"]
    assert client.post(url, {"kind": "x"}).status_code == 302
    other = a_day(day.process, leader, names="anonymous", question="Og nu?")
    unnamed = unnamed_answers(other, house)
    member, there = client_of(house[0]), f"{BASE}answers/{unnamed.pk}/respond/"
    assert member.post(there, {"kind": "agree"}).status_code == 302
    for _time in range(2):
        assert member.post(there, {"text": "Også mig", "once": "c"}).status_code == 302
    assert Response.objects.filter(answer=unnamed).count() == 1


def test_a_newcomer_is_asked_when_they_look(
    leader: Any, workspace: Any, make_colleague: Callable[..., Any], client_of: Callable[..., Any]
) -> None:
    day = a_day(started(leader), leader, names="anonymous")
    newcomer = make_colleague(workspace, "staff", name="Ny Prøve", email="ny@eksempel.dk")
    client: Client = client_of(newcomer)
    client.get(page_of(day))
    assert Invitee.objects.filter(round=day.round, colleague=newcomer, answered=False).exists()


def test_a_team_that_is_not_told_is_not_written_to_either(leader: Any, house: list[Any]) -> None:
    small = Team.objects.create(workspace=leader.workspace, name="Lille")
    for who in house:
        TeamMember.objects.create(workspace=leader.workspace, team=small, colleague=who)
    day = a_day(started(leader), leader, names="team")
    for number, who in enumerate(house[:3]):
        process_responses.answer(day=day, text=f"Svar {number}", by=who)
    process_week.close(day=day, by=leader)
    theme = process_condensing.add_theme(process=day.process, title="Ro", by=leader)
    source = ("answer", Answer.objects.all()[0].pk)
    process_condensing.write(theme=theme, text="Vi har ro.", sources=[source], by=leader)
    assert {c.pk for c in process_tracing.authors(theme)} == {leader.pk, *(c.pk for c in house)}


def test_a_comment_that_is_used_stays_and_a_day_opens_when_it_did(
    leader: Any, staff: Any, reader: Any
) -> None:
    day = a_day(started(leader), leader)
    answer = answered(day, staff, "Ro")
    said = process_responses.comment(answer=answer, text="Og lys", by=staff)
    theme = process_condensing.add_theme(process=day.process, title="Ro", by=leader)
    process_condensing.write(theme=theme, text="Lys.", sources=[("response", said.pk)], by=leader)
    with pytest.raises(ValidationError, match="kommer af denne kommentar"):
        process_responses.take_back(response=said, by=staff)
    assert SentenceSource.objects.filter(response=said).exists()
    opens: Any = Round.objects.get().opens_at
    with pytest.raises(process_week.Locked, match="ligger fast"):
        process_week.change(day=day, opens_at=opens - timedelta(hours=1), by=leader)
    later = timezone.now() + timedelta(hours=8)
    process_week.change(day=day, opens_at=opens.replace(second=0), closes_at=later, by=leader)
    assert Round.objects.get().opens_at == opens
    assert "strategy.response" in closed_to(reader)
    assert "strategy.response" not in closed_to(staff)


def test_two_condense_the_same_sentence(
    leader: Any, staff: Any, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    day = a_day(started(leader), leader)
    mine, theirs = answered(day, staff, "Ro"), answered(day, coordinator, "Lys")
    answered(day, leader, "Luft")
    process_week.close(day=day, by=leader)
    theme = process_condensing.add_theme(process=day.process, title="Ro", by=leader)
    client, url = client_of(leader), f"{BASE}{day.process_id}/condense/"
    new = {"action": "write", "theme": theme.pk, "text": "Vi har ro.", "once": "a"}
    for _time in range(2):
        client.post(url, new | {"sources": [f"answer-{mine.pk}"]})
    sentence = theme.sentences.get()
    text = client.get(f"{url}?sentence={sentence.pk}").text
    drawn = {
        "action": "change", "sentence": sentence.pk, "theme": theme.pk, "theme_was": hidden(text, "theme_was"),
        "text_was": hidden(text, "text_was"), "shown": [hidden(text, "shown")],
    }  # fmt: skip
    # Meanwhile another gives it one more source; taking out one's own leaves that alone.
    sources = [("answer", mine.pk), ("answer", theirs.pk)]
    process_condensing.change(sentence=sentence, sources=sources, by=leader)
    assert client.post(url, drawn | {"text": "Vi har ro.", "sources": []}).status_code == 302
    assert [row.source for row in sentence.sources.all()] == [("answer", theirs.pk)]
    # And other words: they are told, what was written is kept, and saved again it stands.
    process_condensing.change(sentence=sentence, text="Her er lys.", by=leader)
    assert client.post(url, drawn | {"text": "Vi har ro."}).status_code == 302
    page = client.post(url, drawn | {"text": "Her er ro og luft."})
    assert page.status_code == 422
    assert "Nu står der: Her er lys." in page.text
    assert "Her er ro og luft." in page.text
    again = drawn | {"text": "Her er ro og luft.", "text_was": hidden(page.text, "text_was")}
    assert client.post(url, again).status_code == 302
    sentence.refresh_from_db()
    assert sentence.text == "Her er ro og luft."


def test_the_team_of_a_comment_stands_in_no_history_and_no_archive(
    leader: Any, house: list[Any], make_colleague: Callable[..., Any], tmp_path: Path
) -> None:
    musik, few = (
        house[:9],
        [
            make_colleague(leader.workspace, "staff", name=f"Ny {n}", email=f"ny{n}@eksempel.dk")
            for n in range(6)
        ],
    )
    teams = []
    for name, members in (("Musik", musik), ("Børn", few)):
        teams.append(Team.objects.create(workspace=leader.workspace, name=name))
        for member in members:
            TeamMember.objects.create(workspace=leader.workspace, team=teams[-1], colleague=member)
    day = a_day(started(leader), leader, names="team")
    answer = unnamed_answers(day, [*musik, few[0]])
    said = [process_responses.comment(answer=answer, text="Enig", by=who) for who in (musik[0], few[0])]
    assert [s.team for s in said] == teams
    process_week.close(day=day, by=leader)
    write_archive(workspace=leader.workspace, path=tmp_path / "a.zip", by=leader)
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        lines = file.read("tables/strategy.response.jsonl").splitlines()
    assert [json.loads(line)["team"] for line in lines] == [None, None]
    for of in teams:
        delete_team(team=of, by=leader)
    assert not Response.objects.exclude(team=None).exists()
    assert not HistoryEntry.objects.filter(model="strategy.response").exists()
