"""Departments, and groups across them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Team, TeamMember
from brobygger.core import history
from brobygger.core.operations import Actor, operation


@operation("accounts.team.create")
def create_team(
    *, name: str, kind: str, purpose: str = "", members: Iterable[Colleague] = (), by: Actor
) -> Team:
    """A new team with its members. ValidationError where the name is taken."""
    _name_is_free(name, by)
    team = history.create(Team(workspace_id=by.workspace_id, name=name, kind=kind, purpose=purpose), by=by)
    _set_members(team, members, by)
    return team


@operation("accounts.team.change")
def change_team(
    *, team: Team, name: str, kind: str, purpose: str, members: Iterable[Colleague], by: Actor
) -> Team:
    """Rename a team, say what it is for, and who is in it."""
    _name_is_free(name, by, but=team)
    history.change(team, by=by, name=name, kind=kind, purpose=purpose)
    _set_members(team, members, by)
    return team


@operation("accounts.team.delete")
def delete_team(*, team: Team, by: Actor, why: str = "") -> None:
    """The team goes to the bin with its memberships; its people stay."""
    history.delete(team, by=by, why=why)


def _name_is_free(name: str, by: Actor, but: Team | None = None) -> None:
    taken = Team.objects.filter(workspace_id=by.workspace_id, name__iexact=name)
    if taken.exclude(pk=but.pk if but else 0).exists():
        raise ValidationError({"name": _("There is a team with this name already.")})


def _set_members(team: Team, members: Iterable[Colleague], by: Actor) -> None:
    wanted = {c.pk: c for c in members}
    if any(c.workspace_id != by.workspace_id for c in wanted.values()):
        raise ValidationError({"members": _("Only colleagues of this workspace can be in its teams.")})
    present = {m.colleague_id: m for m in team.members.select_related("colleague", "team")}
    if present.keys() == wanted.keys():
        return
    # One batch, so that somebody who leaves a team is no entry of the bin.
    with history.batch(by=by, kind="team", label=team.name):
        for pk in present.keys() - wanted.keys():
            history.delete(present[pk], by=by)
        for pk in wanted.keys() - present.keys():
            history.create(TeamMember(workspace_id=by.workspace_id, team=team, colleague=wanted[pk]), by=by)
