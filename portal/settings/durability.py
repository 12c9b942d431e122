"""Whether the database keeps what it has promised when the power fails."""

from django.conf import settings
from django.db import connection

# SQLite's own number for synchronous=FULL.
FULL = 2
SQLITE_FORGETS = (
    "SQLite runs with synchronous = %s, so a power cut loses answers: leave the settings at synchronous=FULL."
)


def durability_faults() -> list[str]:
    """What the database promised must survive a power cut."""
    if not settings.PORTAL_PRODUCTION:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            (level,) = cursor.execute("PRAGMA synchronous").fetchone()
            return [] if level >= FULL else [SQLITE_FORGETS % level]
        cursor.execute(
            "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') "
            "AND setting = 'off' ORDER BY name"
        )
        names = [name for (name,) in cursor.fetchall()]
    if not names:
        return []
    return [f"PostgreSQL runs with {', '.join(names)} = off, so a power cut loses answers: turn it on and restart."]
