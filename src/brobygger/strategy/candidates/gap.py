"""A gap: where somebody is missing, and what would make an organisation fit there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Q
from django.utils.translation import gettext as _

from brobygger.accounts.models import Workspace
from brobygger.network.models import (
    AgeGroup,
    Level,
    Organisation,
    OrganisationTheme,
    OrganisationTypeLink,
)
from brobygger.strategy import belonging
from brobygger.strategy.models import (
    PURPOSES_OF,
    GoalAgeGroup,
    Placing,
    Purpose,
    Room,
    WishValue,
)

LENSES = ("room", "age_group", "theme", "focus_area", "goal", "team", "sector", "reach")
COMMON = 5


@dataclass
class Gap:
    """Values that meet in the gap (lens to value as text), the level at which somebody is missing, and words for both.

    `wanted` holds, lens by lens, values near the gap with the sentence that says why they matter. `kinds` are types
    usual among those already there. `wished` are organisations somebody has wished for here, with the wish.
    """

    workspace: Workspace
    values: dict[str, str]
    level: str
    labels: dict[str, str] = field(default_factory=dict)
    wanted: dict[str, dict[str, str]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    wished: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """ "Meeting room, 13-17 years"."""
        return ", ".join(self.labels[lens] for lens in LENSES if lens in self.labels)

    def want(self, lens: str, value: Any, sentence: str) -> None:
        """This value speaks for whoever has it, unless it is what the gap itself asks for."""
        if str(value) != self.values.get(lens):
            self.wanted.setdefault(lens, {}).setdefault(str(value), sentence)


def gap_of(workspace: Workspace, given: Mapping[str, Any], level: str) -> Gap | None:
    """Read the gap; None where nothing is given, or something that this workspace does not have."""
    asked = {
        lens: str(value.pk if isinstance(value, Model) else value) for lens, value in given.items() if value
    }
    if not asked or level not in Level.values:
        return None
    gap = Gap(workspace, asked, level)
    records = _records(gap)
    if len(gap.labels) != len(asked):
        return None
    if room := asked.get("room"):
        _room(gap, Room(room))
    if "age_group" in asked:
        _ages(gap)
    _directions(gap, records)
    _company(gap)
    _wishes(gap)
    return gap


def _records(gap: Gap) -> dict[str, Any]:
    """The records named, with the labels of every value; what is not there gets none."""
    found = {}
    for lens, value in gap.values.items():
        if lens in belonging.CHOICES:
            if value in belonging.CHOICES[lens].values:
                gap.labels[lens] = str(belonging.CHOICES[lens](value).label)
        elif value.isascii() and value.isdecimal() and len(value) < 19:
            row = belonging.RECORDS[lens][0].objects.of(gap.workspace).filter(pk=value).first()
            if row:
                found[lens], gap.labels[lens] = row, str(row)
    return found


def _room(gap: Gap, room: Room) -> None:
    """A room shares a purpose with each of its two neighbours."""
    for other, purposes in PURPOSES_OF.items():
        if other != room and (shared := set(purposes) & set(PURPOSES_OF[room])):
            purpose = Purpose(min(shared)).label
            sentence = _("Lies in %(other)s, which serves %(purpose)s as %(room)s does.")
            words = {"other": the(other), "purpose": _low(purpose), "room": the(room)}
            gap.want("room", other.value, sentence % words)


def _ages(gap: Gap) -> None:
    ages = list(AgeGroup.objects.of(gap.workspace).order_by("from_age", "pk").values_list("pk", "name"))
    place = next(i for i, (pk, _name) in enumerate(ages) if str(pk) == gap.values["age_group"])
    for pk, name in ages[max(place - 1, 0) : place + 2]:
        words = {"age": name, "next": gap.labels["age_group"]}
        gap.want("age_group", pk, _("Reaches %(age)s, the age next to %(next)s.") % words)


def _directions(gap: Gap, records: Mapping[str, Any]) -> None:
    """What a goal or a focus area is about: its rooms, its ages, the team that owns it."""
    goal, area = records.get("goal"), records.get("focus_area")
    if goal is None and area is None:
        return
    subject = str(goal or area)
    placed, ages = Q(), Q()
    if goal is not None:
        placed, ages = Q(goal=goal) | Q(focus_area=goal.focus_area_id or 0), Q(goal=goal)
        if goal.focus_area_id:
            gap.want("focus_area", goal.focus_area_id, _("Serves the same focus area already."))
    if area is not None:
        placed |= Q(focus_area=area) | Q(goal__focus_area=area)
        ages |= Q(goal__focus_area=area)
        if area.team_id:
            gap.want("team", area.team_id, _("The team that owns the focus area knows them."))
    for room in sorted(set(Placing.objects.of(gap.workspace).filter(placed).values_list("room", flat=True))):
        words = {"room": the(Room(room)), "subject": subject}
        gap.want("room", room, _("Lies in %(room)s, as %(subject)s does.") % words)
    reached = (
        GoalAgeGroup.objects.of(gap.workspace)
        .filter(ages, goal__ended_on=None)
        .order_by("age_group__from_age")
    )
    for pk, name in reached.values_list("age_group_id", "age_group__name"):
        gap.want("age_group", pk, _("Reaches %(age)s, whom the goal is about.") % {"age": name})


def _company(gap: Gap) -> None:
    """Themes and types that are usual among those already there."""
    here = Q()
    for lens, value in gap.values.items():
        here &= belonging.having(gap.workspace, lens, value)
    there = Organisation.objects.of(gap.workspace).filter(here).values("pk")
    for pk, name in _usual(
        OrganisationTheme.objects.of(gap.workspace).filter(organisation__in=there), "theme"
    ):
        sentence = _("Has to do with %(theme)s, like others who are here.") % {"theme": _low(name)}
        gap.want("theme", pk, sentence)
    kinds = OrganisationTypeLink.objects.of(gap.workspace).filter(organisation__in=there)
    for pk, name in _usual(kinds, "type"):
        gap.kinds[pk] = _("Is of the same type as others who are here: %(type)s.") % {"type": _low(name)}


def _usual(links: Any, name: str) -> Sequence[tuple[int, str]]:
    counted = links.values(f"{name}_id", f"{name}__name").annotate(n=Count("pk")).order_by("-n", f"{name}_id")
    return [(row[f"{name}_id"], row[f"{name}__name"]) for row in counted[:COMMON]]


def _wishes(gap: Gap) -> None:
    """Organisations that somebody has wished for here by name."""
    asked = Q()
    for lens, value in gap.values.items():
        if lens != "goal":
            asked |= Q(**{lens: value})
    if not asked:
        return
    rows = WishValue.objects.of(gap.workspace).filter(asked, wish__met_on=None, wish__ended_on=None)
    named = rows.exclude(wish__organisation=None).order_by("wish_id")
    for pk, text, who in named.values_list("wish__organisation_id", "wish__text", "wish__wished_by__name")[
        :200
    ]:
        said = (
            _("%(name)s has wished for them here: %(text)s.") if who else _("Is wished for here: %(text)s.")
        )
        gap.wished.setdefault(pk, said % {"name": who, "text": text})


def the(room: Room) -> str:
    """The room inside a sentence."""
    return {
        Room.INSPIRATION: _("the inspiration room"),
        Room.LEARNING: _("the learning room"),
        Room.MEETING: _("the meeting room"),
        Room.PERFORMATIVE: _("the performative room"),
    }[room]


def _low(label: Any) -> str:
    """A label inside a sentence."""
    text = str(label)
    return text[:1].lower() + text[1:]
