"""What an organisation is to us by place and by team, said by somebody rather than derived."""

from collections.abc import Iterable

from brobygger.accounts.models import Team
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import follow, remove, within
from brobygger.strategy.models import OrganisationTeam, Reach, ReachOf


@operation("strategy.lens.set_reach")
def set_reach(*, organisation: Organisation, reaches: Iterable[str], by: Actor, why: str = "") -> bool:
    """How near the organisation works; none at all lets it follow from the municipality again. True where changed."""
    within(by, organisation)
    wanted = {Reach(reach) for reach in reaches}
    present = {row.reach: row for row in ReachOf.objects.filter(organisation=organisation)}
    for reach in Reach:
        if reach in wanted and reach not in present:
            row = ReachOf(workspace_id=by.workspace_id, organisation=organisation, reach=reach)
            history.create(row, by=by, why=why)
    gone = [row for reach, row in present.items() if reach not in wanted]
    remove(gone, organisation, by=by, why=why)
    return bool(gone) or bool(wanted - set(present))


@operation("strategy.lens.set_teams")
def set_teams(*, organisation: Organisation, teams: Iterable[Team], by: Actor, why: str = "") -> bool:
    """The teams that look after the relation, exactly these. True where something changed."""
    within(by, organisation)
    return follow(
        OrganisationTeam, organisation, owner_field="organisation", field="team", wanted=teams, by=by, why=why
    )
