"""Whether the portal may serve: its settings hold, and its database is of this version and loses nothing.

The web server and the background worker ask once, before they take any work.
"""

import logging
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, run_checks
from django.db import connection

from portal.directory.queries import other_district
from portal.faults import NotReadyError
from portal.settings.checks import TAG
from portal.settings.durability import durability_faults

logger = logging.getLogger(__name__)


def check_ready() -> None:
    """Raise NotReadyError with a line for each thing that stands in the way; log what only deserves a warning."""
    messages = run_checks(tags=[TAG], include_deployment_checks=settings.PORTAL_PRODUCTION)
    faults = [f"{message.id} {message.msg} {message.hint}" for message in messages if isinstance(message, Error)]
    for message in messages:
        if not isinstance(message, Error):
            logger.warning("%s %s %s", message.id, message.msg, message.hint)
    faults = faults or [*static_faults(), *database_faults()]
    connection.close()
    if faults:
        raise NotReadyError("\n".join(faults))


def static_faults() -> list[str]:
    if settings.PORTAL_PRODUCTION and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return ["Styles and scripts are not in place: run manage.py collectstatic --no-input."]
    return []


def database_faults() -> list[str]:
    recorded = recorded_migrations()
    lacking = sorted(known_migrations() - recorded)
    if lacking:
        first = ".".join(lacking[0])
        return [f"The database lacks {len(lacking)} migrations of this version (first {first}): run manage.py prepare."]
    return [*newer_database(recorded), *district_faults(), *durability_faults()]


def recorded_migrations() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def known_migrations() -> set[tuple[str, str]]:
    """Those of the code, by the names of their files: nothing of them is loaded."""
    known = set()
    for app in apps.get_app_configs():
        try:
            folder = import_module(f"{app.name}.migrations")
        except ModuleNotFoundError:
            continue
        known |= {(app.label, found.name) for found in iter_modules(folder.__path__) if found.name[0] not in "_~"}
    return known


def newer_database(recorded: set[tuple[str, str]]) -> list[str]:
    """What the database was given by a later version of the code: recorded, unknown, and not numbered before our last."""
    if settings.ENV.allow_newer_database:
        return []
    known = known_migrations()
    last: dict[str, str] = {}
    for app, name in known:
        last[app] = max(last.get(app, ""), name[:4])
    later = sorted((app, name) for app, name in recorded - known if app in last and name[:4] >= last[app])
    if not later:
        return []
    words = (
        f"The database is of a later version than this code ({len(later)} migrations, last {'.'.join(later[-1])}): start "
        "the later version, or put back the backup from before; where that version's notes say that older code may run "
        "on its database, set PORTAL_ALLOW_NEWER_DATABASE=1."
    )
    return [words]


def district_faults() -> list[str]:
    other = other_district()
    if not other:
        return []
    return [f"The database is of {other}, not of {settings.DISTRICT.name}: set PORTAL_DISTRICT to its folder."]
