"""What the explorer gets: the filtered part of the network, with places, in as few bytes as it takes.

Names and ties alone: no e-mail, telephone or note leaves the server here.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from brobygger.accounts.access import WorkspaceRequest
from brobygger.map.connections import positions
from brobygger.map.connections.graph import KIND_OF, KINDS, LABELS, ORGANISATION, Graph, Reader
from brobygger.map.models import Community, CommunityMember, Position
from brobygger.network.filters import OrganisationFilter
from brobygger.network.models import Organisation

# More records than this are asked to be filtered: a picture of them says nothing, and slow machines could not draw it.
MOST = 1000
FILTERS = ("sector", "theme", "level", "type")


@dataclass(frozen=True)
class Asked:
    """What the explorer's address says."""

    filters: dict[str, list[str]]
    community: Community | None

    @classmethod
    def of(cls, request: WorkspaceRequest) -> "Asked":
        """Anything it cannot mean is left out."""
        given = request.GET.get("community", "")
        community = None
        if given.isdecimal() and len(given) < 19:
            rows = Community.objects.visible_to(request.user).of(request.workspace)
            community = rows.filter(pk=given).first()
        filters = {
            name: values for name in FILTERS if (values := [v[:40] for v in request.GET.getlist(name) if v])
        }
        return cls(filters, community)

    def organisations(self, request: WorkspaceRequest) -> "QuerySet[Organisation]":
        """Those that the filters leave."""
        rows = Organisation.objects.visible_to(request.user).of(request.workspace)
        if self.community is not None:
            members = CommunityMember.objects.filter(community=self.community, model=LABELS[ORGANISATION])
            rows = rows.filter(pk__in=members.values("object_id"))
        if self.filters:
            data = request.GET.copy()
            for name in list(data):
                if name not in self.filters:
                    del data[name]
            rows = OrganisationFilter(data, queryset=rows, request=request).qs
        return rows


def read(request: WorkspaceRequest, asked: Asked) -> tuple[Graph, bool] | None:
    """The part of the network that is asked for, and whether people are left out; None where it is too much."""
    ids = list(asked.organisations(request).order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        return None
    return Reader(request.workspace, request.user).among(ids, MOST)


def as_json(request: WorkspaceRequest, graph: Graph, without_people: bool) -> dict[str, Any]:
    """Nodes as [kind, id, name, level, x, y, community], edges as [node, node, strength] by their place in the list."""
    keys = list(graph.nodes)
    ids = [pk for _kind, pk in keys]
    here = Position.objects.of(request.workspace).filter(object_id__in=ids)
    old = {(KIND_OF[m], pk): (x, y) for m, pk, x, y in here.values_list("model", "object_id", "x", "y")}
    places = positions.placed(graph, {key: place for key, place in old.items() if key in graph.nodes})
    rows = CommunityMember.objects.of(request.workspace).filter(object_id__in=ids)
    home = {(KIND_OF[m], pk): c for m, pk, c in rows.values_list("model", "object_id", "community_id")}
    index = {key: i for i, key in enumerate(keys)}
    return {
        "nodes": [
            [KINDS.index(n.kind), n.pk, n.name, n.state if n.kind == ORGANISATION else "", *places[n.key], home.get(n.key, 0)]
            for n in graph.nodes.values()
        ],
        "edges": [[index[e.one], index[e.other], round(e.strength, 1)] for e in graph.edges],
        "people": not without_people,
    }  # fmt: skip
