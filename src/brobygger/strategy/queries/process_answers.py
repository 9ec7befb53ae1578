"""The answers to one day's question, as far as whoever asks may read them, with what colleagues say to them."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.questions.models import Answer, Round
from brobygger.questions.models.doors import standing, viewer_of
from brobygger.questions.reveal import Hidden, hidden_because, may_split
from brobygger.strategy.models import Day, Response
from brobygger.strategy.queries.process_names import Signatures, comments_shown
from brobygger.strategy.queries.process_tracing import SUBMITTED


@dataclass
class Shown:
    """One answer as it stands on the day's page."""

    answer: Answer
    who: str
    comments: list[Any] = field(default_factory=list)
    agree: list[str] = field(default_factory=list)
    thanks: list[str] = field(default_factory=list)
    i_agree: bool = False
    i_thank: bool = False

    @property
    def agree_names(self) -> str:
        return ", ".join(self.agree)


@dataclass
class DayAnswers:
    """What the day's page shows: whether one is asked and has answered, one's own text, the others', or why not."""

    asked: bool
    answered: bool
    mine: str
    shown: list[Shown]
    hidden: Hidden | None
    asked_count: int
    answered_count: int
    hides_teams: bool
    is_counted: bool


def of_day(day: Day, colleague: Colleague) -> DayAnswers:
    """A fixed number of queries."""
    round = day.round
    where, viewer = standing(round), viewer_of(round, colleague)
    hidden = hidden_because(where, viewer)
    names = Signatures([round])
    own = Answer.objects.filter(SUBMITTED, sheet__round=round, sheet__invitee__colleague=colleague).first()
    return DayAnswers(
        asked=viewer.asked,
        answered=viewer.answered,
        mine=own.text if own else "",
        shown=[] if hidden else _shown(round, names, viewer, colleague),
        hidden=hidden,
        asked_count=where.asked,
        answered_count=where.answered,
        hides_teams=names.hides_teams(round),
        is_counted=may_split(where),
    )


def _shown(round: Round, names: Signatures, viewer: Any, colleague: Colleague) -> list[Shown]:
    answers = Answer.objects.shown(round, viewer).filter(SUBMITTED)
    related = answers.select_related("sheet__invitee__colleague", "sheet__team").order_by("sheet__pk")
    found = {a.pk: Shown(a, names.of_sheet(a.sheet)) for a in related}
    responses = Response.objects.filter(answer__in=found).select_related("author", "team")
    if not comments_shown(round):
        responses = responses.exclude(kind=Response.Kind.COMMENT)
    for response in responses.order_by("created_at", "pk"):
        into, mine = found[response.answer_id], response.author_id == colleague.pk
        if response.kind == Response.Kind.COMMENT:
            said: Any = response
            said.who, said.is_mine = names.of_response(response, round.pk), mine
            into.comments.append(said)
            continue
        called = response.author.first_name if response.author else ""
        if response.kind == Response.Kind.AGREE:
            into.agree.append(called)
            into.i_agree = into.i_agree or mine
        else:
            into.thanks.append(called)
            into.i_thank = into.i_thank or mine
    return list(found.values())


def why_hidden(hidden: Hidden | None, round: Round) -> str:
    """In words, why others' answers are not shown."""
    if hidden == Hidden.OWN_FIRST:
        return _("The others' answers are shown when you have sent yours, or when the day closes.")
    if hidden == Hidden.TOO_FEW:
        text = _("Answers without names are shown when at least %(n)d are in, so that nobody can be guessed.")
        return text % {"n": round.minimum}
    if hidden == Hidden.NOT_BEGUN:
        return _("The day has not begun.")
    return _("The answers are not shown to you.") if hidden else ""
