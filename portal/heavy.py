"""Heavy work waits for its turn, so that reading and answering do not feel it: pictures, documents, typesetting, tables.

On the whole machine half of the processors at most do heavy work at once; whose turn it is, file locks say, which the
system lets go when a process dies. Of a server's threads some always remain for pages: whoever finds too many waiting,
or has waited too long, is told to come back in a moment (BusyError).
"""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
# Of the twelve threads that a server has (portal/serve.py, docs/deploy/portal-web@.service).
WAITING = 8
PATIENCE, LOOK_AGAIN = 20.0, 0.05
AT_ONCE = max(1, len(os.sched_getaffinity(0)) // 2)
# Told whether this request was sent away, whatever a form made of it (portal.cms.middleware.answers).
SENT_AWAY: ContextVar[bool] = ContextVar("sent_away", default=False)

_waiting = threading.BoundedSemaphore(WAITING)
_own = threading.local()


class BusyError(Exception):
    """Too many wait for their turn already, or the machine has too much to do; nothing was done."""


@contextmanager
def turn() -> Iterator[None]:
    """One of few at once; a thread that has its turn already goes on.

    While it waits, others may use its connection to the database.
    """
    if getattr(_own, "turn", False):
        yield
        return
    if not _waiting.acquire(blocking=False):
        raise _sent_away()
    try:
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:
                connection.close()
        with _slot():
            _own.turn = True
            try:
                yield
            finally:
                _own.turn = False
    finally:
        _waiting.release()


@contextmanager
def _slot() -> Iterator[None]:
    folder, end = Path(settings.PORTAL_TURNS), time.monotonic() + PATIENCE
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = [stack.enter_context((folder / str(number)).open("a")) for number in range(AT_ONCE)]
        while not any(_locked(file) for file in files):
            if time.monotonic() > end:
                raise _sent_away()
            time.sleep(LOOK_AGAIN)
        yield


def _locked(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sent_away() -> BusyError:
    SENT_AWAY.set(True)
    return BusyError()


def child(module: str, *arguments: str, data: bytes, seconds: float) -> "subprocess.CompletedProcess[bytes]":
    """Run one of our modules as a process of its own, without the portal's environment, when its turn comes.

    What it may cost is its own limit (portal.confined). Who is not through after so many seconds of the clock found the
    machine busy, whatever was sent: BusyError.
    """
    with turn():
        try:
            return subprocess.run(  # noqa: S603 - our own module, no shell, no user text among the arguments
                [sys.executable, "-m", module, *arguments],
                input=data,
                capture_output=True,
                timeout=seconds,
                cwd=ROOT,
                env={"PYTHONDONTWRITEBYTECODE": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _sent_away() from error
