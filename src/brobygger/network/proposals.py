"""The product proposes a level of formality from what was done together, up and down; a person decides.

Never written anywhere: it is worked out when the page is shown, and silent once somebody has decided on the same facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core.text import fold
from brobygger.network.models import Activity, Formality, Level, Organisation

QUIET = timedelta(days=365)  # without an activity for so long, a relation falls back to network
FRAME_WINDOW = timedelta(
    days=2 * 365
)  # repeated inside one frame within this time is a partnership in the making
REPEATED = 2


@dataclass(frozen=True)
class Done:
    """An activity as the rules see it."""

    pk: int
    title: str
    from_date: date
    to_date: date | None
    frame: str

    @property
    def ended(self) -> date:
        return self.to_date or self.from_date


@dataclass(frozen=True)
class Proposal:
    """A level to decide on, with its reasons in whole sentences and the activity that speaks loudest."""

    level: Level
    reasons: tuple[str, ...]
    up: bool
    activity: int | None = None

    @property
    def evidence(self) -> str:
        """What the decision may quote."""
        return " ".join(self.reasons)[:300]


def propose(organisation: Organisation) -> Proposal | None:
    """What the activities of this organisation speak for, or None where the level fits or was just decided."""
    levels = Formality.objects.filter(organisation=organisation).order_by("-since", "-id")
    return of(organisation, list(levels[:1]), activities_of(organisation))


def of(
    organisation: Organisation, levels: Sequence[Formality], activities: Sequence[Done]
) -> Proposal | None:
    """`propose` on rows that a page has loaded; `levels` newest first."""
    decided = None
    if levels:
        # A person who decides today about last year has seen what happened since; an imported statement has not.
        seen = timezone.localdate(levels[0].created_at) if levels[0].decided_by_id else levels[0].since
        decided = max(levels[0].since, seen)
    return judge(
        organisation.level,
        decided,
        activities,
        spoke_on=organisation.last_contact_on,
        today=timezone.localdate(),
    )


def activities_of(organisation: Organisation) -> list[Done]:
    """All that was done together, newest first."""
    rows = Activity.objects.filter(organisation_links__organisation=organisation).order_by(
        "-from_date", "-id"
    )
    return [Done(*row) for row in rows.values_list("pk", "title", "from_date", "to_date", "frame")]


def judge(
    level: str,
    decided: date | None,
    activities: Sequence[Done],
    *,
    spoke_on: date | None,
    today: date,
) -> Proposal | None:
    """The rules alone. `decided` is when the present level was last decided or entered."""
    begun = [a for a in activities if a.from_date <= today]
    recent = [a for a in begun if a.ended >= today - QUIET]
    if recent:
        return _active(level, decided, begun, recent)
    if begun:
        return _ended(level, decided, max(begun, key=lambda a: a.ended), today)
    if level in ("", Level.WISHED) and spoke_on and not (decided and decided >= spoke_on):
        said = _("You talked with them on %(day)s, and the relation has no level that says so.")
        return Proposal(Level.NETWORK, (said % {"day": _day(spoke_on)},), up=True)
    return None


def _active(
    level: str, decided: date | None, begun: Iterable[Done], recent: Sequence[Done]
) -> Proposal | None:
    newest = max(recent, key=lambda a: a.from_date)
    rank = Level(level).rank if level else -1
    framed = _repeated_in_a_frame(begun, newest.from_date)
    if framed and rank < Level.PARTNERSHIP.rank and _newer(framed[-1].from_date, decided):
        frame = framed[-1].frame
        told = ngettext(
            "%(n)d activity in two years belongs to “%(frame)s”.",
            "%(n)d activities in two years belong to “%(frame)s”.",
            len(framed),
        )
        reasons = (
            told % {"n": len(framed), "frame": frame},
            _(
                "Repeating inside a larger frame is what makes a partnership; a written agreement confirms it."
            ),
        )
        return Proposal(Level.PARTNERSHIP, reasons, up=True, activity=framed[-1].pk)
    if rank < Level.COOPERATION.rank and _newer(newest.from_date, decided):
        told = ngettext(
            "You did %(n)d thing together within the last year, most recently “%(title)s”.",
            "You did %(n)d things together within the last year, most recently “%(title)s”.",
            len(recent),
        )
        return Proposal(
            Level.COOPERATION,
            (told % {"n": len(recent), "title": newest.title},),
            up=True,
            activity=newest.pk,
        )
    return None


def _ended(level: str, decided: date | None, last: Done, today: date) -> Proposal | None:
    """The last activity ended more than a year ago: the relation falls back to network."""
    if not level or Level(level).rank <= Level.NETWORK.rank or (decided and decided > last.ended + QUIET):
        return None
    reasons = (
        _("The last thing you did together, “%(title)s”, ended on %(day)s.")
        % {"title": last.title, "day": _day(last.ended)},
        _("Nothing has been done together for more than a year."),
    )
    return Proposal(Level.NETWORK, reasons, up=False, activity=last.pk)


def _repeated_in_a_frame(begun: Iterable[Done], newest: date) -> list[Done]:
    """The activities of the frame with most of them, oldest first, where there are at least two in two years."""
    frames: dict[str, list[Done]] = defaultdict(list)
    for done in begun:
        if done.frame and done.ended >= newest - FRAME_WINDOW:
            frames[fold(done.frame)].append(done)
    best = max(frames.values(), key=len, default=[])
    return sorted(best, key=lambda a: a.from_date) if len(best) >= REPEATED else []


def _newer(fact: date, decided: date | None) -> bool:
    """A decision made after the fact has taken it into account."""
    return decided is None or fact > decided


def _day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")
