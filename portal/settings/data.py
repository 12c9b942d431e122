"""Where data is kept: the database and the cache, from their addresses."""

import re
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured

from portal.settings.env import Environment

POOL = 8
SQLITE_OPTIONS = {
    # Every transaction takes the write lock at its start: readers who then write never fail for it.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


KNOWN = "postgres://user:password@host:5432/name?sslmode=verify-full&pool=8, or sqlite:////folder/portal.sqlite3"
# libpq's names of what Django's settings name otherwise.
DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(env: Environment) -> dict[str, Any]:
    """Django's settings of the database, as commands and the background worker use it: no time-outs, no pool."""
    scheme, _, rest = (env.database_url or f"sqlite:///{env.var_dir / 'portal.sqlite3'}").partition("://")
    if scheme == "sqlite" and rest.startswith("/") and "?" not in rest:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"/{unquote(rest).lstrip('/')}" if env.database_url else env.var_dir / "portal.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    if scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {KNOWN}.")
    return postgresql(env.database_url)


def postgresql(address: str) -> dict[str, Any]:
    """libpq itself reads the address, so all that it knows may stand there: several hosts, sslmode, a socket."""
    asked = without_pool(address)[0]
    names = {ours: asked.pop(theirs, "") for theirs, ours in DJANGO_NAMES.items()}
    if not names["NAME"] and "service" not in asked:
        raise ImproperlyConfigured(f"DATABASE_URL names no database: {KNOWN}.")
    asked["options"] = f"{asked.get('options', '')} -c synchronous_commit=on".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        **names,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **asked},
    }


def without_pool(address: str) -> tuple[dict[str, Any], int]:
    """What libpq reads in the address, and `pool`, which is ours. Words never quote the address: it has a password."""
    from psycopg import ProgrammingError, conninfo  # noqa: PLC0415 - a portal on SQLite does without it

    base, _, query = address.partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    pools = [pair.removeprefix("pool=") for pair in pairs if pair.startswith("pool=")]
    kept = "&".join(pair for pair in pairs if not pair.startswith("pool="))
    try:
        asked = conninfo.conninfo_to_dict(f"{base}?{kept}" if kept else base)
        pool = int(pools[-1]) if pools else POOL
        ports = [int(port) for port in str(asked.get("port", "")).split(",") if port]
    except (ProgrammingError, ValueError) as fault:
        foreign = re.search(r'invalid URI query parameter: "\w+"', str(fault))
        raise ImproperlyConfigured(
            f"DATABASE_URL cannot be read{f' ({foreign[0]})' if foreign else ''}: {KNOWN}. Special characters of the "
            "password are written as %40 (for @), %2F (for /), %23 (for #) and so on."
        ) from None
    if pool < 1 or any(not 0 < port < 65536 for port in ports):  # noqa: PLR2004
        raise ImproperlyConfigured("DATABASE_URL: pool= is 1 or more, and a port is from 1 to 65535.")
    return asked, pool


def for_requests(database: dict[str, Any], env: Environment) -> None:
    """What holds where somebody waits for a page: a pool of connections, and no statement that keeps them waiting."""
    if not database["ENGINE"].endswith("postgresql"):
        return
    options = database["OPTIONS"]
    limits = f"-c statement_timeout={env.statement_timeout_ms} -c lock_timeout={env.lock_timeout_ms}"
    options["options"] = f"{limits} {options['options']}"
    # Long enough to try each host that the address names, five seconds each.
    patience = 4 + 5 * database["HOST"].count(",")
    from portal.settings.postgresql.base import patient_for  # noqa: PLC0415 - a portal on SQLite does without it

    database["ENGINE"] = "portal.settings.postgresql"

    options["pool"] = {
        "min_size": 1,
        "max_size": without_pool(env.database_url)[1],
        "timeout": patience,
        "connection_class": patient_for(env.statement_timeout_ms),
    }
    # The pool keeps connections; Django refuses CONN_MAX_AGE beside it.
    database["CONN_MAX_AGE"] = 0


# Pages that are the same for everybody, for seconds, in the process itself (surveys/views/drawings.py).
DRAWINGS = {
    "BACKEND": "portal.cms.memory.ObjectCache",
    "LOCATION": "drawings",
    "OPTIONS": {"MAX_ENTRIES": 500},
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
