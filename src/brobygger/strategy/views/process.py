"""Strategy processes: the list, one process with its next step, beginning, changing, moving and deleting one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.views.pages import delete_page, find, form_page, posted
from brobygger.strategy.forms.process import PointForm, ProcessForm, StageForm
from brobygger.strategy.models import MainPoint, Process
from brobygger.strategy.operations import process as operations
from brobygger.strategy.operations import process_points as points
from brobygger.strategy.queries import process as queries
from brobygger.strategy.queries import process_overview
from brobygger.strategy.views.pages import address as to


@member(Role.READER)
@require_GET
def processes(request: WorkspaceRequest) -> HttpResponse:
    """All processes, the newest first."""
    context = {"processes": process_overview.listed(request.workspace), "leads": leads(request)}
    return render(request, "strategy/process/processes.html", context)


@member(Role.READER)
@require_GET
def process(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Where the process stands and what comes next."""
    found = find(request, Process, pk)
    context = {
        "process": found,
        "overview": process_overview.of(found, request.colleague),
        "leads": leads(request),
    }
    return render(request, "strategy/process/process.html", context)


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def process_new(request: WorkspaceRequest) -> HttpResponse:
    """Begin a process."""
    year = timezone.localdate().year + 1
    form = ProcessForm(posted(request), initial={"from_year": year, "to_year": year + 3})

    def make() -> str:
        made = operations.start(by=request.colleague, **form.cleaned_data)
        return to(request, "points", made.pk)

    return form_page(
        request, form, make, title=_("Begin a strategy process"), action=_("Begin the process"),
        cancel_url=to(request, "processes"), back_label=_("Strategy processes"),
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def process_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change name, period or what it is for."""
    found = find(request, Process, pk)
    back = to(request, "process", pk)
    initial = {name: getattr(found, name) for name in ("name", "from_year", "to_year", "about")}
    form = ProcessForm(posted(request), initial=initial)

    def make() -> str:
        operations.change(process=found, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Edit the process"), action=_("Save the process"), cancel_url=back,
        back_label=found.name,
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def process_move(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Move it to another stage, with a reason where there is one."""
    found = find(request, Process, pk)
    back = to(request, "process", pk)
    now = queries.stage_of(found)
    form = StageForm(posted(request), initial={"stage": request.GET.get("to", "") or now})

    def make() -> str:
        operations.move(process=found, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Where does the process stand?"), action=_("Move the process"),
        cancel_url=back, back_label=found.name,
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def process_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin, while nobody has answered."""
    found = find(request, Process, pk)
    here = to(request, "process", pk)
    try:
        return delete_page(
            request, lambda: operations.delete(process=found, by=request.colleague),
            title=_("Delete %(name)s?") % {"name": found.name},
            text=_("Main points and questions go with it. It can be fetched back from the bin."),
            action=_("Delete the process"), done=_("%(name)s is in the bin.") % {"name": found.name},
            cancel_url=here, then=to(request, "processes"),
        )  # fmt: skip
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return redirect(here)


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def main_points(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The leaders' main points in order; a leader adds one in a line."""
    found = find(request, Process, pk)
    here = to(request, "points", pk)
    may = leads(request)
    form = PointForm(posted(request) if may else None)

    def make() -> str:
        points.add(process=found, by=request.colleague, **form.cleaned_data)
        return f"{here}#add"

    return form_page(
        request, form, make, title=_("Main points"), action=_("Add the main point"), cancel_url=here,
        template="strategy/process/points.html", process=found, leads=may,
        points=list(found.points.select_related("author").order_by("position", "pk")),
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def point(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say a main point otherwise."""
    found = find(request, MainPoint, pk, "process")
    back = to(request, "points", found.process_id)
    form = PointForm(posted(request), initial={"text": found.text})

    def make() -> str:
        points.change(point=found, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Edit the main point"), action=_("Save the main point"),
        cancel_url=back, back_label=_("Main points"),
    )  # fmt: skip


@require_POST
@member(Role.LEADER)
def point_shift(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    found = find(request, MainPoint, pk)
    points.shift_point(point=found, up=request.POST.get("way") == "up", by=request.colleague)
    return redirect(to(request, "points", found.process_id))


@require_POST
@member(Role.LEADER)
def point_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin; one that a sentence comes from stays."""
    found = find(request, MainPoint, pk)
    try:
        points.delete(point=found, by=request.colleague)
        messages.success(request, _("The main point is in the bin."))
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect(to(request, "points", found.process_id))


def leads(request: WorkspaceRequest) -> bool:
    """Whether whoever asks may set points, condense and publish."""
    return request.colleague.has_role(Role.LEADER)
