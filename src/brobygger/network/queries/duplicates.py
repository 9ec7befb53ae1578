"""The open pairs: found by the latest scan, both still there, and nobody has said that they are two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from brobygger.accounts.models import Workspace
from brobygger.network.models import (
    Affiliation,
    DuplicatePair,
    DuplicateScan,
    NotTheSame,
    Organisation,
    Person,
)
from brobygger.network.queries.lists import still_affiliated

MODELS: dict[str, type[Organisation] | type[Person]] = {"organisation": Organisation, "person": Person}


@dataclass(frozen=True)
class Side:
    """One of the two as a list shows it: `where` is the town, or where a person belongs."""

    pk: int
    kind: str
    name: str
    where: str


def open_pairs(workspace: Workspace) -> "QuerySet[Any]":
    """Pairs to be settled, of organisations and people."""
    either = Q()
    for model in MODELS.values():
        there: Any = model._default_manager
        either |= (
            Q(model=model._meta.label_lower)
            & Exists(there.filter(pk=OuterRef("one_id"), workspace=workspace))
            & Exists(there.filter(pk=OuterRef("other_id"), workspace=workspace))
        )
    decided = NotTheSame.objects.filter(
        workspace=OuterRef("workspace"),
        model=OuterRef("model"),
        one_id=OuterRef("one_id"),
        other_id=OuterRef("other_id"),
    )
    return DuplicatePair.objects.of(workspace).filter(either, ~Exists(decided))


def latest_scan(workspace: Workspace) -> DuplicateScan | None:
    """The scan that was started last; it may be under way."""
    return DuplicateScan.objects.of(workspace).select_related("started_by").order_by("-pk").first()


def is_apart(workspace_id: int, model: str, one: int, other: int) -> bool:
    """True where somebody has said that these are two."""
    first, second = sorted((one, other))
    return NotTheSame.objects.filter(
        workspace_id=workspace_id, model=model, one_id=first, other_id=second
    ).exists()


def sides(rows: Sequence[Any], viewer: Any = None) -> Mapping[int, tuple[Side | None, Side | None]]:
    """Both records of each pair, by the pair's id; two queries for organisations and two for people."""
    wanted: dict[str, set[int]] = {kind: set() for kind in MODELS}
    for row in rows:
        wanted[kind_of(row.model)] |= {row.one_id, row.other_id}
    found: dict[tuple[str, int], Side] = {}
    for pk, name, town in Organisation.objects.filter(pk__in=wanted["organisation"]).values_list(
        "pk", "name", "town"
    ):
        found["organisation", pk] = Side(pk, "organisation", name, town)
    at: dict[int, list[str]] = {}
    here = Affiliation.objects.filter(still_affiliated(), person__in=wanted["person"]).order_by("pk")
    for person, organisation, town in here.values_list(
        "person_id", "organisation__name", "organisation__town"
    ):
        at.setdefault(person, []).append(", ".join(filter(None, (organisation, town))))
    for pk, name in Person.objects.filter(pk__in=wanted["person"]).values_list("pk", "name"):
        found["person", pk] = Side(pk, "person", name, " · ".join(at.get(pk, [])[:2]))
    return {
        row.pk: (
            found.get((kind_of(row.model), row.one_id)),
            found.get((kind_of(row.model), row.other_id)),
        )
        for row in rows
    }


def kind_of(model: str) -> str:
    """ "organisation" for "network.organisation"."""
    return model.rpartition(".")[2]


def sides_of(records: Sequence[Any]) -> dict[int, str]:
    """Where these records of one kind are: the town, or where a person belongs."""
    if isinstance(records[0], Organisation):
        return {record.pk: record.town for record in records}
    at: dict[int, list[str]] = {}
    here = Affiliation.objects.filter(still_affiliated(), person__in=[r.pk for r in records]).order_by("pk")
    for person, organisation, town in here.values_list(
        "person_id", "organisation__name", "organisation__town"
    ):
        at.setdefault(person, []).append(", ".join(filter(None, (organisation, town))))
    return {pk: " · ".join(places[:2]) for pk, places in at.items()}
