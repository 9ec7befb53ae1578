"""How long data is kept, what goes next, who took what out, and the export of everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import jobs, pages
from brobygger.records.models import ReadOut, RetentionException, RetentionPlan, WorkspaceExport
from brobygger.records.personal import exporting, leftovers, letting_go, operations, reading
from brobygger.records.personal import retention as keeping
from brobygger.records.personal.forms import KeepForm, PeriodsForm
from brobygger.records.tasks import export_workspace
from brobygger.records.views.paging import newest_first

State = WorkspaceExport.State
SHOWN = 200


@member(Role.LEADER)
def retention(request: WorkspaceRequest) -> HttpResponseBase:
    """Periods, what is past them, what is announced, and exceptions."""
    months = keeping.periods(request.workspace)
    form = PeriodsForm(
        request.POST if request.method == "POST" else None, rules=keeping.rules(), months=months
    )
    if request.method == "POST" and form.is_valid():
        for kind, number in form.cleaned_data.items():
            if number != months[kind]:
                operations.set_period(kind=kind, months=number, by=request.colleague)
        messages.success(request, _("The periods are saved."))
        return redirect("records:retention", request.workspace.slug)
    due = letting_go.preview(request.workspace)
    plan = RetentionPlan.objects.of(request.workspace).filter(state="announced").order_by("pk").first()
    context = {
        "form": form,
        "due": [(rule, len(due.get(rule.key, []))) for rule in keeping.rules() if due.get(rule.key)],
        "plan": plan,
        "announced": _counts(plan.items) if plan else [],
        "exceptions": _exceptions(request),
        "past": RetentionPlan.objects.of(request.workspace).exclude(state="announced").order_by("-pk")[:10],
    }
    return render(request, "records/retention.html", context, status=422 if form.errors else 200)


def _counts(items: dict[str, list[int]]) -> list[tuple[keeping.Rule, int]]:
    return [(rule, len(items[rule.key])) for rule in keeping.rules() if items.get(rule.key)]


def _exceptions(request: WorkspaceRequest) -> list[dict[str, Any]]:
    rows = RetentionException.objects.of(request.workspace).select_related("said_by").order_by("-pk")[:SHOWN]
    slug = request.workspace.slug
    return [
        {"row": r, "noun": pages.noun(r.model), "url": pages.address(slug, r.model, r.object_id)}
        for r in rows
    ]


@member(Role.LEADER)
def retention_due(request: WorkspaceRequest, rule: str) -> HttpResponseBase:
    """Which records of one kind are past their time, or are announced."""
    try:
        found = keeping.rule(rule)
    except KeyError:
        raise Http404 from None
    months = keeping.periods(request.workspace)[rule]
    rows = keeping.due(request.workspace, found, months)
    plan = RetentionPlan.objects.of(request.workspace).filter(state="announced").order_by("pk").first()
    announced = set(plan.items.get(rule, [])) if plan else set()
    label = found.model._meta.label_lower
    told = [
        {
            "row": row,
            "url": pages.address(request.workspace.slug, label, row.pk),
            "announced": row.pk in announced,
            "keep_url": reverse("records:retention_keep", args=[request.workspace.slug, rule, row.pk]),
        }
        for row in rows[:SHOWN]
    ]
    context = {"rule": found, "months": months, "told": told, "count": rows.count(), "plan": plan}
    return render(request, "records/retention_due.html", context)


@member(Role.LEADER)
def retention_keep(request: WorkspaceRequest, rule: str, pk: int) -> HttpResponseBase:
    """Keep one record, because."""
    try:
        found = keeping.rule(rule)
    except KeyError:
        raise Http404 from None
    row = get_object_or_404(found.model._base_manager.filter(workspace_id=request.workspace.pk), pk=pk)
    form = KeepForm(request.POST if request.method == "POST" else None)
    back = reverse("records:retention_due", args=[request.workspace.slug, rule])
    if request.method == "POST" and form.is_valid():
        operations.keep(
            model=found.model._meta.label_lower, object_id=pk, by=request.colleague, **form.cleaned_data
        )
        messages.success(request, _("%(name)s is kept.") % {"name": row})
        return redirect(back)
    context = {
        "form": form,
        "title": _("Keep %(name)s?") % {"name": row},
        "text": _("It is left out when data is let go, as long as this holds."),
        "action": _("Keep it"),
        "cancel_url": back,
    }
    return render(request, "components/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@member(Role.LEADER)
def exception_end(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """The exception is over."""
    found = get_object_or_404(RetentionException.objects.of(request.workspace), pk=pk)
    operations.let_go(exception=found, by=request.colleague)
    messages.success(request, _("The exception is over."))
    return redirect("records:retention", request.workspace.slug)


@require_POST
@member(Role.LEADER)
def announce(request: WorkspaceRequest) -> HttpResponseBase:
    """Announce now what the timer would announce."""
    plan = letting_go.announce(workspace=request.workspace, by=request.colleague)
    if plan:
        messages.success(request, _("It is announced. Nothing goes before the day that is named."))
    else:
        messages.info(request, _("There is nothing new to announce."))
    return redirect("records:retention", request.workspace.slug)


@require_POST
@member(Role.LEADER)
def plan_stop(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Nothing of this plan goes."""
    found = get_object_or_404(RetentionPlan.objects.of(request.workspace).filter(state="announced"), pk=pk)
    letting_go.stop(plan=found, by=request.colleague)
    messages.success(request, _("It is stopped. Nothing of it goes."))
    return redirect("records:retention", request.workspace.slug)


@member(Role.LEADER)
def reads(request: WorkspaceRequest) -> HttpResponseBase:
    """Who took what out."""
    page = newest_first(request, ReadOut.objects.of(request.workspace))
    return render(request, "records/reads.html", {"page": page, "rows": page["rows"]})


@member(Role.LEADER)
def exports(request: WorkspaceRequest) -> HttpResponseBase:
    """The whole workspace as a file: ask for it, fetch it."""
    if request.method == "POST":
        made = exporting.start(by=request.colleague)
        export_workspace.enqueue(made.pk, request.colleague.pk)
        messages.success(request, _("The export is being made. You get a notice when it is ready."))
        return redirect("records:exports", request.workspace.slug)
    rows = list(WorkspaceExport.objects.of(request.workspace).select_related("asked_by").order_by("-pk")[:20])
    running = next((row for row in rows if row.state == State.RUNNING), None)
    context = {
        "rows": rows,
        "running": running,
        "progress": jobs.progress(exporting.key(running)) if running else None,
        "days": exporting.DAYS,
    }
    return render(request, "records/exports.html", context)


@member(Role.LEADER)
def export_file(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """The archive itself; that it was fetched is noted."""
    found = get_object_or_404(WorkspaceExport.objects.of(request.workspace).filter(state=State.READY), pk=pk)
    path = leftovers.export_path(found)
    if not path.exists():
        raise Http404
    reading.log(
        kind=ReadOut.Kind.ARCHIVE, workspace_id=request.workspace.pk, by=request.colleague, form="zip",
        what=request.workspace.name, number=found.rows,
    )  # fmt: skip
    name = f"{request.workspace.slug}-{timezone.localdate(found.created_at):%Y-%m-%d}.zip"
    response = StreamingHttpResponse(_blocks(path), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Length"] = str(path.stat().st_size)
    return response


def _blocks(path: Path) -> Iterator[bytes]:
    """The file is opened when somebody reads, and closed when they stop."""
    with path.open("rb") as file:
        while block := file.read(256 * 1024):
            yield block
