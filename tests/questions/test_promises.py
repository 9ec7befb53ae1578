"""What a form promised holds: between form and sending, before the end, for links and for what the log says."""

import logging
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from brobygger.accounts.operations.teams import delete_team
from brobygger.config.masking import MaskKeys
from brobygger.core.models import HistoryEntry
from brobygger.questions.marks import PromiseChanged, promise
from brobygger.questions.models import Answer, Invitee, Round, Sheet, SheetLink
from brobygger.questions.operations import invitees, rounds, sending, sheets
from brobygger.questions.sheets_by_link import token
from tests.questions.samples import answer, ask, opened, said, team


def at(name: str, *args: Any) -> str:
    return reverse(f"questions:{name}", args=["fjordby", *args])


def test_a_promise_that_changed_is_asked_for_again(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, names="anonymous")
    [row] = ask(of, staff, by=leader)
    client, field = client_of(staff), f"item-{of.items()[0].pk}"
    told = promise(of)
    assert f'name="promise" value="{told}"' in client.get(at("answer", of.pk)).content.decode()
    rounds.change(round=of, names="name", by=leader)
    page = client.post(at("answer", of.pk), {field: "Fortroligt", "promise": told, "action": "send"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Fortroligt" in text
    assert f'value="{promise(of)}"' in text
    assert not Sheet.objects.exists()
    with pytest.raises(PromiseChanged):
        sheets.submit_unnamed(invitee=row, values=said(of))
    page = client.post(at("answer", of.pk), {field: "Fint", "promise": promise(of), "action": "send"})
    assert page.status_code == 302


def test_an_answer_that_came_out_stays_as_it_is(
    client_of: Any, leader: Any, make_colleague: Any, workspace: Any
) -> None:
    of = opened(leader, names="anonymous")
    sent = [answer(row) for row in ask(of, *team(make_colleague, workspace, "Musik", 10), by=leader)]
    for one in sent:
        one.sheet.refresh_from_db()
    out = next(s for s in sent if s.sheet.released)
    waiting = next(s for s in sent if not s.sheet.released)
    field = f"item-{of.items()[0].pk}"
    page = client_of(leader).post(reverse("answering:own", args=[of.pk, out.key]), {field: "Ny tekst"})
    assert page.status_code == 422
    assert "Ny tekst" in page.content.decode()
    assert not Answer.objects.filter(text="Ny tekst").exists()
    assert client_of(leader).post(
        reverse("answering:own", args=[of.pk, waiting.key]), {field: "Ny tekst"}
    ).status_code == 302  # fmt: skip


def test_no_counts_of_an_open_round_without_names(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, names="anonymous")
    answer(ask(of, staff, by=leader)[0])
    for url in (at("rounds"), at("round", of.pk)):
        page = client_of(leader).get(url).content.decode()
        assert "af 1" not in page
        assert "Færre end 5 af" not in page
        assert ">færre end 5<" not in page


def test_a_link_is_made_only_where_nothing_else_reaches(client_of: Any, leader: Any, staff: Any) -> None:
    named, unnamed = opened(leader), opened(leader, names="anonymous")
    [row], [hidden] = ask(named, staff, by=leader), ask(unnamed, staff, by=leader)
    client = client_of(leader)
    assert client.get(at("invitee_link", hidden.pk)).status_code == 404
    old = invitees.make_link(invitee=row, by=leader).secret
    assert "/answer/" not in client.get(at("invitee_link", row.pk)).content.decode()
    assert "/answer/" in client.post(at("invitee_link", row.pk)).content.decode()
    assert SheetLink.objects.get(invitee=row).secret != old
    sheets.save_draft(invitee=row, values=said(named), by=staff)
    assert client.post(at("invitee_link", row.pk)).status_code == 404


def test_the_link_of_a_colleague_who_left_is_shut(client: Any, leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    url = reverse("answering:sheet", args=[token(invitees.make_link(invitee=row, by=leader))])
    type(staff).objects.filter(pk=staff.pk).update(state="left")
    assert client.get(url).status_code == 410
    assert sending.send(round=of, by=leader) == 0


def test_what_was_written_is_shown_when_the_link_is_gone(client: Any, leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    url = reverse("answering:sheet", args=[token(invitees.make_link(invitee=row, by=leader))])
    field = f"item-{of.items()[0].pk}"
    rounds.close(round=of, by=leader)
    page = client.post(url, {field: "010190-1234 og mere"})
    assert page.status_code == 409
    assert "og mere" in page.content.decode()
    Invitee.objects.all().delete()
    page = client.post(url, {field: "Alt det, jeg skrev"})
    assert page.status_code == 410
    assert "Alt det, jeg skrev" in page.content.decode()


@pytest.mark.parametrize("names", ["team", "anonymous"])
@pytest.mark.parametrize("restored", [False, True])
def test_a_deleted_team_leads_to_no_answer(
    names: str, restored: bool, leader: Any, make_colleague: Any, workspace: Any
) -> None:
    of = opened(leader, names=names)
    rows = ask(of, *team(make_colleague, workspace, "Musik", 5), by=leader)
    sheet = answer(rows[0]).sheet
    if restored:
        Sheet.objects.update(key_hash="")
    delete_team(team=sheet.team, by=leader)  # type: ignore[arg-type]
    sheet.refresh_from_db()
    assert sheet.team is None
    assert not HistoryEntry.objects.filter(model="questions.sheet").exists()


def test_paper_does_not_tell_who_has_answered(leader: Any, staff: Any) -> None:
    of = opened(leader, names="anonymous")
    [row] = ask(of, staff, by=leader)
    answer(row)
    with pytest.raises(ValidationError) as refused:
        sheets.enter_paper(round=Round.objects.get(pk=of.pk), values=said(of), invitee=row, by=leader)
    assert "svaret" not in str(refused.value.message_dict["invitee"])


def test_keys_do_not_stand_in_the_log() -> None:
    for path, masked in (
        ("/answer/abc:def/", "/answer/*/"),
        ("/answer/abc:def/others/", "/answer/*/others/"),
        ("/answer/own/7/hemmelig/", "/answer/own/7/*/"),
    ):
        record = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", path), None)
        assert MaskKeys().filter(record)
        assert record.getMessage() == f"Not Found: {masked}"
