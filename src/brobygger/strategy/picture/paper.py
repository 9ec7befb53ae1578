"""The leader's one page: the four circles, focus areas with their leads, goals and where they stand, gaps, strength.

It is one sheet of A4 whatever the names: each text is measured and fits its line, and of what does not fit there is a
count. Tagged for screen readers (PDF/UA-1), with the picture told in words.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core import documents, fonts
from brobygger.strategy.models import Room
from brobygger.strategy.picture import words
from brobygger.strategy.picture.reading import GOAL, OFFER, PARTNERSHIP, GoalRow, Picture
from brobygger.strategy.progress import amount

# Points of a column less its insets, by the template's centimetres.
CM = 28.35
SIZE = 8.5
AREAS, GOALS, GAPS = 9, 14, 6
BESIDE = 6.1


def one_page(picture: Picture, language: str) -> bytes:
    """The PDF in that language."""
    with translation.override(language):
        return documents.pdf("one_page", data(picture, language), folder=Path(__file__).parent)


def data(picture: Picture, language: str) -> dict[str, Any]:
    """What the template is filled with, in the active language."""
    name = picture.workspace.name
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    return {
        "title": _fit(_("Strategy of %(name)s") % {"name": name}, 18.0, size=19, weight=600),
        "language": language,
        "lead": _("As it stands on %(day)s.") % {"day": today},
        "svg": words.draw(picture, alone=True),
        "alt": words.description(picture),
        "gaps": _gaps(picture),
        "strength": _strength(picture),
        "areas": _areas(picture),
        "goals": _goals(picture),
        "foot": _("A partnership with several rooms counts in each. Made with Brobygger on %(day)s.")
        % {"day": today},
    }


def _fit(text: str, cm: float, *, size: float = SIZE, weight: int = 400) -> str:
    """As much of the text as fits so many centimetres."""
    return fonts.shortened(text, cm * CM, size=size, weight=weight)


def _rest(count: int) -> str:
    return ngettext("and %(n)s more", "and %(n)s more", count) % {"n": count} if count > 0 else ""


def _gaps(picture: Picture) -> dict[str, Any]:
    found = [gap["title"] for gap in words.sentences(picture)]
    return {
        "title": _("Where a partner is missing"),
        "lines": [_fit(title, 2 * BESIDE - 2.4, weight=600) for title in found[:GAPS]] or [_("Nowhere: every room, goal and age has one.")],
        "rest": _rest(len(found) - GAPS),
    }  # fmt: skip


def _strength(picture: Picture) -> dict[str, Any]:
    rows = []
    for figures in picture.rooms.values():
        strong = figures.offers["strong"]
        offers = f"{figures.counts[OFFER]} ({strong})" if strong else str(figures.counts[OFFER])
        room = _fit(str(figures.room.label), 2.6)
        rows.append([room, str(figures.counts[PARTNERSHIP]), offers, str(figures.counts[GOAL])])
    notes = [_("Offers: in brackets the strong ones.")]
    if picture.no_goal:
        said = ngettext(
            "%(n)s partnership serves no goal.", "%(n)s partnerships serve no goal.", picture.no_goal
        )
        notes.append(said % {"n": picture.no_goal})
    if missing := picture.not_placed[PARTNERSHIP]:
        said = ngettext("%(n)s partnership has no room.", "%(n)s partnerships have no room.", missing)
        notes.append(said % {"n": missing})
    return {
        "title": _("Strength by room"),
        "heads": [_("Room"), _("Partners"), _("Offers"), _("Goals")],
        "rows": rows,
        "notes": [_fit(note, BESIDE) for note in notes],
    }


def _areas(picture: Picture) -> dict[str, Any]:
    goals = [goal.focus_area for goal in picture.goals]
    rows = [
        [
            _fit(area.name, 6.2),
            _fit(area.lead or _("Nobody yet"), 3.3),
            _fit(_rooms(area.rooms), 6.1),
            str(goals.count(area.pk)),
        ]
        for area in picture.areas[:AREAS]
    ]
    return {
        "title": _("Focus areas"),
        "heads": [_("Focus area"), _("Lead"), _("Rooms"), _("Goals")],
        "rows": rows,
        "rest": _rest(len(picture.areas) - AREAS) if rows else _("No focus areas yet."),
    }


def _rooms(rooms: Sequence[str]) -> str:
    return ", ".join(str(Room(room).label) for room in rooms) or _("Not placed")


def _goals(picture: Picture) -> dict[str, Any]:
    rows = [_goal(goal) for goal in picture.goals[:GOALS]]
    return {
        "title": _("Goals"),
        "heads": [_("Goal"), _("Measured by"), _("From and to"), _("Now"), _("Partners")],
        "rows": rows,
        "rest": _rest(len(picture.goals) - GOALS) if rows else _("No goals yet."),
    }


def _goal(goal: GoalRow) -> list[str]:
    way = ""
    if goal.baseline is not None and goal.target is not None:
        way = f"{amount(goal.baseline)} → {amount(goal.target, goal.unit)}"
    elif goal.target is not None:
        way = f"→ {amount(goal.target, goal.unit)}"
    now = amount(goal.value, goal.unit) or _("not measured")
    return [
        _fit(goal.name, 5.9), _fit(goal.measure, 4.5), _fit(way, 3.1), _fit(now, 2.1),
        str(goal.partners) if goal.partners else _("none"),
    ]  # fmt: skip
