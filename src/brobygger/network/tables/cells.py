"""Cells that several lists show. Addresses are relative to the list's own: they need neither query nor workspace."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import escape
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from brobygger.core.lists import day
from brobygger.core.templatetags.ui import formality
from brobygger.network.models import Level
from brobygger.network.queries.lists import NextStep

__all__ = [
    "bare",
    "escape",
    "known_by",
    "late",
    "level",
    "level_name",
    "link",
    "next_step",
    "next_step_text",
    "number",
    "quiet",
    "several",
    "short_day",
]


STEP = 34  # letters of a next step that stand beside its date on one line


def known_by(names: Sequence[str] | None) -> str:
    """ "Kun Jonas", "Birgit og Mette", "Mette og 2 til"; the one who knows best first."""
    if not names:
        return ""
    if len(names) == 1:
        return _("Only %(name)s") % {"name": names[0]}
    if len(names) == 2:
        return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    others = len(names) - 1
    return ngettext("%(name)s and %(n)d more", "%(name)s and %(n)d more", others) % {
        "name": names[0],
        "n": others,
    }


def several(words: Sequence[str] | None, limit: int = 3) -> str:
    """The first few words of many: "Oda Testrup, Ib Opdigt og 4 til"."""
    if not words:
        return ""
    if len(words) <= limit:
        return ", ".join(words)
    others = len(words) - limit
    shown = ", ".join(words[:limit])
    return ngettext("%(name)s and %(n)d more", "%(name)s and %(n)d more", others) % {
        "name": shown,
        "n": others,
    }


def level(value: str) -> str:
    """The ring and word of a level; an empty cell where none is set."""
    return _level(value, get_language()) if value else ""


@lru_cache(maxsize=16)
def _level(value: str, language: str | None) -> str:
    return str(formality(value))


def level_name(value: str) -> str:
    return str(Level(value).label) if value else ""


def next_step(step: NextStep | None) -> str:
    """ "Program, 20. marts", late ones marked with a word."""
    if step is None:
        return ""
    text = step.text if len(step.text) <= STEP else step.text[: STEP - 1].rstrip() + "…"
    said = f'{escape(text)}, <span class="nowrap">{short_day(step.due_on)}</span>'
    if step.due_on < timezone.localdate():
        return late(said)
    return said


def late(said: str) -> str:
    """A date that has passed, in brick and with a word; `said` is safe HTML."""
    word = _("late")
    return f'<span class="late">{said}, {escape(word)}</span>'


def next_step_text(step: NextStep | None) -> str:
    return f"{step.text}, {day(step.due_on)}" if step else ""


def short_day(value: Any) -> str:
    """A day without its year, in this year."""
    if value.year != timezone.localdate().year:
        return day(value)
    return str(date_format(value, pgettext("date format without year", "j F")))


def link(href: str, text: str, more: str = "") -> str:
    """A title that is a link, with what stands quietly after it."""
    after = f' <span class="quiet">{escape(more)}</span>' if more else ""
    return f'<a href="{href}">{escape(text)}</a>{after}'


def quiet(said: str) -> str:
    """Words in the quiet tone."""
    return f'<span class="quiet">{escape(said)}</span>'


def bare(href: str, text: str) -> str:
    """A link inside a cell, without the line below it."""
    return f'<a class="bare" href="{href}">{escape(text)}</a>'


def number(n: int) -> str:
    """A count in the reader's own way of writing numbers."""
    return str(number_format(n, use_l10n=True, force_grouping=True))
