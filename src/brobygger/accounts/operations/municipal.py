"""Coming in through the municipality's log-in; the way in beside it."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from brobygger.accounts import links, queries
from brobygger.accounts.addresses import name_from
from brobygger.accounts.federation.claims import Asserted, NotAdmitted
from brobygger.accounts.federation.configuration import Provider
from brobygger.accounts.models import (
    BreakGlassUse,
    Colleague,
    Identity,
    Link,
    Role,
    System,
    User,
    Workspace,
)
from brobygger.core import history, mail
from brobygger.core.fields import refuse_cpr
from brobygger.core.operations import Actor, operation

State = Colleague.State


@dataclass
class Arrival:
    """Who came in, and to which workspaces this log-in opens the door."""

    user: User
    workspaces: list[Workspace] = field(default_factory=list)


def digest(provider: Provider, subject: str) -> str:
    """What is kept of the name that a log-in has for a person."""
    return salted_hmac("brobygger.identity", f"{provider.key}\n{subject}", algorithm="sha256").hexdigest()


@operation("accounts.municipal.withdraw")
def withdraw_unprivileged(*, provider: Provider, asserted: Asserted) -> list[Colleague]:
    """End the memberships that this person had from this log-in and that it no longer gives. Teams are kept."""
    granted = {m.workspace for m in provider.municipalities if m.cvr in asserted.grants}
    known = _identities(provider, asserted).filter(withdrawn_at=None)
    ended = []
    for identity in known.exclude(workspace__slug__in=granted):
        if identity.colleague.break_glass or not provider.opens(identity.workspace.slug):
            continue
        by = System(identity.workspace, provider.name)
        history.change(identity, by=by, withdrawn_at=timezone.now())
        if identity.colleague.state == State.ACTIVE:
            why = _("The municipality's log-in no longer gives access")
            history.change(identity.colleague, by=by, why=why, state=State.LEFT, left_on=timezone.localdate())
            ended.append(identity.colleague)
    return ended


@operation("accounts.municipal.come_in")
def come_in(*, provider: Provider, asserted: Asserted, language: str = "da") -> Arrival:
    """Let the person in where they have a role: as the colleague they are, else as a new one. NotAdmitted says why not."""
    if not asserted.grants:
        raise NotAdmitted("privilege")
    roles = {m.workspace: asserted.grants[m.cvr] for m in provider.municipalities if m.cvr in asserted.grants}
    workspaces = list(Workspace.objects.filter(slug__in=roles).order_by("sort_key"))
    if not workspaces:
        raise NotAdmitted("workspace", ", ".join(roles))
    user = _user(provider, asserted, workspaces, language)
    for workspace in workspaces:
        _place(provider, asserted, user, workspace, roles[workspace.slug])
    return Arrival(user, workspaces)


def _identities(provider: Provider, asserted: Asserted) -> "QuerySet[Identity]":
    rows = Identity.objects.filter(provider=provider.key, secret=digest(provider, asserted.subject))
    return rows.select_related("workspace", "colleague__user")


def _user(provider: Provider, asserted: Asserted, workspaces: list[Workspace], language: str) -> User:
    """The user this log-in has brought before; else the one with the address; else a new one."""
    known = _identities(provider, asserted).exclude(colleague__user=None).first()
    if known is not None and known.colleague.user is not None:
        user: User | None = known.colleague.user
    else:
        user = User.objects.filter(email__iexact=asserted.email).first()
        if user is not None and not _may_join(provider, user, workspaces):
            raise NotAdmitted("taken", "a log-in with this address, not of this workspace")
    if user is None:
        refuse_cpr(asserted.name)
        name = asserted.name or name_from(asserted.email)
        user = User.objects.create_user(asserted.email, name=name, language=language)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    if not user.is_active:
        raise NotAdmitted("inactive")
    return user


def _may_join(provider: Provider, user: User, workspaces: list[Workspace]) -> bool:
    """A log-in that stands already is joined only where it, or an invitation to its address, is of the workspace."""
    if provider.join_known_addresses:
        return True
    here = Colleague.objects.filter(workspace__in=workspaces)
    return here.filter(user=user).exists() or here.filter(user=None, email__iexact=user.email).exists()


def _place(provider: Provider, asserted: Asserted, user: User, workspace: Workspace, role: Role) -> Colleague:
    by = System(workspace, provider.name)
    why = _why(provider, asserted)
    here = Colleague.objects.select_for_update(of=("self",)).filter(workspace=workspace)
    colleague = here.filter(user=user).first() or here.filter(email__iexact=asserted.email).first()
    if colleague is None:
        name = asserted.name or name_from(asserted.email)
        fields = {"name": name, "email": asserted.email, "role": role, "user": user, "state": State.ACTIVE}
        colleague = history.create(Colleague(workspace=workspace, **fields), by=by, why=why)
        _identify(provider, asserted, colleague, by)
        return colleague
    if colleague.user_id not in (None, user.pk):
        raise NotAdmitted("taken", "the address is another colleague's")
    withdrawn = _identify(provider, asserted, colleague, by)
    if colleague.state == State.LEFT and not withdrawn:
        raise NotAdmitted("left")
    if colleague.state != State.ACTIVE:
        links.withdraw(colleague=colleague, by=by)
    changes: dict[str, object] = {"user": user, "state": State.ACTIVE, "left_on": None}
    if asserted.name:
        changes["name"] = asserted.name
    if not colleague.break_glass and not _only_leader(colleague):
        changes["role"] = role
    history.change(colleague, by=by, why=why, **changes)
    return colleague


def _identify(provider: Provider, asserted: Asserted, colleague: Colleague, by: Actor) -> bool:
    """Remember by which log-in the colleague comes; True where the municipality had taken the access back."""
    known = Identity.objects.filter(colleague=colleague, provider=provider.key).first()
    if known is None:
        made = Identity(
            workspace_id=by.workspace_id,
            colleague=colleague,
            provider=provider.key,
            secret=digest(provider, asserted.subject),
        )
        history.create(made, by=by)
        return False
    if known.secret != digest(provider, asserted.subject):
        # The address was given to somebody new: they do not become the one who had it.
        raise NotAdmitted("taken", "another person came in with this address before")
    if known.withdrawn_at is None:
        return False
    history.change(known, by=by, withdrawn_at=None)
    return True


def _why(provider: Provider, asserted: Asserted) -> str:
    if asserted.constraints:
        names = ", ".join(sorted(asserted.constraints))
        return _("By log-in; limits of the privilege that are not applied: %(names)s") % {
            "names": names[:200]
        }
    return _("By log-in through %(name)s") % {"name": provider.name}


def _only_leader(colleague: Colleague) -> bool:
    """The last leader stays one until there is another."""
    if not colleague.has_role(Role.LEADER):
        return False
    return [leader.pk for leader in queries.leaders(colleague.workspace)] == [colleague.pk]


@operation("accounts.identity.forget")
def forget_identity(*, identity: Identity, by: Colleague, why: str = "") -> None:
    """The next log-in with the colleague's address is theirs, whoever the municipality says it is."""
    if not by.has_role(Role.LEADER):
        raise PermissionDenied
    # One batch, so that it is no entry of the bin.
    with history.batch(by=by, kind="login", label=identity.colleague.name) as batch:
        batch.report = {"model": identity._meta.label_lower}
        batch.save(update_fields=["report"])
        history.delete(identity, by=by, why=why)


@operation("accounts.workspace.demand_municipal")
def demand_municipal(*, workspace: Workspace, only: bool, by: Colleague) -> Workspace:
    """Close the workspace to passwords, or open it again. Somebody must be able to come in beside the municipality."""
    if not by.has_role(Role.LEADER):
        raise PermissionDenied
    if (
        only
        and not Colleague.objects.filter(workspace=workspace, state=State.ACTIVE, break_glass=True).exists()
    ):
        raise ValidationError(
            _("First make a way in for the day the municipality's log-in does not answer: see below."),
            code="no_break_glass",
        )
    history.change(workspace, by=by, only_municipal=only)
    return workspace


@operation("accounts.break_glass.make")
def make_break_glass(*, workspace: Workspace, email: str, new_second_step: bool = False) -> str:
    """A leader who comes in without the municipality; returns the one-time address. Asked for where the server runs.

    With `new_second_step` the codes and keys that they lost are forgotten.
    """
    email = email.strip().lower()
    validate_email(email)
    by = System(workspace)
    colleague = Colleague.objects.filter(workspace=workspace, email__iexact=email).first()
    if colleague is None:
        colleague = Colleague(workspace=workspace, name=name_from(email), email=email, role=Role.LEADER)
        history.create(colleague, by=by)
    state = State.ACTIVE if colleague.user_id else State.INVITED
    why = _("By the command of whoever runs the server")
    history.change(colleague, by=by, why=why, role=Role.LEADER, break_glass=True, state=state, left_on=None)
    if new_second_step and colleague.user_id:
        Authenticator.objects.filter(user_id=colleague.user_id).delete()
    return links.address(links.make(purpose=Link.Purpose.BREAK_GLASS, colleague=colleague, by=by, days=1))


@operation("accounts.break_glass.open")
def open_break_glass(*, link: Link, name: str, password: str, language: str) -> Colleague:
    """Use the one-time address: the person has this password from now on and is in, once a second step is set."""
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=link.colleague_id or 0)
    refuse_cpr(name)
    user = colleague.user or User.objects.filter(email__iexact=colleague.email).first()
    if user is None:
        user = User.objects.create_user(colleague.email, name=name, language=language)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    user.set_password(password)
    user.save(update_fields=["password"])
    links.use(link, by=colleague)
    history.change(colleague, by=colleague, user=user, name=name, state=State.ACTIVE, left_on=None)
    return colleague


@operation("accounts.break_glass.end")
def end_break_glass(*, colleague: Colleague, by: Colleague, why: str = "") -> Colleague:
    """The colleague comes in as the others do. One must be left where the workspace demands the municipality's log-in."""
    if not by.has_role(Role.LEADER):
        raise PermissionDenied
    others = Colleague.objects.filter(
        workspace_id=colleague.workspace_id, state=State.ACTIVE, break_glass=True
    )
    if by.workspace.only_municipal and not others.exclude(pk=colleague.pk).exists():
        raise ValidationError(_("One way in without the municipality must be left."), code="last_break_glass")
    history.change(colleague, by=by, why=why, break_glass=False)
    return colleague


@operation("accounts.break_glass.use")
def note_break_glass(*, colleague: Colleague) -> BreakGlassUse:
    """Write down that the way in was used, and tell every other leader by mail."""
    used = history.create(
        BreakGlassUse(workspace_id=colleague.workspace_id, colleague=colleague), by=colleague
    )
    for leader in queries.leaders(colleague.workspace):
        if leader.pk != colleague.pk and leader.email:
            language = leader.user.language if leader.user else "da"
            context = {"colleague": colleague, "leader": leader, "workspace": colleague.workspace}
            mail.send("accounts/mail/break_glass", to=leader.email, language=language, context=context)
    return used
