"""Fill the example workspaces: the same records every time, with dates that follow today."""

from dataclasses import dataclass

from django.db import transaction

from brobygger.accounts.models import Colleague, System, User, Workspace
from brobygger.core import history
from brobygger.core.operations import operation
from brobygger.demo import connections, fjordby, guide, process

PASSWORD = "fjordby-demo"  # noqa: S105 - printed on start; exists in the example alone
SLUGS = ("fjordby", *(slug for slug, _name, _partners in guide.LIBRARIES))
LOGINS = ("mette@eksempel.dk", "leder@eksempel.dk", "laeser@eksempel.dk")


class NotADemo(Exception):
    """The database holds real workspaces: the example is not mixed into them."""


@dataclass(frozen=True)
class Login:
    """One way into the example."""

    email: str
    name: str
    role: str
    password: str


def build_all() -> list[Login]:
    """Build what is missing and return the log-ins. NotADemo where other workspaces are in the database."""
    present = set(Workspace.objects.values_list("slug", flat=True))
    if present and "fjordby" not in present:
        raise NotADemo
    if not present:
        with transaction.atomic():
            fjordby.build()
            for slug, name, partners in guide.LIBRARIES:
                guide.build(slug=slug, name=name, partners=partners, leader="leder@eksempel.dk")
            for slug in SLUGS:
                _let_in(slug=slug)
            process.build(slug="fjordby")
        connections.read(slug="fjordby")
    return [
        Login(c.email, c.name, c.get_role_display(), PASSWORD)
        for c in Colleague.objects.filter(workspace__slug="fjordby", email__in=LOGINS).order_by("id")
    ]


@operation("demo.users.build")
def _let_in(*, slug: str) -> None:
    """Give every colleague of the example a log-in; Mette works in all three workspaces."""
    workspace = Workspace.objects.get(slug=slug)
    by = System(workspace)
    if slug != "fjordby":
        home = Colleague.objects.get(workspace__slug="fjordby", email="mette@eksempel.dk")
        mette = Colleague(
            workspace=workspace, name=home.name, email=home.email, title=home.title, role=home.role
        )
        history.create(mette, by=by)
    for colleague in Colleague.objects.filter(workspace=workspace, user=None, left_on=None):
        user = User.objects.filter(email=colleague.email).first()
        if user is None:
            user = User.objects.create_user(colleague.email, name=colleague.name, password=PASSWORD)
        name = user.name
        history.change(colleague, by=by, user=user, name=name, state=Colleague.State.ACTIVE)
