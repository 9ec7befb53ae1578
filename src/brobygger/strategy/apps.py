from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "brobygger.strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.strategy import house, search, shell
        from brobygger.strategy.process import shell as process_shell

        search.register()
        shell.register()
        process_shell.register()
        house.register()
