"""Communities as they are kept: which lives on in which, and what each is called until somebody names it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from brobygger.accounts.models import Workspace
from brobygger.core import bulk
from brobygger.map.connections.graph import LABELS, ORGANISATION
from brobygger.map.connections.measures import Group
from brobygger.map.models import Community, CommunityMember
from brobygger.network.models import Organisation, OrganisationTheme, OrganisationTypeLink

Basis = Community.Basis
# Of its organisations this share must have the word that a community is named for.
SHARED = 0.4
# A community lives on in the new one that holds this share of its organisations.
LIVES_ON = 0.5


def keep(workspace: Workspace, groups: Sequence[Group], here: dict[str, Any]) -> None:
    """These instead of those before. One that lives on keeps its number, and the name somebody gave it."""
    kept = living_on(workspace, groups)
    names = _names(workspace, groups, {c.name for c in kept.values() if c.basis == Basis.HAND})
    members: list[tuple[int, str, int, int]] = []
    for i, group in enumerate(groups):
        community = kept.setdefault(i, Community(workspace=workspace))
        if community.basis != Basis.HAND:
            community.basis, community.name = names[i]
        community.organisations = len(group.organisations)
        community.save()
        place = {pk: n for n, pk in enumerate(group.organisations)}
        members += [
            (community.pk, LABELS[kind], pk, place[pk] if kind == ORGANISATION else 0)
            for kind, pk in sorted(group.members)
        ]
    CommunityMember.objects.of(workspace).delete()
    Community.objects.of(workspace).exclude(pk__in=[c.pk for c in kept.values()]).delete()
    bulk.insert_rows(CommunityMember, ("community_id", "model", "object_id", "place"), members, here)


def living_on(workspace: Workspace, groups: Sequence[Group]) -> dict[int, Community]:
    """Communities from before by the group that each lives on in: those with a given name choose first, then the larger."""
    home = {pk: i for i, group in enumerate(groups) for pk in group.organisations}
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    sizes: Counter[int] = Counter()
    rows = CommunityMember.objects.of(workspace).filter(model=LABELS[ORGANISATION])
    for was, pk in rows.order_by("pk").values_list("community_id", "object_id"):
        sizes[was] += 1
        if pk in home:
            shared[was][home[pk]] += 1
    found: dict[int, Community] = {}
    before = Community.objects.of(workspace)
    for community in sorted(before, key=lambda c: (c.basis != Basis.HAND, -sizes[c.pk], c.pk)):
        for i, n in shared[community.pk].most_common():
            if i not in found and n >= LIVES_ON * sizes[community.pk]:
                found[i] = community
                break
    return found


def _names(workspace: Workspace, groups: Sequence[Group], taken: set[str]) -> list[tuple[str, str]]:
    """What each is called: the theme, type or town that most of its organisations share; otherwise its strongest member.

    A word names one community only: the one where the largest share has it.
    """
    home = {pk: i for i, group in enumerate(groups) for pk in group.organisations}
    best: list[tuple[float, int, int, str, str]] = []
    for order, (basis, words) in enumerate(_words(workspace).items()):
        counted: dict[int, Counter[str]] = defaultdict(Counter)
        for pk, word in words:
            if pk in home:
                counted[home[pk]][word] += 1
        best += [
            (n / len(groups[i].organisations), -order, i, word, basis)
            for i, found in counted.items()
            for word, n in found.items()
            if n >= SHARED * len(groups[i].organisations)
        ]
    named: dict[int, tuple[str, str]] = {}
    for _share, _order, i, word, basis in sorted(best, key=lambda b: (-b[1], -b[0], b[2], b[3])):
        if i not in named and word not in taken:
            named[i] = (basis, word)
            taken.add(word)
    rest = [i for i in range(len(groups)) if i not in named]
    strongest = _organisations([groups[i].organisations[0] for i in rest])
    named |= {i: (Basis.MEMBER.value, strongest.get(groups[i].organisations[0], "")[:80]) for i in rest}
    return [named[i] for i in range(len(groups))]


def _words(workspace: Workspace) -> Mapping[str, Any]:
    """(organisation, word) of what a community may be named for, the best first."""
    here = {"workspace": workspace}
    return {
        Basis.THEME.value: OrganisationTheme.objects.filter(**here).values_list(
            "organisation_id", "theme__name"
        ),
        Basis.TYPE.value: OrganisationTypeLink.objects.filter(**here).values_list(
            "organisation_id", "type__name"
        ),
        Basis.TOWN.value: Organisation.objects.filter(**here).exclude(town="").values_list("pk", "town"),
    }


def _organisations(ids: Sequence[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
