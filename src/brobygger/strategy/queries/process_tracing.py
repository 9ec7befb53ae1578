"""From what was said to the sentences, and back: what a sentence came from, what became of each statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, TeamMember, User
from brobygger.questions.models import Answer, Invitee, Round, Sheet
from brobygger.strategy.models import (
    Day,
    MainPoint,
    Process,
    Response,
    SentenceSource,
    SetAside,
    StrategyTheme,
    StrategyVersion,
)
from brobygger.strategy.queries.process_names import Signatures, comments_shown

# What kind of source, and its id: ("answer", 12).
Key = tuple[str, int]
SUBMITTED = Q(sheet__state=Sheet.State.SUBMITTED) & ~Q(text="")


@dataclass(frozen=True)
class SentenceRef:
    """A sentence as it is referred to."""

    pk: int
    number: int
    text: str


@dataclass
class Said:
    """One statement, whose it is as far as that is told, and what became of it."""

    key: Key
    text: str
    who: str
    used: list[SentenceRef] = field(default_factory=list)
    aside: SetAside | None = None
    voices: str = ""
    is_reply: bool = False

    @property
    def value(self) -> str:
        """As it stands in forms and anchors: "answer-12"."""
        return f"{self.key[0]}-{self.key[1]}"

    @property
    def state(self) -> str:
        return "used" if self.used else "aside" if self.aside else "open"


@dataclass
class Group:
    """Statements that were said together: the main points, a day, what partners wrote of a version."""

    title: str
    statements: list[Said] = field(default_factory=list)


@dataclass(frozen=True)
class Tally:
    """How many statements are used, set aside, and not decided about."""

    used: int
    aside: int
    open: int

    @property
    def total(self) -> int:
        return self.used + self.aside + self.open


def parse(values: Iterable[str]) -> list[Key]:
    """Keys from what a form sent; what is none is left out."""
    found = []
    for value in values:
        kind, _dash, pk = value.partition("-")
        if kind in ("answer", "point", "response") and pk.isdigit() and len(pk) < 19:
            found.append((kind, int(pk)))
    return found


def rounds_of(process: Process) -> list[Round]:
    """Every round in which something was said: the days, and the partners' of each version."""
    versions = StrategyVersion.objects.filter(process=process).values("pk")
    hearings = Q(about_model=StrategyVersion._meta.label_lower, about_id__in=versions)
    rounds = Round.objects.filter(
        hearings | Q(pk__in=Day.objects.filter(process=process).values("round")),
        workspace=process.workspace_id,
    )
    return list(rounds.select_related("item").order_by("opens_at", "pk"))


def keys_of(process: Process) -> set[Key]:
    """Everything that was said in the process: submitted answers, main points, comments."""
    answers = Answer.objects.filter(SUBMITTED, sheet__round__in=[r.pk for r in rounds_of(process)])
    comments = Response.objects.filter(answer__in=answers, kind=Response.Kind.COMMENT)
    points = MainPoint.objects.filter(process=process)
    return {
        *(("answer", pk) for pk in answers.values_list("pk", flat=True)),
        *(("response", pk) for pk in comments.values_list("pk", flat=True)),
        *(("point", pk) for pk in points.values_list("pk", flat=True)),
    }


def said(process: Process, user: User, *, signed: bool = True) -> list[Group]:
    """Everything that this user may see of what was said, in the order it was, with what became of it.

    `signed` is for pages that show the statements; whoever only counts them asks less.
    """
    became = Became(process)
    points = process.points.select_related("author").order_by("position", "pk")
    first = Group(_("Main points"))
    for point in points:
        who = point.author.name if point.author else ""
        first.statements.append(became.told(("point", point.pk), point.text, who))
    rounds = rounds_of(process)
    names = Signatures(rounds if signed else ())
    answers = _answers(rounds, user)
    replies: dict[int, list[Response]] = defaultdict(list)
    voices: dict[int, list[str]] = defaultdict(list)
    responses = Response.objects.filter(answer__in=[a.pk for row in answers.values() for a in row])
    quiet = {round.pk for round in rounds if not comments_shown(round)}
    rows = responses.select_related("author", "team").order_by("created_at", "pk")
    for response in rows.exclude(answer__sheet__round__in=quiet):
        if response.kind == Response.Kind.COMMENT:
            replies[response.answer_id].append(response)
        else:
            voices[response.answer_id].append(response.kind)
    groups = [first]
    for number, round in enumerate(rounds, 1):
        group = Group(_title(round, number))
        for answer in answers.get(round.pk, ()):
            statement = became.told(("answer", answer.pk), answer.text, names.of_sheet(answer.sheet))
            statement.voices = _voices(voices[answer.pk])
            group.statements.append(statement)
            for reply in replies[answer.pk]:
                told = became.told(("response", reply.pk), reply.text, names.of_response(reply, round.pk))
                told.is_reply = True
                group.statements.append(told)
        groups.append(group)
    return [group for group in groups if group.statements]


def _answers(rounds: list[Round], user: User) -> dict[int, list[Answer]]:
    """Submitted answers that the rounds' rules let out to this user, by round, in an order that tells nothing."""
    found: dict[int, list[Answer]] = defaultdict(list)
    visible = Answer.objects.visible_to(user).filter(SUBMITTED, sheet__round__in=[r.pk for r in rounds])
    related = visible.select_related("sheet__invitee__colleague", "sheet__team", "item")
    for answer in related.order_by("item__position", "sheet__pk").distinct():
        found[answer.sheet.round_id].append(answer)
    return found


def _title(round: Round, number: int) -> str:
    if round.about_model == StrategyVersion._meta.label_lower:
        return round.name
    text = round.item.text if round.item else round.name
    return _("Day %(n)d: %(question)s") % {"n": number, "question": text}


def _voices(kinds: list[str]) -> str:
    parts = []
    if agree := kinds.count(Response.Kind.AGREE):
        parts.append(_("agree: %(n)d") % {"n": agree})
    if thanks := kinds.count(Response.Kind.THANKS):
        parts.append(_("thanks: %(n)d") % {"n": thanks})
    return ", ".join(parts)


class Became:
    """What became of each statement of a process. Three queries."""

    def __init__(self, process: Process) -> None:
        self.sentences = numbered(process)
        by_pk = {ref.pk: ref for ref in self.sentences}
        self.used: dict[Key, list[SentenceRef]] = defaultdict(list)
        for row in SentenceSource.objects.filter(sentence__theme__process=process):
            self.used[row.source].append(by_pk[row.sentence_id])
        aside = SetAside.objects.filter(process=process).select_related("decided_by")
        self.aside = {row.source: row for row in aside}

    def told(self, key: Key, text: str, who: str) -> Said:
        """The statement with what became of it."""
        used = sorted(self.used.get(key, ()), key=lambda ref: ref.number)
        return Said(key, text, who, used, self.aside.get(key))


def numbered(process: Process) -> list[SentenceRef]:
    """The sentences of what is being written, numbered through."""
    rows = (
        StrategyTheme.objects.filter(process=process, sentences__isnull=False)
        .order_by("position", "pk", "sentences__position", "sentences__pk")
        .values_list("sentences__pk", "sentences__text")
    )
    return [SentenceRef(pk, number, text) for number, (pk, text) in enumerate(rows, 1)]


def tally(groups: Iterable[Group]) -> Tally:
    """Counted over these groups."""
    states = [statement.state for group in groups for statement in group.statements]
    return Tally(states.count("used"), states.count("aside"), states.count("open"))


def authors(theme: StrategyTheme) -> list[Colleague]:
    """Whom to tell: named authors themselves, a team for what it said as a team, all who were asked for the rest."""
    rows = SentenceSource.objects.filter(sentence__theme=theme).select_related(
        "answer__sheet__invitee", "answer__sheet__round", "response__answer__sheet__round", "point"
    )
    people: set[int] = set()
    teams: set[int] = set()
    rounds: set[int] = set()
    names = Signatures(rounds_of(theme.process))
    for row in rows:
        _author(row, names, people, teams, rounds)
    asked = Invitee.objects.filter(round__in=rounds, colleague__isnull=False).values("colleague")
    members = TeamMember.objects.filter(team__in=teams).values("colleague")
    told = Q(pk__in=people) | Q(pk__in=asked) | Q(pk__in=members)
    active = Colleague.objects.filter(told, workspace=theme.workspace_id, state=Colleague.State.ACTIVE)
    return list(active.order_by("pk"))


def _author(row: Any, names: Signatures, people: set[int], teams: set[int], rounds: set[int]) -> None:
    """Note who is told of one source. Where nobody, or no team that is told, stands for it, all who were asked are."""
    if row.point is not None:
        people |= {row.point.author_id} if row.point.author_id else set()
        return
    response: Response | None = row.response
    sheet = response.answer.sheet if response else row.answer.sheet
    person = response.author_id if response else sheet.invitee and sheet.invitee.colleague_id
    team = response.team_id if response else sheet.team_id
    if sheet.round.names == Round.Names.NAME:
        people |= {person} if person else set()
    elif team and names.tells(sheet.round_id, team):
        teams.add(team)
    else:
        rounds.add(sheet.round_id)
