"""What the today page reads: promises, what has happened lately, the network in four numbers. A fixed number of queries."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.lists import counting
from brobygger.network.models import Activity, Contact, FollowUp, Formality, Level, Organisation
from brobygger.network.queries.care import intervals
from brobygger.network.queries.contacts import moments
from brobygger.network.queries.digest import cold_of
from brobygger.network.queries.handovers import waiting_for
from brobygger.records.models import ImportRun

SOON = timedelta(days=7)
LATELY = timedelta(days=4)
A_FORTNIGHT = timedelta(days=14)
SHOWN = 6


@dataclass
class Promises:
    """My open follow-ups: the first few, how many there are, how many want me within a week, and the oldest."""

    shown: list[FollowUp]
    open: int
    waiting: int
    oldest: FollowUp | None


def promises(colleague: Colleague) -> Promises:
    """Open follow-ups of this colleague, the most urgent first."""
    mine = FollowUp.objects.filter(workspace=colleague.workspace_id, owner=colleague, done_on=None)
    soon = timezone.localdate() + SOON
    counted = mine.aggregate(open=Count("pk"), waiting=Count("pk", filter=Q(due_on__lte=soon)))
    related = mine.select_related("organisation", "person", "contact")
    shown = list(related.order_by("due_on", "pk")[:SHOWN])
    late = [s for s in shown if s.due_on < timezone.localdate()]
    return Promises(shown, counted["open"], counted["waiting"], late[0] if late else None)


@dataclass(order=True)
class Event:
    """One thing that happened, as a sentence."""

    at: datetime
    sentence: SafeString = field(compare=False)
    who: str = field(compare=False)


def events(workspace: Workspace) -> tuple[list[Event], datetime]:
    """What colleagues have noted in the last days, newest first, and since when; a quiet week looks further back."""
    for span in (LATELY, A_FORTNIGHT):
        since = timezone.now() - span
        found = [*_contacts(workspace, since), *_moves(workspace, since), *_activities(workspace, since)]
        found += _imports(workspace, since)
        if len(found) > 1:
            break
    return sorted(found, reverse=True)[:SHOWN], since


def _link(workspace: Workspace, page: str, pk: int, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(f"network:{page}", args=[workspace.slug, pk]), text)


def _contacts(workspace: Workspace, since: datetime) -> list[Event]:
    recent = Contact.objects.filter(workspace=workspace, created_at__gte=since, on__gte=since.date())
    made = dict(recent.order_by("-on", "-id").values_list("pk", "created_at")[: SHOWN * 2])
    found = []
    for moment in moments(Contact.objects.filter(pk__in=made), SHOWN * 2):
        sentence = moment.sentence
        if moment.organisation_id and moment.organisation and moment.is_with_people:
            place = _link(workspace, "organisation", moment.organisation_id, moment.organisation)
            sentence = format_html(_("{told} from {organisation}"), told=sentence, organisation=place)
        if moment.about:
            sentence = format_html(_("{told} about {about}"), told=sentence, about=moment.about)
        who = moment.here[0][1] if moment.here else ""
        found.append(Event(made[moment.pk], sentence, who))
    return found


def _moves(workspace: Workspace, since: datetime) -> list[Event]:
    recent = Formality.objects.filter(workspace=workspace, created_at__gte=since, decided_by__isnull=False)
    moved = list(recent.select_related("organisation", "decided_by").order_by("-id")[:SHOWN])
    earlier: dict[int, list[tuple[int, str]]] = {}
    rows = Formality.objects.filter(organisation__in=[m.organisation_id for m in moved]).order_by(
        "since", "id"
    )
    for organisation, pk, level in rows.values_list("organisation_id", "pk", "level"):
        earlier.setdefault(organisation, []).append((pk, level))
    found = []
    for move in moved:
        ladder = earlier[move.organisation_id]
        place = [pk for pk, _level in ladder].index(move.pk)
        who = move.decided_by.name if move.decided_by else ""
        words = {
            "who": format_html("<b>{}</b>", who.split()[0]),
            "organisation": _link(workspace, "organisation", move.organisation_id, move.organisation.name),
            "to": str(Level(move.level).label).lower(),
        }
        if place:
            before = str(Level(ladder[place - 1][1]).label).lower()
            text = _("{who} moved {organisation} from {before} to {to}")
            sentence = format_html(text, before=before, **words)
        else:
            sentence = format_html(_("{who} placed {organisation} in {to}"), **words)
        found.append(Event(move.created_at, sentence, who))
    return found


def _activities(workspace: Workspace, since: datetime) -> list[Event]:
    recent = Activity.objects.filter(workspace=workspace, created_at__gte=since, from_date__gte=since.date())
    return [
        Event(
            activity.created_at,
            format_html(_("{activity} is noted as an activity"), activity=_link(workspace, "activity", activity.pk, activity.title)),
            activity.title,
        )
        for activity in recent.order_by("-id")[:SHOWN]
    ]  # fmt: skip


def _imports(workspace: Workspace, since: datetime) -> list[Event]:
    done = ImportRun.objects.filter(workspace=workspace, applied_at__gte=since, state=ImportRun.State.APPLIED)
    found = []
    for run in done.select_related("started_by").order_by("-id")[:3]:
        who = run.started_by.name if run.started_by else "Brobygger"
        sentence = format_html(
            _("{who} imported {file}"),
            who=format_html("<b>{}</b>", who.split()[0]),
            file=_link(workspace, "import", run.pk, run.filename),
        )
        found.append(Event(run.applied_at or timezone.now(), sentence, who))
    return found


@dataclass(frozen=True)
class Ring:
    """How many organisations are at a level, and where they are listed."""

    level: str
    count: int


def rings(workspace: Workspace) -> list[Ring]:
    """The middle of the circle first; levels without anybody are there too."""
    counted = (
        Organisation.objects.filter(workspace=workspace)
        .order_by()
        .values_list("level")
        .annotate(n=Count("pk"))
    )
    by_level: dict[str, int] = dict(counted)
    found = [Ring(level, by_level.get(level, 0)) for level in reversed(Level.values)]
    return [*found, Ring("", by_level[""])] if by_level.get("") else found


def unfinished(colleague: Colleague) -> list[dict[str, Any]]:
    """Imports of mine that stop half-way: checked and not written, or with rows put aside."""
    runs = ImportRun.objects.filter(workspace=colleague.workspace_id, started_by=colleague)
    found = []
    for run in runs.filter(state__in=(ImportRun.State.CHECKED, ImportRun.State.APPLIED)).order_by("-id")[:5]:
        if run.state == ImportRun.State.CHECKED:
            found.append({"run": run, "text": _("is checked, but not written")})
        elif run.tray:
            text = ngettext("has %(n)d row put aside", "has %(n)d rows put aside", len(run.tray))
            found.append({"run": run, "text": text % {"n": len(run.tray)}})
    return found


@dataclass(frozen=True)
class Care:
    """What of the network's care is mine: relations to take over, own relations going cold."""

    waiting: counting.Count
    cold: counting.Count

    def __bool__(self) -> bool:
        return bool(self.waiting.number or self.cold.number)


def care(colleague: Colleague) -> Care:
    """Two queries: the workspace's intervals, and both counts."""
    days = intervals(colleague.workspace)
    wanted = [(waiting_for(colleague), counting.CAP), (cold_of(colleague, days), counting.CAP)]
    return Care(*counting.count_all(wanted))


def unanswered(workspace: Workspace) -> list[Colleague]:
    """Those invited who have not come in yet, by name; at most `SHOWN`."""
    invited = Colleague.objects.of(workspace).filter(state=Colleague.State.INVITED)
    return list(invited.order_by("sort_key", "id")[:SHOWN])
