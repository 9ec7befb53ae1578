from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "brobygger.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.core import navigation

        navigation.register(navigation.Item("today", _("Today"), "home", "desk:today", group="top"))
        navigation.register_place("home", "desk:today")
        navigation.register_place("search", "desk:search")
