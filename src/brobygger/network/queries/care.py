"""What wants looking after: relations going cold, known by one alone, approached by several. Reads only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from brobygger.accounts.models import Colleague, Workspace
from brobygger.network.models import (
    Affiliation,
    ApproachNote,
    CareInterval,
    ContactColleague,
    FollowUp,
    Level,
    Organisation,
    Snooze,
    Tie,
)
from brobygger.network.queries.lists import HERE, organisations_known_by_one, still_affiliated

# Days that may pass since the last contact, by level; None: never cold. A workspace can choose others.
INTERVALS: dict[str, int | None] = {
    Level.PARTNERSHIP.value: 60,
    Level.COOPERATION.value: 120,
    Level.NETWORK.value: 365,
    "": 365,
    Level.WISHED.value: None,
}
MONTH = timedelta(days=30)
SHARED = timedelta(days=90)

Organisations = QuerySet[Organisation]


def intervals(workspace: Workspace) -> dict[str, int | None]:
    """Days by level, as the workspace has them."""
    chosen = CareInterval.objects.of(workspace).values_list("level", "days")
    return INTERVALS | dict(chosen)


def cold(organisations: Organisations, days: Mapping[str, int | None]) -> Organisations:
    """Those whose last contact, or their being noted where there was none, is longer ago than their level bears."""
    today, late = timezone.localdate(), Q(pk__in=[])
    for level, allowed in days.items():
        if allowed is None:
            continue
        before = today - timedelta(days=allowed)
        noted = Q(last_contact_on__isnull=True, created_at__lt=_midnight(before))
        late |= Q(level=level) & (Q(last_contact_on__lt=before) | noted)
    return organisations.filter(late)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def asleep(organisation: str = "pk") -> Exists:
    """The organisation is put aside: until a later day, and there was no contact since."""
    rows = Snooze.objects.filter(
        organisation=OuterRef(organisation),
        ended_on__isnull=True,
        until__gt=timezone.localdate(),
        on__gte=Coalesce(OuterRef("last_contact_on"), F("on")),
    )
    return Exists(rows)


def going_cold(workspace: Workspace, days: Mapping[str, int | None] | None = None) -> Organisations:
    """What the list shows: cold, and not put aside."""
    rows = cold(Organisation.objects.of(workspace), intervals(workspace) if days is None else days)
    return rows.filter(~asleep())


def snoozed(workspace: Workspace) -> "QuerySet[Snooze]":
    """Snoozes in force."""
    return Snooze.objects.of(workspace).filter(
        Q(organisation__last_contact_on__isnull=True) | Q(organisation__last_contact_on__lte=F("on")),
        ended_on__isnull=True,
        until__gt=timezone.localdate(),
    )


def known_by_one(workspace: Workspace) -> Organisations:
    """Organisations that exactly one colleague knows."""
    return organisations_known_by_one(Organisation.objects.of(workspace), workspace)


@dataclass(frozen=True)
class Knower:
    """The one who knows an organisation, and through whom."""

    colleague_id: int
    name: str
    through: str


def knowers(rows: Sequence[Any], viewer: Any = None) -> dict[int, list[Knower]]:
    """Everybody here who knows each organisation, with the person they know there ("" for the organisation)."""
    ids = [row.pk for row in rows]
    found: dict[int, list[Knower]] = defaultdict(list)
    direct = Tie.objects.filter(organisation__in=ids, ended_on=None, colleague__state__in=HERE).order_by("id")
    for pk, colleague, name in direct.values_list("organisation_id", "colleague_id", "colleague__name"):
        found[pk].append(Knower(colleague, name, ""))
    through = Affiliation.objects.filter(
        still_affiliated(),
        organisation__in=ids,
        person__ties__ended_on__isnull=True,
        person__ties__colleague__state__in=HERE,
    ).order_by("person__sort_key", "id")
    columns = (
        "organisation_id", "person__ties__colleague_id", "person__ties__colleague__name", "person__name",
    )  # fmt: skip
    for pk, colleague, name, person in through.values_list(*columns):
        found[pk].append(Knower(colleague, name, person))
    return found


# Approaches

_APPROACHED = """
    WITH approach AS (
        SELECT c.organisation_id, cc.colleague_id FROM network_contact c
        JOIN network_contactcolleague cc ON cc.contact_id = c.id
        WHERE c.workspace_id = %s AND c."on" >= %s AND c.organisation_id IS NOT NULL
        UNION
        SELECT f.organisation_id, f.owner_id FROM network_followup f
        WHERE f.workspace_id = %s AND f.done_on IS NULL AND f.due_on BETWEEN %s AND %s
          AND f.organisation_id IS NOT NULL
    )
    SELECT a.organisation_id FROM approach a
    JOIN approach b ON b.organisation_id = a.organisation_id AND b.colleague_id > a.colleague_id
    JOIN accounts_colleague p ON p.id = a.colleague_id AND p.state <> 'left'
    JOIN accounts_colleague q ON q.id = b.colleague_id AND q.state <> 'left'
    WHERE NOT EXISTS (
        SELECT 1 FROM network_contact s
        JOIN network_contactcolleague x ON x.contact_id = s.id AND x.colleague_id = a.colleague_id
        JOIN network_contactcolleague y ON y.contact_id = s.id AND y.colleague_id = b.colleague_id
        WHERE s.organisation_id = a.organisation_id AND s."on" >= %s
    ) AND NOT EXISTS (
        SELECT 1 FROM network_followup f
        JOIN network_contactcolleague x ON x.contact_id = f.contact_id
        WHERE f.organisation_id = a.organisation_id
          AND ((f.owner_id = a.colleague_id AND x.colleague_id = b.colleague_id)
            OR (f.owner_id = b.colleague_id AND x.colleague_id = a.colleague_id))
    )
"""


def window() -> tuple[date, date]:
    """From when contacts count, and until when promises do: a month back and a month ahead."""
    today = timezone.localdate()
    return today - MONTH, today + MONTH


def approached(workspace: Workspace) -> Organisations:
    """Organisations that colleagues approach separately within a month, where nobody has agreed who leads.

    Two who met them together lately, or one who promised something at the other's meeting, know of each other.
    """
    since, ahead = window()
    day = connection.ops.adapt_datefield_value
    values = [workspace.pk, day(since), workspace.pk, day(since), day(ahead)]
    values.append(day(timezone.localdate() - SHARED))
    found = RawSQL(_APPROACHED, values)  # noqa: S611 - fixed text, bound values
    agreed = ApproachNote.objects.filter(
        organisation=OuterRef("pk"), kind=ApproachNote.Kind.AGREED, until__gte=timezone.localdate()
    )
    return Organisation.objects.of(workspace).filter(~Exists(agreed), pk__in=found)


@dataclass(frozen=True, order=True)
class Approach:
    """One colleague's approach: they met on a day, or promised something for one."""

    on: date
    colleague_id: int
    name: str
    met: bool
    text: str

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name


def approaches(rows: Sequence[Any], viewer: Any = None) -> dict[int, list[Approach]]:
    """Who approached each organisation within the month, each colleague's meetings and promises, oldest first."""
    ids, (since, ahead) = [row.pk for row in rows], window()
    found: dict[int, list[Approach]] = defaultdict(list)
    met = ContactColleague.objects.filter(
        contact__organisation__in=ids, contact__on__gte=since, colleague__state__in=HERE
    )
    columns = ("contact__organisation_id", "contact__on", "colleague_id", "colleague__name", "contact__about")
    for pk, on, colleague, name, about in met.values_list(*columns):
        found[pk].append(Approach(on, colleague, name, True, about))
    promised = FollowUp.objects.filter(
        organisation__in=ids, done_on=None, due_on__range=(since, ahead), owner__state__in=HERE
    )
    for pk, on, colleague, name, text in promised.values_list(
        "organisation_id", "due_on", "owner_id", "owner__name", "text"
    ):
        found[pk].append(Approach(on, colleague, name, False, text))
    return {pk: sorted(steps) for pk, steps in found.items()}


def last_notes(rows: Sequence[Any], viewer: Any = None) -> dict[int, ApproachNote]:
    """The latest word on each organisation: told, or agreed who leads."""
    notes = ApproachNote.objects.filter(organisation__in=[row.pk for row in rows]).order_by("id")
    return {note.organisation_id: note for note in notes.select_related("leader", "made_by")}


def involved(organisation: Organisation) -> list[Colleague]:
    """The colleagues who approach this organisation now."""
    ids = {step.colleague_id for step in approaches([organisation]).get(organisation.pk, [])}
    return list(Colleague.objects.filter(pk__in=ids).order_by("sort_key"))
