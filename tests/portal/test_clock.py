"""What time it is: the machine's, unless a test says otherwise, and in production always the machine's."""

import datetime as dt
import importlib.util

import pytest

from portal import clock


def started(monkeypatch, fake: str, settings: str = "portal.settings.dev"):
    """The clock of a process that starts with these variables."""
    monkeypatch.setenv("PORTAL_FAKE_NOW", fake)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", settings)
    module = importlib.util.module_from_spec(clock.__spec__)
    clock.__spec__.loader.exec_module(module)
    return module


@pytest.mark.parametrize("fake", ["2030-01-01T23:30:00+00:00", "2030-01-02T07:30:00"])
def test_a_fake_instant_runs_on_and_is_the_districts_own_without_an_offset(monkeypatch, fake):
    made = started(monkeypatch, fake)
    late = made.now() - dt.datetime(2030, 1, 1, 23, 30, tzinfo=dt.UTC)
    assert dt.timedelta(0) <= late < dt.timedelta(minutes=1)
    assert made.today() == dt.date(2030, 1, 2)


@pytest.mark.parametrize(
    ("fake", "settings"), [("", "portal.settings.dev"), ("2030-01-01T00:00:00", "portal.settings.production")]
)
def test_the_machines_time_else_and_always_in_production(monkeypatch, fake, settings):
    made = started(monkeypatch, fake, settings)
    assert abs(made.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    assert made.now().tzinfo is dt.UTC
