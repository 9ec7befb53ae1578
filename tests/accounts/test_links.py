"""Links that open one thing: made, looked at, used, and every way of misusing them."""

from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner
from django.urls import reverse
from django.utils import timezone

from brobygger.accounts import links, operations
from brobygger.accounts.models import Colleague, Link, User
from brobygger.core.models import HistoryEntry

INVITATION, FIRST = Link.Purpose.INVITATION, Link.Purpose.FIRST_LOGIN


@pytest.fixture
def invited(workspace, leader):
    report = operations.invite_many(text="Oda Testrup <oda@eksempel.dk>", role="staff", by=leader)
    return report.invited[0]


@pytest.fixture
def link(invited):
    return Link.objects.get(colleague=invited)


def token_of(link):
    return links.address(link).rstrip("/").rpartition("/")[2]


def path_of(link):
    return reverse("accounts:link", args=[token_of(link)])


def refusal(token, *purposes):
    with pytest.raises(links.LinkRefused) as caught:
        links.open_link(token, *(purposes or (INVITATION,)))
    return caught.value.reason


def test_opens_for_its_purpose(link):
    assert links.open_link(token_of(link), INVITATION) == link
    assert links.open_link(token_of(link), FIRST, INVITATION) == link


def test_does_not_open_for_another_purpose(link):
    assert refusal(token_of(link), FIRST) == "broken"


def test_a_token_signed_for_another_purpose_is_broken(link):
    forged = TimestampSigner(salt=f"brobygger.link.{FIRST}").sign(link.secret)
    assert refusal(forged, FIRST) == "broken"
    assert refusal(forged, FIRST, INVITATION) == "broken"


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.split(":")[0], lambda t: "a"]
)
def test_a_tampered_token_is_broken(link, spoil):
    assert refusal(spoil(token_of(link))) == "broken"


def test_expired(link):
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert refusal(token_of(link)) == "expired"


def test_used_twice(link, client):
    data = {"name": "Oda Testrup", "password": "fire gode ord her"}
    assert client.post(path_of(link), data).status_code == 302
    assert refusal(token_of(link)) == "used"
    client.logout()
    assert client.post(path_of(link), data).status_code == 410


def test_a_new_link_closes_the_earlier(link, invited, leader):
    operations.reinvite(colleague=invited, by=leader)
    assert refusal(token_of(link)) == "withdrawn"


def test_withdrawn(link, invited, leader):
    operations.withdraw_invitation(colleague=invited, by=leader)
    assert refusal(token_of(link)) == "withdrawn"
    invited.refresh_from_db()
    assert invited.state == Colleague.State.NOTED


def test_looking_does_not_use_it(link, client):
    for _ in range(3):
        assert client.get(path_of(link)).status_code == 200
        assert client.head(path_of(link)).status_code == 200
    link.refresh_from_db()
    assert link.used_at is None


def test_a_new_person_comes_in(link, invited, client):
    answer = client.post(path_of(link), {"name": "Oda Testrup", "password": "fire gode ord her"})
    assert answer.url == "/fjordby/"
    invited.refresh_from_db()
    assert invited.state == Colleague.State.ACTIVE
    assert invited.user.email == "oda@eksempel.dk"
    assert client.session["_auth_user_id"] == str(invited.user_id)


def test_a_weak_password_is_refused_and_the_link_stays_open(link, client):
    answer = client.post(path_of(link), {"name": "Oda", "password": "kort"})
    assert answer.status_code == 422
    assert not User.objects.filter(email="oda@eksempel.dk").exists()
    assert links.open_link(token_of(link), INVITATION)


def test_a_cpr_number_in_the_name_is_refused(link, client):
    answer = client.post(path_of(link), {"name": "Oda 010190-1234", "password": "fire gode ord her"})
    assert answer.status_code == 422
    assert not User.objects.filter(email="oda@eksempel.dk").exists()


def test_a_person_with_a_log_in_is_asked_to_use_it(other_workspace, leader, make_colleague, client):
    known = make_colleague(other_workspace, name="Ib Opdigt", email="ib@eksempel.dk")
    colleague = operations.invite_many(text="ib@eksempel.dk", role="staff", by=leader).invited[0]
    link = Link.objects.get(colleague=colleague)
    page = client.get(path_of(link))
    assert reverse("account_login") in page.text
    assert client.post(path_of(link), {"name": "Ib", "password": "fire gode ord her"}).status_code == 422
    client.force_login(known.user)
    assert client.post(path_of(link)).url == "/fjordby/"
    assert [c.workspace.slug for c in User.objects.get(pk=known.user_id).colleagues()] == ["fjordby", "nabo"]


def test_one_who_is_in_already_does_not_become_two(link, staff, client_of):
    answer = client_of(staff).post(path_of(link))
    assert answer.status_code == 422
    assert Colleague.objects.filter(user=staff.user).count() == 1


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_expired_link_says_what_to_do(link, client, language):
    Link.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client.cookies["language"] = language
    page = client.get(path_of(link))
    assert page.status_code == 410
    assert {"da": "Linket er udløbet", "en": "This link has run out"}[language] in page.text
    assert "birgit@eksempel.dk" in page.text


def test_a_broken_link_says_nothing_of_any_workspace(link, client):
    page = client.get("/link/abc:def:ghi/")
    assert page.status_code == 410
    assert "Fjordby" not in page.text


def test_guessing_is_stopped(link, client):
    answers = [client.get(f"/link/x{n}/").status_code for n in range(31)]
    assert answers[0] == 410
    assert answers[-1] == 429


def test_the_secret_is_not_in_the_history(link):
    entries = HistoryEntry.objects.filter(model="accounts.link")
    assert entries
    assert all(link.secret not in str(e.after) for e in entries)


def test_the_first_leader_comes_in(client, db):
    made = operations.setup_workspace(slug="roskilde", name="Roskilde", email="lone.leder@eksempel.dk")
    assert made.leader.name == "Lone Leder"
    path = made.address.removeprefix("http://localhost:8000")
    assert client.get(path).status_code == 200
    assert client.post(path, {"name": "Lone Leder", "password": "fire gode ord her"}).url == "/roskilde/"
    made.leader.refresh_from_db()
    assert made.leader.has_role("leader")
