"""Relations that are going cold: the list, one question about one of them, and what is put aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network import tables
from brobygger.network.forms.care import NothingForm, SnoozeForm, SpokeForm
from brobygger.network.models import Contact, Organisation
from brobygger.network.operations import care, contacts
from brobygger.network.queries import care as queries
from brobygger.network.queries.contacts import moments
from brobygger.network.rules import may_edit_words, may_write
from brobygger.network.views.bulk import ASK, Verb, act
from brobygger.network.views.pages import address, find
from brobygger.records.lists import show_list

COLD_VERBS = {
    "snooze": Verb(
        gettext_lazy("Put aside until"),
        gettext_lazy("Put them aside"),
        SnoozeForm,
        lambda rows, by, **values: care.snooze(organisations=rows, by=by, **values),
        gettext_lazy("Nobody is reminded of them before that day. A new contact ends it by itself."),
    ),
    "follow_up": ASK,
}
SNOOZED_VERBS = {
    "wake": Verb(
        gettext_lazy("Remind again"),
        gettext_lazy("Remind again"),
        NothingForm,
        lambda rows, by: care.wake(snoozes=rows, by=by),
        direct=True,
    )
}


@member(Role.READER)
def cold(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.COLD, may_set=may_edit_words(request.colleague))


@require_POST
@member(Role.STAFF)
def cold_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.COLD, COLD_VERBS)


@member(Role.READER)
def snoozed(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.SNOOZED)


@require_POST
@member(Role.STAFF)
def snoozed_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.SNOOZED, SNOOZED_VERBS)


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def one(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Have you spoken with them? Then it is a contact. If not: when shall we ask again? The weekly mail leads here."""
    organisation = find(request, Organisation, pk)
    writes = may_write(request.colleague)
    sent: Any = request.POST if request.method == "POST" and writes else {}
    spoke = SpokeForm(sent if "spoke" in sent else None, prefix="spoke")
    snooze = SnoozeForm(request.workspace, sent if "snooze" in sent else None, prefix="snooze")
    here = address(request, "care_cold")
    if spoke.is_valid():
        me = request.colleague
        contacts.add(organisation=organisation, colleagues=[me], by=me, **spoke.cleaned_data)
        messages.success(request, _("The contact with %(name)s is noted.") % {"name": organisation})
        return redirect(here)
    if snooze.is_valid():
        chosen = Organisation.objects.of(request.workspace).filter(pk=pk)
        care.snooze(organisations=chosen, by=request.colleague, **snooze.cleaned_data)
        messages.success(request, _("%(name)s is put aside.") % {"name": organisation})
        return redirect(here)
    days = queries.intervals(request.workspace)
    asleep = queries.snoozed(request.workspace).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "late": queries.cold(Organisation.objects.filter(pk=pk), days).exists(),
        "allowed": days.get(organisation.level),
        "asleep": asleep.select_related("made_by").first(),
        "spoke": spoke,
        "snooze": snooze,
        "may_write": writes,
        "known_by": list(dict.fromkeys(k.name for k in queries.knowers([organisation]).get(pk, []))),
        "moments": moments(Contact.objects.filter(organisation=organisation), 3),
        "contacts_url": address(request, "contacts"),
    }
    return render(request, "network/cold.html", context, status=422 if spoke.errors or snooze.errors else 200)
