"""Planning the strategy week: its days, each with a question, a closing time and how answers are shown."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.views.pages import delete_page, find, form_page, posted
from brobygger.questions.models import Round
from brobygger.strategy.forms.process import DayForm
from brobygger.strategy.models import Day, Process
from brobygger.strategy.operations import process_week as operations
from brobygger.strategy.queries import process as queries
from brobygger.strategy.views.pages import address as to
from brobygger.strategy.views.process import leads

ROUND = ("process", "round__item", "round__set_version")


@member(Role.READER)
@require_GET
def week(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The days in order."""
    found = find(request, Process, pk)
    context = {"process": found, "days": queries.days_of(found), "leads": leads(request)}
    return render(request, "strategy/process/week.html", context)


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def day_new(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One more day."""
    found = find(request, Process, pk)
    return _add(request, found, _first(queries.days_of(found)), _("Add a day"))


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def day_copy(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The same question on another day, where it can be worded anew."""
    found = find(request, Day, pk, *ROUND)
    days = queries.days_of(found.process)
    return _add(request, found.process, DayForm.of(found) | {"on": _next(days)}, _("Copy the question"))


def _add(request: WorkspaceRequest, process: Process, initial: dict[str, Any], title: str) -> HttpResponse:
    form = DayForm(posted(request), process=process, initial=initial)
    back = to(request, "week", process.pk)

    def make() -> str:
        day = operations.add(process=process, by=request.colleague, **form.asked())
        return f"{back}#day-{day.pk}"

    return form_page(
        request, form, make, title=title, action=_("Add the day"), cancel_url=back, back_label=_("Strategy week"),
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def day_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change a day. Once somebody has answered the question stays, and is copied instead."""
    found = find(request, Day, pk, *ROUND)
    back = to(request, "week", found.process_id)
    form = DayForm(posted(request), process=found.process, initial=DayForm.of(found))

    def make() -> str:
        operations.change(day=found, by=request.colleague, **form.asked())
        return f"{back}#day-{pk}"

    return form_page(
        request, form, make, title=_("Edit the day"), action=_("Save the day"), cancel_url=back,
        back_label=_("Strategy week"), template="strategy/process/day_edit.html",
        frozen=found.round.set_version.is_frozen, copy_url=to(request, "day_copy", pk),
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def day_close(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Close before the time."""
    found = find(request, Day, pk, *ROUND)
    back = to(request, "week", found.process_id)
    if request.method == "POST":
        operations.close(day=found, by=request.colleague)
        messages.success(request, _("The day is closed. Everybody can read the answers now."))
        return redirect(back)
    context = {
        "title": _("Close the day now?"), "action": _("Close the day"), "cancel_url": back,
        "text": _("Nobody can answer any more, and everybody can read the answers."),
    }  # fmt: skip
    return render(request, "components/confirm.html", context)


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def day_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin, while nobody has answered."""
    found = find(request, Day, pk, *ROUND)
    back = to(request, "week", found.process_id)
    try:
        return delete_page(
            request, lambda: operations.delete(day=found, by=request.colleague),
            title=_("Delete the day?"), text=str(found.round), action=_("Delete the day"),
            done=_("The day is in the bin."), cancel_url=back, then=back,
        )  # fmt: skip
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return redirect(back)


def _next(days: list[Day]) -> Any:
    """The working day after the last one."""
    last = timezone.localtime(days[-1].round.opens_at).date() if days else timezone.localdate()
    following = max(last, timezone.localdate()) + timedelta(days=1)
    while following.isoweekday() > 5:
        following += timedelta(days=1)
    return following


def _first(days: list[Day]) -> dict[str, Any]:
    """What a new day begins with: as the last one, on the next working day."""
    if not days:
        return {"on": _next(days), "names": Round.Names.NAME}
    like = DayForm.of(days[-1])
    return {"on": _next(days)} | {name: like[name] for name in ("opens", "closes", "names")}
