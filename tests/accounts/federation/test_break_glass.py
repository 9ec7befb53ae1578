"""Only through the municipality; and the way in for the day that it does not answer."""

import pytest
from django.core import mail
from django.test import Client

from brobygger.accounts import operations
from brobygger.accounts.models import BreakGlassUse, Colleague
from brobygger.cli import main as command
from brobygger.core.models import HistoryEntry
from tests.accounts.federation.conftest import by_oidc
from tests.accounts.test_security import code_of

PASSWORD = "en lang adgangskode"
NEW = "fire gode ord her"


@pytest.fixture
def way_in(workspace):
    """Birgit's one-time address, as the command prints it."""
    return operations.make_break_glass(workspace=workspace, email="birgit@eksempel.dk")


@pytest.fixture
def only(workspace, oidc, leader, way_in):
    """Fjordby demands the municipality's log-in."""
    workspace.only_municipal = True
    workspace.save()
    return workspace


def log_in(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def path_of(address):
    return address.removeprefix("http://localhost:8000")


def second_step(client):
    """Set up codes from an app and show one; the app's secret."""
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200, (page.status_code, page.headers)
    secret = page.context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.text
    return secret


def test_a_password_opens_nothing_there(only, staff, client):
    answer = log_in(client, staff.user.email)
    assert answer.status_code == 403
    assert "Log ind med Fjordby Kommune" in answer.text
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_tells_nothing_of_it(only, staff, client):
    assert "gennem kommunen" not in log_in(client, staff.user.email, "forkert kode her").text


def test_open_sessions_are_asked_again(only, staff, client_of):
    answer = client_of(staff).get("/fjordby/members/")
    assert answer.status_code == 403
    assert "Log ind med Fjordby Kommune" in answer.text
    assert 'value="/fjordby/members/"' in answer.text


def test_another_workspace_of_the_same_person_stays_open(only, other_workspace, staff, client):
    Colleague.objects.create(
        workspace=other_workspace,
        user=staff.user,
        name="Ali",
        email=staff.email,
        role="staff",
        state="active",
    )
    assert log_in(client, staff.user.email).status_code == 302
    assert client.get("/nabo/").status_code == 200
    assert client.get("/fjordby/").status_code == 403


def test_the_municipalitys_log_in_opens(only, client):
    by_oidc(client)
    assert client.get("/fjordby/").status_code == 200


def test_what_is_left_of_an_unfinished_log_in_opens_nothing(only, staff, client):
    by_oidc(client)
    kept = client.session["municipal"]
    client.logout()
    client.force_login(staff.user)
    session = client.session
    session["municipal"] = kept
    session.save()
    assert client.get("/fjordby/").status_code == 403


def test_without_a_log_in_that_leads_there_it_has_no_effect(only, staff, client_of, settings):
    settings.LOGIN_PROVIDERS = {}
    assert client_of(staff).get("/fjordby/").status_code == 200


def test_the_way_in_takes_a_password_and_a_second_step(only, leader, make_colleague, client):
    make_colleague(only, "leader", name="Lone Leder", email="lone@eksempel.dk")
    address = path_of(operations.make_break_glass(workspace=only, email="birgit@eksempel.dk"))
    assert "uden om kommunen" in client.get(address).text
    answer = client.post(address, {"name": "Birgit Lund", "password": NEW})
    assert answer.url == "/fjordby/"
    assert client.get("/fjordby/").url.startswith("/accounts/2fa/totp/activate/")
    second_step(client)
    assert client.get("/fjordby/").url.startswith("/accounts/2fa/reauthenticate/")
    assert client.post(address, {"name": "Birgit Lund", "password": NEW}).status_code == 410


def test_each_use_is_written_and_told(
    only, leader, make_colleague, client, django_capture_on_commit_callbacks
):
    make_colleague(only, "leader", name="Lone Leder", email="lone@eksempel.dk")
    address = path_of(operations.make_break_glass(workspace=only, email="birgit@eksempel.dk"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"name": "Birgit Lund", "password": NEW})
    assert [m.to for m in mail.outbox] == [["lone@eksempel.dk"]]
    assert "Birgit Lund" in mail.outbox[0].subject
    secret = second_step(client)
    fresh = Client()
    assert log_in(fresh, "birgit@eksempel.dk", NEW).url == "/accounts/2fa/authenticate/"
    assert BreakGlassUse.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        recovery = fresh.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    if recovery.status_code != 302:  # a code opens once: the next half minute's is not ours to wait for
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

        codes = RecoveryCodes.activate(leader.user).get_unused_codes()
        with django_capture_on_commit_callbacks(execute=True):
            assert fresh.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert fresh.get("/fjordby/").status_code == 200
    assert BreakGlassUse.objects.count() == 2
    assert len(mail.outbox) == 2
    assert HistoryEntry.objects.filter(operation="accounts.break_glass.use").count() == 2


def test_a_log_in_by_the_municipality_is_no_use_of_it(only, leader, oidc, client):
    leader.refresh_from_db()
    leader.email = leader.user.email = "oda@fjordby.example"
    leader.user.save()
    leader.save()
    by_oidc(client)
    leader.refresh_from_db()
    assert leader.role == "leader"
    assert BreakGlassUse.objects.count() == 0
    assert client.get("/fjordby/").status_code == 200


def test_it_is_not_ended_by_the_municipality(only, leader, oidc):
    leader.refresh_from_db()
    leader.email = leader.user.email = "oda@fjordby.example"
    leader.user.save()
    leader.save()
    by_oidc(Client())
    oidc.person["groups"] = []
    assert by_oidc(Client()).status_code == 403
    leader.refresh_from_db()
    assert leader.has_role("leader")


def test_the_command_makes_a_leader_where_there_is_none(workspace, capsys):
    assert command.main(["leader", "--workspace", "fjordby", "--email", "ny@eksempel.dk"]) == 0
    assert "/link/" in capsys.readouterr().out
    made = Colleague.objects.get(email="ny@eksempel.dk")
    assert made.role == "leader"
    assert made.break_glass
    assert command.main(["leader", "--workspace", "ukendt", "--email", "ny@eksempel.dk"]) == 2


def test_it_must_be_there_before_passwords_are_closed(workspace, oidc, leader, client_of):
    client = client_of(leader)
    answer = client.post("/fjordby/settings/login/demand/", {"only": "1"}, follow=True)
    assert "Lav først en vej ind" in answer.text
    workspace.refresh_from_db()
    assert not workspace.only_municipal
    other = Colleague.objects.create(
        workspace=workspace, name="Lone", email="lone@eksempel.dk", role="leader", state="active"
    )
    Colleague.objects.filter(pk=other.pk).update(break_glass=True)
    client.post("/fjordby/settings/login/demand/", {"only": "1"})
    workspace.refresh_from_db()
    assert workspace.only_municipal
    assert HistoryEntry.objects.filter(operation="accounts.workspace.demand_municipal").exists()


def test_the_last_one_is_not_closed(workspace, oidc, leader, client_of):
    from django.core.exceptions import ValidationError

    Colleague.objects.filter(pk=leader.pk).update(break_glass=True)
    leader.refresh_from_db()
    operations.demand_municipal(workspace=leader.workspace, only=True, by=leader)
    with pytest.raises(ValidationError):
        operations.end_break_glass(colleague=leader, by=leader)


def test_the_page_shows_all_but_secrets(workspace, oidc, leader, client_of):
    page = client_of(leader).get("/fjordby/settings/login/").text
    assert "12345674" in page
    assert "bb-koordinator" in page
    assert "/accounts/login/with/fjordby/callback/" in page
    assert "hemmelig" not in page
    assert "/fjordby/settings/login/" in client_of(leader).get("/fjordby/settings/").text


def test_the_page_without_a_log_in(workspace, leader, client_of):
    assert "login.toml" in client_of(leader).get("/fjordby/settings/login/").text
