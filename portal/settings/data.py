"""Where data is kept: the database and the cache, from their addresses."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from portal.settings.env import Environment

SQLITE_OPTIONS = {
    # Every transaction takes the write lock at its start: readers who then write never fail for it.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(env: Environment) -> dict[str, Any]:
    if not env.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.var_dir / "portal.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    url = urlsplit(env.database_url)
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path),
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    query = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": url.port or "",
        # The pool keeps connections; Django refuses CONN_MAX_AGE beside it.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": int(query.get("pool", 8)), "timeout": 5},
            "connect_timeout": 5,
            "options": "-c statement_timeout=5000 -c lock_timeout=4000 -c synchronous_commit=on",
        },
    }


# Pages that are the same for everybody, for seconds, in the process itself (surveys/views/drawings.py).
DRAWINGS = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "drawings",
    "OPTIONS": {"MAX_ENTRIES": 100},
}


def caches(env: Environment) -> dict[str, dict[str, Any]]:
    if env.cache_url:
        default = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.cache_url}
        return {"default": default, "drawings": DRAWINGS}
    return {
        "drawings": DRAWINGS,
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "portal_cache",
            # Throttles live here: far more room than a flood of unrelated attempts can fill in a window.
            "OPTIONS": {"MAX_ENTRIES": 200_000, "CULL_FREQUENCY": 10},
        },
    }
