"""The network as nodes and edges: colleague – person – organisation, organisation – organisation.

Edges are the records themselves (who knows whom, who belongs where, which organisations belong together); contacts and
activities make an edge stronger and are none of their own. Whatever the size, a reading asks a fixed number of questions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from math import log1p
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from brobygger.accounts.models import ApiToken, Colleague, User, Workspace
from brobygger.network.models import (
    ActivityColleague,
    Affiliation,
    ContactColleague,
    Organisation,
    OrganisationTie,
    Person,
    Tie,
)

COLLEAGUE, PERSON, ORGANISATION = "colleague", "person", "organisation"
KINDS = (COLLEAGUE, PERSON, ORGANISATION)
MODELS: dict[str, Any] = {COLLEAGUE: Colleague, PERSON: Person, ORGANISATION: Organisation}
LABELS = {kind: model._meta.label_lower for kind, model in MODELS.items()}
KIND_OF = {label: kind for kind, label in LABELS.items()}
Key = tuple[str, int]

KNOWS, BELONGS, TIED = "knows", "belongs", "tied"
WEIGHT = {Tie.Strength.WELL.value: 3.0, Tie.Strength.SOME.value: 2.0, Tie.Strength.MET.value: 1.0, "": 1.5}
BELONGING, TOGETHER = 2.0, 2.5


@dataclass(slots=True)
class Edge:
    """One record that ties two nodes. `how`: strength of a tie, kind of a tie between organisations; `words`: about, role.

    `one` is the colleague who knows, the person who belongs, the organisation the tie comes from.
    """

    one: Key
    other: Key
    what: str
    how: str = ""
    words: str = ""
    strength: float = 1.0
    ended: bool = False

    def end(self, key: Key) -> Key:
        """The other end, seen from `key`."""
        return self.other if key == self.one else self.one


@dataclass(slots=True)
class Node:
    """A record as it is drawn. `state`: an organisation's level, a colleague's state."""

    key: Key
    name: str
    sort_key: str
    state: str = ""

    @property
    def kind(self) -> str:
        return self.key[0]

    @property
    def pk(self) -> int:
        return self.key[1]


@dataclass
class Graph:
    """What was read. Every edge's ends are among the nodes."""

    nodes: dict[Key, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def neighbours(self) -> dict[Key, list[Key]]:
        """Both directions, each neighbour once, in a stable order."""
        found: dict[Key, dict[Key, None]] = {key: {} for key in self.nodes}
        for edge in self.edges:
            found[edge.one][edge.other] = None
            found[edge.other][edge.one] = None
        return {key: list(others) for key, others in found.items()}


@dataclass(frozen=True)
class Reader:
    """Reads what one viewer may see of a workspace; without `user` (in jobs) the workspace itself."""

    workspace: Workspace
    user: User | ApiToken | None = None
    ended: bool = False

    def rows(self, model: Any) -> "QuerySet[Any]":
        """The rows of `model` that the viewer may see."""
        rows: QuerySet[Any] = model.objects.of(self.workspace)
        return rows if self.user is None else model.objects.visible_to(self.user).of(self.workspace)

    def everything(self) -> Graph:
        """All of the workspace, in ten questions."""
        graph = Graph(nodes=self.nodes())
        met = self._contacts_between(Q()) | self._activities_between(Q())
        graph.edges = [
            edge for edge in self._all_edges(met) if edge.one in graph.nodes and edge.other in graph.nodes
        ]
        return graph

    def at(self, keys: Collection[Key], most: int = 5000) -> list[Edge]:
        """The edges that touch one of `keys`, of each of the three kinds the oldest `most`, in three questions."""
        ids: dict[str, list[int]] = {kind: sorted(pk for k, pk in keys if k == kind) for kind in KINDS}
        o, p, c = ids[ORGANISATION], ids[PERSON], ids[COLLEAGUE]
        return [
            *self._ties(Q(colleague__in=c) | Q(person__in=p) | Q(organisation__in=o), most),
            *self._affiliations(Q(person__in=p) | Q(organisation__in=o), most),
            *self._between(Q(from_organisation__in=o) | Q(to_organisation__in=o), most),
        ]

    def among(self, organisations: Collection[int], most: int) -> tuple[Graph, bool] | None:
        """These organisations, the people in them and the colleagues who know either.

        Where that is more than `most`, without the people (True): whoever knows one of them is tied to the organisation.
        None where that is still too much.
        """
        ids = list(organisations)
        inside = list(self._affiliations(Q(organisation__in=ids)))
        people = {edge.one for edge in inside}
        there = Q(person__in=self._people_in(ids))
        known = [
            e
            for e in self._ties(Q(organisation__in=ids) | there)
            if e.other[0] == ORGANISATION or e.other in people
        ]
        here = {edge.one for edge in known}
        if len(ids) + len(here) > most:
            return None
        edges = [*self._between(Q(from_organisation__in=ids, to_organisation__in=ids)), *inside, *known]
        without = len(ids) + len(here) + len(people) > most
        if without:
            edges = self._without_people(edges)
        found = {(ORGANISATION, pk) for pk in ids} | here | (set() if without else people)
        graph = Graph(nodes=self.nodes(found))
        graph.edges = [e for e in edges if e.one in graph.nodes and e.other in graph.nodes]
        return graph, without

    def _people_in(self, organisations: list[int]) -> "QuerySet[Any]":
        return self.rows(Affiliation).filter(organisation__in=organisations).values("person")

    @staticmethod
    def _without_people(edges: list[Edge]) -> list[Edge]:
        homes: dict[Key, list[Key]] = defaultdict(list)
        for edge in edges:
            if edge.what == BELONGS:
                homes[edge.one].append(edge.other)
        found = [e for e in edges if PERSON not in (e.one[0], e.other[0])]
        seen = {(e.one, e.other) for e in found}
        for edge in edges:
            if edge.what == KNOWS and edge.other[0] == PERSON:
                for home in homes[edge.other]:
                    if (edge.one, home) not in seen:
                        seen.add((edge.one, home))
                        found.append(Edge(edge.one, home, KNOWS, edge.how, "", edge.strength, edge.ended))
        return found

    def nodes(self, keys: Collection[Key] | None = None) -> dict[Key, Node]:
        """Names of these records (of all without `keys`), by key in the order of names."""
        found: dict[Key, Node] = {}
        for kind in KINDS:
            rows = self.rows(MODELS[kind])
            if keys is not None:
                ids = [pk for k, pk in keys if k == kind]
                if not ids:
                    continue
                rows = rows.filter(pk__in=ids)
            state = {ORGANISATION: "level", COLLEAGUE: "state"}.get(kind)
            columns = ("pk", "name", "sort_key", *([state] if state else []))
            for pk, *rest in rows.order_by("sort_key", "pk").values_list(*columns):
                found[kind, pk] = Node((kind, pk), *rest)
        return found

    def warmth(self, centre: Key) -> dict[Key, float]:
        """What contacts and activities add to the strength of each neighbour of `centre`."""
        kind, pk = centre
        about = {
            COLLEAGUE: Q(colleague=pk),
            PERSON: Q(contact__person_links__person=pk),
            ORGANISATION: Q(contact__organisation=pk),
        }[kind]
        met = self._contacts_between(about)
        if kind != PERSON:
            met |= self._activities_between(
                Q(colleague=pk) if kind == COLLEAGUE else Q(activity__organisation_links__organisation=pk)
            )
        found: dict[Key, float] = defaultdict(float)
        for (one, other), n in met.items():
            if centre in (one, other):
                found[other if one == centre else one] += log1p(n)
            elif kind == ORGANISATION and other[0] == PERSON:
                found[other] += log1p(n)
        return found

    # The rows

    def _all_edges(self, met: dict[tuple[Key, Key], int]) -> Iterator[Edge]:
        edges: Iterable[Edge] = (*self._ties(Q()), *self._affiliations(Q()), *self._between(Q()))
        for edge in edges:
            edge.strength += log1p(met.get((edge.one, edge.other), 0))
            yield edge

    def _ties(self, which: Q, most: int | None = None) -> Iterator[Edge]:
        rows = self.rows(Tie).filter(which)
        if not self.ended:
            rows = rows.filter(ended_on=None).exclude(colleague__state=Colleague.State.LEFT)
        columns = (
            "colleague_id", "person_id", "organisation_id", "about", "strength", "ended_on", "colleague__state"
        )  # fmt: skip
        for colleague, person, organisation, about, how, ended_on, state in rows.order_by("pk").values_list(
            *columns
        )[:most]:
            other = (PERSON, person) if person else (ORGANISATION, organisation)
            ended = ended_on is not None or state == Colleague.State.LEFT
            yield Edge((COLLEAGUE, colleague), other, KNOWS, how, about, WEIGHT[how], ended)

    def _affiliations(self, which: Q, most: int | None = None) -> Iterator[Edge]:
        today = timezone.localdate()
        rows = self.rows(Affiliation).filter(which)
        if not self.ended:
            rows = rows.filter(Q(to_date=None) | Q(to_date__gt=today))
        for person, organisation, role, to_date in rows.order_by("pk").values_list(
            "person_id", "organisation_id", "role", "to_date"
        )[:most]:
            ended = to_date is not None and to_date <= today
            yield Edge((PERSON, person), (ORGANISATION, organisation), BELONGS, "", role, BELONGING, ended)

    def _between(self, which: Q, most: int | None = None) -> Iterator[Edge]:
        rows = self.rows(OrganisationTie).filter(which)
        if not self.ended:
            rows = rows.filter(ended_on=None)
        for one, other, kind, ended_on in rows.order_by("pk").values_list(
            "from_organisation_id", "to_organisation_id", "kind", "ended_on"
        )[:most]:
            yield Edge(
                (ORGANISATION, one), (ORGANISATION, other), TIED, kind, "", TOGETHER, ended_on is not None
            )

    def _contacts_between(self, which: Q) -> dict[tuple[Key, Key], int]:
        """How often a colleague met an organisation, or a person."""
        rows = self.rows(ContactColleague).filter(which).order_by()
        found: dict[tuple[Key, Key], int] = {}
        for column, kind in (
            ("contact__organisation_id", ORGANISATION),
            ("contact__person_links__person_id", PERSON),
        ):
            counted = rows.filter(**{f"{column}__isnull": False}).values_list("colleague_id", column)
            for colleague, pk, n in counted.annotate(n=Count("pk")):
                found[(COLLEAGUE, colleague), (kind, pk)] = n
        return found

    def _activities_between(self, which: Q) -> dict[tuple[Key, Key], int]:
        """How often a colleague carried something out with an organisation."""
        column = "activity__organisation_links__organisation_id"
        rows = self.rows(ActivityColleague).filter(which, **{f"{column}__isnull": False}).order_by()
        counted = rows.values_list("colleague_id", column).annotate(n=Count("pk"))
        return {((COLLEAGUE, c), (ORGANISATION, pk)): n for c, pk, n in counted}
