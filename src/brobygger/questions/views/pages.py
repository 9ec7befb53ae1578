"""What the pages of questions have in common: finding a record, a form with one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from brobygger.accounts.access import WorkspaceRequest
from brobygger.core import once


def find[M: models.Model](request: WorkspaceRequest, model: type[M], pk: int, *related: str) -> M:
    """The record of this workspace, or 404."""
    manager: Any = model._default_manager
    rows = manager.filter(workspace=request.workspace)
    found: M = get_object_or_404(rows.select_related(*related) if related else rows, pk=pk)
    return found


def address(request: WorkspaceRequest, name: str, *args: Any) -> str:
    """The address of a page of questions in this workspace."""
    return reverse(f"questions:{name}", args=[request.workspace.slug, *args])


def form_page(
    request: WorkspaceRequest,
    form: Any,
    make: Callable[[], str],
    *,
    title: str,
    action: str,
    cancel_url: str,
    template: str = "questions/form.html",
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
    return render(request, template, context, status=422 if form.is_bound else 200)


def act(request: WorkspaceRequest, do: Callable[[], str], then: str) -> HttpResponse:
    """Do one thing and say so, or say why not."""
    try:
        messages.success(request, do())
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect(then)


def confirm_page(
    request: WorkspaceRequest, do: Callable[[], str], *, title: str, text: str, action: str, cancel_url: str, then: str,
    danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """Ask before it is done."""
    if request.method == "POST":
        return act(request, do, then)
    context = {"title": title, "text": text, "action": action, "danger": danger, "cancel_url": cancel_url}
    return render(request, "components/confirm.html", context)
