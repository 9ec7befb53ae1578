"""Rounds: the list, one round with how far it has come, planning, closing, reminding."""

from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.questions import about
from brobygger.questions.forms.rounds import RoundForm
from brobygger.questions.models import Item, Round, SetVersion, Sheet
from brobygger.questions.models.doors import standing, viewer_of
from brobygger.questions.operations import rounds, sending
from brobygger.questions.queries import progress
from brobygger.questions.queries.mine import invitee_for, waiting_for
from brobygger.questions.reveal import hidden_because
from brobygger.questions.views.pages import act, address, confirm_page, form_page

FORM = require_http_methods(["GET", "POST"])
SHOWN = 200


def find_round(request: WorkspaceRequest, pk: int) -> Round:
    """The round with what it asks, or 404."""
    rows = Round.objects.of(request.workspace).select_related("set_version__question_set", "item")
    found: Round = get_object_or_404(
        rows.prefetch_related(Prefetch("set_version__items", Item.objects.all())), pk=pk
    )
    return found


@member(Role.READER)
def listed(request: WorkspaceRequest) -> HttpResponse:
    """What waits for one's own answer, then all rounds."""
    rows = Round.objects.with_counts().filter(workspace=request.workspace)
    found = list(rows.select_related("set_version__question_set").order_by("-opens_at", "-pk")[:SHOWN])
    order = {Round.State.OPEN: 0, Round.State.PLANNED: 1, Round.State.CLOSED: 2}
    context = {
        "rounds": sorted(found, key=lambda r: order[r.state]),
        "waiting": waiting_for(request.colleague),
        "may": request.colleague.coordinates,
    }
    return render(request, "questions/round_list.html", context)


@member(Role.READER)
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One round: what it asks and promises, how far it has come, what to do next."""
    round = find_round(request, pk)
    where = standing(round)
    mine = invitee_for(round, request.colleague)
    context = {
        "round": round,
        "items": round.items(),
        "about": about.of(round),
        "progress": progress.progress(round),
        "mine": mine,
        "hidden": hidden_because(where, viewer_of(round, request.colleague)),
        "may": request.colleague.coordinates,
        "answered": where.submitted > 0,
        "may_open": round.reveal in (Round.Reveal.ALL, Round.Reveal.OPENED) and not round.revealed_at,
    }
    return render(request, "questions/round.html", context)


@FORM
@member(Role.COORDINATOR)
def new(request: WorkspaceRequest) -> HttpResponse:
    """Plan a round."""
    now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    asked = SetVersion.objects.of(request.workspace).filter(pk=_number(request.GET.get("version")))
    initial = {
        "set_version": asked.first(), "opens_at": now, "closes_at": now + timedelta(days=7),
        "names": Round.Names.NAME, "reveal": Round.Reveal.OWN, "audience": Round.Audience.HOUSE,
    }  # fmt: skip
    form = RoundForm(request.POST or None, workspace=request.workspace, initial=initial)

    def make() -> str:
        data = dict(form.cleaned_data)
        made = rounds.create(version=data.pop("set_version"), by=request.colleague, **data)
        return address(request, "ask", made.pk)

    return form_page(
        request, form, make, title=_("New round"), action=_("Plan the round"), cancel_url=address(request, "rounds"),
        back_label=_("Questions"),
    )  # fmt: skip


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 19 else 0


@FORM
@member(Role.COORDINATOR)
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change what has not been promised to anybody yet."""
    round = find_round(request, pk)
    answered = Sheet.objects.filter(round=round).exists()
    names = [*RoundForm.base_fields, "set_version"]
    form = RoundForm(
        request.POST or None, workspace=request.workspace, answered=answered,
        initial={n: getattr(round, n) for n in names},
    )  # fmt: skip
    back = address(request, "round", pk)

    def make() -> str:
        rounds.change(round=round, by=request.colleague, **form.cleaned_data)
        return back

    lead = _("Somebody has answered: what the form told them holds.") if answered else ""
    return form_page(
        request, form, make, title=_("Change the round"), action=_("Save the round"), cancel_url=back,
        back_label=round.name, lead=lead,
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def close(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """No more answers."""
    round = find_round(request, pk)

    def do() -> str:
        rounds.close(round=round, by=request.colleague)
        return _("The round is closed.")

    back = address(request, "round", pk)
    return confirm_page(
        request, do, title=_("Close %(name)s") % {"name": round.name}, action=_("Close the round"),
        text=_("Nobody can answer or change an answer any more. It cannot be opened again."), cancel_url=back, then=back,
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def open_answers(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Let the answers be seen."""
    round = find_round(request, pk)

    def do() -> str:
        rounds.open_answers(round=round, by=request.colleague)
        return _("The answers are open.")

    back = address(request, "round", pk)
    return confirm_page(
        request, do, title=_("Open the answers to %(name)s") % {"name": round.name}, action=_("Open the answers"),
        text=_("Everybody who may see them sees them from now on."), cancel_url=back, then=back,
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Move a round that nobody has answered to the bin."""
    round = find_round(request, pk)
    gone: list[Any] = []

    def do() -> str:
        rounds.delete(round=round, by=request.colleague)
        gone.append(pk)
        return _("The round is in the bin.")

    back = address(request, "round", pk)
    answered = Sheet.objects.filter(round=round).exists()
    return confirm_page(
        request, do, title=_("Delete %(name)s") % {"name": round.name}, action=_("Move to the bin"), danger=True,
        text=_("Nobody has answered it. It can be found in the bin."), cancel_url=back,
        then=back if answered else address(request, "rounds"),
    )  # fmt: skip


@require_POST
@member(Role.COORDINATOR)
def remind(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Mail the question to those missing: the first time, or again."""
    round = find_round(request, pk)

    def do() -> str:
        by = request.colleague
        sent = sending.send(round=round, by=by) + sending.remind(round=round, by=by)
        if not round.is_named:
            return _("Those missing whom mail can reach are mailed, nobody twice in a day.")
        if not sent:
            return _("There was nobody to mail: all have answered, have no address, or were mailed today.")
        said = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", sent)
        return said % {"n": sent}

    return act(request, do, address(request, "round", pk))
