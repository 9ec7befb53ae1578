"""A colleague's answer, logged in or by the link in the mail. Both are one form and one operation."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.links import LinkRefused, open_link
from brobygger.accounts.models import Link, Role
from brobygger.core import once
from brobygger.core.templatetags.ui import day
from brobygger.map.forms.campaigns import AnswerForm
from brobygger.map.models import Asked, AskedLink, Campaign, Question
from brobygger.map.operations import campaigns
from brobygger.map.operations.campaigns import Taken
from brobygger.map.queries import campaigns as queries
from brobygger.network import picking
from brobygger.network.views.pages import find

# A secret of 192 bits is not guessed; the limit only keeps those who try from filling the machine.
BROKEN, WINDOW = 30, 600


@member(Role.READER)
@require_http_methods(["GET", "POST"])
def answer(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The four questions; answered before, one's own lines stand there to be changed or added to."""
    campaign = find(request, Campaign, pk, "workspace", "opened_by")
    asked = campaign.asked.filter(colleague=request.colleague).first()
    if asked is None:
        return render(request, "map/campaigns/not_asked.html", {"campaign": campaign}, status=403)
    asked.campaign, asked.colleague = campaign, request.colleague
    pick = reverse("map:campaign_pick", args=[request.workspace.slug])
    return _answer(request, asked, pick, "map/campaigns/answer.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same without a log-in: the link in the mail is the key."""
    try:
        asked = _asked_by(token)
    except LinkRefused as refused:
        if not _allowed(request):
            return render(request, "429.html", status=429)
        context = {"reason": refused.reason.value, "link": refused.link}
        return render(request, "map/campaigns/link_refused.html", context, status=410)
    pick = reverse("campaign:pick", args=[token])
    return _answer(request, asked, pick, "map/campaigns/answer_by_link.html")


def _asked_by(token: str) -> Asked:
    link = open_link(token, Link.Purpose.ANSWER)
    rows = AskedLink.objects.select_related(
        "asked__campaign__workspace", "asked__campaign__opened_by", "asked__colleague"
    )
    held = rows.filter(link=link).first()
    if held is None:
        raise Http404
    return held.asked


def _allowed(request: HttpRequest) -> bool:
    key = f"campaign-link-{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, WINDOW)
    return cache.incr(key) <= BROKEN


def _answer(request: HttpRequest, asked: Asked, pick_url: str, template: str) -> HttpResponse:
    """Show the form, add a line to it, or take it in."""
    answers = queries.own_answers(asked)
    more = request.POST.get("more", "") if request.method == "POST" else ""
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, asked=asked, answers=answers, pick_url=pick_url, more=more)
    if data and not more and form.is_valid():
        return once.answer(request, _take(request, asked, form))
    campaign = asked.campaign
    context: dict[str, Any] = {
        "campaign": campaign,
        "asked": asked,
        "form": form,
        "settled": [a for part in form.parts for a in part.settled],
        "late": [a for a in answers if a.late],
        "parts": form.parts,
        "wrong": bool(data) and not more,
        "once": once.hidden(request.POST.get(once.FIELD, "")),
        "workspace": campaign.workspace,
        "questions": Question.labels,
        "answers": answers,
    }
    return render(request, template, context, status=422 if context["wrong"] else 200)


def _take(request: HttpRequest, asked: Asked, form: AnswerForm) -> Callable[[], str]:
    def make() -> str:
        taken = campaigns.answer(asked=asked, lines=form.lines(), by=asked.colleague)
        _say(request, asked, taken)
        return request.path

    return make


def _say(request: HttpRequest, asked: Asked, taken: Taken) -> None:
    """What became of it, in whole sentences."""
    if taken.late:
        closed = _(
            "The campaign closed %(day)s. What you wrote is kept apart; the coordinator can take it in."
        )
        messages.warning(
            request,
            closed % {"day": day(asked.campaign.closes_on)},
        )
        if taken.stays:
            messages.warning(request, _("What you took out stays: nothing is removed after the last day."))
        return
    written = taken.new + taken.changed
    said = [_("Thank you.")]
    if written:
        said.append(ngettext("%(n)s line is saved.", "%(n)s lines are saved.", written) % {"n": written})
    elif not taken.again:
        said.append(_("You wrote nothing, and that is an answer too."))
    if taken.removed:
        said.append(
            ngettext("%(n)s line is removed.", "%(n)s lines are removed.", taken.removed)
            % {"n": taken.removed}
        )
    if taken.there:
        there = ngettext(
            "You had written %(n)s of them before: it is not doubled.",
            "You had written %(n)s of them before: they are not doubled.",
            taken.there,
        )
        said.append(there % {"n": taken.there})
    if taken.decided:
        decided = ngettext(
            "%(n)s line has been decided in the meantime and stays as it was.",
            "%(n)s lines have been decided in the meantime and stay as they were.",
            taken.decided,
        )
        said.append(decided % {"n": taken.decided})
    messages.success(request, " ".join(said))


@member(Role.READER)
@require_GET
def pick(request: WorkspaceRequest) -> HttpResponse:
    """Organisations that the name typed so far may mean: a fragment."""
    return _pick(request, request.workspace)


@login_not_required
@never_cache
@require_GET
def pick_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the link in the mail, while the campaign is open: names and towns, nothing of people."""
    try:
        asked = _asked_by(token)
    except LinkRefused:
        raise Http404 from None
    if not asked.campaign.is_open:
        raise Http404
    return _pick(request, asked.campaign.workspace)


def _pick(request: HttpRequest, workspace: Any) -> HttpResponse:
    field = request.GET.get("field", "")[:40]
    name = " ".join(request.GET.get(field, "").split())[:200]
    chosen = picking.choices_in(request.GET, field)
    questions = []
    if len(name) > 1:
        said = chosen.get(picking.key_of(name), "")
        questions = [picking.question(workspace, "organisation", name, said, list(chosen.values()))]
    context = {"questions": questions, "name": field, "kind": "organisation"}
    return render(request, "network/pick_options.html", context)
