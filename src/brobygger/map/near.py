"""What lies within a step or two of one organisation: tied to it, sharing a person, or having done something together.

The second step goes once more, and through a colleague here who knows both. Two questions for each step, whatever the size.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from brobygger.accounts.models import Colleague, Workspace
from brobygger.network.models import ActivityOrganisation, Affiliation, Organisation, OrganisationTie, Tie

# So many around one organisation say nothing more; the next step starts from these.
MOST = 1_000


def within(
    rows: "QuerySet[Organisation]", workspace: Workspace, centre: int, steps: int
) -> "QuerySet[Organisation]":
    """Those of `rows` that lie within `steps` of the organisation, itself included."""
    first = _beside(workspace, [centre])
    if steps == 1:
        return rows.filter(first | Q(pk=centre))
    inner = Organisation.objects.of(workspace).filter(first).order_by("pk")
    start = [centre, *inner.values_list("pk", flat=True)[:MOST]]
    ties = Tie.objects.of(workspace).filter(ended_on=None).exclude(colleague__state=Colleague.State.LEFT)
    knows = ties.filter(organisation=centre).values("colleague")
    known = ties.filter(colleague__in=knows).values("organisation")
    return rows.filter(_beside(workspace, start) | Q(pk__in=start) | Q(pk__in=known))


def _beside(workspace: Workspace, start: Iterable[int]) -> Q:
    """One step from any of them."""
    start = list(start)
    ties = OrganisationTie.objects.of(workspace).filter(ended_on=None)
    inside = Affiliation.objects.of(workspace).filter(Q(to_date=None) | Q(to_date__gt=timezone.localdate()))
    shared = inside.filter(person__in=inside.filter(organisation__in=start).values("person"))
    done = ActivityOrganisation.objects.of(workspace)
    together = done.filter(activity__in=done.filter(organisation__in=start).values("activity"))
    return (
        Q(pk__in=ties.filter(from_organisation__in=start).values("to_organisation"))
        | Q(pk__in=ties.filter(to_organisation__in=start).values("from_organisation"))
        | Q(pk__in=shared.values("organisation"))
        | Q(pk__in=together.values("organisation"))
    )
