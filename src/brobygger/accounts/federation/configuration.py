"""What `login.toml` in the data folder says: which log-ins there are, for which municipalities, what their roles mean.

Read once, by the settings: a mistake stops the start with a sentence that says where it is. No Django models here.
Secrets stand in files of their own or in the environment, never in `login.toml`, the database, history or an archive.
"""

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from stdnum.dk import cvr as cvr_number

NAME = "login.toml"
ROLES = ("reader", "staff", "coordinator", "leader")
ASSURANCE = ("low", "substantial", "high")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PRIVILEGES = (
    "dk:gov:saml:attribute:Privileges_intermediate",
    "https://data.gov.dk/model/core/eid/privilegesIntermediate",
)
# Where a claim is found when the file does not say, by protocol; the first that is there counts.
CLAIMS: dict[str, dict[str, tuple[str, ...]]] = {
    "oidc": {"email": ("email",), "name": ("name",), "cvr": (), "assurance": ("acr",), "subject": ("sub",)},
    "saml": {
        "email": (
            "urn:oid:0.9.2342.19200300.100.1.3",
            "https://data.gov.dk/model/core/eid/email",
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        ),
        "name": (
            "urn:oid:2.5.4.3",
            "https://data.gov.dk/model/core/eid/fullName",
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        ),
        "cvr": (),
        "assurance": ("https://data.gov.dk/concept/core/nsis/loa", "dk:gov:saml:attribute:AssuranceLevel"),
        # Without it the NameID, which must then be a lasting one.
        "subject": ("urn:oasis:names:tc:SAML:attribute:subject-id",),
    },
}
CVR_OF_PRIVILEGES = (
    "dk:gov:saml:attribute:CvrNumberIdentifier",
    "https://data.gov.dk/model/core/eid/professional/cvr",
)
COMMON = {
    "key", "name", "protocol", "email_claim", "name_claim", "cvr_claim", "assurance_claim", "minimum_assurance",
    "trust_email", "join_known_addresses", "logout_url", "roles", "municipality",
}  # fmt: skip
KNOWN = {
    "oidc": COMMON | {"issuer", "client_id", "client_secret_file", "client_secret_env", "scopes"},
    "saml": COMMON
    | {
        "entity_id", "sso_url", "slo_url", "certificate_file", "metadata_url", "subject_claim", "own_entity_id",
        "own_key_file", "own_certificate_file",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Municipality:
    """Whom a log-in may speak for: one CVR, the workspace it opens, the addresses that are its own."""

    cvr: str
    workspace: str
    email_domains: tuple[str, ...]


@dataclass(frozen=True)
class Provider:
    """One log-in. `roles` is the value of a claim to the role it gives."""

    key: str
    name: str
    protocol: str
    municipalities: tuple[Municipality, ...]
    roles: dict[str, str]
    role_claims: tuple[str, ...]
    privileges: bool
    claims: dict[str, tuple[str, ...]]
    minimum_assurance: str
    trust_email: bool
    join_known_addresses: bool
    logout_url: str
    values: dict[str, Any] = field(repr=False)  # what only its protocol reads, secrets too

    def municipality(self, cvr: str) -> Municipality | None:
        """The municipality with this CVR, if the log-in may speak for it."""
        return next((m for m in self.municipalities if m.cvr == cvr), None)

    def opens(self, workspace: str) -> bool:
        """True where this log-in leads into the workspace with this slug."""
        return any(m.workspace == workspace for m in self.municipalities)


def read(home: Path, *, https: bool) -> dict[str, Provider]:
    """The log-ins by key; none where there is no file. ImproperlyConfigured where something is wrong or unsafe."""
    path = Path(os.environ.get("BROBYGGER_LOGIN") or home / NAME)
    if not path.exists():
        if "BROBYGGER_LOGIN" in os.environ:
            raise ImproperlyConfigured(f"BROBYGGER_LOGIN: there is no file {path}.")
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ImproperlyConfigured(f"{path}: {wrong}") from None
    found = [_Reader(table, path, https).provider() for table in _tables(tables, "provider", str(path))]
    _together(found, str(path))
    return {provider.key: provider for provider in found}


def _tables(of: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    found = of.get(name)
    if not isinstance(found, list) or not all(isinstance(t, dict) for t in found) or not found:
        raise ImproperlyConfigured(f"{where}: write at least one [[{name}]].")
    return found


def _together(found: Iterable[Provider], where: str) -> None:
    """What only shows when all log-ins are seen: a key once; an e-mail domain belongs to one municipality."""
    keys: set[str] = set()
    owners: dict[str, str] = {}
    for provider in found:
        if provider.key in keys:
            raise ImproperlyConfigured(f"{where}: two log-ins have the key {provider.key}.")
        keys.add(provider.key)
        for municipality in provider.municipalities:
            for domain in municipality.email_domains:
                if owners.setdefault(domain, municipality.cvr) != municipality.cvr:
                    raise ImproperlyConfigured(
                        f"{where}: {domain} is given to two municipalities; an address belongs to one."
                    )


class _Reader:
    """One [[provider]] read and checked."""

    def __init__(self, table: dict[str, Any], path: Path, https: bool) -> None:
        self.table, self.path, self.https = table, path, https
        self.where = f"{path}, log-in {table.get('key', '?')}"

    def wrong(self, text: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(f"{self.where}: {text}")

    def provider(self) -> Provider:
        protocol = self.text("protocol")
        if protocol not in KNOWN:
            raise self.wrong("protocol is oidc or saml.")
        if unknown := sorted(set(self.table) - KNOWN[protocol]):
            hint = " Secrets stand in a file or the environment." if "client_secret" in unknown else ""
            raise self.wrong(f"{', '.join(unknown)} is not a setting of {protocol}.{hint}")
        key = self.text("key")
        if not key.replace("-", "").isalnum() or not key.isascii() or key != key.lower() or len(key) > 40:
            raise self.wrong("key is small letters, digits and hyphens, 40 at most.")
        roles, role_claims, privileges = self.roles()
        claims = self.claims(protocol, privileges)
        municipalities = tuple(self.municipality(t) for t in _tables(self.table, "municipality", self.where))
        if len(municipalities) > 1 and not claims["cvr"]:
            raise self.wrong("with several municipalities, cvr_claim says which one a person belongs to.")
        if len({m.cvr for m in municipalities}) < len(municipalities):
            raise self.wrong("a CVR stands once.")
        minimum = self.text("minimum_assurance", "")
        if minimum and minimum not in ASSURANCE:
            raise self.wrong(f"minimum_assurance is one of {', '.join(ASSURANCE)}.")
        logout_url = self.text("logout_url", "")
        return Provider(
            key=key,
            name=self.text("name"),
            protocol=protocol,
            municipalities=municipalities,
            roles=roles,
            role_claims=role_claims,
            privileges=privileges,
            claims=claims,
            minimum_assurance=minimum,
            trust_email=self.yes("trust_email"),
            join_known_addresses=self.yes("join_known_addresses"),
            logout_url=self.address(logout_url, "logout_url") if logout_url else "",
            values=self.oidc() if protocol == "oidc" else self.saml(),
        )

    def text(self, name: str, default: str | None = None) -> str:
        value = self.table.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(f"{name} is missing, or is no text.")
        return value.strip()

    def yes(self, name: str) -> bool:
        value = self.table.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(f"{name} is true or false.")
        return value

    def address(self, value: str, name: str) -> str:
        """An https address; http only to this machine, and only where nothing is served to others."""
        parts = urlsplit(value)
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK and not self.https
        if not (parts.hostname and (parts.scheme == "https" or plain)) or parts.username:
            raise self.wrong(f"{name} must begin with https://.")
        return value

    def claims(self, protocol: str, privileges: bool) -> dict[str, tuple[str, ...]]:
        found = dict(CLAIMS[protocol])
        if privileges:
            found["cvr"] = CVR_OF_PRIVILEGES
        for name in found:
            if given := self.text(f"{name}_claim", ""):
                found[name] = (given,)
        return found

    def roles(self) -> tuple[dict[str, str], tuple[str, ...], bool]:
        table = self.table.get("roles")
        if not isinstance(table, dict) or set(table) - {*ROLES, "claim", "privileges"}:
            raise self.wrong(f"[provider.roles] has claim or privileges, and values for {', '.join(ROLES)}.")
        privileges, claim = table.get("privileges", False) is True, table.get("claim", "")
        if privileges == bool(claim):
            raise self.wrong("[provider.roles] has either claim or privileges = true.")
        meanings: dict[str, str] = {}
        for role in ROLES:
            values = table.get(role, [])
            if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
                raise self.wrong(f"roles.{role} is a list of texts.")
            if twice := meanings.keys() & set(values):
                raise self.wrong(f"{', '.join(sorted(twice))} stands for two roles.")
            meanings |= dict.fromkeys(values, role)
        if not meanings:
            raise self.wrong("no value gives a role: nobody could come in.")
        return meanings, PRIVILEGES if privileges else (str(claim),), privileges

    def municipality(self, table: dict[str, Any]) -> Municipality:
        if set(table) != {"cvr", "workspace", "email_domains"}:
            raise self.wrong("[[provider.municipality]] has cvr, workspace and email_domains.")
        cvr, workspace, domains = str(table["cvr"]), table["workspace"], table["email_domains"]
        if not cvr_number.is_valid(cvr) or len(cvr) != 8:
            raise self.wrong(f"{cvr} is not a CVR number.")
        if not isinstance(workspace, str) or not workspace:
            raise self.wrong("workspace is the workspace's name in addresses.")
        if not isinstance(domains, list) or not domains:
            raise self.wrong(f"say in email_domains which addresses {cvr} may speak for.")
        for domain in domains:
            if not isinstance(domain, str) or "." not in domain or set(domain) & set("*@ /"):
                raise self.wrong(f"{domain} is not the part of an address after @.")
        return Municipality(cvr, workspace, tuple(d.lower() for d in domains))

    def oidc(self) -> dict[str, Any]:
        scopes = self.table.get("scopes", ["openid", "profile", "email"])
        if not isinstance(scopes, list) or "openid" not in scopes:
            raise self.wrong("scopes is a list that holds openid.")
        secret = ""
        if name := self.text("client_secret_env", ""):
            secret = os.environ.get(name, "")
            if not secret:
                raise self.wrong(f"the environment has no {name}.")
        elif name := self.text("client_secret_file", ""):
            secret = self.content(name, "client_secret_file", secret=True).strip()
        else:
            raise self.wrong("client_secret_file or client_secret_env says where the secret is.")
        return {
            "issuer": self.address(self.text("issuer"), "issuer"),
            "client_id": self.text("client_id"),
            "client_secret": secret,
            "scopes": [str(s) for s in scopes],
        }

    def saml(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "entity_id": self.text("entity_id"),
            "own_entity_id": self.text("own_entity_id", ""),
        }
        if metadata := self.text("metadata_url", ""):
            found["metadata_url"] = self.address(metadata, "metadata_url")
        else:
            found["sso_url"] = self.address(self.text("sso_url"), "sso_url")
            if leaving := self.text("slo_url", ""):
                found["slo_url"] = self.address(leaving, "slo_url")
            found["certificate"] = self.pem("certificate_file", "CERTIFICATE")
        if self.text("own_key_file", ""):
            found["own_key"] = self.pem("own_key_file", "PRIVATE KEY", secret=True)
            found["own_certificate"] = self.pem("own_certificate_file", "CERTIFICATE")
        return found

    def pem(self, name: str, what: str, *, secret: bool = False) -> str:
        if not self.text(name, ""):
            raise self.wrong(f"{name} is missing: without a certificate nobody knows who speaks.")
        content = self.content(self.text(name), name, secret=secret)
        if f"{what}-----" not in content:
            raise self.wrong(f"{name} holds no {what.lower()}.")
        return content

    def content(self, value: str, name: str, *, secret: bool) -> str:
        """What a file beside `login.toml` holds; others on the machine must not read a secret."""
        path = self.path.parent / value
        try:
            if secret and self.https and path.stat().st_mode & 0o077:
                raise self.wrong(f"{name}: {path} can be read by others; chmod 600 it.")
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise self.wrong(f"{name}: {path} cannot be read.") from None
        if not text.strip():
            raise self.wrong(f"{name}: {path} is empty.")
        return text
