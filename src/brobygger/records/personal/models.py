"""Requests, periods and exceptions, and who read what out."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core import references
from brobygger.core.fields import Line, Text
from brobygger.core.personal import Personal, declare
from brobygger.core.references import Reference

ASKED = Personal(
    "Showing that a request was answered, how and in time",
    "Three years after the answer; the name goes with the erasure",
)
READ = Personal("Showing who read out many people's data", "Two years")


class ErasureRequest(WorkspaceModel):
    """Somebody asked that a person's data be erased; a person decides, and says why not."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for a decision")
        REFUSED = "refused", _("Refused")
        DONE = "done", _("Erased")

    subject_model = models.CharField(max_length=60, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    subject_label = Line(_("About"), editable=False)
    asked_on = models.DateField(_("Asked on"), default=timezone.localdate)
    asked_by = Line(_("Who asked"))
    identity = Line(_("How you know it was them"), max_length=300)
    note = Text(_("Note"), blank=True)
    due_on = models.DateField(_("Answer before"), editable=False)
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.OPEN, editable=False)
    decided_on = models.DateField(_("Decided on"), null=True, editable=False)
    decided_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("Decided by")
    )
    reason = Text(_("Reason"), blank=True)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "state", "due_on"], name="erasure_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "subject_model", "subject_id"],
                condition=models.Q(state="open"),
                name="one_open_erasure_each",
            )
        ]

    def __str__(self) -> str:
        return self.subject_label

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


declare(
    ErasureRequest,
    personal={
        **dict.fromkeys(("subject_id", "subject_label", "asked_by", "identity", "note", "reason"), ASKED),
        "decided_by": STAFF_DATA,
    },
    not_personal=(
        "id", "workspace", "created_at", "subject_model", "asked_on", "due_on", "state", "decided_on", "result",
    ),
)  # fmt: skip
references.declare(ErasureRequest, Reference("subject_id", model_column="subject_model"))


class RetentionPeriod(WorkspaceModel):
    """How many months a workspace keeps one kind of data; without a row the product's own period holds."""

    kind = models.CharField(max_length=40, editable=False)
    months = models.PositiveSmallIntegerField(_("Months"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind"], name="one_period_each")]

    def __str__(self) -> str:
        return self.kind


declare(RetentionPeriod, not_personal=("id", "workspace", "created_at", "kind", "months"))


class RetentionException(WorkspaceModel):
    """One record that is kept beyond its time, because."""

    model = models.CharField(max_length=60, editable=False)
    object_id = models.BigIntegerField(editable=False)
    because = Line(_("Keep, because"), max_length=300)
    until = models.DateField(_("Until"), null=True, blank=True)
    said_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "model", "object_id"], name="one_exception_each")
        ]

    def __str__(self) -> str:
        return self.because


declare(
    RetentionException,
    personal={"object_id": ASKED, "because": ASKED, "said_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "model", "until"),
)
references.declare(RetentionException, Reference("object_id", model_column="model"))


class RetentionPlan(WorkspaceModel):
    """What will be let go and when: shown first, carried out after the notice, and nothing that was not shown."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        DONE = "done", _("Carried out")
        STOPPED = "stopped", _("Stopped")

    state = models.CharField(_("State"), max_length=10, choices=State, default=State.ANNOUNCED)
    runs_on = models.DateField(_("From"))
    items = models.JSONField(default=dict, blank=True)  # kind -> ids
    result = models.JSONField(default=dict, blank=True)  # kind -> how many went

    class Meta:
        indexes = [models.Index(fields=["workspace", "state", "runs_on"], name="retention_waiting")]

    def __str__(self) -> str:
        return str(self.runs_on)


declare(
    RetentionPlan,
    not_personal=("id", "workspace", "created_at", "state", "runs_on", "items", "result"),
)


class ReadOut(WorkspaceModel):
    """Somebody took out many people's data, or all that is held on one."""

    class Kind(models.TextChoices):
        ARCHIVE = "archive", _("The whole workspace")
        LIST = "list", _("A list")
        REPORT = "report", _("What is held on a person")

    kind = models.CharField(_("What"), max_length=10, choices=Kind)
    what = Line(_("Which"), blank=True)
    form = models.CharField(_("As"), max_length=10, blank=True)
    number = models.PositiveIntegerField(_("How many"), null=True)
    reader = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
    reader_label = Line(_("Who"))

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="read_out_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.what}"


declare(
    ReadOut,
    personal={"what": READ, "reader": READ, "reader_label": READ},
    not_personal=("id", "workspace", "created_at", "kind", "form", "number"),
)


class WorkspaceExport(WorkspaceModel):
    """One archive of the whole workspace, made by a job and kept for a few days in the data folder."""

    class State(models.TextChoices):
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        GONE = "gone", _("Taken away")

    state = models.CharField(_("State"), max_length=8, choices=State, default=State.RUNNING)
    asked_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
    file = models.CharField(max_length=80, blank=True)
    size = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.file


declare(
    WorkspaceExport,
    personal={"asked_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "state", "file", "size", "rows", "sha256"),
)
