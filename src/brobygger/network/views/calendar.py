"""Follow-ups in one's own calendar: the secret address, the page where it is made anew, one follow-up as a file."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.mail import absolute
from brobygger.network.exchange import calendar
from brobygger.network.models import CalendarAddress, FollowUp
from brobygger.network.operations.calendar import close_address, open_address, owner_of
from brobygger.network.views.exchange import as_file
from brobygger.network.views.pages import address, find

# The secret of a new address on its way to the page that shows it once.
FRESH = "calendar-address"


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """A colleague's follow-ups for a calendar program, which knows nothing but the secret address."""
    colleague = owner_of(token)
    if colleague is None:
        raise Http404
    with translation.override(colleague.user.language if colleague.user else "da"):
        content = calendar.of_colleague(colleague)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=calendar.CONTENT_TYPE)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, max-age=300"
    return get_conditional_response(request, etag=etag, response=response) or response


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def page(request: WorkspaceRequest) -> HttpResponse:
    """Make the address, make it anew, or withdraw it. It is shown once, right after it was made."""
    here = address(request, "calendar")
    if request.method == "POST":
        if request.POST.get("action") == "close":
            close_address(by=request.colleague)
            messages.success(request, _("The address is withdrawn. Your calendar gets nothing more."))
        else:
            request.session[FRESH] = open_address(by=request.colleague)
        return redirect(here)
    token = request.session.pop(FRESH, "")
    found = CalendarAddress.objects.filter(colleague=request.colleague, withdrawn_at=None).first()
    context = {
        "found": found,
        "fresh": absolute(reverse("calendar:feed", args=[token])) if token and owner_of(token) else "",
        "follow_ups_url": address(request, "follow_ups"),
    }
    return render(request, "network/calendar.html", context)


@member(Role.READER)
@require_GET
def follow_up(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One follow-up as a calendar file."""
    step = find(request, FollowUp, pk, "organisation", "person", "workspace")
    return as_file([calendar.of_one(step).decode()], calendar.CONTENT_TYPE, step.text, "ics")
