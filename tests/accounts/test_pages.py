"""Pages of accounts as a user meets them, without a browser."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from brobygger.accounts import operations
from brobygger.accounts.models import Colleague, Team, User

State = Colleague.State
PASSWORD = "en lang adgangskode"


def logged_in(colleague, client):
    return client.post("/accounts/login/", {"login": colleague.user.email, "password": PASSWORD})


def test_start_goes_to_the_one_workspace(staff, client_of):
    assert client_of(staff).get("/").url == "/fjordby/"


def test_start_lets_one_choose_of_several(staff, other_workspace, make_colleague, client_of):
    make_colleague(other_workspace, "reader", name="Ali Nazari", email="ali@eksempel.dk")
    page = client_of(staff).get("/").text
    assert 'href="/fjordby/"' in page
    assert 'href="/nabo/"' in page


def test_start_without_a_workspace_says_what_is_missing(staff, leader, client_of):
    operations.mark_left(colleague=staff, by=leader)
    page = client_of(staff).get("/")
    assert page.status_code == 200
    assert "ali@eksempel.dk" in page.text


def test_log_in_by_e_mail_in_any_case(staff, client):
    answer = client.post("/accounts/login/", {"login": "ALI@Eksempel.dk", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/").url == "/fjordby/"


def test_a_wrong_password_says_nothing_of_who_is_here(staff, client):
    known = client.post("/accounts/login/", {"login": "ali@eksempel.dk", "password": "forkert her"}).text
    unknown = client.post("/accounts/login/", {"login": "ingen@eksempel.dk", "password": "forkert her"}).text
    assert "hører ikke sammen" in known
    assert "hører ikke sammen" in unknown


def test_attempts_are_limited(staff, client):
    wrong = {"login": "ali@eksempel.dk", "password": "forkert her"}
    for _ in range(11):
        answer = client.post("/accounts/login/", wrong)
    assert "for mange forsøg" in answer.text


@pytest.mark.parametrize("name", ["account_signup", "account_email", "socialaccount_signup"])
def test_there_is_no_sign_up(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_sign_up_is_not_found(client, db):
    assert client.get("/accounts/signup/").status_code == 404


def test_a_visit_comes_back_after_log_in(staff, client):
    answer = client.get("/fjordby/members/?q=x")
    assert answer.url == "/accounts/login/?next=%2Ffjordby%2Fmembers%2F%3Fq%3Dx"


def test_what_is_sent_after_the_session_ended_comes_back_to_its_form(staff, client):
    answer = client.post(
        "/fjordby/members/1/role/", headers={"Referer": "http://testserver/fjordby/members/1/"}
    )
    assert answer.url == "/accounts/login/?next=%2Ffjordby%2Fmembers%2F1%2F&ended=1"
    page = client.get(answer.url).text
    assert "gemt i denne fane" in page
    assert 'value="/fjordby/members/1/"' in page
    assert "data-gate" in page


def test_a_foreign_referer_is_not_gone_back_to(staff, client):
    answer = client.post("/fjordby/members/1/role/", headers={"Referer": "https://ond.example/fjordby/"})
    assert answer.url == "/accounts/login/?next=%2Ffjordby%2Fmembers%2F1%2Frole%2F&ended=1"


def test_htmx_is_sent_to_log_in_as_a_whole_page(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/fjordby/members/?q=1"}
    answer = client.get("/fjordby/members/", headers=headers)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=%2Ffjordby%2Fmembers%2F%3Fq%3D1&ended=1"


def test_language_is_kept_with_the_person(staff, client_of):
    client = client_of(staff)
    answer = client.post("/language/", {"language": "en", "next": "/fjordby/members/"})
    assert answer.url == "/fjordby/members/"
    assert User.objects.get(pk=staff.user_id).language == "en"
    assert "Members" in client.get("/fjordby/members/").text


def test_language_of_an_outsider_is_a_cookie(client, db):
    client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert "Log in" in client.get("/accounts/login/").text


@pytest.mark.parametrize("back", ["https://ond.example/", "//ond.example", "javascript:alert(1)", ""])
def test_language_never_leads_away(client, db, back):
    assert client.post("/language/", {"language": "da", "next": back}).url == "/"


def test_an_unknown_language_changes_nothing(staff, client_of):
    client_of(staff).post("/language/", {"language": "de", "next": "/"})
    assert User.objects.get(pk=staff.user_id).language == "da"


def test_language_takes_a_post(client, db):
    assert client.get("/language/").status_code == 405


def test_profile(staff, client_of):
    client = client_of(staff)
    answer = client.post("/profile/", {"name": "Ali N. Nazari", "language": "en"})
    assert answer.url == "/profile/"
    user = User.objects.get(pk=staff.user_id)
    assert (user.name, user.language, user.shortcuts) == ("Ali N. Nazari", "en", False)
    assert client.post("/profile/", {"name": "010190-1234", "language": "en"}).status_code == 422


def test_leaders_are_nudged_to_more_than_a_password(leader, staff, client_of):
    assert "Du er leder:" in client_of(leader).get("/profile/").text
    assert "Du er leder:" not in client_of(staff).get("/profile/").text


def test_forgotten_password(staff, client, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/accounts/password/reset/", {"email": "ali@eksempel.dk"})
    assert answer.url == "/accounts/password/reset/done/"
    mail = mailoutbox[0]
    assert mail.subject == "Vælg en ny adgangskode til Brobygger"
    path = re.search(r"http://testserver(/\S+)", mail.body)[1]
    form = client.get(path, follow=True)
    action = form.request["PATH_INFO"]
    words = "fire nye ord her"
    client.post(action, {"password1": words, "password2": words})
    assert client.post("/accounts/login/", {"login": "ali@eksempel.dk", "password": words}).status_code == 302
    assert client.get(path, follow=True).status_code == 200


def test_a_forgotten_password_of_nobody_sends_nothing(client, db, mailoutbox):
    answer = client.post("/accounts/password/reset/", {"email": "ingen@eksempel.dk"})
    assert answer.url == "/accounts/password/reset/done/"
    assert mailoutbox == []


def test_members_are_seen_by_readers_and_changed_by_coordinators(colleagues, client_of):
    for role, may in [("reader", False), ("staff", False), ("coordinator", True), ("leader", True)]:
        client = client_of(colleagues[role])
        assert ("/members/invite/" in client.get("/fjordby/members/").text) is may
        assert client.get("/fjordby/members/invite/").status_code == (200 if may else 403)


def test_members_of_another_workspace_are_not_found(outsider, staff, client_of):
    client = client_of(outsider)
    assert client.get("/fjordby/members/").status_code == 404
    assert client.get(f"/nabo/members/{staff.pk}/").status_code == 404


def test_the_invite_page_says_what_became_of_each(coordinator, staff, client_of):
    text = "Oda Testrup <oda@eksempel.dk>\nali@eksempel.dk\nforkert@\n010190-1234"
    page = client_of(coordinator).post("/fjordby/members/invite/", {"addresses": text, "role": "staff"}).text
    assert "1 invitation er på vej" in page
    assert "Er her allerede" in page
    assert "forkert@" in page
    assert "010190-1234" not in page


def test_a_coordinator_cannot_invite_a_leader(coordinator, client_of):
    data = {"addresses": "oda@eksempel.dk", "role": "leader"}
    assert client_of(coordinator).post("/fjordby/members/invite/", data).status_code == 422
    assert not Colleague.objects.filter(email="oda@eksempel.dk").exists()


def test_a_member_through_all_states(leader, client_of):
    client = client_of(leader)
    client.post("/fjordby/members/new/", {"name": "Tove Prøvegaard", "email": "tove@eksempel.dk"})
    tove = Colleague.objects.get(email="tove@eksempel.dk")
    at = f"/fjordby/members/{tove.pk}/"
    for verb, state in [
        ("invite", State.INVITED), ("invite-again", State.INVITED), ("withdraw", State.NOTED), ("invite", State.INVITED)
    ]:  # fmt: skip
        assert client.post(f"{at}{verb}/").url == at
        tove.refresh_from_db()
        assert tove.state == state
        assert client.get(at).status_code == 200
    assert client.post(f"{at}left/", {"on": "31-12-2026", "why": "Ny stilling"}).url == at
    tove.refresh_from_db()
    assert (tove.state, str(tove.left_on)) == (State.LEFT, "2026-12-31")
    assert "er stoppet" in client.get("/fjordby/members/").text


def test_the_last_leader_is_told_why_not(leader, client_of):
    client = client_of(leader)
    answer = client.post(f"/fjordby/members/{leader.pk}/left/", {"on": "31-12-2026"})
    assert answer.status_code == 422
    assert "skal have en leder" in answer.text
    answer = client.post(f"/fjordby/members/{leader.pk}/role/", {"role": "staff"}, follow=True)
    assert "skal have en leder" in answer.text


def test_a_coordinator_does_not_close_a_leader(coordinator, leader, client_of):
    assert client_of(coordinator).get(f"/fjordby/members/{leader.pk}/left/").status_code == 403


def test_own_name_is_ones_own(staff, reader, client_of):
    client = client_of(staff)
    data = {"name": "Ali N.", "title": "Bibliotekar", "phone": ""}
    assert client.post(f"/fjordby/members/{staff.pk}/edit/", data).status_code == 302
    assert client.post(f"/fjordby/members/{reader.pk}/edit/", data).status_code == 403
    staff.refresh_from_db()
    assert (staff.name, staff.title, staff.email) == ("Ali N.", "Bibliotekar", "ali@eksempel.dk")


def test_teams(coordinator, staff, reader, client_of):
    client = client_of(coordinator)
    data = {"name": "Børn og unge", "kind": "cross", "purpose": "Under 18", "members": [staff.pk, reader.pk]}
    at = client.post("/fjordby/teams/new/", data).url
    assert "Ali Nazari" in client.get(at).text
    assert client.post("/fjordby/teams/new/", data).status_code == 422
    assert client.post(f"{at}edit/", data | {"members": [staff.pk]}).url == at
    assert [m.colleague_id for m in Team.objects.get().members.all()] == [staff.pk]
    assert client_of(staff).get(f"{at}edit/").status_code == 403
    assert client.post(f"{at}delete/").url == "/fjordby/teams/"
    assert client.get(at).status_code == 404


def test_the_workspace_is_the_leaders(leader, coordinator, client_of):
    assert client_of(coordinator).get("/fjordby/settings/").status_code == 403
    client_of(leader).post("/fjordby/settings/", {"name": "Fjordby Bibliotek", "municipality": ""})
    leader.workspace.refresh_from_db()
    assert leader.workspace.name == "Fjordby Bibliotek"


@pytest.mark.parametrize("rows", [1, 3])
def test_members_cost_the_same_for_one_and_three(leader, rows, client_of, django_assert_num_queries):
    for n in range(rows):
        invited = operations.invite_many(text=f"n{n}@eksempel.dk", role="staff", by=leader).invited
        operations.create_team(name=f"Team {n}", kind="cross", members=[*invited, leader], by=leader)
    client = client_of(leader)
    with django_assert_num_queries(7):
        client.get("/fjordby/members/")


def test_a_personal_page_keeps_the_frame_one_came_from(staff, other_workspace, make_colleague, client_of):
    make_colleague(other_workspace, "reader", name="Ali Nazari", email="ali@eksempel.dk")
    client = client_of(staff)
    assert client.get("/profile/").context["workspace"].slug == "fjordby"
    came = client.get("/profile/", headers={"Referer": "http://testserver/nabo/members/"})
    assert came.context["workspace"].slug == "nabo"
    strange = client.get("/profile/", headers={"Referer": "http://testserver/aarhus/"})
    assert strange.context["workspace"].slug == "fjordby"
