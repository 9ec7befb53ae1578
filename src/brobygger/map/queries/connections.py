"""What the pages of connections show of the latest reading: only records that are there and that the viewer may see."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.access import WorkspaceRequest
from brobygger.accounts.models import Workspace
from brobygger.map.connections.graph import (
    COLLEAGUE,
    KIND_OF,
    KINDS,
    LABELS,
    ORGANISATION,
    PERSON,
    Key,
    Node,
    Reader,
)
from brobygger.map.connections.words import KIND_WORDS
from brobygger.map.models import Bridge, Community, CommunityMember, Loss, NetworkReading, SinglePoint
from brobygger.network.models import Organisation

TOP, SHOWN, NAMES = 5, 25, 5


@dataclass
class Named:
    """A record that a reading found, with what it is called now."""

    node: Node
    url: str
    ego_url: str
    share: float = 0.0
    loses: int = 0
    loses_url: str = ""
    names: list[tuple[str, str]] = field(default_factory=list)
    more: int = 0

    @property
    def kind(self) -> str:
        return self.node.kind

    @property
    def kind_word(self) -> Any:
        return KIND_WORDS[self.node.kind]


def latest(workspace: Workspace) -> NetworkReading | None:
    """The reading whose findings are shown."""
    done = NetworkReading.objects.of(workspace).filter(ended_at__isnull=False, failed=False)
    return done.order_by("-pk").first()


def under_way(workspace: Workspace) -> NetworkReading | None:
    """The newest reading, where it has not ended."""
    newest = NetworkReading.objects.of(workspace).order_by("-pk").first()
    return newest if newest and newest.ended_at is None else None


def named(request: WorkspaceRequest, rows: Iterable[Any]) -> list[tuple[Any, Named]]:
    """The rows whose records the viewer can see, with their names: three questions."""
    kept = list(rows)
    nodes = Reader(request.workspace, request.user).nodes({key_of(row) for row in kept})
    return [(row, _named(request, nodes[key])) for row in kept if (key := key_of(row)) in nodes]


def key_of(row: Any) -> Key:
    """The key of the record that the row is about."""
    return KIND_OF[row.model], row.object_id


def _named(request: WorkspaceRequest, node: Node) -> Named:
    slug = request.workspace.slug
    ego_url = reverse("map:ego", args=[slug, node.kind, node.pk, 1])
    return Named(node, reverse(f"network:{node.kind}", args=[slug, node.pk]), ego_url)


def bridges(request: WorkspaceRequest, most: int = SHOWN, kinds: Sequence[str] = KINDS) -> list[Named]:
    """Those on most of the shortest ways, the first `most` of each kind: colleagues hold so many that one list held none else."""
    rows: list[Bridge] = []
    for kind in kinds:
        of_kind = Bridge.objects.of(request.workspace).filter(model=LABELS[kind])
        rows += of_kind.order_by("-share", "pk")[:most]
    found = []
    for row, one in named(request, rows):
        one.share = row.share / 100
        found.append(one)
    return found


def joined(request: WorkspaceRequest, found: Sequence[Named]) -> None:
    """Say of each which communities it ties together: those of its neighbours."""
    reader = Reader(request.workspace, request.user)
    around: dict[Key, set[Key]] = defaultdict(set)
    asked = {one.node.key for one in found}
    for edge in reader.at(asked):
        for key, other in ((edge.one, edge.other), (edge.other, edge.one)):
            if key in asked:
                around[key].add(other)
    home, names = homes(request.workspace, set().union(*around.values()))
    for one in found:
        counted = Counter(home[key] for key in around[one.node.key] if key in home)
        ordered = sorted(counted, key=lambda pk: (-counted[pk], pk))
        one.names = [(names[pk], _community_url(request, pk)) for pk in ordered[:NAMES]]
        one.more = max(0, len(ordered) - NAMES)


def homes(workspace: Workspace, keys: Iterable[Key]) -> tuple[dict[Key, int], dict[int, str]]:
    """The community of each of these records, and what the communities are called: two questions."""
    rows = CommunityMember.objects.of(workspace).filter(object_id__in=[pk for _kind, pk in keys])
    found = rows.values_list("model", "object_id", "community_id")
    names = {c.pk: c.label for c in Community.objects.of(workspace)}
    return {(KIND_OF[model], pk): community for model, pk, community in found}, names


def _community_url(request: WorkspaceRequest, pk: int) -> str:
    return reverse("map:community", args=[request.workspace.slug, pk])


def single_points(request: WorkspaceRequest, most: int = SHOWN, kinds: Sequence[str] = KINDS) -> list[Named]:
    """Those with whom most organisations fall away, the first `most` of each kind, without naming these."""
    rows: list[SinglePoint] = []
    for kind in kinds:
        of_kind = SinglePoint.objects.of(request.workspace).filter(model=LABELS[kind])
        rows += of_kind.order_by("-loses", "pk")[:most]
    found = []
    for row, one in named(request, rows):
        one.loses = row.loses
        if one.kind == COLLEAGUE:
            one.loses_url = (
                reverse("network:organisations", args=[request.workspace.slug])
                + f"?known_by={one.node.pk}&one=on"
            )
        found.append(one)
    return found


def with_losses(request: WorkspaceRequest, found: Sequence[Named]) -> None:
    """Say of each the first organisations that fall away with it: two questions."""
    keys = {one.node.key: one for one in found}
    rows = Loss.objects.of(request.workspace).order_by("pk")
    seen = rows.filter(point__object_id__in=[pk for _kind, pk in keys]).values_list(
        "point__model", "point__object_id", "organisation_id"
    )
    lost: dict[Key, list[int]] = defaultdict(list)
    for model, pk, organisation in seen:
        lost[KIND_OF[model], pk].append(organisation)
    wanted = {pk for key in keys for pk in lost[key]}
    visible = Organisation.objects.visible_to(request.user).of(request.workspace).filter(pk__in=wanted)
    names = dict(visible.order_by("sort_key", "pk").values_list("pk", "name"))
    order = {pk: i for i, pk in enumerate(names)}
    for key, one in keys.items():
        there = sorted((pk for pk in lost[key] if pk in names), key=order.__getitem__)
        one.names = [
            (names[pk], reverse("network:organisation", args=[request.workspace.slug, pk]))
            for pk in there[:NAMES]
        ]
        one.more = max(0, one.loses - len(one.names))


@dataclass
class Part:
    """A community with a few of its organisations."""

    community: Community
    url: str
    names: list[tuple[str, str]]

    @property
    def more(self) -> int:
        return max(0, self.community.organisations - len(self.names))


def communities(request: WorkspaceRequest, most: int = 100) -> list[Part]:
    """The communities, the largest first, with those of their organisations that have most ties: three questions."""
    shown = list(Community.objects.of(request.workspace).order_by("-organisations", "pk")[:most])
    strongest = CommunityMember.objects.of(request.workspace).filter(
        model=LABELS[ORGANISATION], community__in=[c.pk for c in shown], place__lt=2 * NAMES
    )
    ordered = list(strongest.order_by("place").values_list("object_id", "community_id"))
    visible = Organisation.objects.visible_to(request.user).of(request.workspace)
    called = dict(visible.filter(pk__in=[pk for pk, _c in ordered]).values_list("pk", "name"))
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for pk, community in ordered:
        if pk in called and len(names[community]) < NAMES:
            url = reverse("network:organisation", args=[request.workspace.slug, pk])
            names[community].append((called[pk], url))
    return [Part(c, _community_url(request, c.pk), names[c.pk]) for c in shown]


def members_of(request: WorkspaceRequest, community: Community, most: int) -> dict[str, Any]:
    """Who lies in a community: organisations by name, colleagues, and how many people."""
    reader = Reader(request.workspace, request.user)
    rows = CommunityMember.objects.of(request.workspace).filter(community=community)
    found: dict[str, Any] = {}
    for kind in (ORGANISATION, COLLEAGUE):
        ids = rows.filter(model=LABELS[kind]).values("object_id")
        model = Organisation if kind == ORGANISATION else None
        there = reader.rows(model or type(request.colleague)).filter(pk__in=ids).order_by("sort_key", "pk")
        nodes = [Node((kind, pk), name, "") for pk, name in there.values_list("pk", "name")[:most]]
        found[kind] = [_named(request, node) for node in nodes]
    found["people"] = rows.filter(model=LABELS[PERSON]).count()
    return found


def overview(request: WorkspaceRequest) -> dict[str, Any]:
    """The tops of the three tables, with the date."""
    reading = latest(request.workspace)
    context: dict[str, Any] = {"reading": reading, "under_way": under_way(request.workspace)}
    if reading is not None:
        points = sorted(single_points(request, TOP), key=lambda one: -one.loses)[:TOP]
        context |= {
            "bridges": sorted(bridges(request, TOP), key=lambda one: -one.share)[:TOP],
            "points": points,
            "communities": communities(request, TOP + 1),
        }
    return context


KIND_HEADINGS = {
    COLLEAGUE: _("Colleagues"),
    PERSON: _("People outside"),
    ORGANISATION: _("Organisations"),
}
