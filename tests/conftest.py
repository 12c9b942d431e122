"""Fixtures that every test may ask for."""

import gc
import gettext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.urls import set_script_prefix
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import settings as hypothesis_settings

from portal import heavy
from portal.cms.catalogues import compile_catalogues
from tests.canary import singing

# A machine that eight people share is no stopwatch.
heavy.PATIENCE = 120.0

pytest_plugins = [
    "tests.ledger_flush",
    "tests.made_database",
    "tests.module_rows",
    "tests.s3_store",
    "tests.reading",
    "tests.signed_in",
    "tests.walking",
]

hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")


def pytest_configure():
    compile_catalogues(Path(__file__).parents[1])
    # Whatever was read before there was anything to read, as on a fresh clone, or what it said before, is read again.
    gettext._translations.clear()
    trans_real._translations.clear()
    trans_real._default = None


def pytest_collection_finish():
    """What was imported stays: the collector of garbage need not walk through it, nor come by for each request."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="leave out what asks for no database")
    parser.addoption("--without-database", action="store_true", help="leave out what asks for a database")


def pytest_collection_modifyitems(config, items):
    """Arithmetic and templates are the same on every database: one run hears them, and it alone is slowed by counting."""
    with_it, without = config.getoption("--only-database"), config.getoption("--without-database")
    if with_it or without:
        once = with_it and connection.vendor != "sqlite"
        left_out = [
            item for item in items if asks_for_a_database(item) != with_it or (once and is_the_same_everywhere(item))
        ]
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


def is_the_same_everywhere(item):
    """Said so, or a view's: it only translates, what it calls is asked on both, and whole rounds are on both."""
    return "views" in item.path.parts or item.get_closest_marker("any_database") is not None


def asks_for_a_database(item):
    return item.get_closest_marker("django_db") is not None or bool(
        {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    )


@pytest.fixture(autouse=True)
def _empty_cache():
    """Throttles and the site's root paths are kept there; no test inherits another's."""
    for kept in caches.all(initialized_only=True):
        kept.clear()
    # Threads of a test share this one with the next test, whose own thread may never have asked it.
    caches["drawings"].clear()


@pytest.fixture(autouse=True)
def _district_language():
    """A request for an English page leaves its language behind, one to another root its root; no test inherits them."""
    set_script_prefix("/")
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def now() -> datetime:
    """A Tuesday morning in the district."""
    return datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def canary():
    """Whoever calls it fails the test (INJ-04)."""
    with singing() as canary:
        yield canary
        assert canary.calls == []
