from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "brobygger.questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from brobygger.questions import shell

        shell.register()
