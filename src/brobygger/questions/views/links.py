"""The pages behind a link: answering without a log-in, and seeing the others' answers when the rule lets them out."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from brobygger.accounts.models import System
from brobygger.questions.models import Invitee, Round
from brobygger.questions.models.doors import standing
from brobygger.questions.queries.results import results
from brobygger.questions.reveal import Viewer, hidden_because
from brobygger.questions.sheets_by_link import invitee_of
from brobygger.questions.views.answering import Answering, answer_page, own_path

# Who wrote, in the history: never the name, which an erasure would not find there.
BY_LINK = "Link"


def _viewer(invitee: Invitee) -> Viewer:
    return Viewer(asked=True, answered=invitee.answered)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, token: str) -> HttpResponse:
    """Answer by link."""
    invitee = invitee_of(token)
    if invitee is None:
        written = [
            v for k in request.POST if k.startswith("item-") for v in request.POST.getlist(k) if v.strip()
        ]
        return render(request, "questions/link_refused.html", {"written": written}, status=410)
    round = invitee.round
    visit = Answering(
        round, invitee, System(invitee.workspace, BY_LINK), reverse("answering:sheet", args=[token])
    )
    hidden = hidden_because(standing(round), _viewer(invitee))
    return answer_page(
        request, visit, "questions/answer_link.html", invitee=invitee, hidden=hidden,
        results_url=reverse("answering:results", args=[token]), the_workspace=invitee.workspace,
    )  # fmt: skip


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Change an answer without a name, by its own address."""
    rounds = Round.objects.select_related("set_version__question_set", "item", "workspace")
    round = get_object_or_404(rounds.exclude(names=Round.Names.NAME), pk=pk)
    by = System(round.workspace, BY_LINK)
    visit = Answering(round, None, by, own_path(round, key), key=key)
    return answer_page(
        request, visit, "questions/answer_link.html", the_workspace=round.workspace, hidden=True
    )


@login_not_required
@never_cache
@require_safe
def others(request: HttpRequest, token: str) -> HttpResponse:
    """What the others answered, for whoever was asked by link."""
    invitee = invitee_of(token)
    if invitee is None:
        return render(request, "questions/link_refused.html", status=410)
    context = {
        "round": invitee.round,
        "results": results(invitee.round, _viewer(invitee)),
        "back": reverse("answering:sheet", args=[token]),
        "the_workspace": invitee.workspace,
    }
    return render(request, "questions/results_link.html", context)
