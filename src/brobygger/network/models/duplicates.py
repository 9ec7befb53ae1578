"""Two records that may be one: what a scan found, what people decided, and where a merged record went.

They name records by label and id, not by foreign keys: none of them may keep an import from being undone, and a merged
record's row is gone.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line
from brobygger.core.personal import declare
from brobygger.core.references import Reference
from brobygger.core.references import declare as declare_references
from brobygger.network.models.people import KNOWN


class DuplicateScan(WorkspaceModel):
    """One look through the whole workspace; the latest one's pairs are shown."""

    started_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
    organisations = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="duplicate_scan_newest")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"


declare(
    DuplicateScan,
    personal={"started_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "organisations", "people", "found", "ended_at", "failed",
    ),
)  # fmt: skip


class DuplicatePair(WorkspaceModel):
    """Two records that the latest scan found alike; `one_id` is the older. Written anew by each scan, without history."""

    model = models.CharField(max_length=60)  # "network.organisation" or "network.person"
    one_id = models.BigIntegerField()
    other_id = models.BigIntegerField()
    score = models.PositiveSmallIntegerField(_("Likeness"))  # 0–100
    reasons = models.JSONField(default=list)  # codes of `duplicates.reasons`

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "model", "one_id", "other_id"], name="duplicate_pair_once"
            )
        ]
        indexes = [models.Index(fields=["workspace", "model", "score", "id"], name="duplicate_by_score")]

    def __str__(self) -> str:
        return f"{self.one_id} · {self.other_id}"


declare(
    DuplicatePair,
    not_personal=("id", "workspace", "created_at", "model", "one_id", "other_id", "score", "reasons"),
)
declare_references(
    DuplicatePair, Reference("one_id", model_column="model"), Reference("other_id", model_column="model")
)


class NotTheSame(WorkspaceModel):
    """Somebody decided that these two are two: they are not proposed again until that is taken back."""

    model = models.CharField(max_length=60, editable=False)
    one_id = models.BigIntegerField(editable=False)
    other_id = models.BigIntegerField(editable=False)
    decided_by = models.ForeignKey(
        Colleague, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("Decided by")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "model", "one_id", "other_id"], name="not_the_same_once"
            )
        ]
        indexes = [models.Index(fields=["workspace", "model", "-id"], name="not_the_same_newest")]

    def __str__(self) -> str:
        return f"{self.one_id} · {self.other_id}"


declare(
    NotTheSame,
    personal={"decided_by": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "model", "one_id", "other_id"),
)
declare_references(
    NotTheSame, Reference("one_id", model_column="model"), Reference("other_id", model_column="model")
)


class Merged(WorkspaceModel):
    """The record `gone_id` lives on in `survivor_id`: its address leads there, and its name is found there."""

    model = models.CharField(max_length=60, editable=False)
    gone_id = models.BigIntegerField(editable=False)
    survivor_id = models.BigIntegerField(editable=False)
    name = Line(_("Name"), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "model", "gone_id"], name="merged_once")]
        indexes = [models.Index(fields=["model", "survivor_id"], name="merged_into")]

    def __str__(self) -> str:
        return self.name


declare(
    Merged,
    personal={"name": KNOWN},
    not_personal=("id", "workspace", "created_at", "model", "gone_id", "survivor_id"),
)
declare_references(
    Merged, Reference("gone_id", model_column="model"), Reference("survivor_id", model_column="model")
)
