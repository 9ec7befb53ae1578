"""What a colleague holds, in the order in which it must be handed over; how far a handover is; what waits for whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from brobygger.accounts.models import Colleague, Workspace
from brobygger.network.models import Affiliation, FollowUp, Handover, HandoverLine, Tie
from brobygger.network.queries.lists import HERE, still_affiliated

Lines = QuerySet[HandoverLine]
ALONE_FIRST = {HandoverLine.Alone.ORGANISATION: 0, HandoverLine.Alone.PERSON: 1, "": 2}
SETTLED = Q(decision__in=("keep", "end")) | Q(answer="taken")


@dataclass(frozen=True)
class Held:
    """One tie of the colleague, and what would be known by nobody without it."""

    tie: Tie
    alone: str
    name: str

    @property
    def order(self) -> tuple[int, str, int]:
        return ALONE_FIRST[self.alone], self.name, self.tie.pk


def held(colleague: Colleague) -> list[Held]:
    """The colleague's ties that have not ended; first those to organisations nobody else here knows.

    Four queries, however many ties.
    """
    ties = list(
        Tie.objects.filter(colleague=colleague, ended_on=None).select_related("person", "organisation")
    )
    people = [t.person_id for t in ties if t.person_id]
    at: dict[int, set[int]] = defaultdict(set)
    current = Affiliation.objects.filter(still_affiliated(), person__in=people)
    for person, organisation in current.values_list("person_id", "organisation_id"):
        at[person].add(organisation)
    organisations = {t.organisation_id for t in ties if t.organisation_id}.union(*at.values())
    shared_people, shared_places = _known_by_others(colleague, people, organisations)
    found = []
    for tie in ties:
        places = at[tie.person_id] if tie.person_id else {tie.organisation_id}
        alone = ""
        if places - shared_places:
            alone = HandoverLine.Alone.ORGANISATION.value
        elif tie.person_id and tie.person_id not in shared_people:
            alone = HandoverLine.Alone.PERSON.value
        known: Any = tie.person or tie.organisation
        found.append(Held(tie, alone, known.sort_key))
    return sorted(found, key=lambda h: h.order)


def _known_by_others(
    colleague: Colleague, people: Sequence[int], organisations: Collection[int | None]
) -> tuple[set[int], set[int]]:
    """Which of these people and organisations somebody else who is here knows."""
    others = Tie.objects.filter(
        workspace=colleague.workspace_id, ended_on=None, colleague__state__in=HERE
    ).exclude(colleague=colleague)
    shared_people = set(others.filter(person__in=people).values_list("person_id", flat=True))
    direct = others.filter(organisation__in=organisations).values_list("organisation_id", flat=True)
    through = Affiliation.objects.filter(
        still_affiliated(),
        organisation__in=organisations,
        person__in=others.filter(person__isnull=False).values("person"),
    )
    return shared_people, set(direct) | set(through.values_list("organisation_id", flat=True))


def promised(colleague: Colleague) -> "QuerySet[FollowUp]":
    """The colleague's open follow-ups, the next one first."""
    rows = FollowUp.objects.filter(owner=colleague, done_on=None)
    return rows.select_related("organisation", "person").order_by("due_on", "id")


def not_in(handover: Handover) -> int:
    """How many ties and promises the colleague has got since the handover was made."""
    lines = HandoverLine.objects.filter(handover=handover)
    ties = Tie.objects.filter(colleague=handover.colleague_id, ended_on=None)
    steps = FollowUp.objects.filter(owner=handover.colleague_id, done_on=None)
    missing_ties = ties.filter(~Exists(lines.filter(tie=OuterRef("pk"))))
    missing_steps = steps.filter(~Exists(lines.filter(follow_up=OuterRef("pk"))))
    return missing_ties.count() + missing_steps.count()


def unsettled(lines: Lines) -> Lines:
    """Lines that still want a decision or an answer."""
    return lines.exclude(SETTLED)


@dataclass(frozen=True)
class Progress:
    """How far a handover is."""

    total: int = 0
    settled: int = 0
    waiting: int = 0
    declined: int = 0
    alone: int = 0

    @property
    def undecided(self) -> int:
        return self.total - self.settled - self.waiting

    @property
    def done(self) -> bool:
        return self.total == self.settled


def progress(rows: Sequence[Any], viewer: Any = None) -> Mapping[int, Progress]:
    """How far these handovers are, by id: one query."""
    waiting = Q(decision="give", answer="")
    counted = (
        HandoverLine.objects.filter(handover__in=[row.pk for row in rows])
        .order_by()
        .values("handover_id")
        .annotate(
            total=Count("id"),
            settled=Count("id", filter=SETTLED),
            waiting=Count("id", filter=waiting),
            declined=Count("id", filter=Q(answer="declined")),
            alone=Count("id", filter=~Q(alone="")),
        )
    )
    names = ("handover_id", "total", "settled", "waiting", "declined", "alone")
    return {pk: Progress(*numbers) for pk, *numbers in counted.values_list(*names)}


def waiting_for(colleague: Colleague) -> Lines:
    """What others want to hand over to this colleague, not answered yet."""
    return HandoverLine.objects.filter(
        workspace=colleague.workspace_id, receiver=colleague, decision="give", answer=""
    )


def left_with_ties(workspace: Workspace) -> list[Colleague]:
    """Those who have left, still hold ties or promises, and have no open handover."""
    ties = Tie.objects.filter(colleague=OuterRef("pk"), ended_on=None)
    steps = FollowUp.objects.filter(owner=OuterRef("pk"), done_on=None)
    under_way = Handover.objects.filter(colleague=OuterRef("pk"), closed_at=None)
    rows = Colleague.objects.of(workspace).filter(
        Exists(ties) | Exists(steps), ~Exists(under_way), state=Colleague.State.LEFT
    )
    return list(rows.order_by("sort_key", "id")[:20])


def open_of(colleague: Colleague) -> Handover | None:
    """The colleague's handover under way."""
    return Handover.objects.filter(colleague=colleague, closed_at=None).first()


def also_known_by(rows: Sequence[Any], viewer: Any = None) -> Mapping[int, list[str]]:
    """Who else here knows the person of each line, or the organisation or somebody in it; names, by the line's id."""
    people = {row.person_id for row in rows if row.person_id}
    places = {row.organisation_id for row in rows if row.organisation_id}
    known: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    ties = Tie.objects.filter(
        Q(person__in=people) | Q(organisation__in=places), ended_on=None, colleague__state__in=HERE
    )
    for person, place, colleague, name in ties.values_list(
        "person_id", "organisation_id", "colleague_id", "colleague__name"
    ):
        known[("person", person) if person else ("organisation", place)][colleague] = name
    through = Affiliation.objects.filter(
        still_affiliated(),
        organisation__in=places,
        person__ties__ended_on=None,
        person__ties__colleague__state__in=HERE,
    )
    colleague_of = ("organisation_id", "person__ties__colleague_id", "person__ties__colleague__name")
    for place, colleague, name in through.values_list(*colleague_of) if places else ():
        known["organisation", place].setdefault(colleague, name)
    leaver = {row.handover.colleague_id for row in rows}
    found = {}
    for row in rows:
        key = ("person", row.person_id) if row.person_id else ("organisation", row.organisation_id or 0)
        found[row.pk] = [name for pk, name in known.get(key, {}).items() if pk not in leaver]
    return found
