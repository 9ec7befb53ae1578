"""The same question through the rounds."""

from collections.abc import Iterable

from brobygger.accounts.models import Colleague
from brobygger.questions.comparability import Break, Point, Segment, segments
from brobygger.questions.models import Item, Round
from brobygger.questions.models.doors import viewers
from brobygger.questions.queries.results import results

MOST = 12


def through_rounds(item: Item, colleague: Colleague) -> list[Segment]:
    """What earlier and later rounds of this item gave, oldest first, as far as the colleague may see them."""
    asked = Round.objects.filter(
        set_version__items__identity=item.identity_id, workspace=item.workspace_id
    ).select_related("set_version")
    rounds = list(asked.order_by("-opens_at", "-pk")[:MOST])[::-1]
    who = viewers(colleague, rounds)
    points = []
    for round in rounds:
        found = results(round, who[round.pk])
        same = next((r for r in found.items if r.item.identity_id == item.identity_id), None)
        if same and same.base:
            points.append(Point(round.set_version.number, round.name, same))
    return segments(
        points, breaks_of(Item.objects.filter(identity=item.identity_id).select_related("set_version"))
    )


def breaks_of(items: Iterable[Item]) -> list[Break]:
    """Where wordings of one item say that they cannot be compared with the version before."""
    found = [Break(i.set_version.number, i.comparable_why) for i in items if not i.comparable]
    return sorted(found, key=lambda b: b.number)
