"""The page of one person, and the forms about people, where they belong and who knows them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.network import picking
from brobygger.network.forms.people import AffiliationForm, KnownAtForm, PersonEditForm, PersonForm, TieForm
from brobygger.network.models import Affiliation, Contact, Organisation, Person, Tie
from brobygger.network.operations import people, ties
from brobygger.network.queries import people as queries
from brobygger.network.queries.contacts import moments
from brobygger.network.rules import may_write
from brobygger.network.views.pages import (
    address,
    back_to,
    delete_page,
    find,
    find_asked,
    form_page,
    merged_meanwhile,
    posted,
)


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who this is, who here knows them, what was talked about and what was promised."""
    person = find(request, Person, pk)
    affiliations = queries.affiliations_of(person)
    context: dict[str, Any] = {
        "person": person,
        "affiliations": affiliations,
        "main": next((a for a in affiliations if not a.ended), None),
        "ties": queries.ties_to(person),
        "contacts": moments(Contact.objects.filter(person_links__person=person)),
        "steps": queries.promises_about(person),
        "pictures": queries.pictured_cards(person),
        "may_write": may_write(request.colleague),
        "here": address(request, "person", pk),
        "contacts_url": address(request, "contacts"),
    }
    return render(request, "network/person.html", context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new person; a name like one we have is shown before it is made twice."""
    organisation = find_asked(request, Organisation, "organisation")
    initial = {
        "name": request.GET.get("name", "")[:200],
        "organisation": organisation.name if organisation else "",
    }
    form = PersonForm(posted(request), workspace=request.workspace, initial=initial)
    alike: list[picking.Candidate] = []
    if (
        form.is_bound
        and form.is_valid()
        and not request.POST.get("new_anyway")
        and not once.was_sent(request)
    ):
        alike = picking.doubles(request.workspace, "person", form.cleaned_data["name"])

    def make() -> str:
        facts = dict(form.cleaned_data)
        at = facts.pop("organisation").one
        made = people.create(by=request.colleague, organisation=at, **facts)
        messages.success(request, _("%(name)s is added.") % {"name": made})
        return address(request, "person", made.pk)

    options: dict[str, Any] = {
        "title": _("New person"),
        "action": _("Add anyway") if alike else _("Add the person"),
        "cancel_url": address(request, "organisation", organisation.pk)
        if organisation
        else address(request, "people"),
        "template": "network/person_form.html",
        "alike": alike,
        "kind": "person",
        "back_label": str(organisation) if organisation else _("People"),
    }
    if alike:
        return render(request, "network/person_form.html", options | {"form": form}, status=422)
    return form_page(request, form, make, **options)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Name, e-mail, telephone and note."""
    person = find(request, Person, pk)
    form = PersonEditForm(posted(request), person=person)
    here = address(request, "person", pk)

    def make() -> str:
        people.edit(person=person, by=request.colleague, **form.changes())
        messages.success(request, _("%(name)s is saved.") % {"name": person})
        return here

    return form_page(
        request, form, make, title=_("Edit %(name)s") % {"name": person}, action=_("Save the person"),
        cancel_url=here, template="network/person_form.html", person=person, back_label=person.name,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin; contacts stay without the person."""
    person = find(request, Person, pk)
    if person.pk != pk:
        return merged_meanwhile(request, person)
    return delete_page(
        request,
        lambda: people.delete(person=person, by=request.colleague),
        title=_("Move %(name)s to the bin?") % {"name": person},
        text=_("Where the person belongs and who knows them goes too; the contacts stay. You can bring it all back from the bin."),
        action=_("Move to the bin"),
        done=_("%(name)s is in the bin.") % {"name": person},
        cancel_url=address(request, "person", pk),
        then=address(request, "people"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def affiliation_new(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One more organisation for a person."""
    person = find(request, Person, pk)
    form = AffiliationForm(posted(request), workspace=request.workspace)
    here = address(request, "person", pk)

    def make() -> str:
        facts = dict(form.cleaned_data)
        people.affiliate_named(
            person=person, organisation=facts.pop("organisation").one, by=request.colleague, **facts
        )
        return here

    title = _("Where does %(name)s belong?") % {"name": person}
    return form_page(
        request,
        form,
        make,
        title=title,
        action=_("Add the organisation"),
        cancel_url=here,
        back_label=person.name,
    )


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def affiliation_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Role and dates; with an end date it stays, grey."""
    affiliation = find(request, Affiliation, pk, "person", "organisation")
    names = ("role", "from_date", "to_date")
    form = AffiliationForm(posted(request), initial={n: getattr(affiliation, n) for n in names})
    here = back_to(request, address(request, "person", affiliation.person_id))

    def make() -> str:
        people.edit_affiliation(affiliation=affiliation, by=request.colleague, **form.cleaned_data)
        return here

    return form_page(
        request, form, make, title=str(affiliation), action=_("Save the role"), cancel_url=here,
        end_url=address(request, "affiliation_end", pk), end_action=_("Ended today"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["POST"])
def affiliation_end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The person is there no longer."""
    affiliation = find(request, Affiliation, pk)
    people.end_affiliation(affiliation=affiliation, by=request.colleague)
    messages.success(request, _("It is ended. It stays here, in grey."))
    return redirect(back_to(request, address(request, "person", affiliation.person_id)))


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def tie_to_person(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A colleague knows this person."""
    person = find(request, Person, pk)
    form = TieForm(posted(request), colleague=request.colleague)
    here = back_to(request, address(request, "person", pk))

    def make() -> str:
        ties.add(person=person, by=request.colleague, **form.cleaned_data)
        return here

    title = _("Who knows %(name)s?") % {"name": person}
    return form_page(
        request, form, make, title=title, action=_("Save who knows"), cancel_url=here, back_label=person.name
    )


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def tie_at_organisation(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A colleague knows somebody in this organisation, or the organisation as such."""
    organisation = find(request, Organisation, pk)
    form = KnownAtForm(posted(request), colleague=request.colleague, organisation=organisation)
    here = address(request, "organisation", pk)

    def make() -> str:
        facts = dict(form.cleaned_data)
        person = facts.pop("person")
        whom: Any = {"person": person} if person else {"organisation": organisation}
        ties.add(by=request.colleague, **whom, **facts)
        return here

    title = _("Who knows somebody at %(name)s?") % {"name": organisation}
    return form_page(
        request, form, make, title=title, action=_("Save who knows"), cancel_url=here,
        back_label=organisation.name,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def tie_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How well, and about what."""
    tie = find(request, Tie, pk, "colleague", "person", "organisation")
    names = ("about", "strength", "since")
    form = TieForm(posted(request), initial={n: getattr(tie, n) for n in names})
    home = ("person", tie.person_id) if tie.person_id else ("organisation", tie.organisation_id)
    here = back_to(request, address(request, *home))

    def make() -> str:
        ties.edit(tie=tie, by=request.colleague, **form.cleaned_data)
        return here

    return form_page(
        request, form, make, title=str(tie), action=_("Save who knows"), cancel_url=here,
        end_url=address(request, "tie_end", pk), end_action=_("They no longer know each other"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["POST"])
def tie_end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The tie stays, grey."""
    tie = find(request, Tie, pk)
    ties.end(tie=tie, by=request.colleague)
    messages.success(request, _("It is ended. It stays here, in grey."))
    home = ("person", tie.person_id) if tie.person_id else ("organisation", tie.organisation_id)
    return redirect(back_to(request, address(request, *home)))
