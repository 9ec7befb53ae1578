"""A colleague's page: what do they hold? And the page that asks a colleague for a way in."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Colleague, Role
from brobygger.network.forms.contacts import NoteForm
from brobygger.network.models import Contact, Organisation
from brobygger.network.operations import follow_ups
from brobygger.network.queries import handovers
from brobygger.network.queries import organisations as organisation_queries
from brobygger.network.queries import people as queries
from brobygger.network.queries.contacts import moments
from brobygger.network.rules import may_hand_over, may_write
from brobygger.network.views.pages import address, find, form_page, posted

ANSWER_WITHIN = timedelta(days=7)


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Whom they know, what they promised, whom they met; first what nobody else holds."""
    colleague = find(request, Colleague, pk)
    ties = queries.held_by(colleague)
    held = [t for t in ties if t.ended_on is None]
    alone = [t for t in held if not t.shared]  # type: ignore[attr-defined]
    people = [t.person_id for t in ties if t.person_id]
    steps = queries.promises_of(colleague)
    context: dict[str, Any] = {
        "who": colleague,
        "held": held,
        "ended": [t for t in ties if t.ended_on],
        "alone": alone,
        "at": queries.organisations_at(people),
        "steps": steps,
        "contacts": moments(Contact.objects.filter(colleague_links__colleague=colleague), 20),
        "may_write": may_write(request.colleague),
        "may_hand_over": may_hand_over(request.colleague, colleague),
        "handover": handovers.open_of(colleague),
        "here": address(request, "colleague", pk),
        "contacts_url": address(request, "contacts"),
    }
    return render(request, "network/colleague.html", context)


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def ask(request: WorkspaceRequest, pk: int, colleague: int) -> HttpResponse:
    """How to reach the colleague who can open the door, and a note on their list with one press."""
    organisation = find(request, Organisation, pk)
    asked = find(request, Colleague, colleague)
    people, at_large = organisation_queries.people_of(organisation)
    contacts = moments(Contact.objects.filter(organisation=organisation), 40)
    ways = organisation_queries.ways_in(organisation, people, at_large, contacts)
    way = next((w for w in ways if w.colleague_id == asked.pk), None)
    known = way.known if way else organisation.name
    question = _("Tell %(me)s about %(known)s, %(organisation)s") if known != organisation.name else _("Tell %(me)s about %(known)s")  # fmt: skip
    told = question % {"me": request.colleague.first_name, "known": known, "organisation": organisation.name}
    form = NoteForm(posted(request), initial={"text": told[:300]})
    here = address(request, "organisation", pk)

    def make() -> str:
        follow_ups.ask(
            text=form.cleaned_data["text"],
            owner=asked,
            due_on=timezone.localdate() + ANSWER_WITHIN,
            organisation=organisation,
            by=request.colleague,
        )
        messages.success(request, _("It stands on %(name)s's list now.") % {"name": asked.first_name})
        return here

    subject = f"{known}, {organisation}" if known != organisation.name else str(organisation)
    return form_page(
        request, form, make, title=_("Ask %(name)s") % {"name": asked.first_name},
        action=_("Put it on %(name)s's list") % {"name": asked.first_name}, cancel_url=here, template="network/ask.html",
        organisation=organisation, asked=asked, way=way, may_write=may_write(request.colleague),
        mail_url=f"mailto:{asked.email}?subject={quote(subject)}&body={quote(told)}" if asked.email else "",
    )  # fmt: skip
