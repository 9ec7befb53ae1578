"""The wall: cards first, the newest on top; then whom colleagues know without a card. A fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.lists.counting import CAP, Count, count_all
from brobygger.core.lists.paging import Place
from brobygger.network.filters import found
from brobygger.network.models import Affiliation, BoardCard, Organisation, Person, Theme, Tie
from brobygger.network.queries.lists import still_affiliated

CARDS, PEOPLE, ORGANISATIONS = range(3)
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; anything it cannot mean is left out."""

    q: str = ""
    colleague: Colleague | None = None
    theme: Theme | None = None
    raw: bool = False
    after: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.colleague or self.theme or self.raw)


@dataclass(slots=True)
class Face:
    """One card of the wall as it is read."""

    kind: int
    pk: int
    name: str = ""
    person: int | None = None
    organisation: int | None = None
    place: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    text: str = ""
    photo: int | None = None
    received_on: date | None = None
    got_by: str = ""
    known_by: list[str] = field(default_factory=list)

    @property
    def mailbox(self) -> tuple[str, str]:
        """The e-mail before and after its "@", where a long one may break."""
        name, _sep, host = self.email.partition("@")
        return name, host

    @property
    def is_raw(self) -> bool:
        return not (self.person or self.organisation)

    @property
    def others(self) -> list[str]:
        """Colleagues who know them too, by first name."""
        return [name.split()[0] for name in self.known_by if name != self.got_by and name.split()]


@dataclass(frozen=True)
class Wall:
    """One page of the wall; `next` is the place of its last card, "" at the end."""

    cards: list[Face]
    known: list[Face]
    next: str = ""


def read(workspace: Workspace, wanted: Wanted, size: int) -> Wall:
    """`size` cards from where the address says."""
    stages = _stages(workspace, wanted)
    place = Place.read(wanted.after) if wanted.after else None
    at = place if place and place.segment < len(stages) and _reads(place) else None
    faces: list[Face] = []
    for number, rows in enumerate(stages):
        if len(faces) <= size and (at is None or number >= at.segment):
            part = _beyond(rows, at) if at and at.segment == number else rows
            faces += [_face(number, row) for row in part[: size + 1 - len(faces)]]
    shown, more = faces[:size], len(faces) > size
    _fill_in(shown)
    return Wall(
        cards=[f for f in shown if f.kind == CARDS],
        known=[f for f in shown if f.kind != CARDS],
        next=_place(shown[-1]).token() if more else "",
    )


def counts(workspace: Workspace, wanted: Wanted) -> dict[str, Count]:
    """In one query: `cards` and `known` that fit, `all` on the wall, `raw` that wait to be written out."""
    fit, everything = _stages(workspace, wanted), _stages(workspace, Wanted())
    raw = _stages(workspace, Wanted(raw=True))[CARDS]
    numbers = count_all([(rows, CAP) for rows in [*fit, *everything, raw]])
    return {
        "cards": numbers[0],
        "known": _sum(numbers[1:3]),
        "all": _sum(numbers[3:6]),
        "raw": numbers[6],
    }


def _sum(counts: Sequence[Count]) -> Count:
    return Count(sum(c.number for c in counts), any(c.more for c in counts))


def _stages(workspace: Workspace, wanted: Wanted) -> list[Rows]:
    """The three parts of the wall, each in its order."""
    cards: Rows = BoardCard.objects.of(workspace)
    known = Tie.objects.filter(ended_on=None)
    people: Rows = Person.objects.of(workspace).filter(
        Exists(known.filter(person=OuterRef("pk"))),
        ~Exists(BoardCard.objects.filter(person=OuterRef("pk"))),
    )
    houses: Rows = Organisation.objects.of(workspace).filter(
        Exists(known.filter(organisation=OuterRef("pk"))),
        ~Exists(BoardCard.objects.filter(organisation=OuterRef("pk"), person=None)),
    )
    if wanted.raw:
        cards, people, houses = cards.filter(person=None, organisation=None), people.none(), houses.none()
    if wanted.colleague:
        ties = known.filter(colleague=wanted.colleague)
        of_people = ties.filter(person__isnull=False).values("person")
        of_houses = ties.filter(organisation__isnull=False).values("organisation")
        people, houses = people.filter(pk__in=of_people), houses.filter(pk__in=of_houses)
        cards = cards.filter(
            Q(colleague=wanted.colleague)
            | Q(person__in=of_people)
            | Q(person=None, organisation__in=of_houses)
        )
    if wanted.theme:
        houses_on = Organisation.objects.filter(theme_links__theme=wanted.theme).values("pk")
        there = Affiliation.objects.filter(still_affiliated(), organisation__in=houses_on).values("person")
        people, houses = people.filter(pk__in=there), houses.filter(pk__in=houses_on)
        cards = cards.filter(Q(person__in=there) | Q(organisation__in=houses_on))
    if wanted.q:
        cards, people, houses = _search(workspace, wanted.q, cards, people, houses)
    joined = cards.select_related("colleague", "person", "organisation")
    return [joined.order_by("-received_on", "-id"), people.order_by("-id"), houses.order_by("-id")]


def _search(workspace: Workspace, text: str, cards: Rows, people: Rows, houses: Rows) -> list[Rows]:
    """Every word in the name or reach of the person, of their organisation, or in what the card says."""
    named = found(Person.objects.of(workspace), "person", text, workspace.pk).values("pk")
    placed = found(Organisation.objects.of(workspace), "organisation", text, workspace.pk).values("pk")
    there = Affiliation.objects.filter(still_affiliated(), organisation__in=placed).values("person")
    said = found(BoardCard.objects.of(workspace), "card", text, workspace.pk).values("pk")
    return [
        cards.filter(Q(pk__in=said) | Q(person__in=named) | Q(person__in=there) | Q(organisation__in=placed)),
        people.filter(Q(pk__in=named) | Q(pk__in=there)),
        houses.filter(pk__in=placed),
    ]


def is_among_known(after: str) -> bool:
    """True where the wall is taken up again below its cards, among those known without one."""
    place = Place.read(after) if after else None
    return place is not None and place.segment != CARDS


def _reads(place: Place) -> bool:
    if place.segment != CARDS:
        return True
    try:
        date.fromisoformat(place.value)
    except ValueError:
        return False
    return True


def _beyond(rows: Rows, at: Place) -> Rows:
    if at.segment != CARDS:
        return rows.filter(pk__lt=at.pk)
    on = date.fromisoformat(at.value)
    return rows.filter(Q(received_on__lte=on) & (Q(received_on__lt=on) | Q(pk__lt=at.pk)))


def _place(face: Face) -> Place:
    return Place(face.kind, face.received_on.isoformat() if face.received_on else "", face.pk)


def _face(kind: int, row: Any) -> Face:
    if kind == PEOPLE:
        return Face(kind, row.pk, row.name, person=row.pk, email=row.email, phone=row.phone)
    if kind == ORGANISATIONS:
        return Face(
            kind, row.pk, row.name, organisation=row.pk, place=row.town, email=row.email, phone=row.phone
        )
    whose = row.person or row.organisation
    return Face(
        kind,
        row.pk,
        whose.name if whose else "",
        person=row.person_id,
        organisation=row.organisation_id,
        place=row.organisation.name if row.person and row.organisation else "",
        email=whose.email if whose else "",
        phone=whose.phone if whose else "",
        text=row.text,
        photo=row.photo_id,
        received_on=row.received_on,
        got_by=row.colleague.name,
    )


def _fill_in(faces: Sequence[Face]) -> None:
    """Where the people are now, and who here knows whom: two queries."""
    people = {f.person for f in faces if f.person}
    houses = {f.organisation for f in faces if f.organisation and not f.person}
    at: dict[int | None, tuple[str, str, int]] = {}
    rows = Affiliation.objects.filter(still_affiliated(), person__in=people).order_by("-id")
    names = ("person_id", "role", "organisation__name", "organisation_id")
    for person, role, place, pk in rows.values_list(*names):
        at[person] = (role, place, pk)
    known: dict[tuple[str, int | None], list[str]] = {}
    ties = Tie.objects.filter(Q(person__in=people) | Q(organisation__in=houses), ended_on=None)
    for person, house, name in ties.order_by("id").values_list(
        "person_id", "organisation_id", "colleague__name"
    ):
        known.setdefault(("person", person) if person else ("house", house), []).append(name)
    for face in faces:
        if face.person in at and face.person:
            face.role, face.place, face.organisation = at[face.person]
        key = ("person", face.person) if face.person else ("house", face.organisation)
        face.known_by = list(dict.fromkeys(known.get(key, ())))
