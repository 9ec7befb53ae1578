"""The house and its partnerships: the self-check's statements with what to do next, and what it gives the shell.

The statements follow what the Guide asks of an organisation that works by partnerships (p. 19–45), in our own words.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role
from brobygger.core import navigation, pages
from brobygger.network.duplicates import edges
from brobygger.records import notices, rules
from brobygger.strategy.models import house

AREAS = {
    "organisation": _("Organisation"),
    "strategy": _("Strategy"),
    "network": _("Network"),
    "skills": _("Skills"),
    "evaluation": _("Evaluation"),
}


@dataclass(frozen=True)
class Statement:
    """Something that is so in a house that is ready; `step` is what to do where it is not, `url_name` where."""

    key: str
    area: str
    text: Any
    step: Any
    url_name: str = ""


STATEMENTS = (
    Statement(
        "answers", "organisation", _("Everybody knows who in the house may say yes to a partnership."),
        _("Decide whether it is central, local or mixed, and write why."), "strategy:responsibility",
    ),
    Statement(
        "keepers", "organisation", _("Each partnership has one colleague who keeps it."),
        _("Give a keeper to each partnership that has none."), "strategy:keepers",
    ),
    Statement(
        "time", "organisation", _("There is time for partnerships beside the daily running."),
        _("Set hours aside, for a colleague or a team, and note what is used."), "strategy:house_time",
    ),
    Statement(
        "teams", "organisation", _("Teams work across departments on what the library pushes."),
        _("Let a team with members from several departments own each focus area."), "strategy:focus_areas",
    ),
    Statement(
        "goals", "strategy", _("Partnerships are chosen because they serve a goal."),
        _("Say of each partnership which goal it serves."), "strategy:goals",
    ),
    Statement(
        "no", "strategy", _("We say no to what does not fit, and say why."),
        _("Agree on the questions that a proposal must answer before anybody says yes."),
    ),
    Statement(
        "overview", "network", _("Any colleague can see who here knows whom."),
        _("Ask the whole house whom it knows."), "network:organisations",
    ),
    Statement(
        "care", "network", _("Contacts are kept warm, also between projects."),
        _("Go through the relations that are going cold."), "network:care",
    ),
    Statement(
        "leaving", "network", _("What a colleague knows stays when they leave."),
        _("Hand over what those who leave hold, and let a second colleague know each partner."), "network:handovers",
    ),
    Statement(
        "skills", "skills", _("Those who run partnerships can lead a project, negotiate and say what the library offers."),
        _("Let those who can teach those who cannot, one partnership at a time."),
    ),
    Statement(
        "offer", "skills", _("We can say in a minute what we bring to a partner."),
        _("Write down what the library can bring, team by team."), "strategy:offers",
    ),
    Statement(
        "learning", "evaluation", _("We look at each partnership with the partner at least once a year."),
        _("Put a date in the calendar with each partner: what did each of us get, and what do we change?"),
        "network:follow_ups",
    ),
)  # fmt: skip
NOUNS = (
    (house.Responsibility, _("Who answers for partnerships")),
    (house.Keeper, _("Keeper")),
    (house.TimeSet, _("Time set aside")),
    (house.HoursUsed, _("Hours used")),
    (house.ReadinessCheck, _("Self-check")),
    (house.ReadinessAnswer, _("Answer of a self-check")),
)


def _keeps(row: house.Keeper) -> int | None:
    """Of two organisations that become one, one keeper goes on."""
    return row.organisation_id if row.to_date is None else None


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item(
            "house",
            _("House"),
            "assign",
            "strategy:house",
            group="direction",
            order=90,
            also=("strategy:keepers",),
        )
    )
    for model, noun in NOUNS:
        pages.name(model, noun)
    edges.register(house.Keeper, edges.Edge(_keeps))
    pages.register_part("network.organisation", "strategy:keeper", _("Who keeps it"))
    notices.register("strategy.keeper", _told)
    rules.guard(Role.LEADER, house.HoursUsed._meta.label_lower, own=True)
    rules.guard(Role.LEADER, house.TimeSet._meta.label_lower)


def _told(values: dict[str, Any]) -> str:
    if not values["name"]:
        return gettext("You keep the network now.")
    return gettext("You keep the partnership with %(name)s now.") % values
