"""What the page of one organisation says, in a fixed number of queries; see also `margin`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.safestring import SafeString

from brobygger.accounts.models import Colleague
from brobygger.network import sentences
from brobygger.network.models import (
    Affiliation,
    FollowUp,
    Formality,
    Organisation,
    OrganisationTie,
    Tie,
)
from brobygger.network.queries.contacts import Moment, spoken
from brobygger.records.models import JournalNote

WEIGHT = {Tie.Strength.WELL: 3, Tie.Strength.SOME: 2, Tie.Strength.MET: 1, "": 1}
RECENT, THIS_YEAR = timedelta(days=91), timedelta(days=365)


@dataclass(slots=True)
class Known:
    """A colleague who knows a person here, or (person None) the organisation."""

    pk: int
    colleague_id: int
    name: str
    state: str
    person_id: int | None
    about: str
    strength: str
    ended_on: date | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def how_well(self) -> str:
        return str(Tie.Strength(self.strength).label) if self.strength else ""

    @property
    def gone(self) -> bool:
        return self.ended_on is not None or self.state == Colleague.State.LEFT


@dataclass(slots=True)
class PersonRow:
    """A person in the organisation with who here knows them."""

    affiliation: int
    pk: int
    name: str
    email: str
    phone: str
    last_contact_on: date | None
    role: str
    to_date: date | None
    ended: bool
    known_by: list[Known] = field(default_factory=list)

    @property
    def about(self) -> list[str]:
        return list(dict.fromkeys(k.about for k in self.known_by if k.about))


@dataclass(slots=True)
class WayIn:
    """Whom to ask before calling."""

    colleague_id: int
    colleague: str
    known: str
    person_id: int | None
    strength: str
    spoke: Moment | None
    about: str
    tie: int | None = None

    @property
    def first_name(self) -> str:
        return self.colleague.split()[0] if self.colleague.split() else self.colleague

    @property
    def sentence(self) -> SafeString:
        return sentences.knows(self.first_name, self.known, self.strength)


def formalities(organisation: Organisation) -> list[Formality]:
    """The levels the relation has had, the current one first."""
    return list(Formality.objects.filter(organisation=organisation).order_by("-since", "-id"))


def people_of(organisation: Organisation) -> tuple[list[PersonRow], list[Known]]:
    """People, present ones first by name, and those who know the organisation as such: two queries."""
    today = timezone.localdate()
    rows: dict[int, PersonRow] = {}
    affiliations = (
        Affiliation.objects.filter(organisation=organisation)
        .order_by(F("to_date").desc(nulls_first=True), "person__sort_key", "person_id")
        .values_list(
            "pk", "person_id", "person__name", "person__email", "person__phone", "person__last_contact_on",
            "role", "to_date",
        )
    )  # fmt: skip
    for row in affiliations:
        ended = row[7] is not None and row[7] <= today
        rows.setdefault(row[1], PersonRow(*row, ended=ended))
    known = Tie.objects.filter(
        Q(organisation=organisation) | Q(person__in=list(rows)), workspace=organisation.workspace_id
    )
    at_large: list[Known] = []
    for values in known.order_by("id").values_list(
        "pk", "colleague_id", "colleague__name", "colleague__state", "person_id", "about", "strength", "ended_on",
    ):  # fmt: skip
        one = Known(*values)
        (rows[one.person_id].known_by if one.person_id else at_large).append(one)
    for person in rows.values():
        person.known_by.sort(key=lambda k: (k.gone, -WEIGHT[k.strength]))
    return sorted(rows.values(), key=_nearness), at_large


def _nearness(person: PersonRow) -> tuple[bool, int, int]:
    """Those one can reach through somebody come first, lately spoken with before long ago; ended ones last."""
    warmest = max((WEIGHT[k.strength] + 1 for k in person.known_by if not k.gone), default=0)
    return person.ended, -warmest, -(person.last_contact_on or date.min).toordinal()


def ways_in(
    organisation: Organisation,
    people: Sequence[PersonRow],
    at_large: Sequence[Known],
    moments: Sequence[Moment],
) -> list[WayIn]:
    """Colleagues who can open the door, warmest first: how well they know, and how lately they spoke."""
    latest = spoken(moments)
    found = [
        WayIn(k.colleague_id, k.name, p.name, p.pk, k.strength, latest.get((k.colleague_id, p.pk)), k.about, k.pk)
        for p in people
        if not p.ended
        for k in p.known_by
        if not k.gone
    ] + [
        WayIn(
            k.colleague_id, k.name, organisation.name, None, k.strength, latest.get((k.colleague_id, None)), k.about, k.pk,
        )
        for k in at_large
        if not k.gone
    ]  # fmt: skip
    today = timezone.localdate()
    found.sort(key=lambda w: _warmth(w, today), reverse=True)
    seen: set[int] = set()
    return [w for w in found if not (w.colleague_id in seen or seen.add(w.colleague_id))]  # type: ignore[func-returns-value]


def _warmth(way: WayIn, today: date) -> tuple[int, date, bool]:
    spoke = way.spoke.on if way.spoke else date.min
    lately = 2 if spoke >= today - RECENT else 1 if spoke >= today - THIS_YEAR else 0
    return WEIGHT[way.strength] * 2 + lately, spoke, way.person_id is not None


def open_steps(**about: Any) -> list[FollowUp]:
    """Open follow-ups of an organisation or a person, the next one first."""
    rows = FollowUp.objects.filter(done_on=None, **about).select_related("owner")
    shown = rows.only("text", "due_on", "organisation_id", "person_id", "owner__name")
    return list(shown.order_by("due_on", "id"))


def pinned(organisation: Organisation) -> list[JournalNote]:
    """Pinned notes of the journal, newest first."""
    rows = JournalNote.objects.filter(
        workspace=organisation.workspace_id,
        model="network.organisation",
        object_id=organisation.pk,
        pinned=True,
    )
    return list(rows.select_related("author").order_by("-id")[:3])


@dataclass(slots=True)
class TieRow:
    """A tie to another organisation, told from this one."""

    pk: int
    sentence: SafeString
    since: date | None
    ended_on: date | None


def ties_of(organisation: Organisation, url_of: Any) -> list[TieRow]:
    """Ties to organisations in both directions, present ones first; `url_of(pk)` is the other's address."""
    rows = OrganisationTie.objects.filter(
        Q(from_organisation=organisation) | Q(to_organisation=organisation)
    ).select_related("from_organisation", "to_organisation")
    told = []
    for tie in rows.order_by(F("ended_on").desc(nulls_first=True), "kind", "id"):
        outward = tie.from_organisation_id == organisation.pk
        other = tie.to_organisation if outward else tie.from_organisation
        sentence = sentences.tied(
            sentences.bold(organisation.name),
            sentences.link(url_of(other.pk), other.name),
            tie.kind,
            outward=outward,
        )
        told.append(TieRow(tie.pk, sentence, tie.since, tie.ended_on))
    return told
