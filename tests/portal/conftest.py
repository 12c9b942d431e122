import pytest

from portal.home.models import HomePage
from portal.home.operations import build_site


@pytest.fixture(scope="module")
def module_site(module_rows):
    build_site()


@pytest.fixture
def site(module_site, db) -> HomePage:
    """The real portal's own pages, in both languages; the Chinese front page."""
    return HomePage.objects.get(locale__language_code="zh-hans")
