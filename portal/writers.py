"""Who writes to SQLite: one process, or a loud word.

SQLite before 3.51.3 (3.50.7 and 3.44.6 are mended too) can damage a WAL database when two connections write and checkpoint at one instant
(https://sqlite.org/wal.html, the WAL-reset bug); our settings and one writing process make it as unlikely
as it can be. Several processes mean PostgreSQL.
"""

import fcntl
import logging
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

logger = logging.getLogger(__name__)

# From the last on, and from these on within their own lines.
MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
_held: dict[Path, IO[str]] = {}


def is_mended(version: tuple[int, ...]) -> bool:
    *lines, last = MENDED
    return version >= last or any(version[:2] == line[:2] and version >= line for line in lines)


def claim(database: Path) -> bool:
    """Whether this process is the only one that claimed the database; the claim ends with the process."""
    if database in _held:
        return True
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = database.with_name(f"{database.name}.writer").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    _held[database] = lock
    return True


def guard(database: Mapping[str, Any], version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """Called once where a serving process starts; what there is to say is logged and returned."""
    if not database["ENGINE"].endswith("sqlite3") or claim(Path(database["NAME"])) or is_mended(version):
        return ""
    found = (
        f"SQLite {'.'.join(map(str, version))} has the WAL-reset fault and this is a second process that writes to "
        f"{database['NAME']}: the database can be damaged. Run one process (make run does), or use PostgreSQL "
        "(DATABASE_URL), or a Python with SQLite 3.51.3 or newer."
    )
    logger.critical(found)
    return found
