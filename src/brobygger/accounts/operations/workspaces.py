"""Making a workspace with its first leader."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from brobygger.accounts import links, seeds
from brobygger.accounts.addresses import name_from
from brobygger.accounts.models import Colleague, Link, Role, System, Workspace
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.places.models import Municipality

# First words of addresses that are not workspaces (a test holds them against the product's own addresses).
RESERVED = frozenset(
    {
        "accounts", "admin", "answer", "api", "assets", "calendar", "components", "health", "help", "jobs", "language", "link", "media",
        "campaign", "p", "profile", "robots", "static", "uploads", "was", "workspaces", "www",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Setup:
    """A new workspace, its leader, and the address that lets the leader in the first time."""

    workspace: Workspace
    leader: Colleague
    address: str


def check_slug(slug: str) -> None:
    """ValidationError where `slug` cannot be a workspace's name in addresses, or is taken."""
    if slug in RESERVED:
        raise ValidationError(_("“%(slug)s” is a word of the product's own addresses.") % {"slug": slug})
    if slug != slug.lower() or not slug[:1].isalpha():
        raise ValidationError(_("The name in addresses begins with a letter and has no capitals."))
    Workspace(slug=slug, name="-").clean_fields(exclude=["name"])
    if Workspace.objects.filter(slug=slug).exists():
        raise ValidationError(_("There is already a workspace called “%(slug)s”.") % {"slug": slug})


@operation("accounts.workspace.setup")
def setup_workspace(*, slug: str, name: str, email: str) -> Setup:
    """Make a workspace with what is registered in `seeds`, and its leader with a one-time first log-in."""
    check_slug(slug)
    validate_email(email)
    workspace = Workspace(slug=slug, name=name)
    by = System(workspace)
    history.create(workspace, by=by)
    seeds.sow(workspace, by)
    leader = history.create(
        Colleague(
            workspace=workspace,
            name=name_from(email),
            email=email,
            role=Role.LEADER,
            state=Colleague.State.INVITED,
        ),
        by=by,
    )
    return Setup(workspace, leader, new_first_login(colleague=leader, by=by))


@operation("accounts.workspace.first_login")
def new_first_login(*, colleague: Colleague, by: Actor) -> str:
    """A new one-time address with which an invited colleague comes in; earlier ones stop opening."""
    return links.address(links.make(purpose=Link.Purpose.FIRST_LOGIN, colleague=colleague, by=by))


@operation("accounts.workspace.change")
def change_workspace(
    *, workspace: Workspace, name: str, municipality: Municipality | None, by: Actor
) -> Workspace:
    """Rename the workspace or say where it is."""
    history.change(workspace, by=by, name=name, municipality=municipality)
    return workspace
