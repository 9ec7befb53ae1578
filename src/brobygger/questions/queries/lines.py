"""The same question through the rounds."""

from collections import defaultdict
from collections.abc import Iterable

from brobygger.accounts.models import Colleague
from brobygger.questions.comparability import Break, Point, Segment, segments
from brobygger.questions.models import Answer, Item, Round
from brobygger.questions.models.doors import standings, viewers
from brobygger.questions.queries.results import item_result

MOST = 12


def through_rounds(item: Item, colleague: Colleague) -> list[Segment]:
    """What the latest rounds of this item gave, oldest first, as far as the colleague may see them."""
    wordings = {
        i.set_version_id: i
        for i in Item.objects.filter(identity=item.identity_id).select_related("set_version")
    }
    asked = Round.objects.filter(set_version__in=wordings, workspace=item.workspace_id)
    rounds = list(asked.order_by("-opens_at", "-pk")[:MOST])[::-1]
    answers: dict[int, list[Answer]] = defaultdict(list)
    shown = Answer.objects.shown_in(rounds, viewers(colleague, rounds)).filter(item__in=wordings.values())
    for answer in shown.select_related("sheet__team", "sheet__invitee__colleague").order_by("pk"):
        answers[answer.sheet.round_id].append(answer)
    where = standings(rounds)
    points = []
    for round in rounds:
        wording = wordings[round.set_version_id]
        found = item_result(wording, answers[round.pk], where[round.pk])
        if found.base:
            points.append(Point(wording.set_version.number, round.name, found))
    return segments(points, breaks_of(wordings.values()))


def breaks_of(items: Iterable[Item]) -> list[Break]:
    """Where wordings of one item say that they cannot be compared with the version before."""
    found = [Break(i.set_version.number, i.comparable_why) for i in items if not i.comparable]
    return sorted(found, key=lambda b: b.number)
