"""What the map gives the shell: its item in the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role
from brobygger.core import navigation, pages
from brobygger.map.models import MapEmbed


def may_share(request: HttpRequest) -> bool:
    """What outsiders see of the map is the coordinators' to decide."""
    colleague = getattr(request, "colleague", None)
    return colleague is not None and colleague.has_role(Role.COORDINATOR)


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item("map", _("Circle map"), "map", "map:circle", group="network", order=5)
    )
    navigation.register(
        navigation.Item(
            "connections", _("Connections"), "link", "map:connections", group="network", order=6, under="map"
        )
    )
    navigation.register(
        navigation.Item(
            "embeds", _("Shared maps"), "open", "map:embeds", group="settings", order=45,
            text=_("The circle map on the library's own site, or behind a link."), allowed=may_share,
        )
    )  # fmt: skip
    pages.register(MapEmbed, "map:embed", _("Shared map"))
