"""Communities found in the data as a lens of the circle map: its sectors are the largest of them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.map.connections.graph import LABELS, ORGANISATION
from brobygger.map.lenses import Lens
from brobygger.map.models import Community, CommunityMember
from brobygger.map.scene import Sector
from brobygger.strategy.belonging import Source


def sectors(workspace: Workspace) -> Sequence[Sector]:
    """All communities, the largest first; the map puts together what it has no room for."""
    rows = Community.objects.of(workspace).order_by("-organisations", "pk")
    return [Sector(str(community.pk), community.label) for community in rows]


def members(workspace: Workspace) -> Any:
    """Which organisation lies in which community."""
    return CommunityMember.objects.of(workspace).filter(model=LABELS[ORGANISATION])


COMMUNITIES = Lens(
    "communities", _("Communities"), _("lie in no community"), sectors,
    (Source(members, derived=True, value="community_id", organisation="object_id"),),
    keeps_empty=False, public=False,
)  # fmt: skip
