"""Cells that several lists of the strategy show."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from brobygger.core.lists import day
from brobygger.network.tables.cells import escape, late, quiet, several
from brobygger.strategy.models import Room
from brobygger.strategy.progress import Progress, amount
from brobygger.strategy.templatetags.rooms import rooms


def room_names(_row: Any, values: Sequence[Room] | None) -> str:
    """The rooms in words."""
    return ", ".join(str(room.label) for room in values or ())


def room_signs(_row: Any, values: Sequence[Room] | None) -> str:
    """The rooms' letters, which speak their names."""
    return str(rooms(values or (), word=False))


def servers(_row: Any, names: Sequence[str] | None) -> str:
    """Who serves it, shortly."""
    return str(escape(several(names, limit=2)))


def in_words(progress: Progress | None) -> str:
    """ "45 of 90 visits"; without a target only where it stands."""
    if progress is None:
        return ""
    goal = progress.goal
    if progress.value is None or goal.target is None:
        return progress.said
    return _("%(now)s of %(target)s") % {
        "now": amount(progress.value),
        "target": amount(goal.target, goal.unit),
    }


def percent(progress: Progress | None) -> str:
    """How much of the way is gone, in words."""
    if progress is None or progress.percent is None:
        return ""
    return _("%(n)d %%") % {"n": progress.percent}


def due(progress: Progress | None) -> str:
    """The day it is to be reached, in brick with a word where it has passed."""
    if progress is None or progress.goal.due_on is None:
        return ""
    said = day(progress.goal.due_on)
    return late(said) if progress.late else said


def somebody(colleague: Any, missing: str) -> str:
    """A colleague's name; where nobody is named, or the named one has left, that is said."""
    if colleague is None:
        return quiet(missing)
    if colleague.state == "left":
        return f"{escape(colleague.name)} {quiet(_('has left'))}"
    return str(escape(colleague.name))
