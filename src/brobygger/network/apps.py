from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "brobygger.network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.accounts import seeds
        from brobygger.network import care, derived, personal, search, shell
        from brobygger.network import seeds as network_seeds
        from brobygger.network.duplicates import shell as duplicates
        from brobygger.network.exchange import shell as exchange

        search.register()
        derived.register()
        shell.register()
        care.register()
        duplicates.register()
        exchange.register()
        personal.register()
        seeds.register(network_seeds.sow)
