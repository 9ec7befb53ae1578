"""Paper: the sheet to print, and typing in what came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.questions.forms.rounds import PaperForm
from brobygger.questions.operations import sheets
from brobygger.questions.views.pages import address, form_page
from brobygger.questions.views.rounds import find_round


@member(Role.READER)
def blank(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The sheet, to print and fill in by hand."""
    round = find_round(request, pk)
    return render(request, "questions/sheet_print.html", {"round": round, "items": round.items()})


@require_http_methods(["GET", "POST"])
@member(Role.COORDINATOR)
def typed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Type in a sheet that somebody filled in on paper."""
    round = find_round(request, pk)
    form: Any = PaperForm(request.POST or None, round=round)
    back = address(request, "round", pk)

    def make() -> str:
        invitee = form.cleaned_data["invitee"]
        sheets.enter_paper(round=round, values=form.values(), invitee=invitee, by=request.colleague)
        messages.success(request, _("The paper is typed in, and marked as paper."))
        return address(request, "paper", pk)

    return form_page(
        request, form, make, title=_("Type in a paper"), action=_("Send it in"), cancel_url=back, back_label=round.name,
        lead=_("It is marked as typed in from paper."), says_required=True,
    )  # fmt: skip
