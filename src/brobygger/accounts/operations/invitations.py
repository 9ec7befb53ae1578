"""From an address to a colleague who is in: noted, invited, accepted."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts import links, rules
from brobygger.accounts.addresses import Addressee, Unread, parse
from brobygger.accounts.models import Colleague, Link, Role, User
from brobygger.accounts.tasks import send_invitation
from brobygger.core import history
from brobygger.core.fields import refuse_cpr
from brobygger.core.operations import Actor, operation

State = Colleague.State


class AlreadyMember(ValidationError):
    """This user is in the workspace already, as another colleague."""


class Refusal(ValidationError):
    """The verb does not fit the state the colleague is in."""


@dataclass
class InviteReport:
    """What became of a paste: every piece of it is in one of the lists."""

    invited: list[Colleague] = field(default_factory=list)
    waiting: list[Colleague] = field(default_factory=list)  # invited before and not yet in: nothing was sent
    members: list[Colleague] = field(default_factory=list)  # in already
    refused: list[Colleague] = field(default_factory=list)  # left, with a role that `by` may not give
    unread: list[Unread] = field(default_factory=list)


@operation("accounts.colleague.note")
def note_colleague(*, name: str, email: str = "", title: str = "", by: Actor) -> Colleague:
    """Write down a colleague without inviting them, so that what they know can be noted."""
    workspace_id = by.workspace_id
    if email and Colleague.objects.filter(workspace_id=workspace_id, email__iexact=email).exists():
        raise ValidationError({"email": _("A colleague with this address is here already.")})
    colleague = Colleague(workspace_id=workspace_id, name=name, email=email, title=title)
    return history.create(colleague, by=by)


@operation("accounts.colleague.invite_many")
def invite_many(*, text: str, role: str, by: Colleague) -> InviteReport:
    """Invite every address in pasted text. PermissionDenied where `by` may not give the role."""
    if not rules.may_give(by, role):
        raise PermissionDenied
    pasted = parse(text)
    report = InviteReport(unread=pasted.unread)
    known = {
        c.email: c
        for c in Colleague.objects.filter(
            workspace_id=by.workspace_id, email__in=[a.email for a in pasted.addressees]
        )
    }
    for addressee in pasted.addressees:
        _place(addressee, known.get(addressee.email), role, by, report)
    return report


def _place(
    addressee: Addressee, colleague: Colleague | None, role: str, by: Colleague, report: InviteReport
) -> None:
    if colleague is None:
        refuse_cpr(addressee.name)
        colleague = Colleague(
            workspace_id=by.workspace_id, name=addressee.name, email=addressee.email, role=role
        )
        history.create(colleague, by=by)
    elif colleague.state == State.ACTIVE:
        report.members.append(colleague)
        return
    elif colleague.state == State.INVITED:
        report.waiting.append(colleague)
        return
    elif not rules.may_manage(by, colleague):
        report.refused.append(colleague)
        return
    _send(colleague, role, by)
    report.invited.append(colleague)


@operation("accounts.colleague.invite")
def invite(*, colleague: Colleague, role: str, by: Colleague) -> Colleague:
    """Invite a noted colleague, or one who left, to come in with `role`."""
    if not (rules.may_give(by, role) and rules.may_manage(by, colleague)):
        raise PermissionDenied
    if not colleague.email:
        raise Refusal(_("Write the colleague's e-mail first."))
    if colleague.state == State.ACTIVE:
        raise Refusal(_("%(name)s is in already.") % {"name": colleague.name})
    _send(colleague, role, by)
    return colleague


@operation("accounts.colleague.reinvite")
def reinvite(*, colleague: Colleague, by: Colleague) -> Colleague:
    """Send the invitation again with a new link; the old link stops opening."""
    if colleague.state != State.INVITED:
        raise Refusal(_("%(name)s is not invited.") % {"name": colleague.name})
    return invite(colleague=colleague, role=colleague.role, by=by)


@operation("accounts.colleague.withdraw_invitation")
def withdraw_invitation(*, colleague: Colleague, by: Colleague) -> Colleague:
    """The invitation stops opening; the colleague stays, noted, with all that hangs on them."""
    if not rules.may_manage(by, colleague):
        raise PermissionDenied
    if colleague.state != State.INVITED:
        raise Refusal(_("%(name)s is not invited.") % {"name": colleague.name})
    links.withdraw(colleague=colleague, by=by)
    history.change(colleague, by=by, state=State.NOTED)
    return colleague


@operation("accounts.invitation.accept")
def accept(*, link: Link, user: User) -> Colleague:
    """An existing user comes in through an invitation or a first log-in."""
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=link.colleague_id or 0)
    other = Colleague.objects.filter(workspace_id=link.workspace_id, user=user).exclude(pk=colleague.pk)
    if other.exists():
        raise AlreadyMember(_("You are in this workspace already, under another address."))
    links.use(link, by=colleague)
    history.change(colleague, by=colleague, user=user, state=State.ACTIVE, left_on=None)
    return colleague


@operation("accounts.invitation.accept_as_new")
def accept_as_new(*, link: Link, name: str, password: str, language: str) -> Colleague:
    """Make the invited person's log-in and let them in. The address is theirs: the link came to it."""
    email = Colleague.objects.get(pk=link.colleague_id or 0).email
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyMember(
            _("There is a log-in with this address already. Log in, and open the link again.")
        )
    refuse_cpr(name)
    user = User.objects.create_user(email, name=name, password=password, language=language)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    colleague = accept(link=link, user=user)
    history.change(colleague, by=colleague, name=name)
    return colleague


def _send(colleague: Colleague, role: str, by: Colleague) -> None:
    history.change(colleague, by=by, role=Role(role), state=State.INVITED, left_on=None)
    link = links.make(purpose=Link.Purpose.INVITATION, colleague=colleague, by=by)
    own = User.objects.filter(email__iexact=colleague.email).first()
    reader = own or by.user
    send_invitation.enqueue(link.pk, reader.language if reader else "da")
