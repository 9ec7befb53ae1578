"""Two log-ins for Fjordby, an OpenID Connect and a SAML one, and a person of the municipality."""

import base64
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import requests

from brobygger.accounts.federation import configuration
from tests.accounts.federation import keys
from tests.accounts.federation.oidc_provider import CLIENT, SECRET, FakeOIDC
from tests.accounts.federation.saml_provider import ENTITY, SSO, FakeSAML

CVR, NEIGHBOUR = "12345674", "99999993"  # the shape of CVR numbers, nobody's
ROLES = 'leader = ["bb-leder"]\ncoordinator = ["bb-koordinator"]\nstaff = ["bb-personale"]\nreader = ["bb-laeser"]\n'
MUNICIPALITY = (
    f'[[provider.municipality]]\ncvr = "{CVR}"\nworkspace = "fjordby"\nemail_domains = ["fjordby.example"]\n'
)
PRIVILEGE = "http://fjordby.example/roles/usersystemrole/"


def oidc_text(issuer: str, extra: str = "") -> str:
    return (
        f'[[provider]]\nkey = "fjordby"\nname = "Fjordby Kommune"\nprotocol = "oidc"\nissuer = "{issuer}"\n'
        f'client_id = "{CLIENT}"\nclient_secret_file = "hemmelig"\n{extra}\n'
        f'[provider.roles]\nclaim = "groups"\n{ROLES}{MUNICIPALITY}'
    )


def saml_text(extra: str = "", more: str = "") -> str:
    roles = ROLES.replace('"bb-', f'"{PRIVILEGE}bb-')
    return (
        f'[[provider]]\nkey = "kombit"\nname = "Kommunens log-in"\nprotocol = "saml"\nentity_id = "{ENTITY}"\n'
        f'sso_url = "{SSO}"\ncertificate_file = "idp.pem"\ntrust_email = true\n{extra}\n'
        f"[provider.roles]\nprivileges = true\n{roles}{MUNICIPALITY}{more}"
    )


@pytest.fixture
def configure(settings: Any, tmp_path: Path) -> Callable[..., None]:
    """Put texts into `login.toml` and read it as the start does."""

    def write(*texts: str) -> None:
        (tmp_path / "hemmelig").write_text(SECRET)
        (tmp_path / "idp.pem").write_text(keys.certificate("saml"))
        (tmp_path / "login.toml").write_text("\n".join(texts))
        settings.LOGIN_PROVIDERS = configuration.read(tmp_path, https=False)

    return write


@pytest.fixture
def oidc(configure: Callable[..., None]) -> Iterator[FakeOIDC]:
    """The municipality's OpenID Connect provider, running."""
    provider = FakeOIDC()
    configure(oidc_text(provider.issuer))
    provider.person = {
        "sub": "u-1",
        "email": "oda@fjordby.example",
        "email_verified": True,
        "name": "Oda Testrup",
        "groups": ["bb-personale", "andet"],
    }
    yield provider
    provider.close()


@pytest.fixture
def saml(configure: Callable[..., None]) -> FakeSAML:
    """A SAML log-in as KOMBIT's, with the privilege profile."""
    configure(saml_text())
    return FakeSAML(attributes=attributes(f"{PRIVILEGE}bb-personale"))


def attributes(*privileges: str, cvr: str = CVR, email: str = "oda@fjordby.example") -> dict[str, list[str]]:
    return {
        "urn:oid:0.9.2342.19200300.100.1.3": [email],
        "urn:oid:2.5.4.3": ["Oda Testrup"],
        "dk:gov:saml:attribute:CvrNumberIdentifier": [cvr],
        "dk:gov:saml:attribute:Privileges_intermediate": [profile({cvr: privileges})],
    }


def profile(groups: dict[str, Any], constraint: str = "") -> str:
    """The privilege profile as it comes: base64 of XML."""

    limit = f'<Constraint Name="{constraint}">27.15.00</Constraint>' if constraint else ""
    inner = "".join(
        f'<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:{cvr}">{limit}'
        + "".join(f"<Privilege>{p}</Privilege>" for p in privileges)
        + "</PrivilegeGroup>"
        for cvr, privileges in groups.items()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><bpp:PrivilegeList '
        'xmlns:bpp="http://itst.dk/oiosaml/basic_privilege_profile" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}</bpp:PrivilegeList>'
    )
    return base64.b64encode(text.encode()).decode()


def leads_to(answer: Any) -> str:
    """Where the page between us and the municipality leads."""
    assert answer.status_code == 200, answer.content[:500]
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)
    assert found, answer.text
    return unescape(found[1])


def come_back(client: Any, address: str) -> Any:
    """Let the browser follow to the provider and bring its answer's address back."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    return answer.headers["Location"]


def by_oidc(client: Any, next_url: str = "") -> Any:
    """The whole way by OpenID Connect; the last answer."""
    began = client.post("/accounts/login/with/fjordby/", {"next": next_url} if next_url else {})
    back = come_back(client, leads_to(began))
    return client.get(back.replace("http://testserver", ""))


def by_saml(client: Any, provider: FakeSAML, *, key: str = "kombit", spoil: Any = None) -> Any:
    """The whole way by SAML; the last answer."""
    began = client.post(f"/accounts/login/with/{key}/", headers={"host": "testserver"})
    asked = provider.read(leads_to(began))
    form = spoil(asked) if spoil else provider.answer(asked)
    return post_answer(client, form, key)


def post_answer(client: Any, form: str, key: str = "kombit") -> Any:
    put = client.post(f"/accounts/saml/{key}/acs/", {"SAMLResponse": form}, headers={"host": "testserver"})
    assert put.status_code == 302, put.content[:300]
    return client.get(put.url, headers={"host": "testserver"})
