from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "brobygger.network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.network import derived, search, shell

        search.register()
        derived.register()
        shell.register()
