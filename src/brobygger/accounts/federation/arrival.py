"""Where both protocols end: a person the municipality vouches for comes in, or is told why not and whom to ask."""

import logging
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from brobygger.accounts import operations, queries
from brobygger.accounts.federation import gate
from brobygger.accounts.federation.claims import NotAdmitted, read
from brobygger.accounts.federation.configuration import Provider
from brobygger.accounts.models import Workspace
from brobygger.core import navigation

logger = logging.getLogger(__name__)


def arrive(
    request: HttpRequest, provider: Provider, subject: str, claims: Mapping[str, Any], next_url: str
) -> HttpResponse:
    """Log the person in. What was asserted is read here and kept nowhere."""
    try:
        asserted = read(provider, subject, claims)
        operations.withdraw_unprivileged(provider=provider, asserted=asserted)
        language = translation.get_language() or "da"
        came = operations.come_in(provider=provider, asserted=asserted, language=language)
    except NotAdmitted as refused:
        return refuse(request, provider, refused.reason, str(refused))
    except ValidationError:
        return refuse(request, provider, "garbage", "a name that cannot be kept")
    except IntegrityError:
        # The same person came twice in the same moment: the second try finds them.
        return refuse(request, provider, "technical", "two at once")
    if request.user.is_authenticated and request.user != came.user:
        get_adapter(request).logout(request)
    gate.mark(request, came.user, provider, came.workspaces)
    record_authentication(request, came.user, "socialaccount", provider=provider.key)
    home = navigation.reverse_home(came.workspaces[0].slug) if len(came.workspaces) == 1 else "/"
    answer: HttpResponse = perform_login(request, came.user, redirect_url=next_url or home)
    return answer


def refuse(request: HttpRequest, provider: Provider, reason: str, note: str) -> HttpResponse:
    """A courteous no. The log says what was wrong, and of nobody."""
    logger.warning("Log-in through %s refused: %s", provider.key, note)
    slugs = [m.workspace for m in provider.municipalities]
    ask = []
    if len(slugs) == 1 and reason in {"privilege", "left", "taken", "email"}:
        workspace = Workspace.objects.filter(slug=slugs[0]).first()
        ask = queries.leaders(workspace)[:3] if workspace else []
    context = {"provider": provider, "reason": reason, "ask": ask}
    return render(request, "accounts/municipal/refused.html", context, status=403)
