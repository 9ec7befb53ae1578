"""Handovers, their lines, and what waits for the one who asks."""

from dataclasses import replace
from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from brobygger.core.lists import Action, Column, List, Tab, by, by_nullable, day, escaped
from brobygger.core.text import fold
from brobygger.network.filters import Checked, colleagues
from brobygger.network.models import Handover, HandoverLine
from brobygger.network.queries import handovers as queries
from brobygger.network.queries import lists as network_queries
from brobygger.network.rules import may_hand_over
from brobygger.network.tables import cells
from brobygger.network.tables.care import button

Rows = QuerySet[Any]
Decision, Answer, Alone = HandoverLine.Decision, HandoverLine.Answer, HandoverLine.Alone


class HandoverFilter(df.FilterSet):  # type: ignore[misc]
    q = df.CharFilter(method="search", label=_("Search"))
    state = df.ChoiceFilter(
        choices=[("open", _("Under way")), ("closed", pgettext_lazy("handovers", "Closed"))],
        label=_("State"),
        method="by_state",
        empty_label=_("All"),
    )

    class Meta:
        model = Handover
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(colleague__name__icontains=value)

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(closed_at__isnull=value == "open") if value else rows


def how_far(_handover: Any, progress: Any) -> str:
    """ "5 of 8 settled"."""
    progress = progress or queries.Progress()
    return gettext("%(settled)s of %(total)s settled") % {
        "settled": cells.number(progress.settled),
        "total": cells.number(progress.total),
    }


HANDOVERS = List(
    name="network.handovers",
    title=_("Handovers"),
    url_name="network:handovers",
    template="network/handover_list.html",
    noun=lambda n: ngettext("%(n)s handover", "%(n)s handovers", n) % {"n": cells.number(n)},
    rows=lambda request: Handover.objects.of(request.workspace),
    filters=HandoverFilter,
    default_sort="-begun",
    tabs=(
        Tab("open", pgettext_lazy("handovers", "Under way"), "state=open"),
        Tab("closed", pgettext_lazy("handovers", "Closed"), "state=closed"),
    ),
    ended=lambda h: h.closed_at is not None,
    columns=(
        Column(
            key="who",
            label=_("Who hands over"),
            value=lambda h, _loaded: h.colleague.name,
            html=lambda h, _loaded: cells.link(f"{h.pk}/", h.colleague.name, h.colleague.title),
            select=("colleague",),
            title=True,
        ),
        Column(key="why", label=_("Why"), value=lambda h, _loaded: h.get_reason_display()),
        Column(key="on", label=_("From when"), value=lambda h, _loaded: h.on, sort=by_nullable("on"), narrow=True),
        Column(key="progress", label=_("How far"), value=how_far, load=queries.progress),
        Column(
            key="waiting",
            label=_("Waiting for an answer"),
            value=lambda _h, p: (p.waiting if p else 0) or None,
            load=queries.progress,
            numeric=True,
        ),
        Column(
            key="alone",
            label=_("Known by nobody else"),
            value=lambda _h, p: (p.alone if p else 0) or None,
            load=queries.progress,
            numeric=True,
        ),
        Column(
            key="begun", label=_("Begun"), value=lambda h, _loaded: h.created_at, sort=by("id"), newest_first=True,
            narrow=True,
        ),
        Column(key="closed", label=_("Closed on"), value=lambda h, _loaded: h.closed_at, narrow=True, default=False),
    ),
    context={
        "lead": _("When somebody leaves or gets another job, what they hold is gone through and somebody takes it over."),
    },
)  # fmt: skip


class LineFilter(df.FilterSet):  # type: ignore[misc]
    q = df.CharFilter(method="search", label=_("Search"))
    state = df.ChoiceFilter(
        choices=[
            ("undecided", _("To be decided")),
            ("waiting", _("Waiting for an answer")),
            ("declined", _("Declined")),
            ("settled", _("Settled")),
        ],
        label=_("State"),
        method="by_state",
        empty_label=_("All"),
    )
    alone = Checked(method="by_alone", label=_("Known by nobody else"))
    promises = Checked(method="by_promise", label=_("Promises"))
    receiver = df.ModelChoiceFilter(queryset=colleagues, label=_("Receiver"), empty_label=_("All"))

    class Meta:
        model = HandoverLine
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        folded = fold(value)
        return rows.filter(
            Q(label__icontains=value)
            | Q(person__match_key__contains=folded)
            | Q(organisation__match_key__contains=folded)
        )

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        if value == "settled":
            return rows.filter(queries.SETTLED)
        if value == "waiting":
            return rows.filter(decision=Decision.GIVE, answer="")
        if value == "declined":
            return rows.filter(answer=Answer.DECLINED)
        return rows.filter(Q(decision="") | Q(answer=Answer.DECLINED)) if value else rows

    def by_alone(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.exclude(alone="") if value else rows

    def by_promise(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.exclude(follow_up=None) if value else rows


def places_of(rows: Any, viewer: Any) -> dict[int, str]:
    """Where the person of each line belongs now, by the line's id."""
    people = {row.person_id: None for row in rows if row.person_id}
    at = network_queries.affiliations_at(list(people))
    return {row.pk: cells.several(at.get(row.person_id), 2) for row in rows if row.person_id}


def what(line: HandoverLine, place: Any, top: str = "../../") -> str:
    """The edge: a link to whom it is about and where they belong; a promise says that it is one."""
    if line.follow_up_id:
        until = (
            gettext("promised for %(day)s") % {"day": day(line.follow_up.due_on)} if line.follow_up else ""
        )
        return f"{escaped(line.label)} {cells.quiet(until)}"
    if line.person_id:
        return cells.link(f"{top}people/{line.person_id}/", line.label, place or "")
    if line.organisation_id:
        return cells.link(f"{top}organisations/{line.organisation_id}/", line.label)
    return escaped(line.label)


def others(line: HandoverLine, names: Any) -> str:
    """Who else knows them, or that nobody does."""
    if line.alone:
        return str(Alone(line.alone).label)
    return cells.several(names)


def others_cell(line: HandoverLine, names: Any) -> str:
    said = escaped(others(line, names))
    gap = line.alone == Alone.ORGANISATION and not line.decision
    return f'<span class="late">{said}</span>' if gap else said


def decided(line: HandoverLine, _loaded: Any = None) -> str:
    """What is decided and answered, as a sentence."""
    receiver = line.receiver.name if line.receiver else ""
    if line.answer == Answer.TAKEN:
        return gettext("%(name)s has taken over") % {"name": receiver}
    if line.answer == Answer.DECLINED:
        return gettext("%(name)s said no: %(reason)s") % {"name": receiver, "reason": line.reason}
    if line.decision == Decision.GIVE:
        return gettext("Waits for %(name)s's answer") % {"name": receiver}
    return {"keep": gettext("Is kept"), "end": gettext("Is ended")}.get(line.decision, "")


def decided_cell(line: HandoverLine, _loaded: Any = None) -> str:
    said = escaped(decided(line))
    return f'<span class="late">{said}</span>' if line.answer == Answer.DECLINED else said


def may_decide(rows: Any, viewer: Any) -> dict[int, bool]:
    """Those who may hand over, where it is not closed or taken."""
    return {
        row.pk: row.handover.closed_at is None
        and row.answer != Answer.TAKEN
        and may_hand_over(viewer.colleague, row.handover.colleague)
        for row in rows
    }


def decide_button(line: HandoverLine, may: Any) -> str:
    if not may:
        return ""
    return button(
        f"../lines/{line.pk}/", gettext("Change") if line.decision else gettext("Decide"), line.label
    )


def line_noun(n: int) -> str:
    return ngettext("%(n)s line", "%(n)s lines", n) % {"n": cells.number(n)}


def lines_of(request: Any) -> Rows:
    """The lines of the handover that the address names."""
    return HandoverLine.objects.of(request.workspace).filter(handover=request.resolver_match.kwargs["pk"])


WHAT = Column(
    key="what",
    label=_("What"),
    value=lambda line, _loaded: line.label,
    html=what,
    load=places_of,
    select=("follow_up",),
    sort=by("place"),
    title=True,
)
OTHERS = Column(
    key="others",
    label=_("Who else knows them"),
    value=others,
    html=others_cell,
    load=queries.also_known_by,
    select=("handover",),
)
LINES = List(
    name="network.handover_lines",
    title=_("Handover"),
    url_name="network:handover",
    bulk_url_name="network:handover_bulk",
    args=("pk",),
    template="network/handover.html",
    noun=line_noun,
    rows=lines_of,
    filters=LineFilter,
    default_sort="what",
    tabs=(
        Tab("undecided", _("To be decided"), "state=undecided"),
        Tab("alone", _("Known by nobody else"), "alone=on"),
        Tab("waiting", _("Waiting for an answer"), "state=waiting"),
        Tab("promises", _("Promises"), "promises=on"),
    ),
    ended=lambda line: line.answer == Answer.TAKEN or line.decision in (Decision.KEEP, Decision.END),
    row_name=lambda line: line.label,
    page_size=100,
    columns=(
        WHAT,
        OTHERS,
        Column(key="decided", label=_("Decided"), value=decided, html=decided_cell, select=("receiver",)),
        Column(
            key="by",
            label=_("Decided by"),
            value=lambda line, _loaded: line.decided_by.name if line.decided_by else "",
            select=("decided_by",),
            default=False,
        ),
        Column(key="at", label=_("When"), value=lambda line, _loaded: line.decided_at, default=False, narrow=True),
        Column(
            key="act", label=_("What now?"), value=lambda _line, _loaded: "", html=decide_button, load=may_decide,
            select=("handover__colleague",), narrow=True,
        ),
    ),
    actions=(
        Action("give", _("Hand over"), "assign"),
        Action("keep", pgettext_lazy("handover", "Keep"), "check"),
        Action("end", pgettext_lazy("handover", "End"), "close"),
        Action("export", _("Download"), "download"),
    ),
)  # fmt: skip


def from_whom(line: HandoverLine, _loaded: Any) -> str:
    return str(line.handover.colleague.name)


WAITING = List(
    name="network.handovers_waiting",
    title=_("Handed over to you"),
    url_name="network:handovers_waiting",
    bulk_url_name="network:handovers_waiting_bulk",
    template="network/handover_waiting.html",
    noun=line_noun,
    rows=lambda request: queries.waiting_for(request.colleague),
    filters=LineFilter,
    default_sort="what",
    row_name=lambda line: line.label,
    columns=(
        replace(WHAT, sort=by("id")),
        Column(key="from", label=_("From whom"), value=from_whom, select=("handover__colleague",)),
        OTHERS,
        Column(
            key="note",
            label=_("Told with it"),
            value=lambda line, _loaded: line.handover.note,
            select=("handover",),
        ),
        Column(
            key="days",
            label=_("Asked"),
            value=lambda line, _loaded: timezone.localdate(line.decided_at) if line.decided_at else None,
            narrow=True,
        ),
    ),
    actions=(
        Action("take", _("Take over"), "check"),
        Action("decline", _("Say no, with the reason"), "close"),
        Action("export", _("Download"), "download"),
    ),
    context={
        "lead": _(
            "A colleague hands these over to you. Say yes, and the tie is yours from today; theirs stays, grey."
        ),
    },
)
