"""What lists and pages of the strategy show beside a record: rooms, who serves it, how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from brobygger.accounts.models import Workspace
from brobygger.network.models import Organisation
from brobygger.strategy.models import FocusArea, Goal, Placing, Room, Serves, WishValue

# Goals, focus areas and offers are told apart by the column that holds them.
KEYS = {"focusarea": "focus_area", "goal": "goal", "offer": "offer"}


def rooms_of(rows: Sequence[Any], _viewer: Any = None) -> Mapping[int, list[Room]]:
    """The rooms of many records of one model, in the order around the circle."""
    if not rows:
        return {}
    key = KEYS[rows[0]._meta.model_name]
    found: dict[int, set[str]] = {}
    placings = Placing.objects.filter(**{f"{key}__in": [r.pk for r in rows]})
    for pk, room in placings.values_list(f"{key}_id", "room"):
        found.setdefault(pk, set()).add(room)
    return {pk: [room for room in Room if room in rooms] for pk, rooms in found.items()}


def rooms_of_goals(rows: Sequence[Goal], viewer: Any = None) -> Mapping[int, list[Room]]:
    """A goal lies in its own rooms; without any, in its focus area's."""
    own = rooms_of(rows, viewer)
    areas = [
        FocusArea(pk=pk) for pk in {g.focus_area_id for g in rows if g.pk not in own and g.focus_area_id}
    ]
    inherited = rooms_of(areas) if areas else {}
    return {g.pk: own.get(g.pk) or inherited.get(g.focus_area_id or 0, []) for g in rows}


def servers_of(rows: Sequence[Any], _viewer: Any = None) -> Mapping[int, list[str]]:
    """The names of those who serve these goals (or focus areas) today."""
    if not rows:
        return {}
    key = KEYS[rows[0]._meta.model_name]
    found: dict[int, list[str]] = {}
    open_ones = Serves.objects.filter(ended_on=None, **{f"{key}__in": [r.pk for r in rows]}).order_by("id")
    for pk, organisation, offer in open_ones.values_list(f"{key}_id", "organisation__name", "offer__name"):
        found.setdefault(pk, []).append(organisation or offer)
    return found


def served_by_offers(rows: Sequence[Any], _viewer: Any = None) -> Mapping[int, list[str]]:
    """The names of what these offers serve today."""
    found: dict[int, list[str]] = {}
    open_ones = Serves.objects.filter(ended_on=None, offer__in=[r.pk for r in rows]).order_by("id")
    for pk, goal, area in open_ones.values_list("offer_id", "goal__name", "focus_area__name"):
        found.setdefault(pk, []).append(goal or area)
    return found


def goals_of_areas(rows: Sequence[FocusArea], _viewer: Any = None) -> Mapping[int, int]:
    """How many goals these focus areas have that are not ended."""
    found: dict[int, int] = {}
    for pk in Goal.objects.filter(ended_on=None, focus_area__in=[r.pk for r in rows]).values_list(
        "focus_area_id", flat=True
    ):
        found[pk or 0] = found.get(pk or 0, 0) + 1
    return found


@dataclass(frozen=True)
class Said:
    """One value of a wish: which lens, in words, and its letter where it is a room."""

    lens: str
    words: str
    room: str = ""


def values_of(rows: Sequence[Any], _viewer: Any = None) -> Mapping[int, list[Said]]:
    """Where on the lenses these wishes belong."""
    found: dict[int, list[Said]] = {}
    joined = WishValue.objects.filter(wish__in=[r.pk for r in rows]).select_related(
        "theme", "age_group", "focus_area", "team"
    )
    for row in joined.order_by("id"):
        said = _said(row)
        if said:
            found.setdefault(row.wish_id, []).append(said)
    return found


def _said(row: WishValue) -> Said | None:
    if row.room:
        return Said("room", str(row.get_room_display()), row.room)
    if row.sector:
        return Said("sector", str(row.get_sector_display()))
    if row.reach:
        return Said("reach", str(row.get_reach_display()))
    for lens in ("theme", "age_group", "focus_area", "team"):
        if record := getattr(row, lens):
            return Said(lens, str(record))
    return None


def serving(of: Goal | FocusArea) -> list[Serves]:
    """All that serves it, and did: the open ones first."""
    rows = of.served_by.select_related("organisation", "offer")
    return sorted(rows, key=lambda r: (r.ended_on is not None, r.offer_id is not None, r.pk))


def serves_of(*, organisation: Organisation | None = None, offer: Any = None) -> list[Serves]:
    """What an organisation or an offer serves, and did: the open ones first."""
    rows = Serves.objects.filter(organisation=organisation) if organisation else offer.serves.all()
    return sorted(
        rows.select_related("goal", "goal__focus_area", "focus_area"),
        key=lambda r: (r.ended_on is not None, r.pk),
    )


def without_lead(workspace: Workspace) -> int:
    """How many focus areas nobody leads by name, or only somebody who has left."""
    open_ones = FocusArea.objects.of(workspace).filter(ended_on=None)
    return open_ones.filter(Q(lead=None) | Q(lead__state="left")).count()
