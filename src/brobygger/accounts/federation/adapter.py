"""The seam between allauth's protocols and who somebody is here: nothing of allauth's own accounts is written."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.http import HttpRequest

from brobygger.accounts.federation.arrival import arrive, refuse


class FederationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Takes over as soon as the protocol has said who it is."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        account, state = sociallogin.account, sociallogin.state
        answer = arrive(
            request, sociallogin.provider.config, account.uid, account.extra_data, state.get("next") or ""
        )
        raise ImmediateHttpResponse(answer)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        reason = "cancelled" if error == AuthError.CANCELLED else "technical"
        said = (extra_context or {}).get("saml_last_error_reason") or exception or error
        raise ImmediateHttpResponse(refuse(request, provider.config, reason, f"{reason}: {said}"[:300]))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
