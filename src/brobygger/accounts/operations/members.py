"""Colleagues who are in: what they are called, what they may do, when they leave."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts import links, rules
from brobygger.accounts.models import Colleague, Role, TeamMember, User
from brobygger.core import history
from brobygger.core.operations import operation

State = Colleague.State


class LastLeader(ValidationError):
    """The workspace would be left without a leader."""

    def __init__(self) -> None:
        super().__init__(
            _("A workspace needs a leader. Make somebody else a leader first."), code="last_leader"
        )


@operation("accounts.colleague.change_role")
def change_role(*, colleague: Colleague, role: str, by: Colleague, why: str = "") -> Colleague:
    """Give another role. PermissionDenied, or LastLeader where the last leader would be demoted."""
    if not (rules.may_manage(by, colleague) and rules.may_give(by, role)):
        raise PermissionDenied
    if role != Role.LEADER:
        _keep_a_leader(colleague)
    history.change(colleague, by=by, why=why, role=Role(role))
    return colleague


@operation("accounts.colleague.mark_left")
def mark_left(*, colleague: Colleague, by: Colleague, on: date | None = None, why: str = "") -> Colleague:
    """The colleague has left: no page of the workspace opens any more; what they know stays, grey."""
    if not rules.may_manage(by, colleague):
        raise PermissionDenied
    _keep_a_leader(colleague)
    links.withdraw(colleague=colleague, by=by)
    with history.batch(by=by, kind="leaving", label=colleague.name):
        for membership in TeamMember.objects.filter(colleague=colleague).select_related("team", "colleague"):
            history.delete(membership, by=by)
    history.change(colleague, by=by, why=why, state=State.LEFT, left_on=on or timezone.localdate())
    return colleague


@operation("accounts.colleague.change")
def change_colleague(
    *, colleague: Colleague, name: str, title: str, phone: str, email: str | None = None, by: Colleague
) -> Colleague:
    """Write what the colleague is called and reached by. The address can be changed until they are in."""
    if not rules.may_edit(by, colleague):
        raise PermissionDenied
    fields = {"name": name, "title": title, "phone": phone}
    if email is not None and email.lower() != colleague.email:
        _change_address(colleague, email.strip().lower(), by)
        fields["email"] = email.strip().lower()
    history.change(colleague, by=by, **fields)
    return colleague


def _change_address(colleague: Colleague, email: str, by: Colleague) -> None:
    if colleague.user_id:
        raise ValidationError({"email": _("This is the address of a log-in and cannot be changed here.")})
    taken = Colleague.objects.filter(workspace_id=colleague.workspace_id, email__iexact=email)
    if email and taken.exclude(pk=colleague.pk).exists():
        raise ValidationError({"email": _("A colleague with this address is here already.")})
    if colleague.state == State.INVITED:
        # The link went to the old address: whoever reads that must not come in.
        links.withdraw(colleague=colleague, by=by)
        history.change(colleague, by=by, state=State.NOTED)


@operation("accounts.profile.change")
def change_profile(*, user: User, name: str, language: str, shortcuts: bool) -> User:
    """A person's own choices; a new name follows into every workspace they are in."""
    user.name, user.language, user.shortcuts = name, language, shortcuts
    user.clean_fields(exclude=["password", "email"])
    user.save(update_fields=["name", "language", "shortcuts"])
    for colleague in user.colleagues():
        history.change(colleague, by=colleague, name=name)
    return user


def _keep_a_leader(colleague: Colleague) -> None:
    """LastLeader where `colleague` is the only active leader; the leaders' rows are held until the end."""
    if colleague.role != Role.LEADER or colleague.state != State.ACTIVE:
        return
    leaders = Colleague.objects.select_for_update(of=("self",)).filter(
        workspace_id=colleague.workspace_id, role=Role.LEADER, state=State.ACTIVE
    )
    if {leader.pk for leader in leaders} <= {colleague.pk}:
        raise LastLeader
