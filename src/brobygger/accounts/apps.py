from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from brobygger.core import navigation, pages


class AccountsConfig(AppConfig):
    name = "brobygger.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.accounts import models

        pages.register(models.Team, "accounts:team", _("Team"))
        pages.name(models.TeamMember, _("Member of a team"))
        pages.name(models.Workspace, _("Workspace"))
        pages.name(models.Link, _("Link"))
        navigation.register(
            navigation.Item("members", _("Members"), "people", "accounts:members", group="bottom", order=80)
        )
        pages.name(models.Identity, _("Log-in through the municipality"))
        pages.name(models.BreakGlassUse, _("Use of the way in without the municipality"))
        navigation.register(
            navigation.Item(
                "login",
                _("Log-in"),
                "lock",
                "accounts:login_settings",
                group="settings",
                order=10,
                text=_("Through which municipality one comes in, and what its roles mean here."),
            )
        )
        pages.name(models.ApiToken, _("Token for another system"))
        navigation.register(
            navigation.Item(
                "tokens",
                _("Tokens for other systems"),
                "link",
                "accounts:tokens",
                group="settings",
                order=30,
                text=_("With a token another system reads and writes here, with the role you give it."),
            )
        )
        navigation.register_place("language", "accounts:language", in_workspace=False)
        navigation.register_place("settings", "accounts:profile", in_workspace=False)
