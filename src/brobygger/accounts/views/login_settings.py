"""How one logs in to the workspace: through whom, as what, and the way in for the day that does not answer."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from brobygger.accounts import operations, queries
from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.federation import gate
from brobygger.accounts.federation.configuration import Provider
from brobygger.accounts.models import Colleague, Identity, Role

LEVELS = {
    "low": gettext_lazy("NSIS, at least low"),
    "substantial": gettext_lazy("NSIS, at least substantial"),
    "high": gettext_lazy("NSIS, high"),
}


@member(Role.LEADER)
def log_in(request: WorkspaceRequest) -> HttpResponse:
    """The log-ins that lead here, what their roles mean, who comes by them, and the way in beside them."""
    context = {
        "logins": [_described(request, provider) for provider in gate.logins(request.workspace)],
        "only": request.workspace.only_municipal,
        "break_glass": queries.break_glass(request.workspace),
        "uses": queries.break_glass_uses(request.workspace)[:10],
        "identities": queries.identities(request.workspace),
        "names": {p.key: p.name for p in gate.logins()},
        "command": ("brobygger leader", f"--workspace {request.workspace.slug}", "--email"),
    }
    return render(request, "accounts/login_settings.html", context)


def _described(request: HttpRequest, provider: Provider) -> dict[str, Any]:
    """What a leader and the municipality's IT need to see of a log-in; nothing secret."""
    here = [m for m in provider.municipalities if m.workspace == request.workspace.slug]  # type: ignore[attr-defined]
    if provider.protocol == "oidc":
        addresses = {_("Callback address"): reverse("municipal_callback", args=[provider.key])}
    else:
        addresses = {
            _("Metadata"): reverse("saml_metadata", args=[provider.key]),
            _("Answers are sent to"): reverse("saml_acs", args=[provider.key]),
        }
    return {
        "provider": provider,
        "protocol": {"oidc": "OpenID Connect", "saml": "SAML 2.0"}[provider.protocol],
        "municipalities": here,
        "level": LEVELS.get(provider.minimum_assurance, _("Not asked for")),
        "roles": [
            (role.label, [v for v, r in provider.roles.items() if r == role]) for role in reversed(Role)
        ],
        "addresses": {name: f"{settings.BASE_URL}{path}" for name, path in addresses.items()},
    }


@member(Role.LEADER)
@require_POST
def demand(request: WorkspaceRequest) -> HttpResponse:
    """Close the workspace to passwords, or open it again."""
    only = request.POST.get("only") == "1"
    try:
        operations.demand_municipal(workspace=request.workspace, only=only, by=request.colleague)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        closed = _("From now on only the municipality's log-in opens the workspace.")
        messages.success(request, closed if only else _("Passwords open the workspace again."))
    return redirect("accounts:login_settings", request.workspace.slug)


@member(Role.LEADER)
@require_POST
def forget(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Forget whom the municipality says a colleague is, when the address has a new owner or the log-in was changed."""
    found = Identity.objects.visible_to(request.user).of(request.workspace).select_related("colleague")
    identity = get_object_or_404(found, pk=pk)
    name = identity.colleague.name
    operations.forget_identity(identity=identity, by=request.colleague)
    messages.success(request, _("%(name)s is known again at the next log-in.") % {"name": name})
    return redirect("accounts:login_settings", request.workspace.slug)


@member(Role.LEADER)
@require_POST
def end_break_glass(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Close one colleague's way in beside the municipality."""
    found = Colleague.objects.visible_to(request.user).of(request.workspace)
    colleague = get_object_or_404(found, pk=pk)
    try:
        operations.end_break_glass(colleague=colleague, by=request.colleague)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        messages.success(request, _("%(name)s now comes in as the others do.") % {"name": colleague.name})
    return redirect("accounts:login_settings", request.workspace.slug)
