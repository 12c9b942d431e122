import pytest
from django.utils import translation

from tests.factories import surveys as factory


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """The views' clock stands at the factories' moment."""
    for module in (
        "respond",
        "public",
        "fieldwork",
        "places",
        "flags",
        "estimates",
        "waves",
        "assist",
        "invitations",
        "calls",
        "paper",
        "rights",
        "deliveries",
        "desks",
    ):
        monkeypatch.setattr(f"surveys.views.{module}.now", lambda: factory.NOW)


@pytest.fixture
def wave(db):
    factory.CommunityFactory()
    return factory.WaveFactory()


@pytest.fixture(autouse=True)
def _chinese():
    """A request leaves its language behind in the thread; each test begins in the visitors' own."""
    with translation.override("zh-hans"):
        yield
