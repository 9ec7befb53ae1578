"""SAML 2.0: allauth's and python3-saml's web log-in, made stricter.

Assertions must be signed and answer a request of this very session, and open once. What a log-in that nobody asked for
brings is refused. Requests are signed and answers may be encrypted where the installation has a key.
"""

from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.provider import ProviderException
from allauth.socialaccount.providers.saml import views
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from onelogin.saml2.errors import OneLogin_Saml2_Error

from brobygger.accounts.federation.arrival import refuse
from brobygger.accounts.federation.configuration import Provider

LARGEST = 400_000
# A whole town hall may come from one address.
MOST, WINDOW = 1000, 600
ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}"


def begin(request: HttpRequest, config: Provider) -> HttpResponseBase:
    """A redirect to where the person logs in."""
    try:
        answer: HttpResponseBase = SAML(request, config).redirect_from_request(request)
    except (OneLogin_Saml2_Error, OSError, KeyError) as wrong:
        return refuse(request, config, "technical", f"{type(wrong).__name__}: {wrong}"[:300])
    return answer


def receive(request: HttpRequest, config: Provider) -> HttpResponseBase:
    """The answer is posted from the municipality's site, where the session's cookie does not follow: it is put aside.

    Anybody can post here, and what is put aside takes room: answers have a size, and an address so many.
    """
    counted = f"saml-{get_account_adapter(request).get_client_ip(request)}"
    cache.add(counted, 0, WINDOW)
    if cache.incr(counted) > MOST:
        return render(request, "429.html", status=429)
    if sum(len(value) for value in request.POST.values()) > LARGEST:
        return refuse(request, config, "technical", "too large an answer")
    answer: HttpResponseBase = views.ACSView.as_view()(request, organization_slug=config.key)
    return answer


def finish(request: HttpRequest, config: Provider) -> HttpResponseBase:
    """The answer is read, in the session that asked."""
    try:
        answer: HttpResponseBase = _Finish.as_view(config=config)(request, organization_slug=config.key)
    except DatabaseError:
        raise
    except Exception as wrong:
        # What a stranger posts may break any of the libraries that read it; all of it is a no.
        return refuse(
            request, config, "technical", str(wrong)[:300] or "no log-in of this session is waited for"
        )
    return answer


def leave(request: HttpRequest, config: Provider) -> HttpResponseBase:
    """The municipality says that the person has logged out there; it must be signed."""
    answer: HttpResponseBase = _Leave.as_view(config=config)(request, organization_slug=config.key)
    return answer


def metadata(request: HttpRequest, config: Provider) -> HttpResponseBase:
    """What the municipality's log-in must know of us."""
    answer: HttpResponseBase = _Metadata.as_view(config=config)(request, organization_slug=config.key)
    return answer


class SAML(SAMLProvider):  # type: ignore[misc]
    """allauth's provider, made from the file."""

    def __init__(self, request: HttpRequest, config: Provider, *, signed_messages: bool = False) -> None:
        self.config = config
        super().__init__(request, app=_app(config, signed_messages))

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        _opens_once(self.config, response)
        claims = response.get_attributes()
        subject = _subject(self.config, response)
        account = SocialAccount(provider=self.config.key, uid=subject, extra_data=claims)
        return SocialLogin(account=account, provider=self)


def _app(config: Provider, signed_messages: bool) -> SocialApp:
    own, key = config.values.get("own_certificate"), config.values.get("own_key")
    idp = {"entity_id": config.values["entity_id"]}
    if "metadata_url" in config.values:
        idp["metadata_url"] = config.values["metadata_url"]
    else:
        idp |= {"sso_url": config.values["sso_url"], "x509cert": config.values["certificate"]}
        idp |= {"slo_url": config.values["slo_url"]} if config.values.get("slo_url") else {}
    advanced = {
        "strict": True,
        "want_assertion_signed": True,
        "want_message_signed": signed_messages,
        "want_name_id": True,
        "reject_deprecated_algorithm": True,
        "reject_idp_initiated_sso": True,
        "authn_request_signed": bool(key),
        "logout_request_signed": bool(key),
        "logout_response_signed": bool(key),
        "metadata_signed": bool(key),
        "allow_single_label_domains": settings.DEBUG or not settings.HTTPS,
        "private_key": key,
        "x509cert": own,
    }
    sp = {"entity_id": config.values["own_entity_id"]} if config.values["own_entity_id"] else {}
    return SocialApp(
        provider="saml",
        provider_id=config.key,
        name=config.name,
        client_id=config.key,
        settings={"idp": idp, "sp": sp, "advanced": advanced},
    )


def _subject(config: Provider, response: Any) -> str:
    """What the municipality calls the person, the same every time."""
    for name in config.claims["subject"]:
        if values := response.get_attributes().get(name):
            return str(values[0])
    if str(response.get_nameid_format() or "").endswith(":transient"):
        raise ProviderException("the name of the person is a new one every time: set subject_claim")
    return str(response.get_nameid() or "")


def _opens_once(config: Provider, response: Any) -> None:
    """The assertion itself, not only its envelope, answers the request; and no assertion comes twice."""
    root: Any = fromstring(response.get_last_response_xml())
    assertion = response.get_last_assertion_id()
    asked = response.get_last_response_in_response_to()
    answered = [
        data.get("InResponseTo")
        for element in root.iter(f"{ASSERTION}Assertion")
        if element.get("ID") == assertion
        for data in element.iter(f"{ASSERTION}SubjectConfirmationData")
    ]
    if not asked or asked not in answered:
        raise ProviderException("the assertion does not answer what was asked")
    ends = response.get_last_assertion_not_on_or_after() or 0
    seconds = max(600, int(ends - datetime.now(UTC).timestamp()) + 600)
    if not cache.add(f"saml-assertion-{config.key}-{assertion}", 1, seconds):
        raise ProviderException("the assertion has been used")


class _OfTheFile:
    """allauth's views, with the provider of `login.toml`."""

    config: Any = None
    signed_messages = False
    request: HttpRequest

    def get_provider(self, organization_slug: str) -> SAML:
        return SAML(self.request, self.config, signed_messages=self.signed_messages)


class _Finish(_OfTheFile, views.FinishACSView):  # type: ignore[misc]
    pass


class _Leave(_OfTheFile, views.SLSView):  # type: ignore[misc]
    signed_messages = True


class _Metadata(_OfTheFile, views.MetadataView):  # type: ignore[misc]
    pass
