"""What mapping campaigns give the shell: their place in the menu, their pages and notices, the reminder's timed work."""

from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role
from brobygger.core import navigation, pages, timed
from brobygger.map import models, tasks
from brobygger.records import notices, rules

NOUNS = (
    (models.AskedTeam, _("Team that a campaign asks")),
    (models.Asked, _("Colleague whom a campaign asks")),
    (models.AskedLink, _("Link to answer a campaign by")),
    (models.Answer, _("Answer to a campaign")),
)


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item(
            "campaigns",
            _("Mapping campaigns"),
            "note",
            "map:campaigns",
            group="network",
            order=65,
            under="map",
        )
    )
    pages.register(models.Campaign, "map:campaign", _("Mapping campaign"))
    pages.register(models.Proposal, "map:campaign_row", _("Row of a merge tray"))
    for model, noun in NOUNS:
        pages.name(model, noun)
    notices.register("map.asked", lambda v: gettext("%(campaign)s: tell whom you know and whom we miss.") % v)
    notices.register("map.became", lambda v: gettext("%(campaign)s: see what became of what you wrote.") % v)
    rules.guard(Role.COORDINATOR, "map.answer", "map.proposal", "map.mapembed")
    timed.register("map.campaign_reminders", tasks.remind, every=timedelta(days=1))
