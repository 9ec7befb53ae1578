"""What the picture shows: everything placed in rooms, figures for each room, and the gaps. A fixed number of queries.

A partnership here is an organisation at that level. Its rooms, ages and goals are given or derived (`belonging`); a goal
without a room of its own lies where its focus area lies. What lies in several rooms counts once in each and once in all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from brobygger.accounts.models import ApiToken, User, Workspace
from brobygger.network.models import AgeGroup, Level, Organisation
from brobygger.strategy import belonging
from brobygger.strategy.models import FocusArea, Goal, Measurement, Offer, Placing, Room, Strength

FOCUS_AREA, GOAL, OFFER, PARTNERSHIP = KINDS = ("focus_area", "goal", "offer", "partnership")
# No room has place for more names.
NAMES = 300
Rooms = tuple[str, ...]
ORDER = [room.value for room in Room]


@dataclass(frozen=True)
class Thing:
    """A focus area, a goal, an offer or a partnership with the rooms it lies in; `derived` where they follow from others."""

    kind: str
    pk: int
    name: str
    rooms: Rooms
    derived: bool = False
    strength: str = ""


@dataclass
class Figures:
    """One room: how much of each kind lies there, and its offers by strength."""

    room: Room
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    derived: int = 0
    offers: dict[str, int] = field(default_factory=lambda: dict.fromkeys([*Strength.values, ""], 0))

    @property
    def partnerships(self) -> int:
        return self.counts[PARTNERSHIP]

    @property
    def is_gap(self) -> bool:
        return not self.partnerships


@dataclass(frozen=True)
class GoalRow:
    """A goal with its measure and where it stands."""

    pk: int
    name: str
    focus_area: int | None
    measure: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    due_on: Any
    owner: str
    value: Decimal | None
    measured_on: Any
    partners: int = 0


@dataclass(frozen=True)
class AreaRow:
    """A focus area with who leads it."""

    pk: int
    name: str
    lead: str
    team: str
    rooms: Rooms
    goals: int = 0


@dataclass
class Picture:
    """All that the picture, its table and the one page say."""

    workspace: Workspace
    things: list[Thing] = field(default_factory=list)
    rooms: dict[str, Figures] = field(default_factory=dict)
    # How much lies in exactly these rooms, whether or not its names were read.
    totals: dict[tuple[str, Rooms], int] = field(default_factory=dict)
    areas: list[AreaRow] = field(default_factory=list)
    goals: list[GoalRow] = field(default_factory=list)
    partnerships: int = 0
    not_placed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    unplaced_partners: list[tuple[int, str]] = field(default_factory=list)
    no_goal: int = 0
    ages: list[tuple[int, str, int]] = field(default_factory=list)

    @property
    def room_gaps(self) -> list[Room]:
        return [figures.room for figures in self.rooms.values() if figures.is_gap]

    @property
    def goal_gaps(self) -> list[GoalRow]:
        return [goal for goal in self.goals if not goal.partners]

    @property
    def age_gaps(self) -> list[tuple[int, str]]:
        return [(pk, name) for pk, name, partners in self.ages if not partners]

    @property
    def is_empty(self) -> bool:
        """Nothing to show yet: no focus area, goal, offer or partnership."""
        return not (self.areas or self.goals or self.partnerships or any(k == OFFER for k, _r in self.totals))


def partners(workspace: Workspace, user: User | ApiToken) -> QuerySet[Organisation]:
    """The organisations that are partnerships."""
    rows = Organisation.objects.visible_to(user).of(workspace).filter(level=Level.PARTNERSHIP)
    found: QuerySet[Organisation] = rows
    return found


def read(workspace: Workspace, user: User | ApiToken) -> Picture:
    """The picture of this workspace today."""
    made = Picture(workspace, rooms={room.value: Figures(room) for room in Room})
    placed = _placed(workspace)
    _areas(made, placed)
    _goals(made, placed)
    _offers(made, placed)
    _partnerships(made, partners(workspace, user))
    return made


def in_order(rooms: Iterable[str]) -> Rooms:
    """Rooms in the order around the circle, each once."""
    return tuple(sorted(set(rooms), key=ORDER.index))


def _placed(workspace: Workspace) -> dict[tuple[str, int], Rooms]:
    """Rooms of everything of our own that was placed."""
    rows = Placing.objects.of(workspace).filter(organisation=None).order_by()
    found: dict[tuple[str, int], list[str]] = {}
    for area, goal, offer, room in rows.values_list("focus_area_id", "goal_id", "offer_id", "room"):
        key = (FOCUS_AREA, area) if area else (GOAL, goal) if goal else (OFFER, offer)
        found.setdefault(key, []).append(room)
    return {key: in_order(rooms) for key, rooms in found.items()}


def _note(made: Picture, thing: Thing) -> None:
    """Count a thing in each of its rooms, and show its name."""
    made.things.append(thing)
    _count(made, thing.kind, thing.rooms)
    for room in thing.rooms:
        if thing.kind == OFFER:
            made.rooms[room].offers[thing.strength] += 1


def _count(made: Picture, kind: str, rooms: Rooms) -> None:
    made.totals[kind, rooms] = made.totals.get((kind, rooms), 0) + 1
    for room in rooms:
        made.rooms[room].counts[kind] += 1
    if not rooms:
        made.not_placed[kind] += 1


def _areas(made: Picture, placed: Mapping[tuple[str, int], Rooms]) -> None:
    rows = FocusArea.objects.of(made.workspace).filter(ended_on=None).order_by("position", "sort_key", "pk")
    for pk, name, lead, team in rows.values_list("pk", "name", "lead__name", "team__name"):
        rooms = placed.get((FOCUS_AREA, pk), ())
        made.areas.append(AreaRow(pk, name, lead or "", team or "", rooms))
        _note(made, Thing(FOCUS_AREA, pk, name, rooms))


def _goals(made: Picture, placed: Mapping[tuple[str, int], Rooms]) -> None:
    latest = Measurement.objects.filter(goal=OuterRef("pk")).order_by("-on", "-pk")
    rows = Goal.objects.of(made.workspace).filter(ended_on=None).annotate(
        value=Subquery(latest.values("value")[:1]), measured=Subquery(latest.values("on")[:1])
    )  # fmt: skip
    areas = {area.pk: area.rooms for area in made.areas}
    for row in rows.order_by("due_on", "sort_key", "pk").values_list(
        "pk", "name", "focus_area_id", "measure", "unit", "baseline", "target", "due_on", "owner__name", "value",
        "measured",
    ):  # fmt: skip
        goal = GoalRow(*row[:8], row[8] or "", *row[9:])
        made.goals.append(goal)
        own = placed.get((GOAL, goal.pk), ())
        rooms = own or areas.get(goal.focus_area or 0, ())
        _note(made, Thing(GOAL, goal.pk, goal.name, rooms, derived=not own and bool(rooms)))


def _offers(made: Picture, placed: Mapping[tuple[str, int], Rooms]) -> None:
    rows = Offer.objects.of(made.workspace).filter(ended_on=None).order_by("sort_key", "pk")
    found = [
        Thing(OFFER, pk, name, placed.get((OFFER, pk), ()), strength=strength)
        for pk, name, strength in rows.values_list("pk", "name", "strength")
    ]
    strongest = [*Strength.values, ""]
    for thing in sorted(found, key=lambda one: strongest.index(one.strength)):
        _note(made, thing)


def _partnerships(made: Picture, rows: QuerySet[Organisation]) -> None:
    """Partnerships by room, age and goal; names of those last spoken with."""
    values = belonging.read(made.workspace, ("room", "age_group", "goal"), rows)
    ages: dict[str, int] = {}
    goals: dict[str, int] = {}
    places: dict[int, tuple[Rooms, bool]] = {}
    for pk, of_lens in values.items():
        rooms = of_lens.get("room", {})
        places[pk] = in_order(rooms), bool(rooms) and all(rooms.values())
        for age in of_lens.get("age_group", {}):
            ages[age] = ages.get(age, 0) + 1
        for goal in of_lens.get("goal", {}):
            goals[goal] = goals.get(goal, 0) + 1
        for room, derived in rooms.items():
            made.rooms[room].derived += derived
    made.partnerships = rows.count()
    for rooms_of, _derived in places.values():
        _count(made, PARTNERSHIP, rooms_of)
    made.not_placed[PARTNERSHIP] += made.partnerships - len(places)
    made.no_goal = made.partnerships - sum(1 for of_lens in values.values() if of_lens.get("goal"))
    _names(made, rows, places)
    made.goals = [_with_partners(goal, goals.get(str(goal.pk), 0)) for goal in made.goals]
    every = AgeGroup.objects.of(made.workspace).order_by("from_age", "pk").values_list("pk", "name")
    made.ages = [(pk, name, ages.get(str(pk), 0)) for pk, name in every]


def _names(made: Picture, rows: QuerySet[Organisation], places: Mapping[int, tuple[Rooms, bool]]) -> None:
    lately = rows.order_by(F("last_contact_on").desc(nulls_last=True), "sort_key", "pk")
    for pk, name in lately.values_list("pk", "name")[:NAMES]:
        rooms, derived = places.get(pk, ((), False))
        made.things.append(Thing(PARTNERSHIP, pk, name, rooms, derived))
        if not rooms:
            made.unplaced_partners.append((pk, name))


def _with_partners(goal: GoalRow, count: int) -> GoalRow:
    return GoalRow(**{**vars(goal), "partners": count})
