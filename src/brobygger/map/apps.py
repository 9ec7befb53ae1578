from django.apps import AppConfig


class MapConfig(AppConfig):
    name = "brobygger.map"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.map import campaigns, shell
        from brobygger.map.connections import shell as connections

        shell.register()
        campaigns.register()
        connections.register()
