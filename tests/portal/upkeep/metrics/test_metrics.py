"""What Prometheus reads: from a real worker, by the library's own parser; on this machine alone."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from portal.upkeep.metrics import counters as metrics
from portal.upkeep.metrics import exporter
from portal.upkeep.middleware import count_requests

# Two processes of one portal: the one counts requests, the other answers for both.
COUNT = """
import django; django.setup()
from portal.upkeep.metrics import counters as metrics
metrics.note_request("POST", 302, 0.0025)
metrics.note_request("BREW", 404, 0.1)
metrics.note_answer(302); metrics.note_answer(400)
"""
SERVE = """
import time
import django; django.setup()
from portal.upkeep.metrics import exporter
exporter.start(); print("on", flush=True); time.sleep(60)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def samples(text: str) -> dict:
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def addresses(port: int) -> list[str]:
    """Where something listens on this port, as Linux writes it: 127.0.0.1 backwards."""
    lines = [line for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    rows = [line.split() for line in lines]
    found = [row[1].split(":") for row in rows if row[3] == "0A"]
    return [address for address, number in found if int(number, 16) == port]


def test_a_scrape_adds_up_the_processes_and_is_answered_on_this_machine_alone(tmp_path):
    port = free_port()
    given = {"PORTAL_METRICS_PORT": str(port), "PORTAL_VAR_DIR": str(tmp_path), "PORTAL_FAKE_NOW": ""}
    environment = {**os.environ, **given, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    words = {"cwd": settings.BASE_DIR, "env": environment}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNT], check=True, **words)
    with subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True, **words) as server:
        try:
            assert server.stdout.readline() == "on\n"
            with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
                found = samples(answer.read().decode())
            listening = addresses(port)
        finally:
            server.kill()
    assert found["portal_requests_total", "POST", "3xx"] == 2
    assert found["portal_requests_total", "other", "4xx"] == 2
    assert found["portal_request_seconds_count", "POST"] == 2
    assert found["portal_answers_total", "stored"] == found["portal_answers_total", "refused"] == 2
    # This portal has no tables yet: the figures say so, and nothing falls.
    assert found["portal_state", "database"] == 2
    assert listening == ["0100007F"]


def test_the_address_is_no_setting():
    assert exporter.ADDRESS == "127.0.0.1"


def test_while_metrics_are_off_nothing_stands_in_the_way_of_a_request():
    with pytest.raises(MiddlewareNotUsed):
        count_requests(lambda request: None)


@pytest.mark.parametrize(("status", "outcome"), [(302, "stored"), (409, "refused"), (503, "failed")])
def test_an_answer_is_counted_by_what_became_of_it(settings, status, outcome):
    settings.PORTAL_METRICS_PORT = 1
    request = RequestFactory().post("/q/x")
    request.resolver_match = type("Match", (), {"view_name": "places:place-answer"})
    before = metrics.ANSWERS.labels(outcome)._value.get()
    count_requests(lambda request: HttpResponse(status=status))(request)
    assert metrics.ANSWERS.labels(outcome)._value.get() == before + 1


def test_counting_costs_a_request_next_to_nothing():
    """A survey's answer takes 2.5 ms; this is a hundredth of it, on a busy machine too."""
    began = time.perf_counter()
    for _ in range(1000):
        metrics.note_request("POST", 302, 0.0025)
    assert time.perf_counter() - began < 0.25


def test_files_of_processes_that_ended_yesterday_are_swept(tmp_path):
    old, own, fresh = (tmp_path / f"counter_{number}.db" for number in (4194304, os.getpid(), 4194305))
    for path in (old, own, fresh):
        path.write_bytes(b"")
    for path in (old, own):
        os.utime(path, (0, 0))
    assert metrics.sweep(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([own.name, fresh.name])
