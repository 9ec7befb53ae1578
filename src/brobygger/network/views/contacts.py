"""Contacts and the steps that follow from them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.text import fold
from brobygger.network import picking
from brobygger.network.duplicates.likeness import ALIKE, person_likeness
from brobygger.network.forms.contacts import ContactEditForm, ContactForm, DoneForm, FollowUpForm
from brobygger.network.models import Contact, FollowUp, Organisation, Person
from brobygger.network.operations import contacts, follow_ups
from brobygger.network.queries.contacts import moments
from brobygger.network.queries.people import only_organisation_of
from brobygger.network.rules import may_write
from brobygger.network.views.pages import (
    address,
    back_to,
    delete_page,
    find,
    find_asked,
    form_page,
    posted,
)


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One moment: who, what was said, and what follows."""
    contact = find(request, Contact, pk, "organisation")
    moment = moments(Contact.objects.filter(pk=contact.pk))[0]
    steps = FollowUp.objects.filter(contact=contact).select_related("owner", "done_by").order_by("due_on")
    context = {
        "contact": contact,
        "moment": moment,
        "steps": steps,
        "may_write": may_write(request.colleague),
        "here": address(request, "contact", pk),
    }
    return render(request, "network/contact.html", context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """Who, where, about what; made for a telephone."""
    organisation = find_asked(request, Organisation, "organisation")
    person = find_asked(request, Person, "person")
    if person and not organisation:
        organisation = only_organisation_of(person)
    initial = {
        "organisation": organisation.name if organisation else "",
        "people": person.name if person else "",
        "on": timezone.localdate(),
        "kind": Contact.Kind.MEETING,
    }
    form = ContactForm(posted(request), colleague=request.colleague, initial=initial)
    back = address(request, "organisation", organisation.pk) if organisation else address(request, "contacts")

    def make() -> str:
        made = contacts.note(by=request.colleague, follow_up=form.step(), **form.values())
        messages.success(request, _("The contact is saved."))
        return back if organisation else address(request, "contact", made.pk)

    return form_page(
        request, form, make, title=_("New contact"), action=_("Save the contact"),
        cancel_url=back, template="network/contact_form.html",
        offer_line=not (organisation or person or form.is_bound),
        back_label=str(organisation) if organisation else _("Contacts"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Tell it again; after a captured line this is where one lands."""
    contact = find(request, Contact, pk, "organisation")
    moment = moments(Contact.objects.filter(pk=contact.pk))[0]
    initial: dict[str, Any] = {n: getattr(contact, n) for n in ("kind", "about", "on", "note")}
    initial |= {
        "organisation": contact.organisation.name if contact.organisation else "",
        "people": ", ".join(name for _pk, name in moment.there),
        "colleagues": [pk for pk, _name in moment.here],
    }
    steps = list(FollowUp.objects.filter(contact=contact, done_on=None).select_related("owner")[:2])
    step = steps[0] if len(steps) == 1 else None
    if step:
        initial |= {"promise": step.text, "due_on": step.due_on, "owner": step.owner_id}
    form = ContactEditForm(posted(request), colleague=request.colleague, initial=initial, moment=moment)
    here = address(request, "contact", pk)
    captured = "captured" in request.GET

    def make() -> str:
        contacts.note(
            contact=contact, step=step, by=request.colleague, follow_up=form.step(), **form.values()
        )
        messages.success(request, _("The contact is saved."))
        return here

    return form_page(
        request, form, make, title=_("Look it over") if captured else _("Edit the contact"),
        action=_("Save the contact"), cancel_url=here, template="network/contact_form.html", contact=contact,
        moment=moment, captured=captured, steps=steps, step=step,
        guess=request.GET.get("organisation", "")[:200],
        doubled=_doubled(request, moment.there) if captured and not form.is_bound else (),
    )  # fmt: skip


def _doubled(request: WorkspaceRequest, there: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    """People whom the line has just made though somebody (`like` in the address) is called almost so."""
    asked = [int(pk) for pk in request.GET.getlist("like")[:10] if pk.isdigit() and len(pk) < 19]
    known = Person.objects.of(request.workspace).filter(pk__in=asked) if asked else []
    return [
        {
            "name": name,
            "like": picking.candidate(old),
            "url": address(request, "duplicate", "person", old.pk, pk),
        }
        for old in known
        for pk, name in there
        if pk != old.pk and person_likeness(fold(name), old.match_key) >= ALIKE
    ]


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin; follow-ups stay."""
    contact = find(request, Contact, pk)
    return delete_page(
        request,
        lambda: contacts.delete(contact=contact, by=request.colleague),
        title=_("Move the contact to the bin?"),
        text=_("What was promised stays on the list. You can bring the contact back from the bin."),
        action=_("Move to the bin"),
        done=_("The contact is in the bin."),
        cancel_url=address(request, "contact", pk),
        then=address(request, "contacts"),
    )


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def follow_up_new(request: WorkspaceRequest) -> HttpResponse:
    """Somebody here promises something by a date."""
    organisation = find_asked(request, Organisation, "organisation")
    person = find_asked(request, Person, "person")
    contact = find_asked(request, Contact, "contact")
    if contact and not organisation:
        organisation = contact.organisation
    initial = {"due_on": timezone.localdate() + timedelta(days=7)}
    form = FollowUpForm(posted(request), colleague=request.colleague, initial=initial)
    about = organisation or person
    home = address(request, "follow_ups")
    if about:
        home = address(request, "organisation" if organisation else "person", about.pk)
    back = back_to(request, home)

    def make() -> str:
        follow_ups.add(
            by=request.colleague,
            organisation=organisation,
            person=person,
            contact=contact,
            **form.cleaned_data,
        )
        messages.success(request, _("The step is on the list."))
        return back

    title = _("Next step with %(name)s") % {"name": about} if about else _("New follow-up")
    return form_page(
        request, form, make, title=title, action=_("Add the step"), cancel_url=back,
        back_label=str(about) if about else _("Follow-ups"),
    )  # fmt: skip


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def follow_up_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Another text, owner or day; who may only read is led to whom the step is about."""
    step = find(request, FollowUp, pk, "owner", "organisation", "person")
    if not may_write(request.colleague):
        if request.method == "POST":
            raise PermissionDenied
        return redirect(_home_of(request, step))
    initial = {"text": step.text, "owner": step.owner_id, "due_on": step.due_on}
    form = FollowUpForm(posted(request), colleague=request.colleague, initial=initial)
    back = back_to(request, _home_of(request, step))

    def make() -> str:
        follow_ups.edit(follow_up=step, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Edit the step"), action=_("Save the step"), cancel_url=back,
        end_url=address(request, "follow_up_done", pk), end_action=_("Mark as done"),
        file_url=address(request, "follow_up_file", pk), file_label=_("Put it in a calendar"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def follow_up_done(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Done: by one press, or with what came of it and the next step."""
    step = find(request, FollowUp, pk, "owner", "organisation", "person", "contact")
    back = back_to(request, _home_of(request, step))
    if request.method == "POST" and "outcome" not in request.POST:
        follow_ups.done(follow_up=step, by=request.colleague)
        messages.success(request, _("Done: %(text)s") % {"text": step.text})
        return redirect(back)
    form = DoneForm(posted(request))

    def make() -> str:
        follow_ups.done(follow_up=step, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("Done: %(text)s") % {"text": step.text})
        return back

    return form_page(
        request, form, make, title=step.text, action=_("Mark as done"), cancel_url=back, step=step,
        template="network/done.html",
    )  # fmt: skip


def _home_of(request: WorkspaceRequest, step: FollowUp) -> str:
    if step.organisation_id:
        return address(request, "organisation", step.organisation_id)
    return address(request, "person", step.person_id) if step.person_id else address(request, "follow_ups")
