"""One round of the clock: what is due and free is taken, done and written down."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.management import CommandError
from django.db import DatabaseError, connections

from portal.manifests import Duty
from portal.upkeep.operations.duties import claim, due, note_failure, note_success, renew

logger = logging.getLogger(__name__)

_tokens: set[str] = set()


def do_round(duties: Sequence[Duty], now: datetime) -> None:
    """Each duty that is due and that no other worker has. Without a database there is nothing to do, until it is back."""
    drop_broken_connections()
    started = time.monotonic()
    try:
        for duty in due(duties, now):
            # Those before it may have taken their time.
            perform(duty, now + timedelta(seconds=time.monotonic() - started))
    except DatabaseError as fault:
        logger.error("no duty can be taken: %s", type(fault).__name__)  # noqa: TRY400 - each ten seconds one line
    finally:
        drop_broken_connections()


def perform(duty: Duty, now: datetime) -> bool:
    """Whether this process took the duty. One that fails is told of and tried again; it holds up none of the others."""
    token = claim(duty=duty, now=now)
    if not token:
        return False
    started = time.monotonic()
    with _in_hand(token):
        fault = _fault(duty)
    drop_broken_connections()
    ended = now + timedelta(seconds=time.monotonic() - started)
    if fault is None:
        note_success(duty=duty, token=token, now=ended)
    else:
        note_failure(duty=duty, token=token, now=ended, words=_words(fault))
    return True


def _fault(duty: Duty) -> BaseException | None:
    try:
        duty.do()
    except (Exception, SystemExit) as fault:
        logger.exception("%s failed", duty.name)
        return fault
    return None


def _words(fault: BaseException) -> str:
    """What a command says of itself is for the operator; other faults may quote a row, so their name alone is kept."""
    return str(fault) if isinstance(fault, CommandError) else type(fault).__name__


@contextmanager
def _in_hand(token: str) -> Iterator[None]:
    _tokens.add(token)
    try:
        yield
    finally:
        _tokens.discard(token)


def renew_what_is_in_hand(now: datetime) -> None:
    """Called by another thread than the one that does the work (portal.upkeep.worker.lookout)."""
    if _tokens:
        renew(tokens=list(_tokens), now=now)


def drop_broken_connections() -> None:
    """So that the next query opens a fresh one. One with a transaction under way is its owner's affair."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
