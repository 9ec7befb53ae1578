"""A log-in and what it asserts, without a provider behind it."""

from typing import Any

from brobygger.accounts.federation.claims import Asserted
from brobygger.accounts.federation.configuration import CLAIMS, Municipality, Provider
from brobygger.accounts.models import Role

HOME = Municipality("12345674", "fjordby", ("fjordby.example",))


def provider(key: str = "fjordby") -> Provider:
    return Provider(
        key=key,
        name="Fjordby Kommune",
        protocol="oidc",
        municipalities=(HOME,),
        roles={"bb-personale": "staff"},
        role_claims=("groups",),
        privileges=False,
        claims=CLAIMS["oidc"],
        minimum_assurance="",
        trust_email=False,
        join_known_addresses=False,
        logout_url="",
        values={},
    )


def asserted(**changes: Any) -> Asserted:
    said = {"subject": "u-1", "name": "Oda Testrup", "email": "oda@fjordby.example", "home": HOME}
    return Asserted(**{**said, "grants": {HOME.cvr: Role.STAFF}, **changes})
