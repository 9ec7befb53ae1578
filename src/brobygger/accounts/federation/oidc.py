"""OpenID Connect: allauth's code flow with state and PKCE, made stricter.

Added: the issuer must be the one that is named; a nonce; the signature, audience and times of the token are always
checked, with asymmetric algorithms only; what the user's own endpoint says must be about the same person.
"""

import hmac
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac
from requests import RequestException

from brobygger.accounts.federation.configuration import Provider

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
LEEWAY = 60


def begin(request: HttpRequest, config: Provider) -> HttpResponseBase:
    """A redirect to where the person logs in."""
    provider = OIDC(request, config)
    try:
        answer: HttpResponseBase = provider.redirect_from_request(request)
    except (OAuth2Error, RequestException) as wrong:
        get_adapter().on_authentication_error(request, provider, exception=wrong)
        raise
    return answer


def callback(request: HttpRequest, config: Provider) -> HttpResponse:
    """The person comes back with a code."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(Adapter(request, config))(request)
    return answer


def nonce(state: str) -> str:
    """Bound to the state, which is used once and known to one session alone."""
    return salted_hmac("brobygger.nonce", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):  # type: ignore[misc]
    """Sends the nonce along."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, Any]) -> str:
        address: str = super().get_redirect_url(
            authorization_url, scope, extra_params | {"nonce": nonce(self.state)}
        )
        return address


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One provider of `login.toml`."""

    client_class = Client

    def __init__(self, request: HttpRequest, config: Provider) -> None:
        super().__init__(request, config.key)
        self.config = config

    def get_provider(self) -> "OIDC":
        return OIDC(self.request, self.config)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("municipal_callback", args=[self.config.key]))

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_found"):
            self._found = self._discover()
        return self._found

    def _discover(self) -> dict[str, Any]:
        issuer = self.config.values["issuer"].rstrip("/")
        found = fetch(f"{issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != issuer:
            raise OAuth2Error("the description is of another issuer")
        scheme = urlsplit(issuer).scheme
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if urlsplit(str(found.get(name, ""))).scheme not in {"https", scheme}:
                raise OAuth2Error(f"no safe {name}")
        return found

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        claims = self._verified(str(kwargs["response"].get("id_token", "")), request.GET.get("state", ""))
        address = str(self.openid_config.get("userinfo_endpoint", ""))
        if urlsplit(address).scheme in {"https", urlsplit(self.config.values["issuer"]).scheme}:
            more = fetch(address, token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("the user's endpoint tells of somebody else")
            claims = {**more, **claims}
        account = SocialAccount(provider=self.config.key, uid=claims["sub"], extra_data=claims)
        return SocialLogin(account=account, provider=self.get_provider())

    def _verified(self, token: str, state: str) -> dict[str, Any]:
        """The claims of a token that is signed by the issuer, for us, now, for this very log-in."""
        client_id = self.config.values["client_id"]
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key=self._key(jwt.get_unverified_header(token)),
                algorithms=ALGORITHMS,
                audience=client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, TypeError, ValueError, KeyError) as wrong:
            raise OAuth2Error(f"the token is not valid: {wrong}") from None
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
            raise OAuth2Error("the token was made for another")
        if not hmac.compare_digest(str(claims.get("nonce", "")), nonce(state)):
            raise OAuth2Error("the token is of another log-in")
        if not isinstance(claims["sub"], str):
            raise OAuth2Error("no subject")
        return claims

    def _key(self, header: dict[str, Any]) -> Any:
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error(f"the token is signed by {header.get('alg')}")
        found = fetch(self.openid_config["jwks_uri"])
        keys = [k for k in jwt.PyJWKSet.from_dict(found).keys if k.public_key_use in (None, "sig")]
        chosen = [k for k in keys if k.key_id == header.get("kid")] or (keys if "kid" not in header else [])
        if len(chosen) != 1:
            raise OAuth2Error("the token is signed with a key that the issuer does not show")
        return chosen[0].key


class OIDC(OpenIDConnectProvider):  # type: ignore[misc]
    """allauth's provider, made from the file; a visitor's address adds nothing to the request."""

    def __init__(self, request: HttpRequest, config: Provider) -> None:
        self.config = config
        app = SocialApp(
            provider=self.id,
            provider_id=config.key,
            name=config.name,
            client_id=config.values["client_id"],
            secret=config.values["client_secret"],
            settings={"oauth_pkce_enabled": True, "scope": config.values["scopes"]},
        )
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        return Adapter(request, self.config)

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        levels = self.config.minimum_assurance
        return (
            {"acr_values": f"https://data.gov.dk/concept/core/nsis/loa/{levels.capitalize()}"}
            if levels
            else {}
        )

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.config.values["scopes"])


def fetch(address: str, token: str = "") -> dict[str, Any]:
    """A JSON object from the provider."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with get_adapter().get_requests_session() as session:
        answer = session.get(address, headers=headers, allow_redirects=False)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise OAuth2Error(f"{urlsplit(address).path} does not answer with an object")
    return found
