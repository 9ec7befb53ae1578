"""Focus areas: what the library pushes, who leads it, and what serves it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.views.pages import find, form_page, posted
from brobygger.strategy import progress
from brobygger.strategy.forms.nouns import FocusAreaEditForm, FocusAreaForm
from brobygger.strategy.models import FocusArea, Goal
from brobygger.strategy.operations import focus_areas
from brobygger.strategy.queries import nouns
from brobygger.strategy.views.pages import address, ended, rights
from brobygger.strategy.views.refusals import delete_unless_served


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who leads it, what it is for, its goals, and who and what serves it."""
    area = find(request, FocusArea, pk, "lead", "team")
    goals = list(Goal.objects.filter(focus_area=area).order_by("ended_on", "due_on", "sort_key"))
    far, served = progress.of_rows(goals), nouns.servers_of(goals)
    context: dict[str, Any] = {
        "area": area,
        "rooms": nouns.rooms_of([area]).get(area.pk, ()),
        "goals": [(goal, far[goal.pk], served.get(goal.pk, ())) for goal in goals],
        "serving": nouns.serving(area),
        **rights(request),
    }
    return render(request, "strategy/focus_area.html", context)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """One more focus area."""
    form = FocusAreaForm(posted(request), workspace=request.workspace)

    def make() -> str:
        made = focus_areas.create(by=request.colleague, **form.cleaned_data)
        messages.success(request, _("%(name)s is added.") % {"name": made})
        return address(request, "focus_area", made.pk)

    return form_page(
        request, form, make, title=_("New focus area"), action=_("Add the focus area"),
        cancel_url=address(request, "focus_areas"), back_label=_("Focus areas"),
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What it is called, who leads it, which team owns it, where it lies."""
    area = find(request, FocusArea, pk, "workspace")
    form = FocusAreaEditForm(posted(request), focus_area=area)
    here = address(request, "focus_area", pk)

    def make() -> str:
        focus_areas.change(focus_area=area, by=request.colleague, **form.changes())
        messages.success(request, _("%(name)s is saved.") % {"name": area})
        return here

    return form_page(
        request, form, make, title=_("Edit %(name)s") % {"name": area}, action=_("Save the focus area"),
        cancel_url=here, back_label=area.name,
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_POST
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We no longer push it."""
    area = find(request, FocusArea, pk)
    focus_areas.end(focus_area=area, by=request.colleague)
    ended(request, area)
    return redirect(address(request, "focus_area", pk))


@member(Role.COORDINATOR)
@require_POST
def reopen(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We push it after all."""
    area = find(request, FocusArea, pk)
    focus_areas.reopen(focus_area=area, by=request.colleague)
    return redirect(address(request, "focus_area", pk))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin; refused, with what to do, while something serves it."""
    area = find(request, FocusArea, pk)
    return delete_unless_served(
        request, area, lambda: focus_areas.delete(focus_area=area, by=request.colleague),
        here=address(request, "focus_area", pk), then=address(request, "focus_areas"),
        text=_("Its goals stay, without a focus area. You can bring it back from the bin."),
    )  # fmt: skip
