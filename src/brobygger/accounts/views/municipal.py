"""Log-in through a municipality: the way out to its log-in and back. The protocols are loaded when they are used."""

import importlib
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from brobygger.accounts.federation.configuration import Provider


def _find(key: str, protocol: str = "") -> Provider:
    provider: Provider | None = settings.LOGIN_PROVIDERS.get(key)
    if provider is None or protocol not in ("", provider.protocol):
        raise Http404
    return provider


def _speak(provider: Provider) -> Any:
    """The module of the provider's protocol: not loaded where nobody logs in that way."""
    return importlib.import_module(f"brobygger.accounts.federation.{provider.protocol}")


@login_not_required
@never_cache
def begin(request: HttpRequest, key: str) -> HttpResponseBase:
    """The way to the municipality's log-in: a page that leads on by itself.

    A form may only be sent to this site (the security policy), also by redirects; a page may lead anywhere.
    """
    provider = _find(key)
    if request.method != "POST":
        return redirect("account_login")
    answer = _speak(provider).begin(request, provider)
    if answer.status_code != 302:
        return answer  # type: ignore[no-any-return]
    return render(request, "accounts/municipal/begin.html", {"provider": provider, "address": answer.url})


@login_not_required
@never_cache
@require_GET
def callback(request: HttpRequest, key: str) -> HttpResponseBase:
    """OpenID Connect: the person comes back."""
    provider = _find(key, "oidc")
    return _speak(provider).callback(request, provider)  # type: ignore[no-any-return]


@login_not_required
@never_cache
@csrf_exempt
@require_POST
def receive(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """SAML: the answer arrives. It carries its own signature; a form token of ours it cannot have."""
    provider = _find(organization_slug, "saml")
    return _speak(provider).receive(request, provider)  # type: ignore[no-any-return]


@login_not_required
@never_cache
@require_GET
def finish(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """SAML: the answer is read."""
    provider = _find(organization_slug, "saml")
    return _speak(provider).finish(request, provider)  # type: ignore[no-any-return]


@login_not_required
@never_cache
@csrf_exempt
def leave(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """SAML: logged out at the municipality, logged out here."""
    provider = _find(organization_slug, "saml")
    return _speak(provider).leave(request, provider)  # type: ignore[no-any-return]


@login_not_required
@require_safe
def metadata(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """SAML: what the municipality's log-in must know of this installation."""
    provider = _find(organization_slug, "saml")
    return _speak(provider).metadata(request, provider)  # type: ignore[no-any-return]


@login_not_required
@require_safe
def logged_out(request: HttpRequest, key: str) -> HttpResponse:
    """Logged out here; the municipality's own log-in may still be open in this browser."""
    return render(request, "accounts/municipal/logged_out.html", {"provider": _find(key)})
