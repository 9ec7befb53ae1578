"""Pages of questions: writing a set, planning a round, answering, results, links, paper."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from brobygger.accounts.models import System
from brobygger.core import timed
from brobygger.questions import about
from brobygger.questions.models import Answer, Invitee, Item, QuestionSet, Round, Sheet, SheetLink
from brobygger.questions.operations import invitees, rounds, sending, sets, sheets, versions
from brobygger.questions.sheets_by_link import address as link_address
from brobygger.questions.sheets_by_link import token
from tests.questions.samples import answer, ask, opened, said, team, version


def at(name: str, *args: Any) -> str:
    return reverse(f"questions:{name}", args=["fjordby", *args])


def fields(of: Round, text: str = "Flere unge") -> dict[str, str]:
    found = {}
    for item in of.items():
        found[f"item-{item.pk}"] = text if item.kind == Item.Kind.TEXT else "a"
    return found


def path_of(invitee: Invitee, by: Any) -> str:
    return reverse("answering:sheet", args=[token(invitees.make_link(invitee=invitee, by=by))])


def outsider_in(of: Round, by: Any, name: str = "Bo") -> Invitee:
    return invitees.ask_outsider(round=of, name=name, email=f"{name.lower()}@eksempel.dk", by=by)


def test_a_set_is_written_and_asked(client_of: Any, leader: Any, staff: Any) -> None:
    client = client_of(leader)
    client.post(at("set_new"), {"name": "Strategiuge"})
    made = QuestionSet.objects.get(name="Strategiuge")
    page = client.post(
        at("item_new", made.newest.pk),
        {"text_da": "Hvad mangler vi?", "kind": "one", "choices": "Unge | Young\nÆldre", "required": "on"},
    )
    assert page.status_code == 302
    item = Item.objects.get()
    assert item.options == [
        {"value": "1", "da": "Unge", "en": "Young"},
        {"value": "2", "da": "Ældre", "en": ""},
    ]
    client.post(
        at("item_edit", item.pk), {"text_da": "Hvem?", "kind": "one", "choices": "Ældre\nBørn\nUnge | Young"}
    )
    item.refresh_from_db()
    assert [(o["value"], o["da"]) for o in item.options] == [("2", "Ældre"), ("3", "Børn"), ("1", "Unge")]
    now = timezone.localtime()
    page = client.post(
        at("round_new"),
        {
            "name": "Mandag", "set_version": made.newest.pk, "opens_at": now.strftime("%d-%m-%Y %H:%M"),
            "closes_at": (now + timedelta(days=2)).strftime("%d-%m-%Y %H:%M"), "names": "anonymous", "reveal": "own",
            "audience": "house",
        },
    )  # fmt: skip
    of = Round.objects.get()
    assert page["Location"] == at("ask", of.pk)
    client.post(at("ask", of.pk), {"colleagues": [staff.pk]})
    assert [i.colleague for i in Invitee.objects.all()] == [staff]


def test_a_choice_without_choices_is_told(client_of: Any, leader: Any) -> None:
    made = sets.create(name="Ny", by=leader)
    page = client_of(leader).post(at("item_new", made.newest.pk), {"text_da": "Hvad?", "kind": "one"})
    assert page.status_code == 422
    assert not Item.objects.exists()


def test_a_colleague_answers_and_changes_it(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, "text", "one")
    ask(of, staff, by=leader)
    client = client_of(staff)
    assert at("answer", of.pk) in client.get(at("rounds")).content.decode()
    client.post(at("answer", of.pk), fields(of, "Kladde") | {"action": "draft"})
    assert Sheet.objects.get().state == "draft"
    assert "Kladde" in client.get(at("answer", of.pk)).content.decode()
    client.post(at("answer", of.pk), fields(of) | {"action": "send"})
    sheet = Sheet.objects.get()
    assert (sheet.state, Invitee.objects.get().answered) == ("submitted", True)
    client.post(at("answer", of.pk), fields(of, "Ældre") | {"action": "send"})
    assert {a.text for a in Answer.objects.filter(item__kind="text")} == {"Ældre"}


def test_the_draft_is_kept_while_one_writes(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, "text", "one")
    ask(of, staff, by=leader)
    client = client_of(staff, htmx=True)
    page = client.post(at("answer", of.pk), fields(of, "Halv") | {"action": "auto"})
    assert page.status_code == 200
    assert Answer.objects.filter(text="Halv").exists()
    page = client.post(at("answer", of.pk), fields(of, "010190-1234") | {"action": "auto"})
    assert "010190" not in page.content.decode()
    assert not Answer.objects.filter(text__contains="010190").exists()


def test_one_question_at_a_time(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, "text", "one")
    ask(of, staff, by=leader)
    client, url = client_of(staff), at("answer", of.pk)
    text, one = of.items()
    page = client.post(f"{url}?question=1", {f"item-{text.pk}": "Flere unge", "action": "next"})
    assert page["Location"] == f"{url}?question=2"
    client.post(f"{url}?question=2", {f"item-{one.pk}": "b", "action": "send"})
    assert {(a.text, tuple(a.chosen)) for a in Answer.objects.all()} == {("Flere unge", ()), ("", ("b",))}
    assert Sheet.objects.get().is_submitted


def test_an_anonymous_answer_is_opened_by_its_own_address_alone(
    client_of: Any, leader: Any, staff: Any
) -> None:
    of = opened(leader, names="anonymous")
    ask(of, staff, by=leader)
    client, url = client_of(staff), at("answer", of.pk)
    page = client.post(url, fields(of, "Hemmeligt") | {"action": "send"})
    own = page["Location"]
    assert own.startswith(f"/answer/own/{of.pk}/")
    assert "Hemmeligt" in client.get(own).content.decode()
    assert "Hemmeligt" not in client.get(url).content.decode()
    assert client.post(url, fields(of, "Igen") | {"action": "send"}).status_code == 422
    assert client.get(f"/answer/own/{of.pk}/forkert/").status_code == 404
    client.post(own, fields(of, "Nyt") | {"action": "send"})
    assert Answer.objects.get().text == "Nyt"
    assert Sheet.objects.count() == 1
    assert client.post(url, fields(of) | {"action": "auto"}).status_code == 200
    assert Sheet.objects.count() == 1


def test_an_anonymous_answer_leaves_nothing_in_session_or_cookies(
    client_of: Any, leader: Any, staff: Any
) -> None:
    of = opened(leader, names="anonymous")
    ask(of, staff, by=leader)
    client = client_of(staff)
    page = client.post(at("answer", of.pk), fields(of) | {"action": "send"})
    key = page["Location"].split("/")[-2]
    assert key not in str(dict(client.session))
    assert key not in str(client.cookies)


def test_who_is_not_asked_is_told(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader)
    page = client_of(staff).get(at("answer", of.pk))
    assert "ikke spurgt" in page.content.decode()
    page = client_of(staff).post(at("answer", of.pk), fields(of) | {"action": "send"})
    assert page.status_code == 409
    assert not Sheet.objects.exists()


def test_results_wait_for_the_rule(client_of: Any, leader: Any, staff: Any, reader: Any) -> None:
    of = opened(leader, "text", reveal="own")
    one, _two = ask(of, staff, reader, by=leader)
    answer(one, "Åbne værksteder")
    for who, sees in ((staff, True), (reader, False), (leader, False)):
        client = client_of(who)
        assert ("Åbne værksteder" in client.get(at("results", of.pk)).content.decode()) == sees
        file = client.get(at("results_file", of.pk) + "?format=csv")
        assert (file.status_code == 200) == sees
    rounds.close(round=of, by=leader)
    assert "Åbne værksteder" in client_of(reader).get(at("results", of.pk)).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_files_hide_what_pages_hide(
    form: str, client_of: Any, leader: Any, make_colleague: Any, workspace: Any
) -> None:
    large = team(make_colleague, workspace, "Voksne", 6)
    small = team(make_colleague, workspace, "Musik", 5)
    of = opened(leader, "one", names="anonymous")
    rows = ask(of, *large, *small, by=leader)
    for row in rows[:9]:
        answer(row)
    rounds.close(round=of, by=leader)
    page = client_of(leader).get(at("results", of.pk)).content.decode()
    assert "Voksne" not in page
    assert "Musik" not in page
    file = client_of(leader).get(at("results_file", of.pk) + f"?format={form}")
    body = b"".join(file.streaming_content) if file.streaming else file.content
    assert b"Musik" not in body
    if form == "csv":
        assert "Det ene;9;9" in body.decode()


def test_teams_large_enough_are_shown(
    client_of: Any, leader: Any, make_colleague: Any, workspace: Any
) -> None:
    of = opened(leader, "one", names="anonymous")
    rows = ask(
        of,
        *team(make_colleague, workspace, "Voksne", 6),
        *team(make_colleague, workspace, "Musik", 5),
        by=leader,
    )
    for row in rows:
        answer(row)
    assert "Voksne" not in client_of(leader).get(at("results", of.pk)).content.decode()
    rounds.close(round=of, by=leader)
    page = client_of(leader).get(at("results", of.pk)).content.decode()
    assert "Voksne" in page
    assert "Musik" in page


def test_an_unnamed_round_does_not_tell_who_is_missing(
    client_of: Any, leader: Any, staff: Any, reader: Any
) -> None:
    of = opened(leader, names="anonymous")
    one, _two = ask(of, staff, reader, by=leader)
    answer(one)
    page = client_of(leader).get(at("round", of.pk)).content.decode()
    assert staff.name not in page
    assert reader.name not in page
    named = opened(leader)
    ask(named, reader, by=leader)
    assert reader.name in client_of(leader).get(at("round", named.pk)).content.decode()


def test_by_link_without_a_log_in(client: Any, leader: Any) -> None:
    of = opened(leader, "text", reveal="all")
    row = outsider_in(of, leader)
    url = path_of(row, leader)
    page = client.get(url)
    assert page.status_code == 200
    assert set(client.cookies) <= {"csrftoken"}
    client.post(url, fields(of, "Tak") | {"action": "send"})
    assert Answer.objects.get().text == "Tak"
    assert Sheet.objects.get().invitee == row
    assert "Tak" in client.get(reverse("answering:results", args=[url.split("/")[2]])).content.decode()


def test_a_broken_or_replaced_link_says_so(client: Any, leader: Any) -> None:
    of = opened(leader)
    row = outsider_in(of, leader)
    url = path_of(row, leader)
    assert client.get(url[:-3] + "x/").status_code == 410
    SheetLink.objects.update(secret="et helt andet")
    assert client.get(url).status_code == 410
    SheetLink.objects.update(expires_at=timezone.now())
    invitees.remove(invitee=row, by=leader)
    assert client.get(url).status_code == 410


def test_a_link_of_another_purpose_does_not_open(client: Any, leader: Any) -> None:
    from brobygger.accounts import links

    row = outsider_in(opened(leader), leader)
    link = invitees.make_link(invitee=row, by=leader)
    assert (
        client.get(reverse("answering:sheet", args=[links.signed("answer", link.secret)])).status_code == 410
    )
    assert client.get(link_address(link).partition("8000")[2] or path_of(row, leader)).status_code == 200


def test_reminders_go_only_to_those_missing(
    leader: Any, staff: Any, reader: Any, run_jobs: Any, django_capture_on_commit_callbacks: Any
) -> None:
    of = opened(leader, "text", names="anonymous")
    one, _two = ask(of, staff, reader, by=leader)
    outsider_in(of, leader)
    answer(one)
    assert sending.send(round=of, by=leader) == 2
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    assert {m.to[0] for m in mail.outbox} == {reader.email, "bo@eksempel.dk"}
    assert all("Hvad mangler vi?" in str(m.body) and "/answer/" in str(m.body) for m in mail.outbox)
    assert sending.remind(round=of, by=leader) == 0
    Invitee.objects.update(asked_on=timezone.localdate() - timedelta(days=1))
    assert sending.remind(round=of, by=leader) == 2
    assert sending.remind(round=of, by=leader) == 0


def test_a_mail_in_the_queue_is_not_sent_to_one_who_has_answered(
    leader: Any, staff: Any, run_jobs: Any, django_capture_on_commit_callbacks: Any
) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    sending.send(round=of, by=leader)
    answer(row)
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    assert mail.outbox == []


def test_the_timer_reminds_once_before_the_end(
    leader: Any, staff: Any, reader: Any, run_jobs: Any, django_capture_on_commit_callbacks: Any
) -> None:
    end = timezone.now() + timedelta(days=3)
    of = opened(leader, closes_at=end, remind_days=1)
    one, _two = ask(of, staff, reader, by=leader)
    answer(one)
    for now, mails in (
        (end - timedelta(days=2), 0),
        (end - timedelta(hours=20), 1),
        (end - timedelta(hours=2), 1),
    ):
        timed.tick(now, only=["questions.reminders"], force=True)
        with django_capture_on_commit_callbacks(execute=True):
            run_jobs()
        assert len(mail.outbox) == mails, now
    assert mail.outbox[0].to == [reader.email]


def test_paper_is_printed_and_typed_in(client_of: Any, leader: Any, staff: Any) -> None:
    of = opened(leader, "text", "one")
    [row] = ask(of, staff, by=leader)
    client = client_of(leader)
    assert "Hvad mangler vi?" in client.get(at("print", of.pk)).content.decode()
    client.post(at("paper", of.pk), fields(of, "På papir") | {"invitee": row.pk})
    sheet = Sheet.objects.get()
    assert (sheet.on_paper, sheet.invitee) == (True, row)


def test_a_set_in_use_is_told_when_deleted(client_of: Any, leader: Any) -> None:
    of = opened(leader)
    client_of(leader).post(at("set_delete", of.set_version.question_set_id))
    assert QuestionSet.objects.exists()


def test_the_way_back_to_what_a_round_is_about(client_of: Any, leader: Any, workspace: Any) -> None:
    of = opened(leader, about=leader)
    assert list(Round.objects.about(leader)) == [of]
    assert about.of(of) is None
    about.register("accounts.colleague", lambda r: "/fjordby/x/", lambda r: "Uge 47")
    try:
        page = client_of(leader).get(at("round", of.pk)).content.decode()
    finally:
        about._KNOWN.clear()
    assert '"/fjordby/x/"' in page
    assert "Uge 47" in page


def test_through_the_rounds_breaks_where_it_cannot_be_compared(
    client_of: Any, leader: Any, staff: Any
) -> None:
    first = opened(leader, "one", name="Forår")
    answer(ask(first, staff, by=leader)[0])
    copy = versions.copy(version=first.set_version, by=leader)
    item = copy.items.get()
    versions.compare(item=item, comparable=False, why="Nu spørges der om noget andet", by=leader)
    second = rounds.create(version=copy, name="Efterår", by=leader)
    answer(ask(second, staff, by=leader)[0])
    page = client_of(staff).get(at("item", item.pk)).content.decode()
    assert page.index("Forår") < page.index("Nu spørges der om noget andet") < page.index("Efterår")
    versions.compare(item=item, comparable=True, why="", by=leader)
    page = client_of(staff).get(at("item", item.pk)).content.decode()
    assert "segment-break" not in page


def test_an_outsider_by_system(leader: Any) -> None:
    row = outsider_in(opened(leader), leader)
    sheets.submit(invitee=row, values=said(row.round), by=System(leader.workspace, "Bo"))
    assert Sheet.objects.count() == 1
    assert version(leader).number == 1
