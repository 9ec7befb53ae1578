"""The records behind a figure of the picture: by kind, room, strength, any lens, or what they lack."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from brobygger.accounts.models import ApiToken, User, Workspace
from brobygger.network.models import Level, Organisation
from brobygger.strategy import belonging
from brobygger.strategy.models import Room, Serves
from brobygger.strategy.picture.circles import PLACES, place_of
from brobygger.strategy.picture.reading import GOAL, KINDS, PARTNERSHIP, Picture, Rooms, in_order, read

# More than this are not read from a page; the lists and the map go on.
SHOWN = 200
LACKS = ("place", "goal", "partner")
# What an organisation is here, and from which level on.
LEVELS = (Level.PARTNERSHIP.value, Level.COOPERATION.value)


@dataclass(frozen=True)
class Row:
    """One record: its rooms, and whether it is there only by what it serves."""

    kind: str
    pk: int
    name: str
    rooms: Rooms
    derived: bool = False
    strength: str = ""
    level: str = ""


@dataclass(frozen=True)
class Asked:
    """Which records: `values` by lens (for partnerships), `at` one place of the picture, `lack` what they are without."""

    kind: str
    room: str = ""
    at: Rooms = ()
    strength: str = ""
    lack: str = ""
    level: str = Level.PARTNERSHIP.value
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """Read an address; what it cannot mean is left out."""
        at = tuple(part for part in given.get("at", "").split(".") if part)
        lack, kind = given.get("lack", ""), given.get("kind", "")
        return cls(
            kind if kind in KINDS else PARTNERSHIP,
            room if (room := given.get("room", "")) in Room.values else "",
            at if at in PLACES else (),
            given.get("strength", "")[:10],
            lack if lack in LACKS else "",
            level if (level := given.get("level", "")) in LEVELS else Level.PARTNERSHIP.value,
            {
                lens: value
                for lens in belonging.SOURCES
                if lens != "room" and (value := given.get(lens, "")[:40])
            },
        )


def rows(workspace: Workspace, user: User | ApiToken, asked: Asked) -> tuple[list[Row], int]:
    """The first of the records asked for, and how many there are."""
    if asked.kind == PARTNERSHIP:
        return _organisations(workspace, user, asked)
    found = [row for row in _ours(read(workspace, user), asked) if _there(asked, row.rooms)]
    return found[:SHOWN], len(found)


def near(workspace: Workspace, user: User | ApiToken, level: str) -> QuerySet[Organisation]:
    """Organisations at `level` or nearer."""
    nearer = [one.value for one in Level if one.rank >= Level(level).rank]
    found: QuerySet[Organisation] = (
        Organisation.objects.visible_to(user).of(workspace).filter(level__in=nearer)
    )
    return found


def _there(asked: Asked, rooms: Rooms) -> bool:
    if asked.lack == "place" and rooms:
        return False
    if asked.room and asked.room not in rooms:
        return False
    return not asked.at or (bool(rooms) and place_of(rooms) == asked.at)


def _ours(picture: Picture, asked: Asked) -> list[Row]:
    partners = {goal.pk: goal.partners for goal in picture.goals}
    area_of = {goal.pk: str(goal.focus_area or "") for goal in picture.goals}
    strength = "" if asked.strength == "none" else asked.strength
    return [
        Row(thing.kind, thing.pk, thing.name, thing.rooms, thing.derived, thing.strength)
        for thing in picture.things
        if thing.kind == asked.kind
        and (not asked.strength or thing.strength == strength)
        and not (asked.lack == "partner" and thing.kind == GOAL and partners[thing.pk])
        and asked.values.get("focus_area") in (None, area_of.get(thing.pk))
    ]


def _organisations(workspace: Workspace, user: User | ApiToken, asked: Asked) -> tuple[list[Row], int]:
    every = near(workspace, user, asked.level)
    lenses = {"room", *asked.values}
    values = belonging.read(workspace, sorted(lenses), every)
    served: set[int] = set()
    if asked.lack == "goal":
        open_ones = Serves.objects.of(workspace).filter(ended_on=None, goal__ended_on=None)
        served = set(
            open_ones.exclude(goal=None).exclude(organisation=None).values_list("organisation", flat=True)
        )
    kept = []
    for pk in every.order_by("sort_key", "pk").values_list("pk", flat=True):
        of_lens = values.get(pk, {})
        rooms = in_order(of_lens.get("room", {}))
        fits = all(value in of_lens.get(lens, {}) for lens, value in asked.values.items())
        if fits and pk not in served and _there(asked, rooms):
            kept.append((pk, rooms, _follows(of_lens, asked)))
    names = {
        row.pk: row for row in every.filter(pk__in=[pk for pk, _r, _d in kept[:SHOWN]]).only("name", "level")
    }
    shown = [
        Row(PARTNERSHIP, pk, names[pk].name, rooms, derived, level=names[pk].level)
        for pk, rooms, derived in kept[:SHOWN]
    ]
    return shown, len(kept)


def _follows(of_lens: Mapping[str, Mapping[str, bool]], asked: Asked) -> bool:
    """Whether it is there only because of what it serves, on any of the lenses asked."""
    values = dict(asked.values)
    if asked.room:
        values["room"] = asked.room
    if not values:
        rooms = of_lens.get("room", {})
        return bool(rooms) and all(rooms.values())
    return any(of_lens.get(lens, {}).get(value, False) for lens, value in values.items())
