"""Pages that belong to a person and not to a workspace: the start, the language, the profile."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from brobygger.accounts.forms import ProfileForm
from brobygger.accounts.middleware import COOKIE
from brobygger.accounts.models import Role, User
from brobygger.accounts.operations import change_profile
from brobygger.accounts.shell import in_own_workspace
from brobygger.core import navigation

LANGUAGES = ("da", "en")
YEAR = 365 * 24 * 3600


def start(request: HttpRequest) -> HttpResponse:
    """The first page: the one workspace, a choice of several, or what to do where there is none."""
    user = cast(User, request.user)
    found = user.colleagues()
    if len(found) == 1:
        return redirect(navigation.reverse_home(found[0].workspace.slug))
    return render(request, "accounts/start.html", {"memberships": found})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Answer in the other language from now on: kept with the person, and in this browser."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in LANGUAGES:
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=chosen)
        response.set_cookie(
            COOKIE, chosen, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response


@in_own_workspace
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, shortcuts; and how safely one logs in."""
    user = User.objects.get(pk=cast(User, request.user).pk)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        change_profile(user=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Your choices are saved."))
        return redirect("accounts:profile")
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "form": form,
        "has_app": Authenticator.Type.TOTP in kinds,
        "keys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "memberships": user.colleagues(),
        "nudge": not {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN} & set(kinds)
        and any(c.role == Role.LEADER for c in user.colleagues()),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)
