"""Goals: how far they are, and who and what serves them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.views.pages import find, find_asked, form_page, posted
from brobygger.strategy import progress
from brobygger.strategy.forms.nouns import EndGoalForm, GoalEditForm, GoalForm, MeasurementForm
from brobygger.strategy.models import FocusArea, Goal, Measurement
from brobygger.strategy.operations import goals
from brobygger.strategy.queries import nouns
from brobygger.strategy.views.pages import address, ask, ended, rights
from brobygger.strategy.views.refusals import delete_unless_served


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Where it stands, what was measured, and who and what serves it."""
    goal = find(request, Goal, pk, "focus_area", "owner")
    return render(request, "strategy/goal.html", _shown(request, goal))


def _shown(request: WorkspaceRequest, goal: Goal) -> dict[str, Any]:
    measurements = list(goal.measurements.order_by("-on", "-id"))
    return {
        "goal": goal,
        "progress": progress.of(goal),
        "rooms": nouns.rooms_of_goals([goal]).get(goal.pk, ()),
        "own_rooms": bool(nouns.rooms_of([goal])),
        "ages": [link.age_group for link in goal.age_links.select_related("age_group")],
        "measurements": [(m, progress.amount(m.value, goal.unit)) for m in measurements],
        "line": progress.line(goal, measurements),
        "from_amount": progress.amount(goal.baseline, goal.unit),
        "to_amount": progress.amount(goal.target, goal.unit),
        "serving": nouns.serving(goal),
        "needs": goal.needs.filter(ended_on=None).order_by("-id"),
        **rights(request),
    }


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """One more goal; `?area=` says in which focus area."""
    area = find_asked(request, FocusArea, "area")
    initial = {"focus_area": area, "owner": request.colleague.pk}
    form = GoalForm(posted(request), workspace=request.workspace, initial=initial)

    def make() -> str:
        made = goals.create(by=request.colleague, **form.cleaned_data)
        messages.success(request, _("The goal is added. Who serves it?"))
        return address(request, "goal", made.pk)

    return form_page(
        request, form, make, title=_("New goal"), action=_("Add the goal"),
        cancel_url=address(request, "goals"), back_label=_("Goals"),
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Its sentence, measure, day, owner, ages and rooms."""
    goal = find(request, Goal, pk, "workspace")
    form = GoalEditForm(posted(request), goal=goal)
    here = address(request, "goal", pk)

    def make() -> str:
        goals.change(goal=goal, by=request.colleague, **form.changes())
        messages.success(request, _("The goal is saved."))
        return here

    return form_page(
        request, form, make, title=_("Edit %(name)s") % {"name": goal}, action=_("Save the goal"),
        cancel_url=here, back_label=goal.name,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def measure(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Note where it stands."""
    goal = find(request, Goal, pk)
    form = MeasurementForm(posted(request), initial={"on": timezone.localdate()})
    form.fields["value"].label = _("How many %(unit)s?") % {"unit": goal.unit} if goal.unit else _("Value")
    here = address(request, "goal", pk)

    def make() -> str:
        goals.measure(goal=goal, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("The measurement is noted."))
        return here

    return form_page(
        request, form, make, title=_("Where does %(name)s stand?") % {"name": goal},
        action=_("Note the measurement"), cancel_url=here, back_label=goal.name,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def unmeasure(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The measurement was wrong."""
    measurement = find(request, Measurement, pk, "goal")
    here = address(request, "goal", measurement.goal_id)
    said = progress.amount(measurement.value, measurement.goal.unit)
    return ask(
        request, lambda: goals.unmeasure(measurement=measurement, by=request.colleague),
        title=_("Move the measurement to the bin?"),
        text=_("%(name)s: %(value)s. You can bring it back from the bin.")
        % {"name": measurement.goal, "value": said},
        action=_("Move to the bin"), done=_("The measurement is in the bin."), back=here,
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Reached or not: what came of it."""
    goal = find(request, Goal, pk)
    form = EndGoalForm(posted(request), initial={"outcome": goal.outcome})
    here = address(request, "goal", pk)

    def make() -> str:
        goals.end(goal=goal, by=request.colleague, **form.cleaned_data)
        ended(request, goal)
        return here

    return form_page(
        request, form, make, title=_("End %(name)s") % {"name": goal}, action=_("End the goal"),
        cancel_url=here, back_label=goal.name,
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_POST
def reopen(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We pursue it after all."""
    goal = find(request, Goal, pk)
    goals.reopen(goal=goal, by=request.colleague)
    return redirect(address(request, "goal", pk))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin; refused, with what to do, while something serves it."""
    goal = find(request, Goal, pk)
    return delete_unless_served(
        request, goal, lambda: goals.delete(goal=goal, by=request.colleague),
        here=address(request, "goal", pk), then=address(request, "goals"),
        text=_("Its measurements go with it. You can bring it all back from the bin."),
    )  # fmt: skip
