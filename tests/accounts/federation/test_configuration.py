"""`login.toml`: what is read, and what stops the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from brobygger.accounts.federation import configuration
from tests.accounts.federation import keys
from tests.accounts.federation.conftest import CVR, MUNICIPALITY, NEIGHBOUR, oidc_text, saml_text

ISSUER = "https://login.fjordby.example"


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.delenv("BROBYGGER_LOGIN", raising=False)
    (tmp_path / "hemmelig").write_text("en hemmelighed\n")
    (tmp_path / "hemmelig").chmod(0o600)
    (tmp_path / "idp.pem").write_text(keys.certificate("saml"))

    def go(*texts, https=True):
        (tmp_path / "login.toml").write_text("\n".join(texts))
        return configuration.read(tmp_path, https=https)

    return go


def test_no_file_is_no_log_in(tmp_path, monkeypatch):
    monkeypatch.delenv("BROBYGGER_LOGIN", raising=False)
    assert configuration.read(tmp_path, https=True) == {}
    monkeypatch.setenv("BROBYGGER_LOGIN", str(tmp_path / "mangler.toml"))
    with pytest.raises(ImproperlyConfigured, match=r"mangler\.toml"):
        configuration.read(tmp_path, https=True)


def test_both_protocols_are_read(read):
    found = read(oidc_text(ISSUER), saml_text())
    assert list(found) == ["fjordby", "kombit"]
    assert found["fjordby"].roles["bb-leder"] == "leader"
    assert found["fjordby"].values["client_secret"] == "en hemmelighed"
    assert found["kombit"].privileges
    assert found["kombit"].municipality(CVR).workspace == "fjordby"


def test_the_examples_of_the_documentation_can_be_used(read, tmp_path):
    from pathlib import Path

    text = (Path(__file__).resolve().parents[3] / "docs" / "login.md").read_text(encoding="utf-8")
    examples = [part.partition("```")[0] for part in text.split("```toml")[1:]]
    for name in ("fjordby.secret", "own.key", "own.pem", "kombit.pem"):
        content = {"own.key": keys.pem("own"), "fjordby.secret": "x"}.get(name, keys.certificate("own"))
        (tmp_path / name).write_text(content)
        (tmp_path / name).chmod(0o600)
    assert len(examples) == 2
    assert set(read(*examples)) == {"fjordby", "kombit"}


def test_secrets_are_not_shown(read):
    assert "en hemmelighed" not in repr(read(oidc_text(ISSUER)))


OIDC = oidc_text(ISSUER)
SAML = saml_text()
UNSAFE = {
    "http issuer": (OIDC.replace("https://", "http://"), "issuer must begin with https"),
    "http issuer here, in production": (oidc_text("http://127.0.0.1:9"), "issuer must begin with https"),
    "http sso": (SAML.replace("https://idp.eksempel.dk/sso", "http://idp.eksempel.dk"), "sso_url"),
    "no certificate": (SAML.replace('certificate_file = "idp.pem"', ""), "certificate"),
    "certificate that is not there": (SAML.replace("idp.pem", "mangler.pem"), "cannot be read"),
    "certificate that is none": (SAML.replace("idp.pem", "hemmelig"), "no certificate"),
    "secret in the file": (OIDC.replace("client_secret_file", "client_secret"), "Secrets stand in a file"),
    "no secret": (OIDC.replace('client_secret_file = "hemmelig"', ""), "where the secret is"),
    "a secret others can read": (OIDC.replace("hemmelig", "idp.pem"), "chmod 600"),
    "unknown setting": (oidc_text(ISSUER, "verify = false"), "verify is not a setting"),
    "wrong CVR": (OIDC.replace(CVR, "12345678"), "not a CVR"),
    "no domain": (OIDC.replace('["fjordby.example"]', "[]"), "email_domains"),
    "every domain": (OIDC.replace('"fjordby.example"', '"*"'), "not the part"),
    "no role": (OIDC.replace("bb-", "").partition("leader =")[0] + MUNICIPALITY, "nobody could come in"),
    "a value for two roles": (OIDC.replace("bb-leder", "bb-laeser"), "two roles"),
    "several municipalities, none chosen": (
        OIDC + MUNICIPALITY.replace(CVR, NEIGHBOUR).replace("fjordby.example", "nabo.example"),
        "cvr_claim",
    ),
    "a domain of two": (SAML + MUNICIPALITY.replace(CVR, NEIGHBOUR), "two municipalities"),
    "a key twice": (OIDC + OIDC, "two log-ins"),
    "assurance": (oidc_text(ISSUER, 'minimum_assurance = "very"'), "minimum_assurance"),
    "no TOML": ("[[provider", "login.toml"),
    "nothing": ("", "at least one"),
}


@pytest.mark.parametrize("what", UNSAFE)
def test_what_is_unsafe_stops_the_start(read, tmp_path, what):
    text, said = UNSAFE[what]
    (tmp_path / "idp.pem").chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match=said):
        read(text)


def test_http_to_this_machine_is_for_trying_out(read):
    assert read(oidc_text("http://127.0.0.1:9"), https=False)["fjordby"].values["issuer"]


def test_a_secret_of_the_environment(read, monkeypatch):
    text = OIDC.replace('client_secret_file = "hemmelig"', 'client_secret_env = "FJORDBY_SECRET"')
    with pytest.raises(ImproperlyConfigured, match="FJORDBY_SECRET"):
        read(text)
    monkeypatch.setenv("FJORDBY_SECRET", "andet")
    assert read(text)["fjordby"].values["client_secret"] == "andet"
