"""Figures for Prometheus, on a port of this machine alone: the web's counters, and what the database knows."""

import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from portal import clock
from portal.health import State
from portal.upkeep.metrics import counters
from portal.upkeep.models import DutyRecord
from portal.upkeep.queries.state import BACKUP, last_backup
from portal.upkeep.results.readiness import report

logger = logging.getLogger(__name__)

# Never another: the figures are nobody's business outside of this machine.
ADDRESS = "127.0.0.1"
GRADES = {State.OK: 0, State.WARNING: 1, State.FAILING: 2}
LINES = {
    ("queue", "count"): ("portal_queue_tasks", "Background tasks that wait"),
    ("queue", "minutes"): ("portal_queue_age_minutes", "How long the oldest background task has waited"),
    ("outbox", "count"): ("portal_outbox_messages", "Messages whose time has come and that wait"),
    ("outbox", "minutes"): ("portal_outbox_age_minutes", "How long the oldest message has waited past its time"),
    ("undelivered", "count"): ("portal_undelivered_messages", "Messages that did not arrive"),
    ("disk", "free_mb"): ("portal_disk_free_megabytes", "Free space where the data is kept"),
}


def start() -> None:
    """Beside the background work; a port that is taken is told of and holds up nothing."""
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    counters.sweep(folder)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))
    registry.register(StateCollector())
    try:
        start_http_server(settings.PORTAL_METRICS_PORT, addr=ADDRESS, registry=registry)
    except OSError as fault:
        logger.error("no metrics on port %s: %s", settings.PORTAL_METRICS_PORT, fault)  # noqa: TRY400


class StateCollector:
    """What is read when it is asked for."""

    def describe(self) -> list:
        """Nothing is read while the server starts."""
        return []

    def collect(self) -> Iterator:
        found = report(clock.now())
        states = GaugeMetricFamily("portal_state", "0 ok, 1 warning, 2 failing", labels=["line"])
        for line in found:
            states.add_metric([line.name], GRADES[line.state])
        yield states
        values = {(line.name, key): value for line in found for key, value in line.values.items()}
        for key, (name, help_text) in LINES.items():
            if key in values:
                yield GaugeMetricFamily(name, help_text, value=values[key])
        yield from _times(is_known=any(line.name == "database" and line.word == "ok" for line in found))


def _times(*, is_known: bool) -> Iterator:
    """Without its database the portal says nothing of its duties rather than something old."""
    noted = DutyRecord.objects.filter(name=BACKUP).first() if is_known else None
    if finished := last_backup(noted):
        yield GaugeMetricFamily(
            "portal_backup_timestamp_seconds", "When the last backup was finished", _stamp(finished)
        )
    if not is_known:
        return
    success = GaugeMetricFamily("portal_duty_success_timestamp_seconds", "Last success of a duty", labels=["duty"])
    failures = GaugeMetricFamily("portal_duty_failures", "Failures of a duty in a row", labels=["duty"])
    for record in DutyRecord.objects.all():
        failures.add_metric([record.name], record.failures)
        if record.succeeded_at:
            success.add_metric([record.name], _stamp(record.succeeded_at))
    connection.close()  # each answer has a thread of its own
    yield success
    yield failures


def _stamp(moment: datetime) -> float:
    return moment.timestamp()
