import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.campaigns import AreaFactory
from tests.factories.campaigns import officer as an_officer


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def officer(area):
    return an_officer(area)


@pytest.fixture
def count_queries():
    """How many queries a call makes, once caches are warm."""

    def count(call) -> int:
        call()
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count
