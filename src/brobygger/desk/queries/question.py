"""The question of the day, as it stands on the first page of whoever is asked."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Role
from brobygger.strategy.queries.process import closing, day_open_for, place_of, progress_of


@dataclass(frozen=True)
class Question:
    """What is asked, how many have answered where that may be told, and whether this colleague has."""

    text: str
    url: str
    place: int
    of: int
    asked: int
    answered: int
    is_counted: bool
    closes: str
    mine: bool

    @property
    def said(self) -> str:
        return _("%(done)d of %(total)d have answered.") % {"done": self.answered, "total": self.asked}


def of_today(colleague: Colleague) -> Question | None:
    """The open question; None where none is, or it is not for this colleague."""
    if not colleague.has_role(Role.STAFF):
        return None
    day = day_open_for(colleague.workspace)
    if day is None:
        return None
    place, of = place_of(day)
    asked, answered, mine = progress_of(day, colleague)
    item = day.round.item
    return Question(
        text=item.text if item else day.round.name,
        url=reverse("strategy:day", args=[colleague.workspace.slug, day.pk]),
        place=place,
        of=of,
        asked=asked,
        answered=answered,
        is_counted=day.round.is_named,
        closes=closing(day.round),
        mine=mine,
    )
