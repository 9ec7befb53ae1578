"""History, batches and the search index. None of them points at a live row: they outlive what they describe."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core import references
from brobygger.core.personal import Personal, declare
from brobygger.core.references import Reference

HISTORY = Personal("Showing who changed what, and undoing it", "With the workspace")


class Batch(models.Model):
    """What was written together and can be undone together: an import, a deletion, a bulk change."""

    workspace_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)  # "import", "deletion", "bulk", "undo"
    label = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by_label = models.CharField(max_length=200, blank=True)
    report = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "kind", "-id"], name="batch_by_kind")]

    def __str__(self) -> str:
        return self.label


declare(
    Batch,
    personal={"label": HISTORY, "actor_id": HISTORY, "actor_label": HISTORY, "undone_by_label": HISTORY},
    not_personal=("id", "workspace_id", "kind", "at", "undone_at", "report"),
)
references.declare(Batch, Reference("actor_id", model="accounts.colleague"))


class HistoryEntry(models.Model):
    """One change of one record: what it was, what it became, who did it, and perhaps why."""

    class Verb(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("restored")
        EXPORTED = "exported", _("exported")

    workspace_id = models.BigIntegerField()
    batch_id = models.BigIntegerField(null=True)
    model = models.CharField(max_length=60)  # "network.organisation"
    object_id = models.BigIntegerField()
    object_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=10, choices=Verb)
    operation = models.CharField(max_length=80)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    why = models.TextField(blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "-id"], name="history_newest"),
            models.Index(fields=["model", "object_id", "-id"], name="history_of_record"),
            models.Index(
                fields=["batch_id"], condition=models.Q(batch_id__isnull=False), name="history_of_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"


declare(
    HistoryEntry,
    personal=dict.fromkeys(("object_label", "before", "after", "why", "actor_id", "actor_label"), HISTORY),
    not_personal=("id", "workspace_id", "batch_id", "model", "object_id", "verb", "operation", "at"),
)
references.declare(
    HistoryEntry,
    Reference("object_id", model_column="model"),
    Reference("batch_id", model="core.batch"),
    Reference("actor_id", model="accounts.colleague"),
)


class SearchEntry(models.Model):
    """One findable record in folded form; kept in step by `core.history`, indexed by trigrams (migration 0002)."""

    workspace_id = models.BigIntegerField()
    kind = models.CharField(max_length=30)  # "organisation", "person"
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=300, blank=True)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_entry_each")]

    def __str__(self) -> str:
        return self.title


declare(
    SearchEntry,
    personal={
        name: Personal("Finding the record", "With the record") for name in ("title", "detail", "text")
    },
    not_personal=("id", "workspace_id", "kind", "object_id"),
)


class TimedRun(models.Model):
    """When a piece of timed work was last taken up, and how it went."""

    name = models.CharField(max_length=80, unique=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


declare(TimedRun, not_personal=("id", "name", "began_at", "ended_at", "failed", "note"))


class KeptAnswer(models.Model):
    """What was answered to a request that named itself by a key; asked again within a day, it is answered the same.

    Written in the transaction of what was asked for: either both are there or neither.
    """

    sender = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(default="")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "key"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.sender} {self.key}"


declare(
    KeptAnswer,
    personal={"body": Personal("Answering a repeated request the same", "One day")},
    not_personal=("id", "sender", "key", "fingerprint", "status", "headers", "at"),
)
