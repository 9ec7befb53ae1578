"""Log-in through the municipality, and the way in beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models.members import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.personal import declare


class Identity(WorkspaceModel):
    """A colleague as a municipality's log-in knows them.

    What the log-in calls the person is kept only as a digest made with the installation's key: it may be a number that
    must not stand here. `withdrawn_at` says that the municipality took the access back, as against a leader who did.
    """

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="identities")
    provider = models.CharField(_("Log-in"), max_length=40)
    secret = models.CharField(max_length=64, editable=False)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "provider", "secret"], name="identity_once"),
            models.UniqueConstraint(fields=["colleague", "provider"], name="identity_of_colleague_once"),
        ]
        indexes = [models.Index(fields=["provider", "secret"], name="identity_by_subject")]

    def __str__(self) -> str:
        return f"{self.colleague}, {self.provider}"


declare(
    Identity,
    personal={"colleague": STAFF_DATA, "secret": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "provider", "withdrawn_at"),
)


class BreakGlassUse(WorkspaceModel):
    """One time that the way in beside the municipality's log-in was used. The leaders are told."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.colleague)


declare(BreakGlassUse, personal={"colleague": STAFF_DATA}, not_personal=("id", "workspace", "created_at"))
