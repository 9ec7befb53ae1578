"""Which doors a session opens: how somebody logged in, held against what the workspace demands.

A workspace may demand the municipality's log-in. It then opens to sessions that came that way, and to those who hold a
way in beside it (`break_glass`), once they have shown their second step.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from brobygger.accounts.federation.configuration import Provider
from brobygger.accounts.models import Colleague, User, Workspace

SESSION = "municipal"
# Whoever loses a privilege is out at the next log-in: it must not be far away.
HOURS = 12
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def logins(workspace: Workspace | None = None) -> list[Provider]:
    """The log-ins of this installation, or those that lead into one workspace."""
    found: Iterable[Provider] = settings.LOGIN_PROVIDERS.values()
    return [p for p in found if workspace is None or p.opens(workspace.slug)]


def mark(request: HttpRequest, user: User, provider: Provider, workspaces: list[Workspace]) -> None:
    """Remember that this person came through the municipality, and whereto. Written with the person's id: what is left
    of an unfinished log-in says nothing of somebody else. A moment ends it, not a time without work."""
    until = timezone.now() + timedelta(hours=HOURS)
    request.session[SESSION] = {
        "user": user.pk,
        "provider": provider.key,
        "workspaces": [workspace.pk for workspace in workspaces],
        "until": until.timestamp(),
    }
    request.session.set_expiry(until)


def came_by(request: HttpRequest, user: Any) -> dict[str, Any]:
    """What `mark` wrote for this person; empty where they logged in otherwise, or longer ago than it lasts."""
    found = request.session.get(SESSION)
    if not isinstance(found, dict) or user.pk is None or found.get("user") != user.pk:
        return {}
    return found if found.get("until", 0) > timezone.now().timestamp() else {}


def demands_municipal(workspace: Workspace) -> bool:
    """True where passwords do not open this workspace. Without a log-in that leads there it cannot be demanded."""
    return workspace.only_municipal and bool(logins(workspace))


def refusal(request: HttpRequest, colleague: Colleague) -> HttpResponse | None:
    """The answer to a session that does not open the workspace; None where it does."""
    demanded = demands_municipal(colleague.workspace)
    if not (demanded or colleague.break_glass):
        return None
    if colleague.workspace_id in came_by(request, request.user).get("workspaces", ()):
        return None
    if colleague.break_glass:
        return _second_step(request)
    return needed(request, [colleague.workspace])


def _second_step(request: HttpRequest) -> HttpResponse | None:
    """Whoever holds the way in shows a code or a key in every session; without one, they get it first."""
    user = cast(User, request.user)
    if any(record.get("method") == "mfa" for record in get_authentication_records(request, user)):
        return None
    has_one = Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists()
    page = reverse("mfa_reauthenticate" if has_one else "mfa_activate_totp")
    address = f"{page}?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else page
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": page})
    return HttpResponseRedirect(address)


def needed(request: HttpRequest, workspaces: list[Workspace]) -> HttpResponse:
    """A page that says to log in through the municipality, with the button."""
    found = {p.key: p for w in workspaces for p in logins(w)}
    back_to = request.path if request.user.is_authenticated and request.method == "GET" else ""
    context = {"workspaces": workspaces, "logins": list(found.values()), "back_to": back_to}
    return render(request, "accounts/municipal/needed.html", context, status=403)
