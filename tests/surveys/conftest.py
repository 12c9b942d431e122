import pytest

from surveys.views import throttle
from tests.factories import surveys as factory


@pytest.fixture(autouse=True)
def _quiet_network():
    throttle.ALL.clear()
    throttle.FAST.clear()


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """The views' clock stands at the factories' moment."""
    for module in ("respond", "public"):
        monkeypatch.setattr(f"surveys.views.{module}.now", lambda: factory.NOW)


@pytest.fixture
def wave(db):
    factory.CommunityFactory()
    return factory.WaveFactory()
