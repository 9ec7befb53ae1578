"""How far a round has come: asked and answered by team, and where names are told, who is missing."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from brobygger.questions.models import Invitee, Round, Sheet
from brobygger.questions.models.doors import standing
from brobygger.questions.reveal import may_name
from brobygger.questions.small_groups import withheld


@dataclass(frozen=True)
class TeamProgress:
    """One team; `answered` is None where it is too few to be told."""

    name: str
    asked: int
    answered: int | None


@dataclass
class Progress:
    """The whole round. `missing` is empty where it is not told who."""

    asked: int
    answered: int | None
    teams: list[TeamProgress] = field(default_factory=list)
    named: bool = False
    missing: list[Invitee] = field(default_factory=list)
    begun: set[int] = field(default_factory=set)  # missing, with a draft that their link would open
    untold: bool = False  # without names nothing is counted out loud before the end


def progress(round: Round) -> Progress:
    """In four queries."""
    where = standing(round)
    rows = list(
        Invitee.objects.filter(round=round)
        .select_related("colleague", "team")
        .order_by("colleague__sort_key", "name", "pk")
    )
    named = may_name(where)
    if not named and where.state != "closed":
        return Progress(len(rows), None, untold=True)
    few = not named and where.answered < where.minimum
    made = Progress(len(rows), None if few and where.answered else where.answered, named=named)
    made.teams = _teams(rows, named, where.minimum)
    if named:
        made.missing = [i for i in rows if not i.answered]
        drafts = Sheet.objects.filter(round=round, invitee__answered=False)
        made.begun = set(drafts.values_list("invitee", flat=True)) if made.missing else set()
    return made


def _teams(rows: list[Invitee], named: bool, minimum: int) -> list[TeamProgress]:
    asked = Counter(i.team_id for i in rows)
    answered: Counter[Any] = Counter(i.team_id for i in rows if i.answered)
    if len(asked) < 2:
        return []
    hidden = set() if named else withheld(answered, minimum)
    names = {i.team_id: str(i.team) if i.team else "" for i in rows}
    # Those in no team come last.
    order = sorted(asked, key=lambda pk: (pk is None, names[pk]))
    return [TeamProgress(names[pk], asked[pk], None if pk in hidden else answered[pk]) for pk in order]
