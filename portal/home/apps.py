from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"

    def ready(self):
        from portal.settings import checks  # noqa: F401, PLC0415 - Django finds checks by their being imported
