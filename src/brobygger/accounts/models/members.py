"""People's log-ins, their workspaces, and what they are there."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.fields import Line, SortKey
from brobygger.core.personal import Personal, declare
from brobygger.core.text import initials, sort_key
from brobygger.places.models import Municipality

if TYPE_CHECKING:
    from brobygger.accounts.models.tokens import ApiToken

STAFF_DATA = Personal(
    "Knowing which colleague to ask, and letting them log in", "Until they leave, then one year"
)


class UserManager(BaseUserManager["User"]):
    """Users are found by e-mail, whatever the case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, *, name: str = "", password: str | None = None, language: str = "da"
    ) -> "User":
        user = self.model(email=email.strip().lower(), name=name, language=language)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person's log-in; may be a colleague in several workspaces."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = Line(_("Name"), blank=True)
    language = models.CharField(
        _("Language"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da"
    )
    shortcuts = models.BooleanField(_("Single-key shortcuts"), default=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def colleagues(self) -> "list[Colleague]":
        """This user's active memberships with their workspaces, loaded once per request."""
        if not hasattr(self, "_colleagues"):
            self._colleagues = list(
                Colleague.objects.filter(user=self, state=Colleague.State.ACTIVE)
                .select_related("workspace")
                .order_by("workspace__sort_key")
            )
        return self._colleagues


declare(
    User,
    personal={"email": STAFF_DATA, "name": STAFF_DATA, "password": STAFF_DATA, "last_login": STAFF_DATA},
    not_personal=("id", "language", "shortcuts", "is_active", "date_joined"),
)


class Workspace(models.Model):
    """The tenant: one library service, often joined with citizen service, or one national body."""

    slug = models.SlugField(max_length=50, unique=True)
    name = Line(_("Name"))
    sort_key = SortKey()
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    source = Line(_("Source of the content"), blank=True)
    only_municipal = models.BooleanField(_("Only log-in through the municipality"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    @property
    def workspace_id(self) -> int:
        """A workspace belongs to itself: history and batches ask every record for this."""
        return self.pk

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)


declare(
    Workspace,
    not_personal=("id", "slug", "name", "sort_key", "municipality", "source", "only_municipal", "created_at"),
)


class WorkspaceQuerySet[M: models.Model](models.QuerySet[M]):
    """What every tenant row can be asked."""

    def of(self, workspace: Workspace) -> "WorkspaceQuerySet[M]":
        return self.filter(workspace=workspace)

    def visible_to(self, user: "User | ApiToken") -> "WorkspaceQuerySet[M]":
        """Rows of the workspaces in which this user is an active colleague; a token's own workspace."""
        return self.filter(workspace__in=[c.workspace_id for c in user.colleagues()])


class WorkspaceModel(models.Model):
    """A tenant row: it carries its workspace, and lists and indexes start with it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        abstract = True


class Role(models.TextChoices):
    """What a colleague may do. The order is the order of reach."""

    READER = "reader", _("Reader")
    STAFF = "staff", _("Staff")
    COORDINATOR = "coordinator", _("Coordinator")
    LEADER = "leader", _("Leader")

    @property
    def rank(self) -> int:
        return list(Role).index(self)


class Colleague(WorkspaceModel):
    """A member of the workspace; may be noted before being invited, and stays, grey, after leaving.

    The state is caused by operations, each of which says in the history who did it and why.
    """

    class State(models.TextChoices):
        NOTED = "noted", _("Noted, not invited")
        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("Active")
        LEFT = "left", _("Left")

    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    name = Line(_("Name"))
    sort_key = SortKey()
    email = models.EmailField(_("E-mail"), blank=True)
    phone = Line(_("Telephone"), max_length=40, blank=True)
    title = Line(_("Title"), blank=True)
    role = models.CharField(_("Role"), max_length=12, choices=Role, default=Role.STAFF)
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.NOTED)
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    # May come in by e-mail, password and a second step where the workspace demands the municipality's log-in.
    break_glass = models.BooleanField(_("Comes in without the municipality"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "workspace", Lower("email"), condition=~models.Q(email=""), name="colleague_email_once"
            ),
            models.UniqueConstraint(fields=["workspace", "user"], name="colleague_user_once"),
        ]
        indexes = [models.Index(fields=["workspace", "sort_key", "id"], name="colleague_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        self.email = self.email.strip().lower()
        self.sort_key = sort_key(self.name)

    @property
    def actor_id(self) -> int | None:
        return self.pk

    @property
    def actor_label(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.email

    @property
    def initials(self) -> str:
        return initials(self.name)

    def has_role(self, role: str) -> bool:
        """True when this colleague is active with at least this role."""
        return self.state == self.State.ACTIVE and Role(self.role).rank >= Role(role).rank

    @property
    def coordinates(self) -> bool:
        """At least coordinator; for templates, which cannot ask `has_role`."""
        return self.has_role(Role.COORDINATOR)


declare(
    Colleague,
    personal=dict.fromkeys(("user", "name", "sort_key", "email", "phone", "title", "left_on"), STAFF_DATA),
    not_personal=("id", "workspace", "created_at", "role", "state", "break_glass"),
)


class System:
    """The system as the one who writes: commands, timers, demo data."""

    actor_id = None

    def __init__(self, workspace: Workspace, label: str = "Brobygger") -> None:
        self.workspace = workspace
        self.actor_label = label

    @property
    def workspace_id(self) -> int:
        """Asked when something is written: the workspace itself may be the first thing to be."""
        return self.workspace.pk
