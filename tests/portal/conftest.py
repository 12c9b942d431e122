import pytest

from portal.home.models import HomePage
from portal.home.operations import build_site


@pytest.fixture
def site(db) -> HomePage:
    """The real portal's own pages, in both languages; the Chinese front page."""
    build_site()
    return HomePage.objects.get(locale__language_code="zh-hans")
