"""The question of the day: answering it in seconds, reading the others', saying something to them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.network.views.pages import find, posted
from brobygger.questions.models import Answer, Sheet
from brobygger.questions.operations.scope import RoundClosed
from brobygger.questions.operations.sheets import AlreadyAnswered, by_key
from brobygger.strategy.forms.process import AnswerForm, CommentForm
from brobygger.strategy.models import Day, Response
from brobygger.strategy.operations import process_responses as operations
from brobygger.strategy.queries import process as queries
from brobygger.strategy.queries import process_answers
from brobygger.strategy.views.pages import address as to
from brobygger.strategy.views.process_week import ROUND


@member(Role.READER)
@require_GET
def today(request: WorkspaceRequest) -> HttpResponse:
    """The question that is open now."""
    day = queries.day_open_for(request.workspace)
    if day is None:
        messages.info(request, _("No question is open now."))
        return redirect(to(request, "processes"))
    return redirect(to(request, "day", day.pk))


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def day(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Answer, change one's answer until the day closes, and read the others'."""
    found = find(request, Day, pk, *ROUND)
    key = _key(request, found)
    state = process_answers.of_day(found, request.colleague)
    mine = state.mine or _by_key(found, key)
    form = AnswerForm(posted(request), initial={"text": mine})
    closed = ""
    if form.is_bound and form.is_valid():
        try:
            sent = operations.answer(day=found, text=form.cleaned_data["text"], by=request.colleague, key=key)
        except RoundClosed:
            closed = _("The day has closed, so your answer was not saved.")
        except AlreadyAnswered:
            form.add_error(None, _("You have answered already, from another device. Without names it can only be changed there."))  # fmt: skip
        except ValidationError as wrong:
            form.add_error("text", wrong.messages)
        else:
            messages.success(request, _("Your answer is saved."))
            return _keep(redirect(to(request, "day", pk)), found, sent.key, key)
    return _page(request, found, state, form, mine, closed)


def _page(
    request: WorkspaceRequest, found: Day, state: Any, form: AnswerForm, mine: str, closed: str
) -> HttpResponse:
    days = queries.days_of(found.process)
    round = found.round
    may = request.colleague.has_role(Role.STAFF) and round.is_open
    context = {
        "day": found, "round": round, "question": round.item, "form": form, "once": once.hidden(),
        "place": next(d for d in days if d.pk == found.pk), "other_days": [d for d in days if d.pk != found.pk],
        "state": state, "mine": mine, "may_answer": may and (bool(mine) or not state.answered),
        "answered_elsewhere": may and state.answered and not mine, "closed_text": closed,
        "hidden_text": process_answers.why_hidden(state.hidden, round), "counted": round.is_named,
        "may_respond": request.colleague.has_role(Role.STAFF),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "strategy/process/day.html", context, status=status)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def respond(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Comment on an answer; agree or thank, and take it back."""
    answer, found = _answer(request, pk)
    back = f"{to(request, 'day', found.pk)}#answer-{pk}"
    if request.POST.get("kind"):
        operations.count(answer=answer, kind=request.POST["kind"], by=request.colleague)
        return redirect(back)
    form = CommentForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            operations.comment(answer=answer, by=request.colleague, **form.cleaned_data)
            return redirect(back)
        except ValidationError as wrong:
            form.take_errors(wrong)
    context = {
        "form": form, "answer": answer, "day": found, "round": answer.sheet.round, "cancel_url": back,
        "once": once.hidden(),
    }  # fmt: skip
    return render(request, "strategy/process/respond.html", context, status=422 if form.is_bound else 200)


@member(Role.STAFF)
@require_http_methods(["POST"])
def take_back(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One's own comment by name goes."""
    response = find(request, Response, pk, "answer__sheet")
    found = get_object_or_404(Day.objects.of(request.workspace), round=response.answer.sheet.round_id)
    operations.take_back(response=response, by=request.colleague)
    messages.success(request, _("Your comment is gone."))
    return redirect(f"{to(request, 'day', found.pk)}#answer-{response.answer_id}")


def _answer(request: WorkspaceRequest, pk: int) -> tuple[Answer, Day]:
    """The answer and its day; 404 where it is of no day, 403 where it is not shown yet."""
    answers: Any = Answer.objects.filter(workspace=request.workspace).select_related("sheet__round", "item")
    answer = get_object_or_404(answers, pk=pk)
    found = Day.objects.select_related("process").filter(round=answer.sheet.round_id).first()
    if found is None:
        raise Http404
    if not Answer.objects.visible_to(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return answer, found


# The key to an answer without a name stays in the writer's own browser: in a session it would stand beside their name.


def _cookie(found: Day) -> str:
    return f"answer-{found.pk}"


def _key(request: WorkspaceRequest, found: Day) -> str:
    return "" if found.round.is_named else request.COOKIES.get(_cookie(found), "")[:100]


def _by_key(found: Day, key: str) -> str:
    if not key:
        return ""
    try:
        answer = by_key(found.round, key).answers.first()
    except Sheet.DoesNotExist:
        return ""
    return answer.text if answer else ""


def _keep(response: HttpResponse, found: Day, new: str, old: str) -> HttpResponse:
    if new and new != old:
        left = (found.round.ended_at or timezone.now()) - timezone.now()
        response.set_cookie(
            _cookie(found), new, max_age=max(int(left.total_seconds()), 60), httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE, path="/",
        )  # fmt: skip
    return response
