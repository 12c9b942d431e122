"""Faults that no line of ours can prevent: what they mean to an operator, and to whoever waits for a page.

An operator reads one line, what is wrong and what to do, at every door (manage.py, portal.wsgi, portal.serve). A
visitor reads a page (portal.cms.views.errors) by the kind of trouble. Faults of ours have neither and keep their traces.
"""

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).parents[1]
FULL = "The disk is full: free some space (df -h), then run it again; what was stored before is whole"


class Trouble(StrEnum):
    """What a visitor is told of a fault that is not ours."""

    AWAY = "away"  # the database or the cache does not answer
    BUSY = "busy"  # somebody else holds what this needs, or it took too long
    READ_ONLY = "read_only"  # reading goes on
    FULL = "full"  # no room on a disk
    CUT_OFF = "cut_off"  # what was sent did not arrive whole


# What databases and caches say, by "ClassName: message"; what it is to visitors; and what is to be done about it.
SAYINGS = (
    (r"database or disk is full|disk I/O error|DiskFull|No space left on device", Trouble.FULL, FULL),
    (
        r"database disk image is malformed|file is not a database",
        Trouble.AWAY,
        "The database file is damaged: put the backup back",
    ),
    (
        r"readonly database",
        Trouble.READ_ONLY,
        "The database file cannot be written: look at PORTAL_VAR_DIR (or DATABASE_URL) and who owns it",
    ),
    (
        r"unable to open database file",
        Trouble.AWAY,
        "The database file cannot be written: look at PORTAL_VAR_DIR (or DATABASE_URL) and who owns it",
    ),
    (
        r"ReadOnlySqlTransaction|^ReadOnlyError",
        Trouble.READ_ONLY,
        "The server takes no writes: it is a standby, or was set to read only",
    ),
    (
        r"^OperationalError: no such table|UndefinedTable|relation .* does not exist",
        Trouble.AWAY,
        "The database is not prepared for this version: run manage.py prepare",
    ),
    (
        r"password authentication failed|no password supplied",
        Trouble.AWAY,
        "The database refuses the user or password of DATABASE_URL",
    ),
    (
        r'role ".*" does not exist|database ".*" does not exist',
        Trouble.AWAY,
        "The database server does not know what DATABASE_URL names",
    ),
    (
        r"lock timeout|LockNotAvailable|database( table)? is locked|DeadlockDetected|SerializationFailure",
        Trouble.BUSY,
        "Somebody else holds what this needs; nothing was changed: run it again",
    ),
    (
        r"statement timeout|QueryCanceled",
        Trouble.BUSY,
        "The database cut this off after its time-out; nothing was changed",
    ),
    (
        r"InsufficientPrivilege|permission denied for",
        Trouble.READ_ONLY,
        "The user of DATABASE_URL lacks a right: let it own the database",
    ),
    (
        r"Error .* connecting to |TimeoutError: Timeout|AuthenticationError|^(BusyLoading|Connection)Error: ",
        Trouble.AWAY,
        "The cache does not answer: start Redis (Valkey), or correct CACHE_URL",
    ),
    (
        r"^(ResponseError|OutOfMemoryError): .*(OOM|maxmemory|used memory)|MISCONF",
        Trouble.AWAY,
        "The cache takes nothing more: give Redis (Valkey) memory or disk",
    ),
    (
        r"TooManyConnections|too many clients|remaining connection slots",
        Trouble.BUSY,
        "The database has no connection left: raise max_connections, or lower pool= in DATABASE_URL",
    ),
    (
        r"^(AdminShutdown|CrashShutdown|CannotConnectNow|PoolClosed|IdleInTransactionSessionTimeout)",
        Trouble.AWAY,
        "The database is being stopped or started",
    ),
    (
        r"^(OperationalError|PoolTimeout|ConnectionTimeout|InterfaceError): .*(connect|SSL|server|host|timeout|recovery)",
        Trouble.AWAY,
        "The database does not answer: start it, or correct DATABASE_URL",
    ),
)
# A connection that was there and is gone. Another one may answer at once.
GONE = re.compile(
    r"server closed the connection|connection is (closed|lost)|terminating connection|connection (reset|refused|not open)"
    r"|(consuming input|sending query|flushing) failed|no connection to the server|SSL (SYSCALL error|connection has been)"
    r"|Broken pipe|^(Admin|Crash)Shutdown|^IdleInTransactionSessionTimeout",
    re.IGNORECASE,
)
NOT_OF_CONNECTIONS = {"PoolTimeout", "ConnectionTimeout", "PoolClosed"}
FROM_OUTSIDE = {"django", "psycopg", "psycopg_pool", "sqlite3", "redis"}
# What the system says of files and sockets, by its number, and what it is to visitors.
NUMBERS = {
    Trouble.FULL: {errno.ENOSPC, errno.EDQUOT, errno.EFBIG},
    Trouble.READ_ONLY: {errno.EROFS, errno.EACCES, errno.EPERM},
    Trouble.BUSY: {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN},
    Trouble.AWAY: {
        *(errno.EIO, errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.ETIMEDOUT),
        *(errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.ESTALE),
    },
}
FILES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: "Not allowed: give the file to the user that runs the portal, or choose another PORTAL_VAR_DIR",
    errno.EPERM: "Not allowed: give the file to the user that runs the portal, or choose another PORTAL_VAR_DIR",
    errno.ENOTDIR: "PORTAL_VAR_DIR leads through a file: choose a folder",
    errno.EROFS: "The disk can only be read: choose another PORTAL_VAR_DIR",
    errno.EMFILE: "Too many open files: raise LimitNOFILE",
}


class NotReadyError(Exception):
    """The portal cannot start as things are; each line of the message says one of them and what to do."""


def explain(fault: BaseException) -> str:
    """What the operator reads for it, without a full stop; "" for a fault of ours."""
    return next(filter(None, (_words_for(link) for link in _links(fault))), "")


def _links(fault: BaseException | None) -> Iterator[BaseException]:
    """The fault and those that led to it."""
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _words_for(fault: BaseException) -> str:
    said = " ".join(str(fault).split())
    if {"ImproperlyConfigured", "NotReadyError"} & {kind.__name__ for kind in type(fault).__mro__}:
        return str(fault).strip()
    if isinstance(fault, ModuleNotFoundError) and not (ROOT / (fault.name or "").split(".")[0]).is_dir():
        return f"The package {fault.name} is not installed here: use .venv/bin/python, which make run prepares"
    if isinstance(fault, OSError) and fault.errno in FILES:
        return f"{FILES[fault.errno]} ({fault.filename or said})"
    found = _saying_of(fault)
    return f"{found[1]} ({said})" if found else ""


def trouble_of(fault: BaseException) -> Trouble | None:
    """What a visitor is told of it; nothing for a fault of ours."""
    return next(filter(None, (_trouble_in(link) for link in _links(fault))), None)


def _trouble_in(fault: BaseException) -> Trouble | None:
    if type(fault).__name__ == "UnreadablePostError":
        return Trouble.CUT_OFF
    if isinstance(fault, OSError) and fault.errno is not None:
        return next((trouble for trouble, numbers in NUMBERS.items() if fault.errno in numbers), None)
    if isinstance(fault, (ConnectionError, TimeoutError)) or type(fault).__module__ == "smtplib":
        return Trouble.AWAY
    found = _saying_of(fault)
    return found[0] if found else None


def _saying_of(fault: BaseException) -> tuple[Trouble, str] | None:
    if type(fault).__module__.split(".")[0] not in FROM_OUTSIDE:
        return None
    line = _line(fault)
    return next(((trouble, words) for pattern, trouble, words in SAYINGS if re.search(pattern, line)), None)


def _line(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {' '.join(str(fault).split())}"


def is_gone(fault: BaseException) -> bool:
    """Whether a connection died under the statement, so that a new one may carry it."""
    links = [
        link for link in _links(fault) if type(link).__module__.split(".")[0] in {"django", "psycopg", "psycopg_pool"}
    ]
    if any(type(link).__name__ in NOT_OF_CONNECTIONS for link in links):
        return False
    return any(GONE.search(_line(link)) for link in links)


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever an operator can mend ends the process with a line on the error stream and no trace."""
    try:
        yield
    except Exception as fault:
        words = explain(fault)
        if not words or "--traceback" in sys.argv:
            raise
        # Whole at once, so that lines of several processes do not mix.
        os.write(2, f"未能运行 · Not run: {words}\n".encode())
        sys.exit(1)
