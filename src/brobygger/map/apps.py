from django.apps import AppConfig


class MapConfig(AppConfig):
    name = "brobygger.map"
    default_auto_field = "django.db.models.BigAutoField"
