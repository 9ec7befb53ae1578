"""Where the programme of events is read: its address, a saved file, how the last reading went."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.exchange import programme
from brobygger.network.exchange.programme_feed import REFUSALS
from brobygger.network.forms.programme import AddressForm, ProgrammeFileForm
from brobygger.network.models import EventFeed
from brobygger.network.operations.programme import set_feed
from brobygger.network.tasks import STUCK, ask_for_programme
from brobygger.network.views.pages import address


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def page(request: WorkspaceRequest) -> HttpResponse:
    """Set the address, read it now, or hand in a saved programme."""
    action = request.POST.get("action", "address") if request.method == "POST" else ""
    feed = EventFeed.objects.of(request.workspace).select_related("workspace", "set_by").first()
    where = AddressForm(
        request.POST if action == "address" else None, initial={"address": feed.address if feed else ""}
    )
    file = ProgrammeFileForm(
        request.POST if action == "file" else None, request.FILES if action == "file" else None
    )
    if action == "address" and where.is_valid():
        return _set(request, where.cleaned_data["address"])
    if action == "file" and file.is_valid():
        return _take_file(request, file.cleaned_data["file"])
    if action == "read" and feed is not None and feed.address:
        _read_now(request, feed)
        return redirect(address(request, "programme_settings"))
    context = _context(feed) | {"where": where, "file": file, "hosts": settings.EVENT_HOSTS}
    template = "network/programme_settings.html" + (
        "#state" if request.htmx and request.method == "GET" else ""
    )
    return render(request, template, context, status=422 if action in ("address", "file") else 200)


def _set(request: WorkspaceRequest, chosen: str) -> HttpResponse:
    feed = programme.feed_of(request.colleague)
    set_feed(feed=feed, address=chosen, by=request.colleague)
    if chosen:
        _read_now(request, feed)
    else:
        messages.success(request, _("The programme is read no more. What waits in the tray stays."))
    return redirect(address(request, "programme_settings"))


def _read_now(request: WorkspaceRequest, feed: EventFeed) -> None:
    language = get_language() or "da"
    if ask_for_programme(feed, asked_by=request.colleague, language=language, now=timezone.now()):
        messages.success(request, _("The programme is being read. You get a notice when it is done."))
    else:
        messages.info(request, _("The programme is being read already."))


def _take_file(request: WorkspaceRequest, file: Any) -> HttpResponse:
    feed = programme.feed_of(request.colleague)
    filled = programme.read(feed, by=request.colleague, body=file.read())
    if filled is None:
        messages.error(request, str(REFUSALS[feed.outcome]))
        return redirect(address(request, "programme_settings"))
    messages.success(request, counted(vars(filled)))
    return redirect(address(request, "programme" if filled.proposals else "programme_settings"))


def _context(feed: EventFeed | None) -> dict[str, Any]:
    reading = feed is not None and feed.reading_since is not None
    return {
        "feed": feed,
        "reading": reading and feed is not None and feed.reading_since > timezone.now() - STUCK,  # type: ignore[operator]
        "wrong": str(REFUSALS[feed.outcome]) if feed and feed.outcome in REFUSALS else "",
        "said": counted(feed.found) if feed and feed.read_at and feed.found else "",
        "unread": _unread(feed.found.get("unread", 0)) if feed else "",
    }


def counted(found: dict[str, int]) -> str:
    """ "40 events, 31 with partners: 12 partners, 12 of them new." """
    events = ngettext("%(n)d event", "%(n)d events", found["events"]) % {"n": found["events"]}
    partners = ngettext("%(n)d partner", "%(n)d partners", found["partners"]) % {"n": found["partners"]}
    return _("%(events)s, %(with)d of them with partners: %(partners)s, %(new)d of them new.") % {
        "events": events, "with": found["with_partners"], "partners": partners, "new": found["new_partners"],
    }  # fmt: skip


def _unread(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)d event has no title, date or id and was passed over.",
        "%(n)d events have no title, date or id and were passed over.",
        number,
    ) % {"n": number}
