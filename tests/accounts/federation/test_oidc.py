"""Log-in by OpenID Connect, all the way to a provider on this machine; and every lie it may tell."""

import time

import jwt
import pytest
from django.test import Client

from brobygger.accounts import operations
from brobygger.accounts.models import Colleague, Identity, User
from brobygger.core.models import HistoryEntry
from tests.accounts.federation import keys
from tests.accounts.federation.conftest import by_oidc, come_back, leads_to


def oda():
    return Colleague.objects.get(email="oda@fjordby.example")


def test_the_first_log_in_makes_a_colleague(workspace, oidc, client):
    answer = by_oidc(client)
    assert answer.status_code == 302
    assert answer.url == "/fjordby/"
    assert oda().role == "staff"
    assert oda().name == "Oda Testrup"
    assert oda().has_role("staff")
    assert client.get("/fjordby/").status_code == 200
    assert not oda().user.has_usable_password()
    written = HistoryEntry.objects.filter(model="accounts.colleague", object_id=oda().pk)
    assert [(e.verb, e.actor_label) for e in written] == [("created", "Fjordby Kommune")]
    assert "Fjordby Kommune" in written[0].why


def test_the_request_is_bound_to_this_log_in(workspace, oidc, client):
    by_oidc(client)
    asked = oidc.asked[0]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) > 30
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_what_the_municipality_calls_a_person_is_not_kept(workspace, oidc, client):
    oidc.person["sub"] = "010190-1234"
    by_oidc(client)
    assert Identity.objects.get().secret != "010190-1234"
    assert not any("010190" in str((e.after, e.why)) for e in HistoryEntry.objects.all())


def test_a_new_role_and_name_follow_at_the_next_log_in(workspace, leader, oidc):
    by_oidc(Client())
    oidc.person |= {"groups": ["bb-koordinator", "bb-laeser"], "name": "Oda Nytnavn"}
    by_oidc(Client())
    assert oda().role == "coordinator"
    assert oda().name == "Oda Nytnavn"
    entry = HistoryEntry.objects.filter(model="accounts.colleague", verb="changed").latest("pk")
    assert entry.before["role"] == "staff"
    assert entry.after["role"] == "coordinator"
    assert entry.why
    assert User.objects.filter(email="oda@fjordby.example").count() == 1


def test_nothing_is_written_twice(workspace, oidc):
    by_oidc(Client())
    before = HistoryEntry.objects.count()
    by_oidc(Client())
    assert HistoryEntry.objects.count() == before


def test_a_privilege_that_is_withdrawn_closes_the_door(workspace, leader, oidc):
    inside = Client()
    by_oidc(inside)
    oidc.person["groups"] = ["andet"]
    answer = by_oidc(Client())
    assert answer.status_code == 403
    assert "birgit@eksempel.dk" in answer.text
    assert oda().state == Colleague.State.LEFT
    assert inside.get("/fjordby/").status_code == 404
    oidc.person["groups"] = ["bb-laeser"]
    assert by_oidc(Client()).url == "/fjordby/"
    assert oda().has_role("reader")


def test_nobody_is_made_without_a_role(workspace, leader, oidc, client):
    oidc.person["groups"] = []
    answer = by_oidc(client)
    assert answer.status_code == 403
    assert "ikke givet dig en rolle" in answer.text
    assert not User.objects.filter(email="oda@fjordby.example").exists()


def test_an_invited_colleague_is_joined(workspace, leader, oidc, client):
    operations.invite_many(text="Oda <oda@fjordby.example>", role="reader", by=leader)
    by_oidc(client)
    assert oda().state == Colleague.State.ACTIVE
    assert oda().role == "staff"
    assert not oda().links.filter(used_at=None, withdrawn_at=None).exists()


def test_a_local_user_of_the_workspace_is_joined(workspace, make_colleague, oidc, client):
    local = make_colleague(workspace, "staff", name="Oda Testrup", email="oda@fjordby.example")
    by_oidc(client)
    assert oda().pk == local.pk
    assert client.session["_auth_user_id"] == str(local.user_id)


def test_a_local_user_of_another_workspace_is_not_taken_over(
    workspace, other_workspace, make_colleague, oidc, client
):
    make_colleague(other_workspace, "leader", name="Oda Testrup", email="oda@fjordby.example")
    answer = by_oidc(client)
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session
    assert not Colleague.objects.filter(workspace=workspace).exists()


@pytest.mark.parametrize(
    "person",
    [
        {"email": "odd@eksempel.dk"},  # a leader of another municipality
        {"email": "oda@gmail.example"},
        {"email_verified": False},
        {"email": ""},
        {"email": "oda@under.fjordby.example"},
    ],
)
def test_addresses_the_municipality_may_not_speak_for(workspace, outsider, oidc, client, person):
    oidc.person |= person
    assert by_oidc(client).status_code == 403
    assert Colleague.objects.filter(workspace=workspace).count() == 0
    assert "_auth_user_id" not in client.session


def test_an_address_with_a_new_owner_is_not_the_old_one(workspace, leader, oidc, client_of):
    by_oidc(Client())
    oidc.person["sub"] = "u-2"
    answer = by_oidc(Client())
    assert answer.status_code == 403
    identity = Identity.objects.get()
    client_of(leader).post(f"/fjordby/settings/login/identities/{identity.pk}/forget/")
    assert by_oidc(Client()).status_code == 302


def test_one_whom_a_leader_sent_away_does_not_come_back_by_themselves(workspace, leader, oidc):
    by_oidc(Client())
    operations.mark_left(colleague=oda(), by=leader)
    assert by_oidc(Client()).status_code == 403
    assert oda().state == Colleague.State.LEFT


def test_the_way_back_is_to_the_page_one_stood_on(workspace, oidc, client):
    assert by_oidc(client, "/fjordby/members/").url == "/fjordby/members/"
    assert by_oidc(Client(), "https://ond.example/").url == "/fjordby/"


def test_a_cpr_number_in_the_name_is_refused(workspace, oidc, client):
    oidc.person["name"] = "Oda 010190-1234"
    assert by_oidc(client).status_code == 403
    assert User.objects.count() == 0


def test_a_person_who_says_no_is_met_kindly(workspace, oidc, client):
    began = client.post("/accounts/login/with/fjordby/")
    back = come_back(client, leads_to(began)).replace("http://testserver", "")
    state = back.rpartition("state=")[2]
    answer = client.get(f"/accounts/login/with/fjordby/callback/?error=access_denied&state={state}")
    assert "Du blev ikke færdig" in answer.text


LIES = {
    "wrong issuer": lambda c: {**c, "iss": "https://ond.example"},
    "expired": lambda c: {**c, "exp": int(time.time()) - 600},
    "from the future": lambda c: {**c, "iat": int(time.time()) + 6000},
    "wrong audience": lambda c: {**c, "aud": "another"},
    "for several, not us": lambda c: {**c, "aud": ["brobygger", "another"], "azp": "another"},
    "of another log-in": lambda c: {**c, "nonce": "0" * 64},
    "without nonce": lambda c: {n: v for n, v in c.items() if n != "nonce"},
    "without end": lambda c: {n: v for n, v in c.items() if n != "exp"},
    "without subject": lambda c: {n: v for n, v in c.items() if n != "sub"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_is_refused(workspace, oidc, client, lie):
    oidc.token = LIES[lie]
    refused(client)


def refused(client):
    answer = by_oidc(client)
    assert answer.status_code == 403
    assert "lykkedes ikke" in answer.text
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 0


def test_a_token_without_signature_is_refused(workspace, oidc, client):
    oidc.sign = lambda claims: jwt.encode(claims, None, algorithm="none", headers={"kid": "1"})
    refused(client)


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(workspace, oidc, client):
    from cryptography.hazmat.primitives import serialization

    public = keys.private_key("oidc").public_key()
    raw = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    oidc.sign = lambda claims: jwt.encode(claims, raw, algorithm="HS256", headers={"kid": "1"})
    refused(client)


@pytest.mark.parametrize("kid", ["1", "2"])
def test_a_token_signed_by_somebody_else_is_refused(workspace, oidc, client, kid):
    oidc.sign = lambda claims: oidc.signed(claims, key="somebody else", kid=kid)
    refused(client)


def test_a_provider_that_says_it_is_another_is_refused(workspace, oidc, client):
    oidc.issuer_said = "https://ond.example"
    answer = client.post("/accounts/login/with/fjordby/")
    assert answer.status_code == 403


def test_what_the_users_endpoint_says_of_somebody_else_is_refused(workspace, oidc, client):
    oidc.userinfo = {"sub": "u-2", "groups": ["bb-leder"]}
    refused(client)


def test_an_answer_opens_once_and_only_in_the_session_that_asked(workspace, oidc, client):
    began = client.post("/accounts/login/with/fjordby/")
    back = come_back(client, leads_to(began)).replace("http://testserver", "")
    other = Client()
    assert other.get(back).status_code == 403
    assert "_auth_user_id" not in other.session
    assert client.get(back).status_code == 302
    again = Client()
    assert again.get(back).status_code == 403


def test_a_silent_provider_is_said_in_words(workspace, oidc, client):
    oidc.close()
    answer = client.post("/accounts/login/with/fjordby/")
    assert answer.status_code == 403
    oidc._server = type("Closed", (), {"shutdown": lambda s: None, "server_close": lambda s: None})()


def test_an_unknown_log_in_is_not_found(workspace, oidc, client):
    assert client.post("/accounts/login/with/nabo/").status_code == 404
    assert client.get("/accounts/saml/fjordby/metadata/").status_code == 404


def test_a_visit_starts_nothing(workspace, oidc, client):
    assert client.get("/accounts/login/with/fjordby/").url == "/accounts/login/"
    assert oidc.asked == []


def test_the_log_in_page_offers_it_only_where_there_is_one(workspace, oidc, client, settings):
    assert "Log ind med Fjordby Kommune" in client.get("/accounts/login/").text
    settings.LOGIN_PROVIDERS = {}
    assert "Log ind med" not in client.get("/accounts/login/").text.replace("Log ind med adgangsnøgle", "")


def test_logging_out_tells_of_the_municipalitys_log_in(workspace, oidc, client):
    by_oidc(client)
    answer = client.post("/accounts/logout/", follow=True)
    assert "Fjordby Kommune" in answer.text
    assert "_auth_user_id" not in client.session


def test_a_second_step_of_ones_own_is_still_asked_for(workspace, oidc, make_colleague, client):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    local = make_colleague(workspace, "staff", name="Oda Testrup", email="oda@fjordby.example")
    TOTP.activate(local.user, generate_totp_secret())
    codes = RecoveryCodes.activate(local.user).get_unused_codes()
    workspace.only_municipal = True
    workspace.save()
    assert by_oidc(client).url == "/accounts/2fa/authenticate/"
    assert client.get("/fjordby/").url.startswith("/accounts/login/")
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).url == "/fjordby/"
    assert client.get("/fjordby/").status_code == 200


def test_an_invitation_offers_the_municipalitys_log_in(workspace, leader, oidc, client):
    from brobygger.accounts import links

    colleague = operations.invite_many(text="oda@fjordby.example", role="staff", by=leader).invited[0]
    path = links.address(colleague.links.get()).removeprefix("http://localhost:8000")
    assert "Log ind med Fjordby Kommune" in client.get(path).text
