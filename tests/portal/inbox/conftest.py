import pytest

from portal import clock


@pytest.fixture
def fixed_clock(now, monkeypatch):
    """The clock that background tasks read stands still at `now`."""
    monkeypatch.setattr(clock, "now", lambda: now)
