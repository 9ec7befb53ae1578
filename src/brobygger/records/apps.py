from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "brobygger.records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.core import navigation, pages
        from brobygger.records.models import JournalNote

        pages.name(JournalNote, _("Note"))
        for order, key, label, icon in (
            (80, "history", _("History"), "history"),
            (90, "bin", _("Bin"), "bin"),
        ):
            navigation.register(
                navigation.Item(key, label, icon, f"records:{key}", group="bottom", order=order)
            )
