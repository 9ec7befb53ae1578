"""The programme's tray: whom it names as partners, settled one by one; and what has changed since."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.models import Batch
from brobygger.network.forms.programme import PartnerForm
from brobygger.network.models import Organisation, PartnerName, ProgrammeEvent
from brobygger.network.operations import programme as operations
from brobygger.network.queries import programme as queries
from brobygger.network.rules import may_write
from brobygger.network.views.pages import address, find
from brobygger.records.queries import batch_url

Decision = PartnerName.Decision


@member(Role.READER)
@require_GET
def tray(request: WorkspaceRequest) -> HttpResponse:
    """What waits, what was put off, and what is no partner."""
    part = asked if (asked := request.GET.get("show", "")) in queries.PARTS else ""
    counts = queries.counts(request.workspace)
    labels = {"": _("To be settled"), "later": _("Later"), "none": _("No partners")}
    shown = queries.entries(request.workspace, part)
    context = {
        "tabs": [
            {
                "label": labels[key],
                "url": f"?show={key}" if key else "?",
                "count": counts[key],
                "current": key == part,
            }
            for key in queries.PARTS
        ],
        "entries": shown,
        "part": part,
        "more": counts[part] - len(shown),
        "news": queries.news(request.workspace) if not part else [],
        "may_write": may_write(request.colleague),
        "may_set": request.colleague.has_role(Role.COORDINATOR),
        "anything": PartnerName.objects.of(request.workspace).exists(),
    }
    return render(request, "network/programme.html", context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def partner(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say what one spelling means: by a press in the tray, or by finding the organisation here."""
    found = find(request, PartnerName, pk, "organisation")
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer:
        return _settle(request, found, answer)
    form = PartnerForm(
        request.POST if request.method == "POST" else None,
        workspace=request.workspace,
        initial={"organisation": found.name},
    )
    if form.is_bound and form.is_valid():
        picked = form.cleaned_data["organisation"]
        home = next(iter(picked.existing), None)
        return _accept(request, found, home, name=next(iter(picked.new), ""))
    entry = queries.filled([found])[0]
    context = {"form": form, "entry": entry, "cancel_url": address(request, "programme")}
    return render(request, "network/programme_partner.html", context, status=422 if form.is_bound else 200)


def _settle(request: WorkspaceRequest, found: PartnerName, answer: str) -> HttpResponse:
    said = {
        "later": _("%(name)s waits under Later."),
        "not_partner": _("%(name)s is no partner. It stands under No partners, should that be wrong."),
        "again": _("%(name)s is asked about again."),
    }
    if answer in said:
        operations.decide(partner=found, decision="" if answer == "again" else answer, by=request.colleague)
        messages.success(request, said[answer] % {"name": found.name})
        return redirect(address(request, "programme"))
    kind, _colon, number = answer.partition(":")
    if kind == "same":
        rows = Organisation.objects.of(request.workspace)
        home = get_object_or_404(rows, pk=int(number) if number.isdigit() and len(number) < 19 else 0)
        return _accept(request, found, home)
    return _accept(request, found, None) if kind == "new" else redirect(address(request, "programme"))


def _accept(
    request: WorkspaceRequest, found: PartnerName, home: Organisation | None, *, name: str = ""
) -> HttpResponse:
    asked = {int(i) for i in request.POST.getlist("event") if i.isdigit() and len(i) < 19}
    taken = {int(i) for i in request.POST.getlist("take") if i.isdigit() and len(i) < 19}
    batch = operations.accept(
        partner=found, organisation=home, name=name, leave_out=asked - taken, by=request.colleague
    )
    if batch is None:
        messages.info(request, _("Nothing waits for %(name)s any more.") % {"name": found.name})
    else:
        messages.success(request, _with_undo(request, f"{batch.label}.", batch))
    return redirect(address(request, "programme"))


def _with_undo(request: WorkspaceRequest, said: str, batch: Batch) -> str:
    return format_html('{} <a href="{}">{}</a>', said, batch_url(request.workspace, batch), _("Undo"))


@member(Role.STAFF)
@require_POST
def news(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The programme says something else than the activity: let it, or leave the activity as it is."""
    event = find(request, ProgrammeEvent, pk)
    if request.POST.get("answer") == "take":
        batch: Any = operations.take_news(event=event, by=request.colleague)
        if batch is not None:
            messages.success(
                request,
                _with_undo(request, _("“%(title)s” is as the programme says.") % {"title": event}, batch),
            )
    elif request.POST.get("answer") == "leave":
        operations.leave_news(event=event, by=request.colleague)
        messages.success(request, _("“%(title)s” stays as it is.") % {"title": event})
    return redirect(address(request, "programme"))
