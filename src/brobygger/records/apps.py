from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RecordsConfig(AppConfig):
    name = "brobygger.records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.core import navigation, pages
        from brobygger.records import models, queries
        from brobygger.records.personal import shell as personal
        from brobygger.records.webhooks import shell as webhooks

        webhooks.register()
        personal.register()

        pages.name(models.JournalNote, _("Note"))
        pages.name(models.SavedView, _("Saved view"))
        pages.name(models.Notice, _("Notice"))
        pages.name(models.ImportRun, pgettext_lazy("one import", "Import"))
        pages.name(models.StoredFile, _("File"))
        pages.name(models.SavedMapping, _("Saved columns"))
        navigation.register(
            navigation.Item(
                "notices",
                _("Notices"),
                "notice",
                "records:notices",
                group="bottom",
                order=10,
                count=lambda request: queries.unread_notices(request.colleague),  # type: ignore[attr-defined]
            )
        )
        for order, key, label, icon in (
            (80, "history", _("History"), "history"),
            (90, "bin", _("Bin"), "bin"),
        ):
            navigation.register(
                navigation.Item(key, label, icon, f"records:{key}", group="bottom", order=order)
            )
