"""Answering: what a colleague's page and the page behind a link have in common, and the colleague's page.

By name the draft is kept here, at each change where scripts run and by its button everywhere. Without a name nothing is
kept before it is sent; then the sheet's own address opens it, and nothing else does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.operations import Actor
from brobygger.questions.forms.sheets import SheetForm, initial_of
from brobygger.questions.marks import FIELD, PromiseChanged, promise
from brobygger.questions.models import Answer, Invitee, Round, Sheet
from brobygger.questions.operations import sheets
from brobygger.questions.operations.giving import Given
from brobygger.questions.operations.scope import RoundClosed
from brobygger.questions.queries.mine import invitee_for
from brobygger.questions.views.pages import address
from brobygger.questions.views.rounds import find_round

SEND, DRAFT, AUTO, NEXT, BACK = "send", "draft", "auto", "next", "back"


@dataclass
class Answering:
    """One visit to a sheet: who answers which round, from which address."""

    round: Round
    invitee: Invitee | None
    by: Actor
    url: str
    key: str = ""
    question: int = 0  # one question a page, counted from 1; 0 for the whole sheet
    sheet: Sheet | None = None
    answers: list[Answer] = field(default_factory=list)

    def read(self) -> None:
        """The sheet that this visit may open: by name one's own, otherwise the one that the key opens."""
        if self.key:
            self.sheet = sheets.by_key(self.round, self.key)
        elif self.round.is_named:
            rows = Sheet.objects.filter(round=self.round)
            self.sheet = rows.filter(invitee=self.invitee).first() if self.invitee else None
        if self.sheet:
            self.answers = list(Answer.objects.filter(sheet=self.sheet).select_related("item"))

    @property
    def items(self) -> list[Any]:
        """What this page asks: all, or the one."""
        everything = self.round.items()
        return everything[self.question - 1 : self.question] if self.question else everything

    @property
    def may_write(self) -> bool:
        """Without a name an answer that is in is changed by its key alone."""
        if not self.round.is_open or not self.is_asked:
            return False
        return bool(self.key) or self.round.is_named or not (self.invitee and self.invitee.answered)

    @property
    def is_asked(self) -> bool:
        """Whoever has the key was."""
        return bool(self.key) or self.invitee is not None

    def merged(self, given: dict[int, Given]) -> dict[int, Given]:
        """What the page sends, with what the sheet holds of the questions that are not on it."""
        if not self.question:
            return given
        form = SheetForm(items=self.round.items())
        form.cleaned_data = initial_of(self.answers)
        return form.values() | given

    def send(self, given: dict[int, Given], promised: str | None) -> str:
        """Send it in; where to go next."""
        if self.key:
            sheets.change_unnamed(round=self.round, key=self.key, values=given, promised=promised)
            return self.url
        if self.invitee is None:
            raise ValidationError(_("You are not asked in this round."))
        sent = sheets.submit(invitee=self.invitee, values=given, by=self.by, promised=promised)
        return own_path(self.round, sent.key) if sent.key else self.url


def own_path(round: Round, key: str) -> str:
    """The address that opens a sheet without a name: it says nothing of who opens it, by log-in or by link."""
    return reverse("answering:own", args=[round.pk, key])


def answer_page(request: HttpRequest, visit: Answering, template: str, **context: Any) -> HttpResponse:
    """Show the sheet, keep a draft, or send it in."""
    try:
        visit.read()
    except Sheet.DoesNotExist:
        context |= {"round": visit.round, "visit": visit, "lost": True}
        return render(request, template, context, status=404)
    visit.question = _question(request, visit.round)
    if request.method == "POST":
        return _written(
            request, visit, lambda form, status: _show(request, visit, template, form, status, context)
        )
    form = SheetForm(items=visit.items, initial=initial_of(visit.answers))
    return _show(request, visit, template, form, 200, context)


Show = Callable[[SheetForm, int], HttpResponse]


def _written(request: HttpRequest, visit: Answering, show: Show) -> HttpResponse:
    form = SheetForm(request.POST, items=visit.items)
    valid = form.is_valid()
    action = request.POST.get("action", SEND)
    if action == AUTO:
        return _kept(request, visit, form)
    if not visit.is_asked or not visit.round.is_open:
        return show(form, 409)
    if not valid:
        return show(form, 422)
    try:
        given = visit.merged(form.values())
        if visit.invitee is not None and action in (DRAFT, NEXT, BACK):
            sheets.save_draft(invitee=visit.invitee, values=given, by=visit.by)
            return redirect(_next(visit, action, request))
        url = visit.send(given, request.POST.get(FIELD))
    except RoundClosed:
        visit.round.refresh_from_db()
        return show(form, 409)
    except PromiseChanged as wrong:
        visit.round.refresh_from_db()
        form.take_errors(wrong)
        return show(form, 409)
    except ValidationError as wrong:
        form.take_errors(wrong)
        return show(form, 422)
    messages.success(request, _("Thank you. Your answer is in."))
    return redirect(url)


def _kept(request: HttpRequest, visit: Answering, form: SheetForm) -> HttpResponse:
    """What is written so far, kept while they write: a line under the form says so, or why not."""
    said = ""
    if visit.invitee is not None and visit.round.is_named and not (visit.sheet and visit.sheet.is_submitted):
        try:
            sheets.save_draft(invitee=visit.invitee, values=visit.merged(form.values()), by=visit.by)
            said = _("The draft is saved.")
        except RoundClosed:
            said = _("The round has closed. What you write is not saved any more.")
        except ValidationError:
            said = _("The draft is not saved yet: something in it cannot be kept.")
    return render(request, "questions/kept.html", {"said": said})


def _next(visit: Answering, action: str, request: HttpRequest) -> str:
    if action == DRAFT:
        messages.success(request, _("The draft is saved. Nobody sees it before you send it."))
        return f"{visit.url}?question={visit.question}" if visit.question else visit.url
    step = visit.question + (1 if action == NEXT else -1)
    return f"{visit.url}?question={max(step, 1)}"


def _question(request: HttpRequest, round: Round) -> int:
    asked = request.GET.get("question", "")
    count = len(round.items())
    good = round.is_named and count > 1 and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= count
    return int(asked) if good else 0


def _show(
    request: HttpRequest,
    visit: Answering,
    template: str,
    form: SheetForm,
    status: int,
    context: dict[str, Any],
) -> HttpResponse:
    count = len(visit.round.items())
    refused = status == 409 and not (visit.is_asked and visit.round.is_open)
    context |= {
        "round": visit.round, "visit": visit, "form": form, "count": count,
        "last": not visit.question or visit.question == count,
        "asked": visit.is_asked,
        "own_address": request.build_absolute_uri(visit.url) if visit.key else "",
        "typed": [(f.label, f.value()) for f in form if f.value()] if refused else [], "promise": promise(visit.round),
        "several": visit.round.is_named and count > 1,
    }  # fmt: skip
    return render(request, template, context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@member(Role.READER)
def answer(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Answer a round as a colleague, for oneself or for one's team."""
    round = find_round(request, pk)
    visit = Answering(
        round, invitee_for(round, request.colleague), request.colleague, address(request, "answer", pk)
    )
    return answer_page(request, visit, "questions/answer.html")
