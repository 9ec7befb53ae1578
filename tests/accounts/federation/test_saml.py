"""Log-in by SAML with KOMBIT's privilege profile; and every answer that must not open."""

import base64
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from brobygger.accounts.models import Colleague, Role, User
from brobygger.core.models import HistoryEntry
from tests.accounts.federation import keys
from tests.accounts.federation.conftest import (
    CVR,
    MUNICIPALITY,
    NEIGHBOUR,
    PRIVILEGE,
    attributes,
    by_saml,
    leads_to,
    post_answer,
    profile,
    saml_text,
)
from tests.accounts.federation.saml_provider import ENTITY, SSO

PROFILE = "dk:gov:saml:attribute:Privileges_intermediate"
STAFF = f"{PRIVILEGE}bb-personale"


def oda():
    return Colleague.objects.get(email="oda@fjordby.example")


def refused(answer, client):
    assert answer.status_code == 403, answer.status_code
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 0


def test_somebody_with_a_privilege_comes_in(workspace, saml, client):
    answer = by_saml(client, saml)
    assert answer.status_code == 302, answer.text
    assert answer.url == "/fjordby/"
    assert oda().has_role("staff")
    assert oda().name == "Oda Testrup"
    assert client.get("/fjordby/").status_code == 200


def test_the_highest_privilege_counts_and_limits_are_noted(workspace, saml, client):
    both = profile({CVR: [STAFF, f"{PRIVILEGE}bb-leder", "urn:andet"]}, constraint="http://kle/1")
    saml.attributes[PROFILE] = [both]
    by_saml(client, saml)
    assert oda().role == Role.LEADER
    assert "http://kle/1" in HistoryEntry.objects.filter(model="accounts.colleague").latest("pk").why


def test_privileges_of_another_cvr_open_nothing(workspace, other_workspace, saml, client):
    saml.attributes[PROFILE] = [profile({NEIGHBOUR: [STAFF]})]
    refused(by_saml(client, saml), client)


def test_somebody_of_another_cvr_is_met_kindly(workspace, saml, client):
    saml.attributes = attributes(STAFF, cvr=NEIGHBOUR)
    answer = by_saml(client, saml)
    refused(answer, client)
    assert "intet arbejdsrum her" in answer.text


@pytest.fixture
def two(configure, workspace, other_workspace, saml):
    """One log-in for two municipalities."""
    more = MUNICIPALITY.replace(CVR, NEIGHBOUR).replace("fjordby.example", "nabo.example")
    configure(saml_text(more=more.replace('"fjordby"', '"nabo"')))
    return saml


def test_each_municipality_has_its_own_door(two, client):
    two.attributes = attributes(STAFF, cvr=NEIGHBOUR, email="ib@nabo.example")
    assert by_saml(client, two).url == "/nabo/"
    assert client.get("/fjordby/").status_code == 404


def test_a_neighbour_that_asserts_our_address_gets_nothing(two, make_colleague, workspace, client):
    ours = make_colleague(workspace, "leader", name="Oda Testrup", email="oda@fjordby.example")
    two.attributes = attributes(STAFF, cvr=NEIGHBOUR, email="oda@fjordby.example")
    answer = by_saml(client, two)
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session
    ours.refresh_from_db()
    assert ours.role == Role.LEADER
    assert not ours.identities.exists()


def test_a_privilege_on_behalf_of_the_neighbour_opens_both(two, client):
    two.attributes[PROFILE] = [profile({CVR: [STAFF], NEIGHBOUR: [f"{PRIVILEGE}bb-laeser"]})]
    assert by_saml(client, two).url == "/"
    roles = Colleague.objects.filter(user__email="oda@fjordby.example").values_list("workspace__slug", "role")
    assert set(roles) == {("fjordby", "staff"), ("nabo", "reader")}
    two.attributes[PROFILE] = [profile({CVR: [STAFF]})]
    by_saml(Client(), two)
    assert Colleague.objects.get(workspace__slug="nabo").state == Colleague.State.LEFT
    assert oda_of("fjordby").has_role("staff")


def oda_of(slug):
    return Colleague.objects.get(workspace__slug=slug, email="oda@fjordby.example")


GARBAGE = {
    "no base64": "%%%",
    "no XML": base64.b64encode(b"privileges").decode(),
    "another list": base64.b64encode(b"<PrivilegeList/>").decode(),
    "an entity": base64.b64encode(
        b'<!DOCTYPE x [<!ENTITY e "x">]><bpp:PrivilegeList xmlns:bpp='
        b'"http://itst.dk/oiosaml/basic_privilege_profile">&e;</bpp:PrivilegeList>'
    ).decode(),
    "a CVR that is none": profile({"12345678": [STAFF]}),
    "an empty privilege": profile({CVR: [""]}),
    "too long": "A" * 210_000,
}


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_instead_of_privileges_is_refused(workspace, saml, client, garbage):
    saml.attributes[PROFILE] = [GARBAGE[garbage]]
    answer = by_saml(client, saml)
    refused(answer, client)
    assert "ikke kan læses" in answer.text


def unsigned(saml):
    saml.signed = False


def other_key(saml):
    saml.key = "somebody else"


def other_audience(saml):
    saml.audience = "https://en.anden/metadata"


def other_recipient(saml):
    saml.recipient = "https://en.anden/acs/"


def expired(saml):
    saml.minutes = -5


def other_request(saml):
    saml.in_response_to = "_en_anden"


def no_request(saml):
    saml.in_response_to = ""


def transient(saml):
    saml.format = "transient"


def changed_after(saml):
    saml.after = lambda xml: xml.replace("oda@fjordby.example", "bo@fjordby.example")


def entity(saml):
    saml.after = lambda xml: '<!DOCTYPE x [<!ENTITY e "x">]>' + xml


@pytest.mark.parametrize(
    "lie",
    [
        unsigned, other_key, other_audience, other_recipient, expired, other_request, no_request, transient,
        changed_after, entity,
    ],
)  # fmt: skip
def test_an_answer_that_lies_is_refused(workspace, saml, client, lie):
    lie(saml)
    refused(by_saml(client, saml), client)


ASSERTION = re.compile(r"<saml:Assertion.*?</saml:Assertion>", re.S)


def evil(xml):
    """The same assertion, of another person and without signature."""
    found = ASSERTION.search(xml)[0]
    without = re.sub(r"<ds:Signature.*?</ds:Signature>", "", found, flags=re.S)
    return (
        re.sub(r'ID="_a\w+"', 'ID="_evil"', without, count=1).replace("oda@", "bo@").replace("emp-1", "emp-2")
    )


def wrapped_beside(xml):
    return ASSERTION.sub(lambda m: evil(xml) + m[0], xml)


def wrapped_after(xml):
    return ASSERTION.sub(lambda m: m[0] + evil(xml), xml)


def wrapped_inside(xml):
    """The signed one hidden in an extension of the forged one's envelope."""
    hidden = f"<samlp:Extensions>{ASSERTION.search(xml)[0]}</samlp:Extensions>"
    return ASSERTION.sub(lambda m: evil(xml), xml).replace("<samlp:Status>", hidden + "<samlp:Status>")


def wrapped_in_signature(xml):
    """The forged one carries the signature of the true one, which lies within it."""
    true = ASSERTION.search(xml)[0]
    signature = re.search(r"<ds:Signature.*?</ds:Signature>", true, re.S)[0]
    bare = true.replace(signature, "")
    inside = signature.replace("</ds:Signature>", f"<ds:Object>{bare}</ds:Object></ds:Signature>")
    forged = evil(xml).replace("<saml:Subject>", inside + "<saml:Subject>", 1)
    return ASSERTION.sub(lambda m: forged, xml, count=1)


def comment_in_address(xml):
    return xml.replace("oda@fjordby.example", "oda@<!-- -->fjordby.example")


@pytest.mark.parametrize("wrap", [wrapped_beside, wrapped_after, wrapped_inside, wrapped_in_signature])
def test_a_wrapped_signature_is_refused(workspace, saml, client, wrap):
    saml.after = wrap
    refused(by_saml(client, saml), client)


def test_a_comment_cuts_no_value_short(workspace, saml, client):
    """A comment does not break the signature; what is read must be the whole value."""
    saml.after = comment_in_address
    by_saml(client, saml)
    assert [u.email for u in User.objects.all()] in ([], ["oda@fjordby.example"])


def test_an_answer_comes_once(workspace, saml, client):
    kept = []
    by_saml(client, saml, spoil=lambda asked: kept.append(saml.answer(asked)) or kept[0])
    assert "_auth_user_id" in client.session
    client.logout()
    assert post_answer(client, kept[0]).status_code == 403
    assert "_auth_user_id" not in client.session


def test_an_answer_stolen_by_another_session_does_not_open(workspace, saml, client):
    """Posted as it is, and in an envelope that answers the thief's own request."""
    began = client.post("/accounts/login/with/kombit/", headers={"host": "testserver"})
    stolen = saml.answer(saml.read(leads_to(began)))
    thief = Client()
    assert post_answer(thief, stolen).status_code == 403
    began = thief.post("/accounts/login/with/kombit/", headers={"host": "testserver"})
    own = saml.read(leads_to(began))
    theirs = re.search(r'<samlp:Response[^>]*InResponseTo="([^"]+)"', base64.b64decode(stolen).decode())[1]
    envelope = (
        base64.b64decode(stolen).decode().replace(f'InResponseTo="{theirs}"', f'InResponseTo="{own.id}"', 1)
    )
    assert post_answer(thief, base64.b64encode(envelope.encode()).decode()).status_code == 403
    assert "_auth_user_id" not in thief.session
    assert User.objects.count() == 0


def test_an_answer_nobody_asked_for_is_refused(workspace, saml, client):
    def unasked(asked):
        saml.in_response_to = ""
        return saml.answer(asked, envelope_to="-")

    refused(by_saml(client, saml, spoil=unasked), client)


def test_rubbish_is_refused(workspace, saml, client):
    for form in ("", "%%%", base64.b64encode(b"<x/>").decode(), base64.b64encode(b"\xff\x00").decode()):
        answer = by_saml(client, saml, spoil=lambda asked, form=form: form)
        refused(answer, client)


@pytest.mark.parametrize(
    ("said", "comes_in"),
    [
        ("https://data.gov.dk/concept/core/nsis/loa/Substantial", True),
        ("https://data.gov.dk/concept/core/nsis/loa/High", True),
        ("3", True),
        ("https://data.gov.dk/concept/core/nsis/loa/Low", False),
        ("2", False),
        ("very high", False),
        (None, False),
    ],
)
def test_the_least_certainty(configure, workspace, saml, client, said, comes_in):
    configure(saml_text('minimum_assurance = "substantial"'))
    if said:
        saml.attributes["https://data.gov.dk/concept/core/nsis/loa"] = [said]
    assert by_saml(client, saml).status_code == (302 if comes_in else 403)


def test_the_metadata_says_what_the_municipality_must_know(workspace, saml, client):
    answer = client.get("/accounts/saml/kombit/metadata/", headers={"host": "testserver"})
    assert answer.status_code == 200
    root = fromstring(answer.content)
    assert root.get("entityID") == "http://testserver/accounts/saml/kombit/metadata/"
    assert b'WantAssertionsSigned="true"' in answer.content
    assert b"http://testserver/accounts/saml/kombit/acs/" in answer.content


def test_an_unsigned_log_out_is_refused(configure, workspace, saml, client):
    configure(saml_text('slo_url = "https://idp.eksempel.dk/slo"'))
    by_saml(client, saml)
    xml = (
        '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_x" Version="2.0" '
        'IssueInstant="2026-01-01T00:00:00Z"/>'
    )
    request = {"SAMLRequest": base64.b64encode(xml.encode()).decode()}
    answer = client.get("/accounts/saml/kombit/sls/", request, headers={"host": "testserver"})
    assert answer.status_code == 400
    assert "_auth_user_id" in client.session


def test_requests_are_signed_where_there_is_a_key(configure, workspace, saml, client, tmp_path):
    (tmp_path / "own.key").write_text(keys.pem("own"))
    (tmp_path / "own.pem").write_text(keys.certificate("own"))
    configure(saml_text('own_key_file = "own.key"\nown_certificate_file = "own.pem"'))
    address = leads_to(client.post("/accounts/login/with/kombit/", headers={"host": "testserver"}))
    assert "Signature=" in address
    assert by_saml(client, saml).status_code == 302


def test_an_answer_that_is_too_large_is_not_put_aside(workspace, saml, client):
    answer = client.post("/accounts/saml/kombit/acs/", {"SAMLResponse": "A" * 500_000})
    assert answer.status_code == 403
    assert "saml-acs-session" not in answer.cookies


def test_too_many_answers_are_stopped(workspace, saml, client, monkeypatch):
    from brobygger.accounts.federation import saml as module

    monkeypatch.setattr(module, "MOST", 2)
    said = [client.post("/accounts/saml/kombit/acs/", {"SAMLResponse": "x"}).status_code for _ in range(3)]
    assert said == [302, 302, 429]


def test_where_to_log_in_can_come_from_metadata(configure, workspace, saml, client):
    """The municipality changes its certificate without us."""
    body = "".join(keys.certificate("saml").splitlines()[1:-1])
    text = (
        f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}"><IDPSSODescriptor '
        'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo '
        f'xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{body}</X509Certificate></X509Data>'
        "</KeyInfo></KeyDescriptor><SingleSignOnService "
        f'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{SSO}"/></IDPSSODescriptor>'
        "</EntityDescriptor>"
    ).encode()

    class Metadata(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Metadata)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        own = saml_text(f'metadata_url = "http://127.0.0.1:{server.server_address[1]}/"')
        configure(own.replace(f'sso_url = "{SSO}"\ncertificate_file = "idp.pem"\n', ""))
        assert by_saml(client, saml).status_code == 302
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_encrypted_assertion_is_opened(configure, workspace, saml, client, tmp_path):
    (tmp_path / "own.key").write_text(keys.pem("own"))
    (tmp_path / "own.pem").write_text(keys.certificate("own"))
    configure(saml_text('own_key_file = "own.key"\nown_certificate_file = "own.pem"'))
    saml.encrypted_for = keys.certificate("own")
    assert by_saml(client, saml).status_code == 302
    assert oda().has_role("staff")
