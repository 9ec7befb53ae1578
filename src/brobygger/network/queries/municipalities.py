"""Which municipality a postcode lies in, as far as this workspace has said it before: earlier rows are the only source."""

from dataclasses import dataclass

from django.db.models import Count

from brobygger.accounts.models import Workspace
from brobygger.network.models import Organisation
from brobygger.places.models import Municipality


@dataclass(frozen=True)
class Proposal:
    """Most organisations with this postcode lie here: `count` of `total`."""

    municipality: Municipality
    postcode: str
    count: int
    total: int


def proposed(workspace: Workspace, postcode: str) -> Proposal | None:
    """What is proposed for a postcode; None where no row says anything, or where they do not agree by a majority."""
    postcode = postcode.strip()
    if not 3 <= len(postcode) <= 10:
        return None
    rows = Organisation.objects.of(workspace).filter(postcode=postcode).exclude(municipality=None)
    counts = list(
        rows.order_by().values_list("municipality").annotate(n=Count("pk")).order_by("-n", "municipality")
    )
    if not counts:
        return None
    total = sum(n for _pk, n in counts)
    pk, count = counts[0]
    if 2 * count <= total:
        return None
    return Proposal(Municipality.objects.get(pk=pk), postcode, count, total)
