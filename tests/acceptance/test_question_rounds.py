"""Issue 4: asking and answering, through the pages, as those do it who ask and those who answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.questions.models import Answer, Item, Round
from brobygger.questions.operations import invitees, rounds
from brobygger.questions.sheets_by_link import token
from tests.questions.samples import ask, opened, team


def at(name: str, *args: Any) -> str:
    return reverse(f"questions:{name}", args=["fjordby", *args])


def sent(of: Round, text: str) -> dict[str, str]:
    """A filled-in sheet, as the browser sends it."""
    return {"action": "send"} | {
        f"item-{item.pk}": text if item.kind == Item.Kind.TEXT else "a" for item in of.items()
    }


@pytest.mark.case("A question changed after the first answer: refused, copy it")
def test_a_question_changed_after_the_first_answer(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, "text")
    ask(of, staff, by=leader)
    [item] = of.items()
    client_of(staff).post(at("answer", of.pk), sent(of, "Et sted at mødes"))
    client = client_of(leader)
    changed = {"text_da": "Hvem mangler vi?", "kind": "text", "help_da": "Tænk på alle"}
    page = client.post(at("item_edit", item.pk), changed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Lav en kopi af versionen" in text
    # What was typed stands there still.
    assert "Hvem mangler vi?" in text
    item.refresh_from_db()
    assert item.text_da == "Hvad mangler vi? (text)"
    client.post(at("version_copy", of.set_version_id))
    copy = of.set_version.question_set.newest
    assert copy.number == 2
    again = copy.items.get()
    assert client.post(at("item_edit", again.pk), changed).status_code == 302
    again.refresh_from_db()
    item.refresh_from_db()
    assert (again.text_da, item.text_da) == ("Hvem mangler vi?", "Hvad mangler vi? (text)")
    assert again.identity_id == item.identity_id
    assert Answer.objects.get().item_id == item.pk


@pytest.mark.case("A link used after the round closed: told clearly, nothing lost")
def test_a_link_used_after_the_round_closed(leader: Any) -> None:
    of = opened(leader, "text", closes_at=timezone.now() + timedelta(hours=1))
    row = invitees.ask_outsider(round=of, name="Bo Æbelø", email="bo@eksempel.dk", by=leader)
    url = reverse("answering:sheet", args=[token(invitees.make_link(invitee=row, by=leader))])
    outside = Client()
    assert "Hvad mangler vi?" in outside.get(url).content.decode()
    rounds.close(round=of, by=leader)
    page = outside.post(url, sent(of, "Vi mangler et øvelokale"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "Runden lukkede, før du sendte det her. Det blev ikke sendt." in text
    assert "Vi mangler et øvelokale" in text
    assert not Answer.objects.exists()
    text = outside.get(url).content.decode()
    assert "Runden er lukket" in text


@pytest.mark.case("Three teams, two anonymous answers in a team of four: no split shown")
def test_three_teams_and_two_anonymous_answers_in_a_team_of_four(
    client_of: Any, leader: Any, make_colleague: Any, workspace: Any
) -> None:
    grown, children = (
        team(make_colleague, workspace, name, size) for name, size in (("Voksne", 6), ("Børn", 7))
    )
    music = team(make_colleague, workspace, "Musik", 4)
    of = opened(leader, "one", "text", names="anonymous", name="Strategiuge, mandag")
    ask(of, *grown, *children, *music, by=leader)
    for who in (*grown, *children, *music[:2]):
        client_of(who).post(at("answer", of.pk), sent(of, f"Fra {who.name}"[:4] + " en stemme"))
    client = client_of(leader)
    client.post(at("round_close", of.pk))
    text = client.get(at("results", of.pk)).content.decode()
    file = client.get(at("results_file", of.pk) + "?format=csv").content.decode()
    for told in (text, file):
        # Neither the team of four, nor another by which its two answers could be worked out: 15 - 7 - 6 = 2.
        assert "Musik" not in told
        assert not ("Voksne" in told and "Børn" in told)
    assert "Grundlag: 15 svar" in text
    # What is left together are at least five, from at least two teams.
    assert "Børn" in text
    assert ";De øvrige tilsammen;Det ene;8;8" in file
    assert ";Børn;Det ene;7;7" in file
    # How far it has come is told by the same rule.
    progress = client.get(at("round", of.pk)).content.decode()
    assert progress.count(">siges ikke<") == 2
