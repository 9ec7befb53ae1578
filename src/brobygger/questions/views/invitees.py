"""Who is asked: colleagues and teams, people outside, their links, and taking somebody out again."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.questions.forms.rounds import AskForm, OutsiderForm
from brobygger.questions.models import Invitee, Sheet
from brobygger.questions.operations import invitees
from brobygger.questions.sheets_by_link import address as link_address
from brobygger.questions.views.pages import address, confirm_page, find, form_page
from brobygger.questions.views.rounds import find_round

FORM = require_http_methods(["GET", "POST"])


@FORM
@member(Role.COORDINATOR)
def ask(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask colleagues, each for themself, or teams as one."""
    round = find_round(request, pk)
    form = AskForm(request.POST or None, workspace=request.workspace)
    back = address(request, "round", pk)

    def make() -> str:
        by = request.colleague
        invitees.ask_colleagues(round=round, colleagues=form.chosen(), by=by)
        invitees.ask_teams(round=round, teams=form.cleaned_data["as_one"], by=by)
        return back

    return form_page(
        request, form, make, title=_("Whom do you ask?"), action=_("Ask them"), cancel_url=back, back_label=round.name,
        lead=_("Nobody gets a mail from this. Whoever is asked already is not asked twice."),
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def ask_outside(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask somebody outside, who answers by link."""
    round = find_round(request, pk)
    form = OutsiderForm(request.POST or None)
    back = address(request, "round", pk)

    def make() -> str:
        invitees.ask_outsider(round=round, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Ask somebody outside"), action=_("Ask them"), cancel_url=back,
        back_label=round.name, lead=_("They answer by a link of their own, without a log-in."),
    )  # fmt: skip


@FORM
@member(Role.COORDINATOR)
def remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask somebody no longer."""
    invitee = find(request, Invitee, pk, "round", "colleague", "team")
    back = address(request, "round", invitee.round_id)
    name = invitee.called

    def do() -> str:
        invitees.remove(invitee=invitee, by=request.colleague)
        return _("%(name)s is no longer asked.") % {"name": name}

    return confirm_page(
        request, do, title=_("Ask %(name)s no longer") % {"name": name}, action=_("Take them out"), danger=True,
        text=_("Their link stops opening. It can be undone from the bin."), cancel_url=back, then=back,
    )  # fmt: skip


@never_cache
@FORM
@member(Role.COORDINATOR)
def link(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The link of one who is asked, to be handed over another way than by mail."""
    invitee = find(request, Invitee, pk, "round", "colleague", "team")
    if not _may_have_link(invitee):
        raise Http404
    made = None
    if request.method == "POST":
        made = invitees.make_link(invitee=invitee, by=request.colleague, anew=True)
    context = {"invitee": invitee, "round": invitee.round, "address": link_address(made) if made else ""}
    return render(request, "questions/link.html", context)


def _may_have_link(invitee: Invitee) -> bool:
    """Whoever holds the link reads what was written, or answers in their place: only for those nothing else reaches."""
    if invitee.has_left or invitee.answered or Sheet.objects.filter(invitee=invitee).exists():
        return False
    has_login = invitee.colleague is not None and invitee.colleague.user_id is not None
    return invitee.round.is_named or not (invitee.address or has_login)
