"""What belongs to the colleague who asks: saved views, notices, the progress of jobs."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import jobs
from brobygger.records import operations, queries
from brobygger.records.forms import SaveViewForm
from brobygger.records.models import Notice, SavedView
from brobygger.records.notices import sentence
from brobygger.records.views.paging import newest_first, part_of


@require_POST
@member(Role.READER)
def save_view(request: WorkspaceRequest) -> HttpResponseBase:
    """Save a list's state under a name."""
    form = SaveViewForm(request.colleague, request.POST)
    if not form.is_valid():
        return render(request, "records/view_form.html", {"form": form}, status=422)
    values: dict[str, Any] = dict(form.cleaned_data)
    back = values.pop("back")
    values.setdefault("team", None)
    view = operations.save_view(by=request.colleague, **values)
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        raise Http404
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(f"{back}?{view.query}&view={view.pk}" if view.query else f"{back}?view={view.pk}")


@require_POST
@member(Role.READER)
def delete_view(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Delete a saved view; what it showed is untouched."""
    view = get_object_or_404(SavedView.objects.of(request.workspace), pk=pk)
    operations.delete_view(view=view, by=request.colleague)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect(f"/{request.workspace.slug}/")


@member(Role.READER)
def notices(request: WorkspaceRequest) -> HttpResponseBase:
    """What is done and what waits for the colleague who asks."""
    page = newest_first(request, queries.notices_of(request.colleague))
    rows = [{"notice": n, "text": sentence(n)} for n in page["rows"]]
    return render(request, "records/notices.html", {"rows": rows, "page": page})


@require_POST
@member(Role.READER)
def notices_read(request: WorkspaceRequest) -> HttpResponseBase:
    """Mark all one's notices read."""
    operations.mark_read(notices=queries.notices_of(request.colleague))
    return redirect("records:notices", request.workspace.slug)


@member(Role.READER)
def notice(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Follow a notice to what it is about; it counts as read."""
    found = get_object_or_404(queries.notices_of(request.colleague), pk=pk)
    operations.mark_read(notices=Notice.objects.filter(pk=found.pk))
    return redirect(found.path or reverse("records:notices", args=[request.workspace.slug]))


@member(Role.READER)
def job(request: WorkspaceRequest, key: str) -> HttpResponseBase:
    """How far a long piece of work is: a part that asks again by itself while the work goes on."""
    if not key.startswith(f"{request.workspace.pk}-"):
        raise Http404
    return render(request, part_of(request, "records/job.html"), {"progress": jobs.progress(key), "key": key})
