"""Who and what serves our goals; and what an organisation is to the strategy, as one card."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.models import Organisation
from brobygger.network.operations import organisations
from brobygger.network.views.pages import back_to, find, form_page, posted
from brobygger.strategy.forms.serving import PlaceForm, ServeForm, ServesForm
from brobygger.strategy.models import FocusArea, Goal, Offer, Serves
from brobygger.strategy.operations import lenses, placing, serving
from brobygger.strategy.queries import cards, resources
from brobygger.strategy.sectors import usual_of
from brobygger.strategy.views.pages import address, rights


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def goal_serve(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say who or what serves a goal."""
    goal = find(request, Goal, pk)
    return _serve(request, goal, address(request, "goal", pk), goal=goal)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def focus_area_serve(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say who or what serves a focus area."""
    area = find(request, FocusArea, pk)
    return _serve(request, area, address(request, "focus_area", pk), focus_area=area)


def _serve(request: WorkspaceRequest, record: Goal | FocusArea, here: str, **target: Any) -> HttpResponse:
    form = ServeForm(posted(request), workspace=request.workspace)

    def make() -> str:
        facts = dict(form.cleaned_data)
        organisation = facts.pop("organisation").one
        if isinstance(organisation, str):
            organisation = organisations.create(name=organisation, by=request.colleague)
        serving.add(organisation=organisation, by=request.colleague, **facts, **target)
        said = {"name": organisation or facts["offer"], "what": record}
        messages.success(request, _("%(name)s serves %(what)s.") % said)
        return here

    return form_page(
        request, form, make, title=_("Who serves %(name)s?") % {"name": record}, action=_("Say that they serve it"),
        cancel_url=here, back_label=str(record),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def offer_serve(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say what one of our offers serves."""
    offer = find(request, Offer, pk)
    return _serves(request, offer, address(request, "offer", pk), offer=offer)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def organisation_serve(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say what an organisation serves."""
    organisation = find(request, Organisation, pk)
    here = cards.page_of(request.workspace, organisation)
    return _serves(request, organisation, back_to(request, here), organisation=organisation)


def _serves(request: WorkspaceRequest, record: Any, here: str, **server: Any) -> HttpResponse:
    form = ServesForm(posted(request), workspace=request.workspace)
    if not form.found:
        messages.info(request, _("There are no goals and no focus areas yet."))
        return redirect(here)

    def make() -> str:
        facts = {name: form.cleaned_data[name] for name in ("how", "since")}
        made = serving.add(by=request.colleague, **server, **facts, **form.target())
        said = {"name": record, "what": made.goal or made.focus_area}
        messages.success(request, _("%(name)s serves %(what)s.") % said)
        return here

    return form_page(
        request, form, make, title=_("What does %(name)s serve?") % {"name": record},
        action=_("Say that it serves it"), cancel_url=here, back_label=str(record),
    )  # fmt: skip


@member(Role.STAFF)
@require_POST
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """It no longer serves it."""
    row = find(request, Serves, pk, "organisation", "offer", "goal", "focus_area")
    serving.end(serves=row, by=request.colleague)
    said = {"name": row.organisation or row.offer, "what": row.goal or row.focus_area}
    messages.success(request, _("%(name)s no longer serves %(what)s. It stays, in grey.") % said)
    where = address(request, "goal", row.goal_id) if row.goal_id else ""
    return redirect(back_to(request, where or address(request, "focus_area", row.focus_area_id)))


@member(Role.READER)
@require_GET
def organisation(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What an organisation is to the strategy: the card on its page, and a page of its own without scripts."""
    found = find(request, Organisation, pk)
    context = {"organisation": found, "card": cards.of(found, request.workspace), **rights(request)}
    context["page_url"] = cards.page_of(request.workspace, found)
    context["resources"] = resources.of_organisation(found)
    context["usual"] = [] if context["resources"] else usual_of(request.workspace, found.sector)
    template = "strategy/organisation_card.html" if request.htmx else "strategy/organisation.html"
    return render(request, template, context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def organisation_place(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say where an organisation lies: rooms, teams, how near."""
    found = find(request, Organisation, pk)
    initial = cards.given(found)
    form = PlaceForm(posted(request), workspace=request.workspace, initial=initial)
    here = back_to(request, cards.page_of(request.workspace, found))

    def make() -> str:
        changed = form.changes()
        if "rooms" in changed:
            placing.place(organisation=found, rooms=changed["rooms"], by=request.colleague)
        if "teams" in changed:
            lenses.set_teams(organisation=found, teams=changed["teams"], by=request.colleague)
        if "reaches" in changed:
            lenses.set_reach(organisation=found, reaches=changed["reaches"], by=request.colleague)
        messages.success(request, _("%(name)s is placed.") % {"name": found})
        return here

    return form_page(
        request, form, make, title=_("Where does %(name)s lie?") % {"name": found}, action=_("Save the place"),
        cancel_url=here, back_label=found.name,
    )  # fmt: skip
