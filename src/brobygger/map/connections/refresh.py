"""One reading of the whole network: measures it, finds its communities, places what is new, and keeps what it found.

Nothing is locked while it works; what it keeps replaces what the last reading kept, in one transaction.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import bulk, jobs
from brobygger.map.connections import groups as communities
from brobygger.map.connections import measures, positions
from brobygger.map.connections.graph import KIND_OF, LABELS, ORGANISATION, PERSON, Graph, Key, Reader
from brobygger.map.connections.measures import Group
from brobygger.map.models import (
    Bridge,
    Loss,
    NetworkReading,
    Position,
    SinglePoint,
)
from brobygger.network.models import ActivityOrganisation

GIVEN_UP = timedelta(hours=1)
STAGES = ("read", "bridges", "points", "communities", "places")
# So many are kept of each.
BRIDGES, POINTS, LOSSES = 300, 1000, 100
# An activity of more organisations than this is a fair: it ties nobody.
FAIR = 20


def start(workspace: Workspace, by: Colleague | None, *, relay: bool = False) -> tuple[NetworkReading, bool]:
    """The reading of this workspace that is under way, or a new one to be run (True)."""
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        running = NetworkReading.objects.of(workspace).filter(
            ended_at=None, created_at__gt=timezone.now() - GIVEN_UP
        )
        if found := running.order_by("-pk").first():
            return found, False
        return NetworkReading.objects.create(workspace=workspace, started_by=by, relaid=relay), True


def progress_key(reading: NetworkReading) -> str:
    """Under which name `core.jobs` knows how far it is."""
    return f"{reading.workspace_id}-connections-{reading.pk}"


@dataclass
class Found:
    """All that one reading came to."""

    bridges: dict[Key, float]
    points: dict[Key, list[int]]
    groups: list[Group]
    places: positions.Places


def run(reading: NetworkReading) -> NetworkReading:
    """Do the reading."""
    workspace = reading.workspace

    def told(stage: str) -> None:
        at = STAGES.index(stage)
        jobs.report(progress_key(reading), done=at, total=len(STAGES), stage=stage)

    reading.failed = True
    try:
        told("read")
        graph = Reader(workspace).everything()
        kinds = Counter(kind for kind, _pk in graph.nodes)
        reading.organisations, reading.people = kinds[ORGANISATION], kinds[PERSON]
        reading.edges = len(graph.edges)
        told("bridges")
        bridges, reading.sampled = measures.betweenness(graph)
        told("points")
        points = measures.falls_away(graph)
        told("communities")
        groups = measures.communities(graph, together(workspace))
        told("places")
        places = _places(workspace, graph, groups, anew=reading.relaid)
        with transaction.atomic():
            keep(workspace, Found(bridges, points, groups, places))
        reading.failed = False
    finally:
        reading.ended_at = timezone.now()
        reading.save()
        jobs.forget(progress_key(reading))
    return reading


def together(workspace: Workspace) -> list[tuple[int, int, float]]:
    """Pairs of organisations that took part in the same activity; the fewer took part, the more it ties."""
    there: dict[int, list[int]] = defaultdict(list)
    rows = ActivityOrganisation.objects.of(workspace).order_by("activity_id", "organisation_id")
    for activity, organisation in rows.values_list("activity_id", "organisation_id"):
        there[activity].append(organisation)
    return [
        (one, other, 2.0 / (len(those) - 1))
        for those in there.values()
        if 1 < len(those) <= FAIR
        for i, one in enumerate(those)
        for other in those[i + 1 :]
    ]


def stands(workspace: Workspace) -> positions.Places:
    """Where each record stands now."""
    rows = Position.objects.of(workspace).values_list("model", "object_id", "x", "y")
    return {(KIND_OF[model], pk): (x, y) for model, pk, x, y in rows}


def _places(workspace: Workspace, graph: Graph, groups: Sequence[Group], *, anew: bool) -> positions.Places:
    old = stands(workspace)
    if anew or not old:
        return positions.laid_out(graph, [group.members for group in groups], positions.spring)
    return positions.placed(graph, old)


# What is kept


def keep(workspace: Workspace, found: Found) -> None:
    """Instead of what was kept before."""
    kept: tuple[Any, ...] = (Bridge, SinglePoint, Position)
    for model in kept:
        model.objects.of(workspace).delete()
    here = {"workspace_id": workspace.pk, "created_at": timezone.now()}
    top = sorted(found.bridges.items(), key=lambda pair: (-pair[1], pair[0]))[:BRIDGES]
    shares = [(LABELS[k[0]], k[1], round(share * 10_000)) for k, share in top if share >= 0.0001]
    bulk.insert_rows(Bridge, ("model", "object_id", "share"), shares, here)
    rows = [(LABELS[kind], pk, x, y) for (kind, pk), (x, y) in found.places.items()]
    bulk.insert_rows(Position, ("model", "object_id", "x", "y"), rows, here)
    _keep_points(found.points, here)
    communities.keep(workspace, found.groups, here)


def _keep_points(points: dict[Key, list[int]], here: dict[str, Any]) -> None:
    worst = sorted(points.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:POINTS]
    ids = bulk.allocate_ids(SinglePoint, len(worst)) if worst else []
    rows, losses = [], []
    for pk, (key, lost) in zip(ids, worst, strict=True):
        rows.append((pk, LABELS[key[0]], key[1], len(lost)))
        losses += [(pk, organisation) for organisation in sorted(lost)[:LOSSES]]
    bulk.insert_rows(SinglePoint, ("id", "model", "object_id", "loses"), rows, here)
    bulk.insert_rows(Loss, ("point_id", "organisation_id"), losses, here)
