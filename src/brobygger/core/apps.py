from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "brobygger.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.core import timed
        from brobygger.core.api import repeats

        timed.register("core.kept_answers", repeats.forget_old, every=timedelta(hours=6))
