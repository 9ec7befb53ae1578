"""What was found by looking at the whole network: where each stands in the explorer, bridges, single points, communities.

Written anew by each reading, without history, except for the name somebody gives a community. The rows name records by
label and id and repeat none of their words: who is erased, merged or in the bin is not shown.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line, SortKey
from brobygger.core.personal import declare
from brobygger.core.references import Reference
from brobygger.core.references import declare as declare_references
from brobygger.core.text import sort_key


class NetworkReading(WorkspaceModel):
    """One look at who ties to whom; what the latest found is shown with its date.

    `sampled`: the shortest ways were followed from so many records, 0 for from all of them. `relaid`: everything was
    laid out anew, not only what had come.
    """

    started_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
    organisations = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    edges = models.PositiveIntegerField(default=0)
    sampled = models.PositiveIntegerField(default=0)
    relaid = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="network_reading_newest")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"


declare(
    NetworkReading,
    personal={"started_by": STAFF_DATA},
    not_personal=(
        "id", "workspace", "created_at", "organisations", "people", "edges", "sampled", "relaid", "ended_at", "failed",
    ),
)  # fmt: skip


class OfRecord(WorkspaceModel):
    """A row about one record: a colleague, a person or an organisation."""

    model = models.CharField(max_length=60, editable=False)
    object_id = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class Position(OfRecord):
    """Where a record stands in the explorer; it stays there when others come."""

    x = models.IntegerField()
    y = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "model", "object_id"], name="stands_once")
        ]


class Bridge(OfRecord):
    """A record on many shortest ways between others: `share` of all the ways that could pass it, in ten thousandths."""

    share = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "model", "object_id"], name="bridge_once")
        ]
        indexes = [models.Index(fields=["workspace", "-share"], name="bridge_by_share")]


class SinglePoint(OfRecord):
    """A record without which `loses` organisations have no way to the house."""

    loses = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "model", "object_id"], name="single_point_once")
        ]
        indexes = [models.Index(fields=["workspace", "-loses"], name="single_point_by_losses")]


class Loss(WorkspaceModel):
    """One organisation that falls away with a single point; the first of many."""

    point = models.ForeignKey(SinglePoint, models.CASCADE, related_name="losses")
    organisation_id = models.BigIntegerField(editable=False)

    def __str__(self) -> str:
        return f"{self.point} · {self.organisation_id}"


class Community(WorkspaceModel):
    """Records that tie to each other more than to the rest. Named for what they share until somebody names it."""

    class Basis(models.TextChoices):
        THEME = "theme", _("The theme most of them have")
        TYPE = "type", _("The type most of them have")
        TOWN = "town", _("The town most of them are in")
        MEMBER = "member", _("The one with most ties")
        HAND = "hand", _("Somebody here")

    name = Line(_("Name"), max_length=80)
    sort_key = SortKey()
    basis = models.CharField(max_length=6, choices=Basis, editable=False)
    organisations = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-organisations", "id"], name="community_by_size")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called on a page."""
        if self.basis == self.Basis.MEMBER:
            return _now("Around %(name)s") % {"name": self.name}
        return self.name

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


class CommunityMember(OfRecord):
    """A record lies in a community; `place` 0 is the organisation with most ties."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="members")
    place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "model", "object_id"], name="in_community_once")
        ]
        indexes = [models.Index(fields=["community", "model", "place"], name="in_community_by_place")]


OWN = ("id", "workspace", "created_at")
REFERS = (*OWN, "model", "object_id")
declare(Position, not_personal=(*REFERS, "x", "y"))
declare(Bridge, not_personal=(*REFERS, "share"))
declare(SinglePoint, not_personal=(*REFERS, "loses"))
declare(Loss, not_personal=(*OWN, "point", "organisation_id"))
declare(Community, not_personal=(*OWN, "name", "sort_key", "basis", "organisations"))
declare(CommunityMember, not_personal=(*REFERS, "community", "place"))
for listed in (Position, Bridge, SinglePoint, CommunityMember):
    declare_references(listed, Reference("object_id", model_column="model"))
declare_references(Loss, Reference("organisation_id", model="network.organisation"))
