"""The cache by CACHE_URL, against a real Redis where one answers."""

import os

import pytest
from django.core.cache.backends.redis import RedisCache

from portal.settings.data import caches
from portal.settings.env import Environment


@pytest.fixture
def cache(monkeypatch):
    address = os.environ.get("PORTAL_TEST_REDIS", "")
    if not address:
        pytest.skip("no Redis answers")
    monkeypatch.setenv("CACHE_URL", address)
    made = caches(Environment())["default"]
    cache = RedisCache(made["LOCATION"], {"KEY_PREFIX": "portal-test"})
    yield cache
    cache.clear()
    cache.close()


def test_counts_are_kept_in_redis(cache):
    cache.set("attempts", 1, timeout=30)
    assert cache.incr("attempts") == 2
    assert cache.get("attempts") == 2


def test_flood_of_others_leaves_a_count_in_place(cache):
    cache.set("victim", 5, timeout=300)
    cache.set_many({f"noise-{number}": 1 for number in range(2000)}, timeout=300)
    assert cache.get("victim") == 5


def test_without_an_address_the_cache_is_the_database_with_room_for_throttles(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    made = caches(Environment())["default"]
    assert made["BACKEND"].endswith("DatabaseCache")
    assert made["OPTIONS"]["MAX_ENTRIES"] >= 100_000
