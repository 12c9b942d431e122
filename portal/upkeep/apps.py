import os

from django.apps import AppConfig
from django.conf import settings


class UpkeepConfig(AppConfig):
    name = "portal.upkeep"
    label = "upkeep"

    def ready(self):
        from portal.upkeep import checks  # noqa: F401, PLC0415 - Django finds checks by their being imported

        self._share_metrics()

    def _share_metrics(self):
        """Where the processes of the portal add up their figures: prometheus_client asks when it is first imported."""
        if settings.PORTAL_METRICS_PORT:
            folder = settings.ENV.var_dir / "metrics"
            folder.mkdir(parents=True, exist_ok=True)
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
