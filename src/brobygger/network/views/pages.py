"""What the pages of the network have in common: finding a record, a form with one verb, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from brobygger.accounts.access import WorkspaceRequest
from brobygger.core import once, pages


def find[M: models.Model](request: WorkspaceRequest, model: type[M], pk: int, *related: str) -> M:
    """The record of this workspace, or 404. What was merged into another leads there; what is sent is about that one."""
    manager: Any = model._default_manager
    rows = manager.visible_to(request.user).filter(workspace=request.workspace)
    rows = rows.select_related(*related) if related else rows
    found: M | None = rows.filter(pk=pk).first()
    if found is not None:
        return found
    survivor = pages.survivor(request.workspace.pk, model._meta.label_lower, pk)
    found = get_object_or_404(rows, pk=survivor)
    if request.method in ("GET", "HEAD") and f"/{pk}/" in request.path:
        raise pages.Moved(request.get_full_path().replace(f"/{pk}/", f"/{survivor}/", 1))
    return found


def find_asked[M: models.Model](request: WorkspaceRequest, model: type[M], name: str) -> M | None:
    """The record whose id the address carries as `?name=`, None without it, 404 where it is not one of ours."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    return find(request, model, int(asked) if asked.isdigit() and len(asked) < 19 else 0)


def address(request: WorkspaceRequest, name: str, *args: Any) -> str:
    """The address of a page of this workspace's network."""
    return reverse(f"network:{name}", args=[request.workspace.slug, *args])


def posted(request: HttpRequest) -> Any:
    """What was sent, or None when the form is only looked at."""
    return request.POST if request.method == "POST" else None


def back_to(request: WorkspaceRequest, otherwise: str) -> str:
    """Where the form was opened from (`next`), when that is one of our own pages."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and safe else otherwise


def form_page(
    request: WorkspaceRequest,
    form: Any,
    make: Callable[[], str],
    *,
    title: str,
    action: str,
    cancel_url: str,
    template: str = "network/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what it asks for once: `make` calls one operation and returns where to go."""
    if form.is_bound and form.is_valid():
        try:
            return once.answer(request, make)
        except ValidationError as wrong:
            form.take_errors(wrong)
    context |= {"form": form, "title": title, "action": action, "cancel_url": cancel_url}
    context["once"] = once.hidden(request.POST.get(once.FIELD, ""))
    context["next"] = request.POST.get("next") or request.GET.get("next", "")
    return render(request, template, context, status=422 if form.is_bound else 200)


def delete_page(
    request: WorkspaceRequest,
    delete: Callable[[], Any],
    *,
    title: str,
    text: str,
    action: str,
    done: str,
    cancel_url: str,
    then: str,
) -> HttpResponse:
    """Ask before something goes to the bin."""
    if request.method == "POST":
        delete()
        messages.success(request, done)
        return redirect(then)
    context = {"title": title, "text": text, "action": action, "danger": True, "cancel_url": cancel_url}
    return render(request, "components/confirm.html", context)


def merged_meanwhile(request: WorkspaceRequest, record: Any) -> HttpResponse:
    """What was to be deleted has become part of another record, which nobody asked to delete."""
    messages.warning(
        request,
        _("It has become part of %(name)s in the meantime. Nothing was deleted.") % {"name": record},
    )
    return redirect(pages.address(request.workspace.slug, record._meta.label_lower, record.pk))
