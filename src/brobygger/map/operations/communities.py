"""What a community found in the data is called."""

from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.map.models import Community
from brobygger.network.operations.scope import within


@operation("map.community.rename")
def rename(*, community: Community, name: str, by: Actor, why: str = "") -> Community:
    """Give it a name; it keeps it as long as it lives on in the next reading."""
    within(by, community)
    history.change(community, by=by, why=why, name=name, basis=Community.Basis.HAND.value)
    return community
