"""Days as people say them: "i marts", "på torsdag", "om 14 dage", "uge 12", "6-3"; and in English."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

LONG_AGO = timedelta(days=366 * 30)
MONTHS = (
    "januar|january|jan", "februar|february|feb", "marts|march|mar", "april|apr", "maj|may", "juni|june|jun",
    "juli|july|jul", "august|aug", "september|sept|sep", "oktober|october|okt|oct", "november|nov",
    "december|dec",
)  # fmt: skip
WEEKDAYS = (
    "mandag|monday", "tirsdag|tuesday", "onsdag|wednesday", "torsdag|thursday", "fredag|friday",
    "lørdag|saturday", "søndag|sunday",
)  # fmt: skip
NUMBERS = {
    "en": 1, "et": 1, "a": 1, "an": 1, "one": 1, "to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4,
    "fem": 5, "five": 5, "seks": 6, "six": 6, "syv": 7, "seven": 7, "otte": 8, "eight": 8, "ti": 10, "ten": 10,
    "fjorten": 14, "fourteen": 14,
}  # fmt: skip
_MONTH = "|".join(MONTHS)
_WEEKDAY = "|".join(WEEKDAYS)
_NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_LEAD = r"(?:(?:den|d\.|til|inden|senest|before|by|on|the|in|i|på|om|efter|after|fra)\s+)?"
PATTERNS = {
    "iso": r"(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})",
    "dmy": r"(?P<dd>\d{1,2})[-./](?P<dm>\d{1,2})(?:[-./](?P<dy>\d{4}|\d{2}))?\.?",
    "day_month": rf"(?P<nd>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<nm>{_MONTH})\b\.?(?:\s+(?P<ny>\d{{4}}))?",
    "month_day": rf"(?P<km>{_MONTH})\s+(?P<kd>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<ky>\d{{4}}))?",
    "span": rf"(?:om|in|for)\s+(?P<n>{_NUMBER})\s+(?P<unit>dage?|days?|uger?|weeks?|måned(?:er)?|months?)(?P<since>\s+siden|\s+ago)?",
    "ago": rf"(?P<an>{_NUMBER})\s+(?P<aunit>dage?|days?|uger?|weeks?|måned(?:er)?|months?)\s+ago",
    "week": r"(?:uge|week)\s+(?P<w>\d{1,2})\b",
    "next": r"næste\s+(?P<nx>uge|måned)|next\s+(?P<ne>week|month)",
    "word": r"(?P<word>i\s*forgårs|i\s*går|i\s*dag|i\s*morgen|i\s*overmorgen|yesterday|today|tomorrow)",
    "weekday": rf"(?P<last>i\s+|sidste\s+|last\s+)?(?:(?:på|næste|next|nu på)\s+)?(?P<wd>{_WEEKDAY})(?P<s>s)?",
    "month": rf"(?:starten af |begyndelsen af |early )?(?P<mm>{_MONTH})\b(?:\s+(?P<my>\d{{4}}))?",
}
_COMPILED = {
    name: re.compile(
        rf"(?<![\w-]){_LEAD if name not in ('span', 'ago', 'word', 'next') else ''}(?:{p})(?![\w])", re.I
    )
    for name, p in PATTERNS.items()
}
_WORDS = {
    "iforgårs": -2, "igår": -1, "yesterday": -1, "idag": 0, "today": 0, "imorgen": 1, "tomorrow": 1, "iovermorgen": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A day and where in the text it was said."""

    day: date
    span: tuple[int, int]


def check_past(on: date, field: str = "") -> None:
    """ValidationError (of `field`) where something that has happened would lie ahead, or before anybody's time."""
    today = timezone.localdate()
    said = ""
    if on > today:
        said = _("The day has not come yet. Write what is to come as what follows.")
    elif on < today - LONG_AGO:
        said = _("That is more than thirty years ago. Is the year right?")
    if said:
        raise ValidationError({field: said} if field else said)


def find_date(text: str, *, today: date, past: bool) -> Found | None:
    """The first day said in `text`. `past`: what is said without a year lies behind us, otherwise ahead."""
    for name, pattern in _COMPILED.items():
        for match in pattern.finditer(text):
            try:
                day = _day(name, match, today, past)
            except ValueError:
                continue
            if day is not None:
                return Found(day, match.span())
    return None


def _day(name: str, m: re.Match[str], today: date, past: bool) -> date | None:
    match name:
        case "iso":
            return date(int(m["iy"]), int(m["im"]), int(m["id"]))
        case "dmy":
            return _near(today, past, int(m["dm"]), int(m["dd"]), m["dy"])
        case "day_month":
            return _near(today, past, _index(MONTHS, m["nm"]) + 1, int(m["nd"]), m["ny"])
        case "month_day":
            return _near(today, past, _index(MONTHS, m["km"]) + 1, int(m["kd"]), m["ky"])
        case "span":
            back = bool(m["since"])
            return None if back != past else _add(today, m["n"], m["unit"], back)
        case "ago":
            return _add(today, m["an"], m["aunit"], True) if past else None
        case "week":
            return _week(today, int(m["w"]), past)
        case "next":
            return None if past else _next(today, m["nx"] or m["ne"])
        case "word":
            away = _WORDS["".join(m["word"].lower().split())]
            return None if (away > 0) == past and away else today + timedelta(days=away)
        case "weekday":
            return _weekday(today, m, past)
    return _month(today, m, past)


def _add(today: date, number: str, unit: str, back: bool) -> date:
    n = NUMBERS.get(number.lower()) or int(number)
    days = n if unit[0].lower() == "d" else 7 * n
    if unit[0].lower() == "m":
        month = today.month - 1 + (-n if back else n)
        year, month = today.year + month // 12, month % 12 + 1
        return date(year, month, min(today.day, 28))
    return today + timedelta(days=-days if back else days)


def _near(today: date, past: bool, month: int, day: int, year: str | None) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = date(today.year, month, day)
    if past and found > today:
        return date(today.year - 1, month, day)
    if not past and found < today:
        return date(today.year + 1, month, day)
    return found


def _week(today: date, week: int, past: bool) -> date:
    found = date.fromisocalendar(today.isocalendar().year, week, 1)
    if past and found > today:
        return date.fromisocalendar(today.isocalendar().year - 1, week, 1)
    if not past and found + timedelta(days=6) < today:
        return date.fromisocalendar(today.isocalendar().year + 1, week, 1)
    return found


def _next(today: date, unit: str) -> date:
    if unit.lower() in ("uge", "week"):
        return today + timedelta(days=7 - today.weekday())
    return _workday(date(today.year + today.month // 12, today.month % 12 + 1, 1))


def _weekday(today: date, m: re.Match[str], past: bool) -> date:
    """ "i mandags" and "last Monday" lie behind; "på mandag" lies ahead, never today."""
    wanted = _index(WEEKDAYS, m["wd"])
    if past:
        return today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
    return today + timedelta(days=(wanted - today.weekday()) % 7 or 7)


def _month(today: date, m: re.Match[str], past: bool) -> date | None:
    """A month ahead means its first working day; the present one its last. Behind us it is too vague to be a day."""
    if past:
        return None
    month = _index(MONTHS, m["mm"]) + 1
    if not m["my"] and month == today.month:
        last = date(today.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return max(today, last - timedelta(days=max(0, last.weekday() - 4)))
    year = int(m["my"]) if m["my"] else today.year + (month < today.month)
    return _workday(date(year, month, 1))


def _workday(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def _index(names: tuple[str, ...], word: str) -> int:
    return next(i for i, alternatives in enumerate(names) if word.lower() in alternatives.split("|"))
