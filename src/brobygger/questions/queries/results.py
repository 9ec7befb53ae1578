"""What a round came to, as far as this viewer may see it: counts with their base, texts, splits by team."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from brobygger.questions.models import Answer, Item, Round
from brobygger.questions.models.doors import standing
from brobygger.questions.reveal import Hidden, Standing, Viewer, hidden_because, may_split, shown_count
from brobygger.questions.small_groups import withheld

ANONYMOUS, TEAM, NAME = Round.Names.ANONYMOUS, Round.Names.TEAM, Round.Names.NAME


@dataclass(frozen=True)
class Count:
    """One choice: how many chose it."""

    value: str
    label: str
    n: int
    base: int

    @property
    def share(self) -> int:
        """In whole per cent."""
        return round(100 * self.n / self.base) if self.base else 0


@dataclass(frozen=True)
class Said:
    """One open answer, or the reason for a choice; `who` as the round promises, "" for nobody."""

    text: str
    who: str = ""
    choice: str = ""


@dataclass
class Group:
    """One team's answers to an item. `name` is "" for what is left together: teams too small, and those without one."""

    name: str
    base: int
    counts: list[Count] = field(default_factory=list)


@dataclass
class ItemResult:
    """What was answered to one item; `base` is how many did."""

    item: Item
    base: int
    counts: list[Count] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    middle: Any = None
    groups: list[Group] = field(default_factory=list)
    withheld: bool = False  # teams stand together because they are too few on their own
    teamless: bool = (
        False  # no answer holds a team: none was large enough to be kept, or an archive left them out
    )


@dataclass
class Results:
    """The whole page; `hidden` says why there is nothing."""

    round: Round
    standing: Standing
    hidden: Hidden | None
    items: list[ItemResult] = field(default_factory=list)

    @property
    def shown(self) -> int:
        return shown_count(self.standing)


def results(round: Round, viewer: Viewer) -> Results:
    """Everything `viewer` may see of the round now, in a fixed number of queries."""
    where = standing(round)
    found = Results(round, where, hidden_because(where, viewer))
    if found.hidden:
        return found
    answers: dict[int, list[Answer]] = defaultdict(list)
    rows = Answer.objects.shown(round, viewer).select_related(
        "item", "sheet__team", "sheet__invitee__colleague"
    )
    # By the answers' own random ids where nobody is named: what stood on one sheet is not found together.
    for answer in (
        rows.order_by("sheet__invitee__colleague__sort_key", "pk") if round.is_named else rows.order_by("pk")
    ):
        answers[answer.item_id].append(answer)
    found.items = [item_result(item, answers[item.pk], where) for item in round.items()]
    return found


def item_result(item: Item, answers: list[Answer], where: Standing) -> ItemResult:
    """Too few answers to one question among many are not told either, where nobody is named."""
    given = [a for a in answers if a.chosen or a.text or a.number is not None]
    made = ItemResult(item, len(given))
    if where.names != NAME and len(given) < where.minimum:
        made.withheld, made.base = bool(given), 0
        return made
    teams = _teams(given, where)
    if item.is_counted:
        made.counts = _counts(item, given)
    elif item.kind == Item.Kind.NUMBER:
        made.middle = median(a.number for a in given if a.number is not None) if given else None
    made.said = [s for a in answers if (s := _said(item, a, where, teams))]
    if item.is_counted and may_split(where):
        made.groups = _groups(item, given, teams)
        made.teamless = where.names != NAME and bool(given) and not any(a.sheet.team_id for a in given)
        made.withheld = (
            where.names != NAME and not made.teamless and any(a.sheet.team_id not in teams for a in given)
        )
    return made


def _counts(item: Item, answers: list[Answer]) -> list[Count]:
    chosen = Counter(value for a in answers for value in a.chosen)
    return [Count(value, label, chosen[value], len(answers)) for value, label in item.choices()]


def _teams(answers: Iterable[Answer], where: Standing) -> dict[int, str]:
    """The teams that may be told apart in these answers: all by name, otherwise only what `small_groups` leaves."""
    names = {a.sheet.team_id: str(a.sheet.team) for a in answers if a.sheet.team_id}
    if where.names == NAME:
        return names
    if not may_split(where):
        return {}
    hidden = withheld(Counter(a.sheet.team_id for a in answers), where.minimum)
    return {pk: name for pk, name in names.items() if pk not in hidden}


def _groups(item: Item, answers: list[Answer], teams: dict[int, str]) -> list[Group]:
    """A line for each team that is told, one for the rest together. None where that would be one line alone."""
    by_team: dict[int | None, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_team[answer.sheet.team_id if answer.sheet.team_id in teams else None].append(answer)
    if len(by_team) < 2:
        return []
    named = sorted((name, pk) for pk, name in teams.items())
    found = [Group(name, len(by_team[pk]), _counts(item, by_team[pk])) for name, pk in named]
    if rest := by_team.get(None):
        found.append(Group("", len(rest), _counts(item, rest)))
    return found


def _said(item: Item, answer: Answer, where: Standing, teams: dict[int, str]) -> Said | None:
    text = answer.text or answer.why
    if not text:
        return None
    labels = dict(item.choices()) if item.is_counted else {}
    who = ""
    if where.names == NAME and answer.sheet.invitee:
        who = answer.sheet.invitee.called
    elif where.names == TEAM:
        who = teams.get(answer.sheet.team_id or 0, "")
    choice = ", ".join(labels.get(value, value) for value in answer.chosen)
    return Said(text, who, choice)
