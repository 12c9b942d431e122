"""Faults that an operator can mend, said in one line: what is wrong, and what to do. Ours keep their traces.

Every door asks here: manage.py, portal.wsgi and portal.serve.
"""

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OURS = {"portal", "cells", "campaigns", "surveys", "tests", "tools"}
FULL = "The disk is full: free some space (df -h), then run it again; what was stored before is whole"
# What databases and caches say, by "ClassName: message", and what is to be done about it.
SAYINGS = (
    (r"database or disk is full|disk I/O error|DiskFull|No space left on device", FULL),
    (r"database disk image is malformed|file is not a database", "The database file is damaged: put the backup back"),
    (
        r"unable to open database file|readonly database",
        "The database file cannot be written: look at PORTAL_VAR_DIR (or DATABASE_URL) and who owns it",
    ),
    (
        r"^OperationalError: no such table|UndefinedTable|relation .* does not exist",
        "The database is not prepared for this version: run manage.py prepare",
    ),
    (
        r"password authentication failed|no password supplied",
        "The database refuses the user or password of DATABASE_URL",
    ),
    (
        r'role ".*" does not exist|database ".*" does not exist',
        "The database server does not know what DATABASE_URL names",
    ),
    (r"lock timeout|LockNotAvailable", "Somebody else holds what this needs; nothing was changed: run it again"),
    (r"statement timeout|QueryCanceled", "The database cut this off after its time-out; nothing was changed"),
    (r"InsufficientPrivilege|permission denied for", "The user of DATABASE_URL lacks a right: let it own the database"),
    (
        r"Error .* connecting to |TimeoutError: Timeout connecting|AuthenticationError",
        "The cache does not answer: start Redis (Valkey), or correct CACHE_URL",
    ),
    (
        r"^(OperationalError|PoolTimeout|ConnectionTimeout|InterfaceError): .*(connect|SSL|server|host|timeout)",
        "The database does not answer: start it, or correct DATABASE_URL",
    ),
)
FILES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
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
    kind, said = type(fault).__name__, " ".join(str(fault).split())
    if kind in {"ImproperlyConfigured", "NotReadyError"}:
        return str(fault).strip()
    if isinstance(fault, ModuleNotFoundError) and (fault.name or "").split(".")[0] not in OURS:
        return f"The package {fault.name} is not installed here: use .venv/bin/python, which make run prepares"
    if isinstance(fault, OSError) and fault.errno in FILES:
        return f"{FILES[fault.errno]} ({fault.filename or said})"
    if type(fault).__module__.split(".")[0] not in {"django", "psycopg", "psycopg_pool", "sqlite3", "redis"}:
        return ""
    found = next((words for pattern, words in SAYINGS if re.search(pattern, f"{kind}: {said}")), "")
    return f"{found} ({said})" if found else ""


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
