"""From what a log-in asserts to what it means here: who, of which municipality, with which role where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from stdnum.dk import cvr as cvr_number

from brobygger.accounts.federation import privileges
from brobygger.accounts.federation.configuration import ASSURANCE, Municipality, Provider
from brobygger.accounts.models import Role

TRUE = {"true", "1", "yes"}
# OIOSAML 2 wrote the level of assurance as a number.
OLD_LEVELS = {"2": "low", "3": "substantial", "4": "high"}


class NotAdmitted(Exception):
    """Somebody the municipality knows cannot come in; `reason` chooses what the page says."""

    def __init__(self, reason: str, note: str = "") -> None:
        super().__init__(f"{reason}: {note}" if note else reason)
        self.reason = reason


@dataclass(frozen=True)
class Asserted:
    """What was said of one person, checked against what this log-in may speak for."""

    subject: str
    name: str
    email: str
    home: Municipality
    grants: dict[str, Role] = field(default_factory=dict)  # by CVR
    constraints: frozenset[str] = frozenset()


def read(provider: Provider, subject: str, claims: Mapping[str, Any]) -> Asserted:
    """Check and read. NotAdmitted: assurance, municipality, email or garbage. No grants is not refused here."""
    if not subject.strip():
        raise NotAdmitted("garbage", "no subject")
    if not assured(provider, claims):
        raise NotAdmitted("assurance")
    home = _home(provider, claims)
    grants, constraints = _grants(provider, home, claims)
    return Asserted(
        subject=subject,
        name=_name(provider, claims),
        email=_email(provider, home, claims),
        home=home,
        grants=grants,
        constraints=constraints,
    )


def assured(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """True where the level of assurance is at least the least that the installation takes."""
    if not provider.minimum_assurance:
        return True
    said = (
        _first(claims, provider.claims["assurance"]).rstrip("/").replace(":", "/").rpartition("/")[2].lower()
    )
    level = OLD_LEVELS.get(said, said)
    return level in ASSURANCE and ASSURANCE.index(level) >= ASSURANCE.index(provider.minimum_assurance)


def _home(provider: Provider, claims: Mapping[str, Any]) -> Municipality:
    """The municipality that the person belongs to: the one whose addresses may be asserted."""
    if not provider.claims["cvr"]:
        return provider.municipalities[0]
    number = _first(claims, provider.claims["cvr"])
    number = number.lower().removeprefix(privileges.CVR_SCOPE)
    found = provider.municipality(number) if cvr_number.is_valid(number) else None
    if found is None:
        raise NotAdmitted("municipality")
    return found


def _email(provider: Provider, home: Municipality, claims: Mapping[str, Any]) -> str:
    email = _first(claims, provider.claims["email"]).lower()
    try:
        validate_email(email)
    except ValidationError:
        raise NotAdmitted("email", "no address") from None
    if not provider.trust_email and str(claims.get("email_verified", "")).lower() not in TRUE:
        raise NotAdmitted("email", "not verified")
    if email.rpartition("@")[2] not in home.email_domains:
        raise NotAdmitted("email", "not of this municipality")
    return email


def _name(provider: Provider, claims: Mapping[str, Any]) -> str:
    given = ("given_name", "urn:oid:2.5.4.42"), ("family_name", "urn:oid:2.5.4.4")
    whole = _first(claims, provider.claims["name"])
    return " ".join((whole or " ".join(_first(claims, names) for names in given)).split())[:200]


def _grants(
    provider: Provider, home: Municipality, claims: Mapping[str, Any]
) -> tuple[dict[str, Role], frozenset[str]]:
    """The highest role for each CVR that this log-in may speak for."""
    grants: dict[str, Role] = {}
    constraints: set[str] = set()
    if not provider.privileges:
        _raise_to(grants, home.cvr, provider, _values(claims, provider.role_claims))
        return grants, frozenset()
    text = _first(claims, provider.role_claims)
    try:
        groups = privileges.parse(text) if text else []
    except privileges.Garbage as garbage:
        raise NotAdmitted("garbage", str(garbage)) from None
    for group in groups:
        if provider.municipality(group.cvr):
            _raise_to(grants, group.cvr, provider, group.privileges)
            constraints |= group.constraints
    return grants, frozenset(constraints)


def _raise_to(grants: dict[str, Role], cvr: str, provider: Provider, values: Any) -> None:
    for role in (Role(provider.roles[v]) for v in values if v in provider.roles):
        if cvr not in grants or role.rank > grants[cvr].rank:
            grants[cvr] = role


def _values(claims: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    """All values of the first claim that is there; `realm_access.roles` looks inside."""
    for name in names:
        value: Any = claims.get(name)
        if value is None and "." in name and not name.startswith(("http", "urn:")):
            value = claims
            for part in name.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, list | tuple):
            return [v.strip() for v in value if isinstance(v, str)]
        if isinstance(value, str | int) and not isinstance(value, bool):
            return [str(value).strip()]
    return []


def _first(claims: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((v for name in names for v in _values(claims, (name,)) if v), "")
