"""The page behind a signed link. Looking never uses the link: mail scanners look too."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from brobygger.accounts import operations
from brobygger.accounts.federation import gate
from brobygger.accounts.forms import NewLogInForm
from brobygger.accounts.links import LinkRefused, Reason, open_link
from brobygger.accounts.models import Link, User
from brobygger.core import navigation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BREAK_GLASS = Link.Purpose.BREAK_GLASS
PURPOSES = (Link.Purpose.INVITATION, Link.Purpose.FIRST_LOGIN, BREAK_GLASS)
# A secret of 192 bits is not guessed; the limit only keeps those who try from filling the machine.
LIMITS = {"use": 20, "broken": 30}
WINDOW = 600


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by an invitation or a first log-in: join as who one is, log in first, or make a log-in.

    The way in beside the municipality always takes a new password, and then a second step.
    """
    try:
        found = open_link(token, *PURPOSES)
        if request.method == "POST":
            if not _allowed(request, "use"):
                return render(request, "429.html", status=429)
            return _use(request, found)
        return _ask(request, found, NewLogInForm(email=_email(found)))
    except LinkRefused as refused:
        if refused.reason is Reason.BROKEN and not _allowed(request, "broken"):
            return render(request, "429.html", status=429)
        context = {"reason": refused.reason.value, "link": refused.link}
        return render(request, "accounts/link_refused.html", context, status=410)


def _ask(request: HttpRequest, found: Link, form: NewLogInForm) -> HttpResponse:
    has_login = User.objects.filter(email__iexact=_email(found)).exists()
    context = {"link": found, "form": form, "has_login": has_login, "email": _email(found)}
    context["logins"] = gate.logins(found.workspace)
    template = "accounts/link_break_glass.html" if found.purpose == BREAK_GLASS else "accounts/link.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _use(request: HttpRequest, found: Link) -> HttpResponse:
    form = NewLogInForm(request.POST, email=_email(found))
    try:
        if found.purpose == BREAK_GLASS:
            if not form.is_valid():
                return _ask(request, found, form)
            _break_glass(request, found, form)
        elif request.user.is_authenticated:
            operations.accept(link=found, user=request.user)
        elif form.is_valid():
            language = translation.get_language() or "da"
            colleague = operations.accept_as_new(link=found, language=language, **form.cleaned_data)
            login(request, cast(User, colleague.user), backend=BACKEND)
        else:
            return _ask(request, found, form)
    except ValidationError as wrong:
        form = form if form.is_bound else NewLogInForm(request.POST, email=_email(found))
        form.full_clean()
        form.add_error(None, wrong)
        return _ask(request, found, form)
    except IntegrityError:
        # Somebody made the same log-in in the same moment: the page now says to log in.
        return redirect(request.path)
    messages.success(request, _("Welcome to %(workspace)s.") % {"workspace": found.workspace.name})
    return redirect(navigation.reverse_home(found.workspace.slug))


def _break_glass(request: HttpRequest, found: Link, form: NewLogInForm) -> None:
    """A new password, and the person is logged in; the gate asks for the second step before any page opens."""
    language = translation.get_language() or "da"
    colleague = operations.open_break_glass(link=found, language=language, **form.cleaned_data)
    user = cast(User, colleague.user)
    login(request, user, backend=BACKEND)
    record_authentication(request, user, "password", reauthenticated=True)
    operations.note_break_glass(colleague=colleague)


def _email(found: Link) -> str:
    return found.colleague.email if found.colleague else ""


def _allowed(request: HttpRequest, action: str) -> bool:
    """Count this attempt from the address it comes from; False when there were too many in ten minutes."""
    key = f"link-{action}-{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, WINDOW)
    return cache.incr(key) <= LIMITS[action]
