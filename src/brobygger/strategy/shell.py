"""What the strategy gives the shell: items of the navigation, pages of its records, what they are called, journals."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from brobygger.core import navigation, pages
from brobygger.core.text import fold
from brobygger.network.duplicates import edges
from brobygger.strategy import models
from brobygger.strategy.models import rooms

# Key, label, sign; they unfold under the page of the rooms.
ITEMS = (
    ("focus_areas", _("Focus areas"), "bookmark"),
    ("goals", _("Goals"), "success"),
    ("offers", _("Offers"), "learn"),
    ("wishes", _("Wishes"), "star"),
    ("resources", _("Resources"), "tools"),
)
PAGES: tuple[tuple[type[Model], str, Any], ...] = (
    (models.FocusArea, "strategy:focus_area", _("Focus area")),
    (models.Goal, "strategy:goal", _("Goal")),
    (models.Offer, "strategy:offer", _("Offer")),
    (models.Wish, "strategy:wish", _("Wish")),
    (models.Need, "strategy:need", _("Need")),
)
NOUNS: tuple[tuple[type[Model], Any], ...] = (
    (models.GoalAgeGroup, _("Age group of a goal")),
    (models.Measurement, _("Measurement")),
    (models.OrganisationTeam, _("Team that looks after an organisation")),
    (rooms.Placing, _("Place in a room")),
    (models.Resource, _("What an organisation brings or wants")),
    (models.SectorResource, _("What a sector brings or wants")),
    (models.ReachOf, _("How near an organisation works")),
    (models.Serves, _("Who serves what")),
    (models.WishValue, _("Where a wish belongs")),
)


def _serves(row: models.Serves) -> tuple[Any, ...] | None:
    """Serving what is served already, and still is, is the same when two organisations become one."""
    return None if row.ended_on else (row.organisation_id, row.offer_id, row.goal_id, row.focus_area_id)


def _resource(row: models.Resource) -> tuple[Any, ...] | None:
    return None if row.ended_on else (row.organisation_id, row.direction, row.kind, fold(row.text))


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item(
            "strategy", _("Strategy"), "flag", "strategy:picture", group="direction", order=10
        )
    )  # fmt: skip
    for order, (key, label, icon) in enumerate(ITEMS, start=2):
        navigation.register(
            navigation.Item(
                f"strategy.{key}", label, icon, f"strategy:{key}", group="direction", order=10 * order,
                under="strategy",
            )
        )  # fmt: skip
    for model, url_name, noun in PAGES:
        pages.register(model, url_name, noun)
    for named, called in NOUNS:
        pages.name(named, called)
    edges.register(models.Serves, edges.Edge(_serves))
    edges.register(models.Resource, edges.Edge(_resource))
    pages.register_part("network.organisation", "strategy:organisation", _("What they are to the strategy"))
