"""The resource map: who can bring and want what, and who could meet what we need."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.models import Level, Organisation, Sector
from brobygger.network.operations import organisations
from brobygger.network.views.pages import back_to, find, find_asked, form_page, posted
from brobygger.strategy import needs as ranking
from brobygger.strategy.forms.resources import BroughtForm, NeedEditForm, NeedForm, ResourceForm, SectorForm
from brobygger.strategy.models import Direction, Goal, Need, Resource, ResourceKind
from brobygger.strategy.operations import needs, resources
from brobygger.strategy.queries import cards
from brobygger.strategy.queries import resources as queries
from brobygger.strategy.sectors import usual
from brobygger.strategy.views.pages import address, rights

FILTERS = ("kind", "direction", "sector", "level")


@member(Role.READER)
@require_GET
def matrix(request: WorkspaceRequest) -> HttpResponse:
    """Partners by kinds, narrowed by the address; what the sectors usually bring; what we need."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    choices = (
        ("kind", _("Kind"), ResourceKind.choices),
        ("direction", _("Brings or wants"), Direction.choices),
        ("sector", _("Sector"), Sector.choices),
        ("level", _("Formality"), Level.choices),
    )
    context = {
        "rows": queries.partners(request.workspace, **asked),
        "limit": queries.SHOWN,
        "sectors": queries.sectors(request.workspace),
        "kinds": list(ResourceKind),
        "filters": [(name, label, options, asked[name]) for name, label, options in choices],
        "filtered": any(asked.values()),
        "needs": queries.needs(request.workspace),
        **rights(request),
    }
    return render(request, "strategy/resources.html", context)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def sector(request: WorkspaceRequest, sector: str) -> HttpResponse:
    """What a sector usually brings and wants, in our own words."""
    known = Sector(sector)
    said = {(d, k): text for (s, d, k), text in usual(request.workspace).items() if s == sector}
    form = SectorForm(posted(request), said=said)
    here = address(request, "resources")

    def make() -> str:
        for direction, kind, text in form.changed():
            resources.say_of_sector(
                sector=sector, direction=direction, kind=kind, text=text, by=request.colleague
            )
        messages.success(request, _("The sector is described in your own words."))
        return here

    return form_page(
        request, form, make, title=_("%(sector)s: what does the sector bring and want?") % {"sector": known.label},
        action=_("Save the words"), cancel_url=here, back_label=_("Resources"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def note(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """An organisation can bring, or wants, something."""
    organisation = find(request, Organisation, pk)
    form = ResourceForm(posted(request), initial={"direction": Direction.BRINGS})
    here = back_to(request, cards.page_of(request.workspace, organisation))

    def make() -> str:
        resources.note(organisation=organisation, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("It is noted."))
        return here

    return form_page(
        request, form, make, title=_("What can %(name)s bring, or want?") % {"name": organisation},
        action=_("Note it"), cancel_url=here, back_label=organisation.name,
    )  # fmt: skip


@member(Role.STAFF)
@require_POST
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """They no longer bring or want it."""
    resource = find(request, Resource, pk, "organisation")
    resources.end(resource=resource, by=request.colleague)
    messages.success(request, _("It is ended. It stays, in grey."))
    return redirect(back_to(request, cards.page_of(request.workspace, resource.organisation)))


@member(Role.READER)
@require_GET
def need(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What we need, and who could meet it, each with the reasons; a fragment for other pages too."""
    found = find(request, Need, pk, "goal", "goal__focus_area", "organisation", "noted_by")
    could = ranking.who_could(found, user=request.user, workspace=request.workspace)
    context: dict[str, Any] = {"need": found, "could": could, **rights(request)}
    return render(request, "strategy/need_could.html" if request.htmx else "strategy/need.html", context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def need_new(request: WorkspaceRequest) -> HttpResponse:
    """Say what we need; `?goal=` says for which goal."""
    goal = find_asked(request, Goal, "goal")
    kind = request.GET.get("kind", "")
    initial = {"goal": goal, "kind": kind if kind in ResourceKind.values else ""}
    form = NeedForm(posted(request), workspace=request.workspace, initial=initial)
    back = address(request, "goal", goal.pk) if goal else address(request, "resources")

    def make() -> str:
        made = needs.create(by=request.colleague, **form.cleaned_data)
        return address(request, "need", made.pk)

    return form_page(
        request, form, make, title=_("What do we need?"), action=_("See who could bring it"), cancel_url=back,
        back_label=goal.name if goal else _("Resources"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def need_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say it better."""
    found = find(request, Need, pk, "workspace", "goal")
    form = NeedEditForm(posted(request), need=found)
    here = address(request, "need", pk)

    def make() -> str:
        needs.change(need=found, by=request.colleague, **form.changes())
        return here

    return form_page(
        request, form, make, title=_("Edit the need"), action=_("Save the need"), cancel_url=here,
        back_label=found.text,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def need_meet(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Somebody brings it; `?organisation=` says who."""
    found = find(request, Need, pk)
    organisation = find_asked(request, Organisation, "organisation")
    form = BroughtForm(
        posted(request),
        workspace=request.workspace,
        initial={"organisation": organisation.name if organisation else ""},
    )
    here = address(request, "need", pk)

    def make() -> str:
        named = form.cleaned_data["organisation"].one
        if isinstance(named, str):
            named = organisations.create(name=named, by=request.colleague)
        needs.meet(need=found, organisation=named, by=request.colleague)
        messages.success(request, _("The need is met by %(name)s.") % {"name": named})
        return here

    return form_page(
        request, form, make, title=_("Who brings it? %(need)s") % {"need": found}, action=_("The need is met"),
        cancel_url=here, back_label=found.text,
    )  # fmt: skip


@member(Role.STAFF)
@require_POST
def need_give_up(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We do without."""
    found = find(request, Need, pk)
    needs.give_up(need=found, by=request.colleague)
    messages.success(request, _("The need is given up. It stays, in grey."))
    return redirect(address(request, "resources"))


@member(Role.STAFF)
@require_POST
def need_take_up(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We need it after all."""
    found = find(request, Need, pk)
    needs.take_up(need=found, by=request.colleague)
    return redirect(address(request, "need", pk))
