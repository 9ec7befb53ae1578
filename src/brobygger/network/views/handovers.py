"""Handing over: the list, beginning one, its lines decided one by one or many at once, and the receiver's answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Colleague, Role
from brobygger.network import tables
from brobygger.network.forms.care import NothingForm
from brobygger.network.forms.handovers import DeclineForm, GiveForm, HandoverForm, LineForm
from brobygger.network.models import Handover, HandoverLine
from brobygger.network.operations import handovers
from brobygger.network.queries import handovers as queries
from brobygger.network.rules import may_hand_over
from brobygger.network.views.bulk import Verb, act
from brobygger.network.views.pages import address, find, find_asked, form_page, posted
from brobygger.records.lists import show_list

Decision = HandoverLine.Decision
LINE_VERBS = {
    "give": Verb(
        gettext_lazy("Hand over"),
        gettext_lazy("Ask the receiver"),
        GiveForm,
        lambda rows, by, receiver: handovers.decide(
            lines=rows, decision=Decision.GIVE, receiver=receiver, by=by
        ),
        gettext_lazy(
            "The receiver is asked, and takes over or says no with the reason. Until then nothing is changed."
        ),
    ),
    "keep": Verb(
        pgettext_lazy("handover", "Keep"),
        pgettext_lazy("handover", "Keep"),
        NothingForm,
        lambda rows, by: handovers.decide(lines=rows, decision=Decision.KEEP, by=by),
        direct=True,
    ),
    "end": Verb(
        pgettext_lazy("handover", "End"),
        pgettext_lazy("handover", "End them"),
        NothingForm,
        lambda rows, by: handovers.decide(lines=rows, decision=Decision.END, by=by),
        gettext_lazy("The ties get today as their last day and stay, grey. Promises are marked as let go."),
    ),
}
WAITING_VERBS = {
    "take": Verb(
        gettext_lazy("Take over"),
        gettext_lazy("Take over"),
        NothingForm,
        lambda rows, by: handovers.take_over(lines=rows, by=by),
        direct=True,
    ),
    "decline": Verb(
        gettext_lazy("Say no, with the reason"),
        gettext_lazy("Say no"),
        DeclineForm,
        lambda rows, by, reason: handovers.decline(lines=rows, reason=reason, by=by),
        gettext_lazy("Whoever asked is told, with the reason, and finds somebody else."),
    ),
}


@member(Role.READER)
def listed(request: WorkspaceRequest) -> HttpResponseBase:
    """Handovers, and those who have left with something in their hands."""
    may = request.colleague.has_role(Role.STAFF)
    coordinates = request.colleague.coordinates
    left = queries.left_with_ties(request.workspace) if coordinates else []
    waiting = queries.waiting_for(request.colleague).count()
    return show_list(request, tables.HANDOVERS, may_begin=may, left=left, waiting=waiting)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """Begin: for oneself, or as a coordinator for anybody."""
    me = request.colleague
    asked = find_asked(request, Colleague, "colleague")
    under_way = queries.open_of(asked) if asked else None
    if under_way:
        return redirect(address(request, "handover", under_way.pk))
    whose = Colleague.objects.of(request.workspace).order_by("sort_key")
    if not me.coordinates:
        whose = whose.filter(pk=me.pk)
    first = asked or (None if me.coordinates else me)
    gone = first is not None and first.state == Colleague.State.LEFT
    initial = {
        "colleague": first,
        "reason": Handover.Reason.LEAVES,
        "on": first.left_on if first and gone else None,
    }
    form = HandoverForm(posted(request), whose=whose, initial=initial)
    back = address(request, "handovers")

    def make() -> str:
        made = handovers.start(by=me, **form.cleaned_data)
        return address(request, "handover", made.pk)

    return form_page(
        request, form, make, title=_("Begin a handover"), action=_("List what is to be handed over"),
        cancel_url=back, back_label=_("Handovers"), template="network/handover_new.html",
    )  # fmt: skip


@member(Role.READER)
def page(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """The lines of one handover: what is known by nobody else first."""
    handover = find(request, Handover, pk, "colleague", "started_by")
    may = handover.closed_at is None and may_hand_over(request.colleague, handover.colleague)
    context: dict[str, Any] = {
        "handover": handover,
        "who": handover.colleague,
        "progress": queries.progress([handover]).get(pk, queries.Progress()),
        "missing": queries.not_in(handover) if handover.closed_at is None else 0,
    }
    return show_list(request, tables.LINES, may_act=may, **context)


@require_POST
@member(Role.STAFF)
def page_bulk(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Decide about the chosen lines. A download changes nothing, and needs no right to decide."""
    handover = find(request, Handover, pk, "colleague")
    if request.POST.get("action") != "export" and not may_hand_over(request.colleague, handover.colleague):
        raise PermissionDenied
    return act(request, tables.LINES, LINE_VERBS)


@require_POST
@member(Role.STAFF)
def fill(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Fetch what the colleague has got since."""
    handover = find(request, Handover, pk, "colleague")
    number = handovers.fill(handover=handover, by=request.colleague)
    said = ngettext("%(n)s line is added.", "%(n)s lines are added.", number) % {"n": number}
    messages.success(request, said)
    return redirect(address(request, "handover", pk))


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def line(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What happens to one line: keep, hand over to somebody, or end."""
    found = find(request, HandoverLine, pk, "handover__colleague", "workspace", "receiver")
    handover = found.handover
    if not may_hand_over(request.colleague, handover.colleague):
        raise PermissionDenied
    back = address(request, "handover", handover.pk)
    if handover.closed_at or found.answer == HandoverLine.Answer.TAKEN:
        messages.info(request, _("%(what)s is settled.") % {"what": found.label})
        return redirect(back)
    form = LineForm(posted(request), line=found)

    def make() -> str:
        handovers.decide(lines=HandoverLine.objects.filter(pk=pk), by=request.colleague, **form.cleaned_data)
        messages.success(request, _("%(what)s is decided.") % {"what": found.label})
        return back + "?state=undecided"

    return form_page(
        request, form, make, title=found.label, action=_("Save the decision"), cancel_url=back,
        back_label=handover.colleague.name, template="network/handover_line.html", line=found,
        others=queries.also_known_by([found]).get(found.pk, []),
    )  # fmt: skip


@member(Role.READER)
def waiting(request: WorkspaceRequest) -> HttpResponseBase:
    """What others want to hand over to whoever asks."""
    return show_list(request, tables.WAITING)


@require_POST
@member(Role.STAFF)
def waiting_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.WAITING, WAITING_VERBS)
