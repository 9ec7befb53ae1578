"""The page of one organisation, and the forms that change it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once, pages
from brobygger.network import picking, proposals
from brobygger.network.forms.organisations import OrganisationEditForm, OrganisationForm, OrganisationTieForm
from brobygger.network.models import Activity, Contact, Level, Organisation, OrganisationTie
from brobygger.network.operations import organisations
from brobygger.network.queries import organisations as queries
from brobygger.network.queries.contacts import before, moments
from brobygger.network.queries.margin import of as of_margin
from brobygger.network.rules import may_write
from brobygger.network.views.municipality import of_form as proposed_municipality
from brobygger.network.views.pages import address, delete_page, find, form_page, merged_meanwhile, posted

LATEST = 5
READ_FOR_WARMTH = 40
PER_PAGE = 50


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int, tab: str = "people") -> HttpResponse:
    """Whom to ask, what is next, then the rest under tabs."""
    organisation = find(request, Organisation, pk)
    margin = of_margin(organisation)
    people, at_large = queries.people_of(organisation)
    contacts = moments(Contact.objects.filter(organisation=organisation), READ_FOR_WARMTH)
    levels = queries.formalities(organisation)
    done = proposals.activities_of(organisation)
    steps = queries.open_steps(organisation=organisation)
    context: dict[str, Any] = {
        "organisation": organisation,
        "tab": tab,
        "may_write": may_write(request.colleague),
        "margin": margin,
        "levels": levels,
        "level_choices": Level.choices,
        "proposal": proposals.of(organisation, levels, done),
        "people": people,
        "at_large": at_large,
        "ways": queries.ways_in(organisation, people, at_large, contacts),
        "step": steps[0] if steps else None,
        "more_steps": steps[1:],
        "contacts": contacts[:LATEST],
        "activities": done,
        "pinned": queries.pinned(organisation) if margin.journal and tab in ("people", "contacts") else (),
        "today": timezone.localdate(),
        "query": f"?organisation={pk}",
        "people_url": address(request, "people"),
        "contacts_url": address(request, "contacts"),
        "here": address(request, "organisation", pk),
        "parts": pages.parts(request.workspace.slug, "network.organisation", organisation.pk),
    }
    return render(request, "network/organisation.html", context | _of_tab(request, organisation, tab))


def _of_tab(request: WorkspaceRequest, organisation: Organisation, tab: str) -> dict[str, Any]:
    """What only the chosen tab needs."""
    if tab == "contacts":
        all_contacts = Contact.objects.filter(organisation=organisation)
        shown = moments(before(all_contacts, request.GET.get("before", "")), PER_PAGE + 1)
        last = shown[PER_PAGE - 1] if len(shown) > PER_PAGE else None
        return {"all_contacts": shown[:PER_PAGE], "older": f"{last.on}.{last.pk}" if last else ""}
    if tab == "together":
        rows = Activity.objects.filter(organisation_links__organisation=organisation)
        return {"together": rows.order_by("-from_date", "-id")[:200]}
    if tab == "ties":
        return {"ties": queries.ties_of(organisation, lambda pk: address(request, "organisation", pk))}
    return {}


def _given(request: WorkspaceRequest) -> dict[str, Any]:
    """What the address says of the new one, as a blank area does: a name, a place, words."""
    given: dict[str, Any] = {
        name: request.GET.get(name, "")[:200] for name in ("name", "sector", "town", "municipality")
    }
    for name in ("types", "themes", "age_groups"):
        given[name] = [pk for pk in request.GET.getlist(name) if pk.isdecimal() and len(pk) < 19]
    return given


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new organisation; a name like one we have is shown before it is made twice."""
    form = OrganisationForm(posted(request), workspace=request.workspace, initial=_given(request))
    alike: list[picking.Candidate] = []
    if (
        form.is_bound
        and form.is_valid()
        and not request.POST.get("new_anyway")
        and not once.was_sent(request)
    ):
        alike = picking.doubles(request.workspace, "organisation", form.cleaned_data["name"])

    def make() -> str:
        made = organisations.create(by=request.colleague, **form.cleaned_data)
        messages.success(request, _("%(name)s is added.") % {"name": made})
        return address(request, "organisation", made.pk)

    options: dict[str, Any] = {
        "title": _("New organisation"),
        "action": _("Add anyway") if alike else _("Add the organisation"),
        "cancel_url": address(request, "organisations"),
        "template": "network/organisation_form.html",
        "alike": alike,
        "kind": "organisation",
        "back_label": _("Organisations"),
        "proposal": proposed_municipality(form, request.workspace),
    }
    if alike:
        return render(request, "network/organisation_form.html", options | {"form": form}, status=422)
    return form_page(request, form, make, **options)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change what the organisation is called, where it is and what it is."""
    organisation = find(request, Organisation, pk, "workspace", "municipality")
    form = OrganisationEditForm(posted(request), organisation=organisation)
    here = address(request, "organisation", pk)

    def make() -> str:
        organisations.edit(organisation=organisation, by=request.colleague, **form.values())
        messages.success(request, _("%(name)s is saved.") % {"name": organisation})
        return here

    return form_page(
        request, form, make, title=_("Edit %(name)s") % {"name": organisation}, action=_("Save the organisation"),
        cancel_url=here, template="network/organisation_form.html", organisation=organisation, back_label=organisation.name,
        proposal=proposed_municipality(form, request.workspace),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin, with all that hangs on it."""
    organisation = find(request, Organisation, pk)
    if organisation.pk != pk:
        return merged_meanwhile(request, organisation)
    return delete_page(
        request,
        lambda: organisations.delete(organisation=organisation, by=request.colleague),
        title=_("Move %(name)s to the bin?") % {"name": organisation},
        text=_(
            "Contacts, follow-ups and levels go with it. The people stay. You can bring it all back from the bin."
        ),
        action=_("Move to the bin"),
        done=_("%(name)s is in the bin.") % {"name": organisation},
        cancel_url=address(request, "organisation", pk),
        then=address(request, "organisations"),
    )


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def tie_new(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How this organisation belongs to another one."""
    organisation = find(request, Organisation, pk)
    form = OrganisationTieForm(posted(request), workspace=request.workspace)

    def make() -> str:
        other = form.cleaned_data["other"].one
        kind: str = form.cleaned_data["kind"]
        turned = kind.startswith("has_")
        organisations.tie_named(
            organisation=organisation,
            other=other,
            kind={"has_part": "part_of", "has_member": "member_of"}.get(kind, kind),
            turned=turned,
            since=form.cleaned_data["since"],
            by=request.colleague,
        )
        return address(request, "organisation_ties", pk)

    return form_page(
        request, form, make, title=_("%(name)s and another organisation") % {"name": organisation},
        action=_("Tie them together"), cancel_url=address(request, "organisation_ties", pk), back_label=organisation.name,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["POST"])
def tie_end(request: WorkspaceRequest, pk: int, tie: int) -> HttpResponse:
    """The two no longer belong together."""
    found = find(request, OrganisationTie, tie)
    organisations.end_tie(tie=found, by=request.colleague)
    messages.success(request, _("The tie is ended. It stays here, in grey."))
    return redirect(address(request, "organisation_ties", pk))
