"""Partners are asked about a version: opening, inviting, reading what they wrote, closing."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.views.pages import find, form_page, posted
from brobygger.questions.operations import rounds, sending
from brobygger.strategy.forms.condensing import HearingForm, PartnerForm
from brobygger.strategy.models import StrategyVersion
from brobygger.strategy.operations import process_hearing as operations
from brobygger.strategy.queries import process_hearing as queries
from brobygger.strategy.views.pages import address as to

LEAST = time(23, 59)


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def hearing_new(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask partners about a version, until a day."""
    version = find(request, StrategyVersion, pk, "process")
    here = to(request, "hearing", pk)
    if queries.hearing_of(version):
        return redirect(here)
    form = HearingForm(posted(request), initial={"closes_on": timezone.localdate() + timedelta(days=21)})

    def make() -> str:
        given = form.cleaned_data
        closes_at = timezone.make_aware(datetime.combine(given["closes_on"], LEAST))
        operations.open_hearing(
            version=version, closes_at=closes_at, intro=given["intro"], by=request.colleague
        )
        return here

    return form_page(
        request, form, make, title=_("Ask partners to comment"), action=_("Open for comments"),
        cancel_url=to(request, "version", pk), back_label=_("Version %(n)d") % {"n": version.number},
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def hearing(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who is asked, who has answered; one more is asked by name and e-mail."""
    version = find(request, StrategyVersion, pk, "process")
    round = queries.hearing_of(version)
    if round is None:
        return redirect(to(request, "hearing_new", pk))
    here = to(request, "hearing", pk)
    form = PartnerForm(posted(request), workspace=request.workspace)

    def make() -> str:
        made = operations.invite(round=round, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("%(name)s gets the link by mail.") % {"name": made.name})
        return here

    invited = queries.asked(round)
    return form_page(
        request, form, make, title=_("Partners' comments"), action=_("Send the link"), cancel_url=here,
        template="strategy/process/hearing.html", version=version, process=version.process, round=round,
        invited=invited, answered=[i for i in invited if i.answered],
        missing=[i for i in invited if not i.answered],
        written=queries.written(round, request.user),
    )  # fmt: skip


@require_POST
@member(Role.LEADER)
def hearing_do(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Remind those missing, open what was written, close."""
    version = find(request, StrategyVersion, pk, "process")
    round = queries.hearing_of(version)
    if round is None:
        return redirect(to(request, "hearing_new", pk))
    action, me = request.POST.get("action", ""), request.colleague
    try:
        if action == "remind":
            n = sending.remind(round=round, by=me)
            said = ngettext("%(n)d partner is reminded.", "%(n)d partners are reminded.", n) % {"n": n}
            messages.success(request, said)
        elif action == "open":
            rounds.open_answers(round=round, by=me)
            messages.success(request, _("The comments can be read by leaders, coordinators and those asked."))
        elif action == "close":
            rounds.close(round=round, by=me)
            messages.success(request, _("Closed. The links tell so."))
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect(to(request, "hearing", pk))
