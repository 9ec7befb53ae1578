"""The lenses: what the map's sectors show. Which rows say where an organisation belongs stands in `strategy.belonging`;
`reading` puts them together. Switching lens therefore re-enters nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Team, Workspace
from brobygger.map.scene import Sector
from brobygger.network.models import AgeGroup, Theme
from brobygger.network.models import Sector as Society
from brobygger.strategy.belonging import SOURCES, Source
from brobygger.strategy.models import FocusArea, Reach, Room


@dataclass(frozen=True)
class Lens:
    """One way to cut the circle. `sectors` are all its values in the order around the circle, unfilled."""

    key: str
    label: Any
    nobody: Any
    sectors: Callable[[Workspace], Sequence[Sector]]
    sources: Sequence[Source]
    # Which filter of the list of organisations shows one sector's members, where there is one.
    filter: str = ""
    # Values that nobody lies in are gaps; where they only follow from the data they are nothing.
    keeps_empty: bool = True
    # May be shown outside: its values' names say nothing of organisations or people.
    public: bool = True


def _choices(choices: Any, tones: bool = False) -> Callable[[Workspace], Sequence[Sector]]:
    def sectors(workspace: Workspace) -> Sequence[Sector]:
        return [
            Sector(value, str(label), value if tones else "", str(label)[:1] if tones else "")
            for value, label in choices.choices
        ]

    return sectors


def _records(model: Any, *order: str) -> Callable[[Workspace], Sequence[Sector]]:
    def sectors(workspace: Workspace) -> Sequence[Sector]:
        rows = model.objects.of(workspace).order_by(*order)
        if model is FocusArea:
            rows = rows.filter(ended_on=None)
        return [Sector(str(pk), name) for pk, name in rows.values_list("pk", "name")]

    return sectors


ROOMS = Lens("rooms", _("Rooms"), _("lack a room"), _choices(Room, tones=True), SOURCES["room"])
AGES = Lens(
    "ages", _("Ages"), _("lack an age group"), _records(AgeGroup, "from_age", "pk"), SOURCES["age_group"],
    filter="age",
)  # fmt: skip
THEMES = Lens(
    "themes", _("Themes"), _("lack a theme"), _records(Theme, "sort_key", "pk"), SOURCES["theme"],
    filter="theme",
)  # fmt: skip
SOCIETY = Lens(
    "society", _("Sector"), _("lack a sector"), _choices(Society), SOURCES["sector"], filter="sector"
)
TEAMS = Lens("teams", _("Teams"), _("belong to no team"), _records(Team, "sort_key", "pk"), SOURCES["team"])
PLACES = Lens("places", _("Places"), _("lack a place"), _choices(Reach), SOURCES["reach"])
FOCUS = Lens(
    "focus", _("Focus areas"), _("serve no focus area"), _records(FocusArea, "position", "sort_key", "pk"),
    SOURCES["focus_area"],
)  # fmt: skip

_lenses: dict[str, Lens] = {lens.key: lens for lens in (ROOMS, AGES, THEMES, SOCIETY, TEAMS, PLACES, FOCUS)}


def register(lens: Lens) -> None:
    """Add a lens, e.g. one that is worked out from the data."""
    _lenses[lens.key] = lens


def all_lenses() -> list[Lens]:
    """Every lens in the order they are offered."""
    return list(_lenses.values())


def get(key: str) -> Lens | None:
    """The lens with that key."""
    return _lenses.get(key)
