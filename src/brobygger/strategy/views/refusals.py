"""Deleting what others serve: refused, with the names and the ways out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.views.pages import delete_page, find, form_page, posted
from brobygger.strategy.forms.nouns import MoveForm
from brobygger.strategy.models import FocusArea, Goal
from brobygger.strategy.operations import serving
from brobygger.strategy.views.pages import address


def delete_unless_served(
    request: WorkspaceRequest,
    record: Goal | FocusArea,
    delete: Callable[[], Any],
    *,
    here: str,
    then: str,
    text: str,
) -> HttpResponse:
    """Ask, and delete; while anybody serves it, say who, and offer to end it or to move them."""
    try:
        serving.refuse_served(record)
        return delete_page(
            request, delete, title=_("Move %(name)s to the bin?") % {"name": record}, text=text,
            action=_("Move to the bin"), done=_("%(name)s is in the bin.") % {"name": record}, cancel_url=here,
            then=then,
        )  # fmt: skip
    except serving.Served as refused:
        name = "goal" if isinstance(record, Goal) else "focus_area"
        context = {
            "record": record,
            "here": here,
            "refused": refused.messages[0],
            "serving": refused.serving,
            "end_url": address(request, f"{name}_end", record.pk),
            "move_url": address(request, f"{name}_move", record.pk),
            "is_goal": name == "goal",
        }
        return render(request, "strategy/served.html", context, status=409)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def goal_move(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Let all that serves a goal serve another."""
    return _move(request, find(request, Goal, pk), "goal", _("Goals"))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def focus_area_move(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Let all that serves a focus area serve another."""
    return _move(request, find(request, FocusArea, pk), "focus_area", _("Focus areas"))


def _move(request: WorkspaceRequest, record: Goal | FocusArea, name: str, label: str) -> HttpResponse:
    form = MoveForm(posted(request), of=record)
    here = address(request, name, record.pk)
    if not form.fields["to"].queryset.exists():  # type: ignore[attr-defined]
        messages.info(request, _("There is nothing else they could serve yet."))
        return redirect(here)

    def make() -> str:
        to = form.cleaned_data["to"]
        given: dict[str, Any] = {name: record}
        n = serving.move(to=to, by=request.colleague, **given)
        said = ngettext("%(n)d now serves %(to)s.", "%(n)d now serve %(to)s.", n) % {"n": n, "to": to}
        messages.success(request, said)
        return here

    title = _("What shall serve something else than %(name)s?") % {"name": record}
    return form_page(
        request,
        form,
        make,
        title=title,
        action=_("Let them serve it"),
        cancel_url=here,
        back_label=str(record),
    )
