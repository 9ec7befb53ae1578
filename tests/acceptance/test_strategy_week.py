"""A strategy week through its pages: who is never exposed, what is traced, what is refused."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.accounts.models import Team, TeamMember
from brobygger.network.models import Organisation
from brobygger.questions.models import Answer, Invitee, Round, SheetLink
from brobygger.questions.operations import rounds
from brobygger.questions.sheets_by_link import address
from brobygger.strategy.models import Day, Process, Sentence, StrategyVersion
from brobygger.strategy.operations import (
    process,
    process_condensing,
    process_hearing,
    process_responses,
    process_versions,
    process_week,
)

NOW = timezone.now()
OPEN: dict[str, Any] = {"opens_at": NOW - timedelta(hours=1), "closes_at": NOW + timedelta(hours=6)}


@pytest.fixture
def made(leader: Any) -> Process:
    return process.start(name="Fjordby mødes", from_year=2027, to_year=2030, by=leader)


@pytest.fixture
def teams(workspace: Any, make_colleague: Callable[..., Any]) -> dict[str, list[Any]]:
    """Three teams: six, five and four."""
    found: dict[str, list[Any]] = {}
    for name, size in (("Formidling", 6), ("Musik og scene", 5), ("Bornebiblioteket", 4)):
        team = Team.objects.create(workspace=workspace, name=name)
        for number in range(size):
            member = make_colleague(
                workspace, "staff", name=f"{name} {number}", email=f"{name[:5]}{number}@eksempel.dk".lower()
            )
            TeamMember.objects.create(workspace=workspace, team=team, colleague=member)
            found.setdefault(name, []).append(member)
    return found


@pytest.mark.case("three_teams_and_two_anonymous_answers_in_a_team_of_four")
@pytest.mark.parametrize("names", ["anonymous", "team"])
def test_no_split_is_shown(
    made: Process, teams: dict[str, list[Any]], leader: Any, client_of: Callable[..., Any], names: str
) -> None:
    day = process_week.add(
        process=made, question="Hvad skal vi holde op med?", names=names, **OPEN, by=leader
    )
    answering = [*teams["Formidling"], *teams["Musik og scene"], *teams["Bornebiblioteket"][:2]]
    for number, who in enumerate(answering):
        answer = client_of(who).post(
            f"/fjordby/strategy/processes/days/{day.pk}/", {"text": f"Svar {number}"}
        )
        assert answer.status_code == 302
    # While it is open nothing is counted, and nobody can be told.
    text = client_of(teams["Formidling"][0]).get(f"/fjordby/strategy/processes/days/{day.pk}/").text
    assert "har svaret" not in text.replace("Du har svaret", "")
    process_week.close(day=day, by=leader)
    boss = client_of(leader)
    for page in (f"days/{day.pk}/", f"{made.pk}/said/", f"{made.pk}/condense/?show=all"):
        text = boss.get(f"/fjordby/strategy/processes/{page}").text
        assert all(f"Svar {n}" in text for n in range(13)), page
        # The team of four is told nowhere; nor is another that would give it away by subtraction.
        shown = {name for name in teams if f">{name}" in text or f" {name}<" in text}
        assert shown == (set() if names == "anonymous" else {"Formidling"}), page
        assert not re.search(r"(Formidling|Musik og scene|Bornebiblioteket) \d", text), page
    # Nothing stored leads from an answer to anybody, and the team of four is not even kept.
    sheets = day.round.sheets.all()
    assert all(sheet.invitee_id is None for sheet in sheets)
    assert "Bornebiblioteket" not in {sheet.team.name for sheet in sheets if sheet.team}


@pytest.mark.case("a_question_changed_after_the_first_answer")
def test_a_question_that_was_answered_is_copied(
    made: Process, leader: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    day = process_week.add(process=made, question="Hvem mangler vi?", **OPEN, by=leader)
    client_of(staff).post(f"/fjordby/strategy/processes/days/{day.pk}/", {"text": "De unge"})
    boss = client_of(leader)
    edit = f"/fjordby/strategy/processes/days/{day.pk}/edit/"
    on = timezone.localdate().strftime("%d-%m-%Y")
    sent = {
        "question": "Hvad mangler vi?", "question_en": "", "help": "", "on": on, "opens": "00.01", "closes": "23.59",
        "names": "name", "point": "",
    }  # fmt: skip
    answer = boss.post(edit, sent)
    assert answer.status_code == 422
    assert "Kopiér det til en anden dag" in answer.text
    assert "Hvad mangler vi?" in answer.text  # what was typed is still there
    day.round.item.refresh_from_db()
    assert day.round.item.text_da == "Hvem mangler vi?"
    copy = f"/fjordby/strategy/processes/days/{day.pk}/copy/"
    assert copy in answer.text
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d-%m-%Y")
    boss.post(copy, sent | {"on": tomorrow, "opens": "07.00", "closes": "16.00"})
    assert [d.round.item.text_da for d in Day.objects.order_by("pk")] == [
        "Hvem mangler vi?",
        "Hvad mangler vi?",
    ]
    assert Answer.objects.get().text == "De unge"


@pytest.mark.case("every_sentence_shows_what_it_came_from_and_every_answer_what_became_of_it")
def test_traced_both_ways(
    made: Process, leader: Any, staff: Any, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    day = process_week.add(process=made, question="Hvem mangler vi?", **OPEN, by=leader)
    for who, text in (
        (staff, "De unge fra havnen"),
        (coordinator, "Fædre med små børn"),
        (leader, "Flere planter"),
    ):
        process_responses.answer(day=day, text=text, by=who)
    process_week.close(day=day, by=leader)
    one, other, third = Answer.objects.order_by("pk")
    boss, ali = client_of(leader), client_of(staff)
    base = "/fjordby/strategy/processes/"
    boss.post(f"{base}{made.pk}/themes/new/", {"title": "De unge"})
    theme = made.themes.get()
    condense = f"{base}{made.pk}/condense/"
    boss.post(
        condense,
        {
            "action": "write",
            "theme": theme.pk,
            "text": "Unge møder os på havnen.",
            "sources": [f"answer-{one.pk}"],
        },
    )
    sentence = Sentence.objects.get()
    refused = boss.post(condense, {"action": "aside", "sources": [f"answer-{third.pk}"], "reason": ""})
    assert refused.status_code == 422
    boss.post(condense, {"action": "aside", "sources": [f"answer-{third.pk}"], "reason": "Det gør driften"})
    said = ali.get(f"{base}{made.pk}/said/").text
    assert "brugt i sætning 1" in said
    assert "bruges ikke: Det gør driften" in said
    assert said.count("stadig åbent") == 1
    open_ones = ali.get(f"{base}{made.pk}/said/?show=open").text
    assert (other.text in open_ones, one.text in open_ones) == (True, False)
    # A theme ends as outcome, goal, owner and date, and its author is told.
    due = (timezone.localdate() + timedelta(days=300)).strftime("%d-%m-%Y")
    concluded = {
        "outcome": "Et sted på havnen",
        "goal": "Dobbelt så mange unge",
        "owner": staff.pk,
        "due_on": due,
    }
    boss.post(f"{base}themes/{theme.pk}/conclude/", concluded)
    assert "Dobbelt så mange unge" in ali.get("/fjordby/notices/").text
    assert "De unge" not in client_of(coordinator).get("/fjordby/notices/").text
    # Published, each sentence opens on what it came from.
    boss.post(f"{base}{made.pk}/publish/", {"why": "Efter ugen"})
    version = StrategyVersion.objects.get()
    text = ali.get(f"{base}published/{version.pk}/").text
    assert "Unge møder os på havnen." in text
    assert "Sætning 1 kommer af 1 udsagn" in text
    assert one.text in text
    assert staff.name in text
    assert sentence.pk == version.themes.get().sentences.get().sentence_id


@pytest.mark.case("a_published_strategy_without_cookies")
def test_the_public_sees_the_shown_version_alone(
    made: Process, leader: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    theme = process_condensing.add_theme(process=made, title="De unge", by=leader)
    process_condensing.write(theme=theme, text="Unge møder os på havnen.", by=leader)
    nobody = client_of(None)
    assert nobody.get("/p/fjordby/da/strategy/").status_code == 404
    version = process_versions.publish(process=made, by=leader)
    assert nobody.get("/p/fjordby/da/strategy/").status_code == 404
    client_of(leader).post(f"/fjordby/strategy/processes/published/{version.pk}/show/", {"action": "show"})
    page = nobody.get("/p/fjordby/da/strategy/")
    assert "Unge møder os på havnen." in page.text
    assert not page.cookies
    assert leader.name not in page.text
    assert nobody.get("/p/fjordby/en/strategy/strategy.pdf").content.startswith(b"%PDF")
    assert nobody.get("/p/fjordby/xx/strategy/").status_code == 404


@pytest.mark.case("a_link_used_after_the_round_closed")
def test_a_partner_comments_by_link_until_it_closes(
    made: Process, leader: Any, workspace: Any, client_of: Callable[..., Any], run_jobs: Any, mailoutbox: Any
) -> None:
    theme = process_condensing.add_theme(process=made, title="De unge", by=leader)
    process_condensing.write(theme=theme, text="Unge møder os på havnen.", by=leader)
    version = process_versions.publish(process=made, by=leader)
    asked = process_hearing.open_hearing(version=version, closes_at=NOW + timedelta(days=20), by=leader)
    partners = [
        Organisation.objects.create(workspace=workspace, name=name) for name in ("Ungdomsskolen", "Museet")
    ]
    for number, partner in enumerate(partners):
        process_hearing.invite(
            round=asked, organisation=partner, name="Bo", email=f"bo{number}@eksempel.dk", by=leader
        )
    links = {link.invitee.party: address(link) for link in SheetLink.objects.select_related("invitee__round")}
    nobody = client_of(None)
    path = re.sub(r"^https?://[^/]+", "", links["Ungdomsskolen"])
    page = nobody.get(path)
    assert "Unge møder os på havnen." in page.text
    field = re.search(r'name="(item-\d+)"', page.text)
    assert field
    assert nobody.post(path, {field[1]: "Også om vinteren?", "action": "send"}).status_code in (200, 302)
    assert Invitee.objects.get(party="Ungdomsskolen").answered
    # Leaders open what was written; it can be used as a source.
    boss = client_of(leader)
    hearing = f"/fjordby/strategy/processes/published/{version.pk}/partners/"
    assert "Også om vinteren?" not in boss.get(hearing).text
    boss.post(f"{hearing}do/", {"action": "open"})
    assert "Også om vinteren?" in boss.get(hearing).text
    assert "Også om vinteren?" in boss.get(f"/fjordby/strategy/processes/{made.pk}/condense/").text
    # After it closed the other's link tells so, and what was typed is still on the page.
    rounds.close(round=Round.objects.get(pk=asked.pk), by=leader)
    late = re.sub(r"^https?://[^/]+", "", links["Museet"])
    answer = nobody.post(late, {field[1]: "Vi kom for sent", "action": "send"})
    assert answer.status_code == 409
    assert "lukke" in answer.text.lower()
    assert "Vi kom for sent" in answer.text
    assert not Invitee.objects.get(party="Museet").answered
