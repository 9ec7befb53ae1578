"""The question of the day: answering it in seconds, reading the others', saying something to them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.network.views.pages import find, posted
from brobygger.questions import marks
from brobygger.questions.models import Answer
from brobygger.questions.operations.scope import RoundClosed
from brobygger.questions.operations.sheets import AlreadyAnswered
from brobygger.strategy.forms.process import AnswerForm, CommentForm
from brobygger.strategy.models import Day, Response
from brobygger.strategy.operations import process_responses as operations
from brobygger.strategy.operations.process_week import bring_in
from brobygger.strategy.queries import process as queries
from brobygger.strategy.queries import process_answers
from brobygger.strategy.queries.process_names import comments_shown
from brobygger.strategy.views import process_keys
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


@never_cache
@member(Role.READER)
@require_http_methods(["GET", "POST"])
def day(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Answer, change one's answer until the day closes, and read the others'."""
    found = find(request, Day, pk, *ROUND)
    key = process_keys.key_of(request, found)
    state = _state(request, found)
    mine = state.mine or process_keys.text_of(found, key)
    form = AnswerForm(posted(request), initial={"text": mine})
    if not (form.is_bound and form.is_valid()):
        return _page(request, found, state, form, mine)
    here, kept = to(request, "day", pk), [key]

    def make() -> str:
        sent = operations.answer(
            day=found, text=form.cleaned_data["text"], by=request.colleague, key=key,
            promised=request.POST.get(marks.FIELD),
        )  # fmt: skip
        kept.append(sent.key)
        messages.success(request, _("Your answer is saved."))
        return here

    try:
        response = process_keys.answer_once(request, found.round, make, here)
    except RoundClosed:
        closed = _("The day has closed, so your answer was not saved.")
        return _page(request, found, state, form, mine, closed=closed)
    except AlreadyAnswered:
        return _page(request, found, state, form, mine, elsewhere=True)
    except marks.PromiseChanged as changed:
        form.add_error(None, changed.messages)
        return _page(request, find(request, Day, pk, *ROUND), state, form, mine)
    except ValidationError as wrong:
        form.add_error("text", wrong.messages)
        return _page(request, found, state, form, mine)
    process_keys.keep(request, response, found, kept[-1])
    return response


def _state(request: WorkspaceRequest, found: Day) -> process_answers.DayAnswers:
    """How the day stands; without names a newcomer is asked when they look, so that it tells nothing of when they answer."""
    me, round = request.colleague, found.round
    state = process_answers.of_day(found, me)
    if state.asked or round.is_named or not round.is_open or not me.has_role(Role.STAFF):
        return state
    bring_in(day=found, colleague=me, by=me)
    return process_answers.of_day(found, me)


def _page(
    request: WorkspaceRequest, found: Day, state: Any, form: AnswerForm, mine: str, *, closed: str = "",
    elsewhere: bool = False,
) -> HttpResponse:  # fmt: skip
    days = queries.days_of(found.process)
    round = found.round
    may = request.colleague.has_role(Role.STAFF) and round.is_open
    elsewhere = elsewhere or (may and state.answered and not mine)
    context = {
        "day": found, "round": round, "question": round.item, "form": form,
        "once": once.hidden(request.POST.get(once.FIELD, "")), "promise": marks.promise(round),
        "place": next(d for d in days if d.pk == found.pk), "other_days": [d for d in days if d.pk != found.pk],
        "state": state, "mine": mine, "may_answer": may and not elsewhere,
        "answered_elsewhere": elsewhere, "closed_text": closed,
        "hidden_text": process_answers.why_hidden(state.hidden, round), "counted": round.is_named,
        "may_respond": request.colleague.has_role(Role.STAFF), "later": not comments_shown(round),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "strategy/process/day.html", context, status=status)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def respond(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Comment on an answer; agree or thank, and take it back."""
    answer, found = _answer(request, pk)
    round = answer.sheet.round
    back = f"{to(request, 'day', found.pk)}#answer-{pk}"
    if request.POST.get("kind"):
        return _count(request, answer, back)
    form = CommentForm(posted(request))

    def make() -> str:
        operations.comment(answer=answer, by=request.colleague, **form.cleaned_data)
        if not comments_shown(round):
            messages.success(request, _("Your comment is saved. It is shown when the day closes."))
        return back

    if form.is_bound and form.is_valid():
        try:
            return process_keys.answer_once(request, round, make, back)
        except ValidationError as wrong:
            form.take_errors(wrong)
    context = {
        "form": form, "answer": answer, "day": found, "round": round, "cancel_url": back,
        "once": once.hidden(request.POST.get(once.FIELD, "")), "later": not comments_shown(round),
    }  # fmt: skip
    return render(request, "strategy/process/respond.html", context, status=422 if form.is_bound else 200)


def _count(request: WorkspaceRequest, answer: Answer, back: str) -> HttpResponse:
    """Agree or thank once, however often the button is pressed; what cannot be counted is said."""

    def make() -> str:
        operations.count(answer=answer, kind=request.POST["kind"], by=request.colleague)
        return back

    try:
        return once.answer(request, make)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    except IntegrityError:  # Two at once: it stands.
        messages.info(request, _("It is counted already."))
    return redirect(back)


@member(Role.STAFF)
@require_http_methods(["POST"])
def take_back(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One's own comment by name goes."""
    response = find(request, Response, pk, "answer__sheet")
    found = get_object_or_404(Day.objects.of(request.workspace), round=response.answer.sheet.round_id)
    try:
        operations.take_back(response=response, by=request.colleague)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
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
