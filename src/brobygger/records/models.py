"""What people write beside the records, and what carries the work: notes, views, notices, files, import runs."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, Team, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import Personal, declare
from brobygger.core.references import Reference
from brobygger.core.references import declare as declare_references
from brobygger.records.personal.models import (
    ErasureRequest,
    ReadOut,
    RetentionException,
    RetentionPeriod,
    RetentionPlan,
    WorkspaceExport,
)
from brobygger.records.webhooks.models import Webhook, WebhookDelivery

__all__ = [
    "ErasureRequest",
    "ImportRun",
    "JournalNote",
    "Notice",
    "ReadOut",
    "RetentionException",
    "RetentionPeriod",
    "RetentionPlan",
    "SavedMapping",
    "SavedView",
    "StoredFile",
    "Webhook",
    "WebhookDelivery",
    "WorkspaceExport",
    "stored_name",
]

WRITTEN = Personal("Remembering what matters in the work with a partner", "With the record it is about")
IMPORTED = Personal("Checking, mending and undoing an import", "One year after the import")


class JournalNote(WorkspaceModel):
    """What a colleague writes about a record; pinned notes stand on top. Points at any record by label and id."""

    model = models.CharField(max_length=60, editable=False)
    object_id = models.BigIntegerField(editable=False)
    text = Text(_("Note"))
    pinned = models.BooleanField(_("Pinned"), default=False)
    author = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "model", "object_id", "-id"], name="journal_of_record")]

    def __str__(self) -> str:
        return self.text[:60]


declare(
    JournalNote,
    personal={"text": WRITTEN, "author": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "model", "object_id", "pinned"),
)
declare_references(JournalNote, Reference("object_id", model_column="model", holds_on=True))


class SavedView(WorkspaceModel):
    """A named state of a list (its query string): mine, my team's or everybody's."""

    class Scope(models.TextChoices):
        MINE = "mine", _("Only me")
        TEAM = "team", _("My team")
        ALL = "all", _("Everybody")

    list_name = models.CharField(max_length=60, editable=False)
    name = Line(_("Name"), max_length=60)
    query = models.TextField(blank=True, editable=False)
    scope = models.CharField(_("For whom"), max_length=4, choices=Scope, default=Scope.MINE)
    owner = models.ForeignKey(Colleague, models.CASCADE, related_name="+", editable=False)
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("workspace", "list_name", "owner", Lower("name"), name="saved_view_once")
        ]

    def __str__(self) -> str:
        return self.name


declare(
    SavedView,
    personal={"owner": STAFF_DATA, "query": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "list_name", "name", "scope", "team"),
)


class Notice(WorkspaceModel):
    """A line to one colleague that something is done or waits, with where to look."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)  # "import.done", "job.failed", …: the text is made when it is read
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    path = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["colleague", "read_at", "-id"], name="notice_unread")]

    def __str__(self) -> str:
        return self.kind


declare(
    Notice,
    personal={"colleague": STAFF_DATA, "values": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "kind", "path", "read_at"),
)


def stored_name(instance: "StoredFile", filename: str) -> str:
    """Where a file lies in the data folder: never under the name that the sender chose."""
    import secrets

    return f"{instance.workspace_id}/{secrets.token_hex(16)}"


class StoredFile(WorkspaceModel):
    """A file that somebody gave us, kept outside the database."""

    name = Line(_("File name"))
    content = models.FileField(upload_to=stored_name, max_length=200)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    uploaded_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+", editable=False)

    def __str__(self) -> str:
        return self.name


declare(
    StoredFile,
    personal={"name": IMPORTED, "content": IMPORTED, "uploaded_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "size", "sha256"),
)


class SavedMapping(WorkspaceModel):
    """Which column of a file with these headers is which field; remembered for the next file like it."""

    kind = models.CharField(max_length=30)
    signature = models.CharField(max_length=64)
    name = Line(_("Name"))
    mapping = models.JSONField(default=dict)  # header -> field name, "" for a column left out

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "signature"], name="saved_mapping_once")
        ]

    def __str__(self) -> str:
        return self.name


declare(SavedMapping, not_personal=("id", "workspace", "created_at", "kind", "signature", "name", "mapping"))


class ImportRun(WorkspaceModel):
    """One import from file to receipt; it can be left and taken up again."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for columns")
        CHECKED = "checked", _("Checked, not written")
        RUNNING = "running", _("Being written")
        APPLIED = "applied", _("Imported")
        FAILED = "failed", _("Failed, nothing written")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    filename = Line(_("File name"), blank=True)
    started_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
    settings = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # encoding, delimiter, sheet, policy
    mapping = models.JSONField(default=dict)  # header -> field
    mends = models.JSONField(default=dict)  # row number -> {field: new value}
    answers = models.JSONField(default=dict)  # row number -> "same:<key>" | "new" | "later"
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # the check, then the receipt
    tray = models.JSONField(default=list, encoder=DjangoJSONEncoder)  # rows answered "later", to be settled
    batch_id = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "kind", "-id"], name="import_run_newest")]

    def __str__(self) -> str:
        return self.filename


declare(
    ImportRun,
    personal=dict.fromkeys(
        ("filename", "file", "started_by", "mends", "answers", "result", "tray"), IMPORTED
    ),
    not_personal=(
        "id",
        "workspace",
        "created_at",
        "kind",
        "state",
        "settings",
        "mapping",
        "batch_id",
        "applied_at",
    ),
)
declare_references(ImportRun, Reference("batch_id", model="core.batch"))
