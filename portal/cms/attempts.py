"""One request at the database: what it has written so far, and a second attempt where a connection died under it.

A server that restarts takes the connections with it. A statement that only reads is sent once more on a new one. A
request is carried out once more from its start as long as it left nothing behind, or where its form has a key, so that
the same sending may arrive twice. Where the connection died at the very end nobody knows whether it was stored: such a
request waits until the server is back, finds out, and says so. Whatever else meets a fault is told in words
(portal.cms.views.errors).
"""

import logging
import re
import time

from django.db import InterfaceError, OperationalError, connection

from portal.connections import begin_anew
from portal.doors import UNSURE
from portal.faults import Trouble, is_gone, trouble_of

logger = logging.getLogger(__name__)
READS = re.compile(r"[\s(]*(SELECT|SHOW|EXPLAIN|PRAGMA|SET|BEGIN|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
# Seconds that somebody waits to be told whether it was stored, and between two looks. The proxy waits for sixty.
KNOWN_WITHIN, PAUSE = 25.0, 0.25


class Attempt:
    """What one request has done at the database; it stands around every statement as Django's execute wrapper."""

    def __init__(self, *, is_unsure: bool = False) -> None:
        self.is_stored = False  # something is committed
        self._is_open = False  # something was sent within a transaction, of whose end nothing is known
        self._was_unsure = is_unsure  # the same of a door that gave it on

    @property
    def is_unsure(self) -> bool:
        return self._is_open or self._was_unsure

    @property
    def left_nothing(self) -> bool:
        return not (self.is_stored or self.is_unsure)

    def __call__(self, execute, sql, params, many, context):
        used = context["connection"]
        is_alone, is_reading = not used.in_atomic_block, bool(READS.match(str(sql)))
        if not is_reading:
            self._note(used, is_alone)
        try:
            return execute(sql, params, many, context)
        except (OperationalError, InterfaceError) as fault:
            if not is_gone(fault):
                raise
            if not is_alone:
                self._is_open = False  # a transaction that never came to its end left nothing
                raise
            used.close()  # the next statement asks for another one
            if not is_reading or getattr(context["cursor"].cursor, "name", None):
                raise
            logger.warning("a connection died under a statement that only reads; it is sent once more")
        context["cursor"].cursor = used.cursor().cursor
        return execute(sql, params, many, context)

    def _note(self, used, is_alone: bool) -> None:
        if is_alone:
            self.is_stored = True
        elif not self._is_open:
            self._is_open = True
            used.on_commit(self._committed, robust=True)

    def _committed(self) -> None:
        self.is_stored, self._is_open = True, False


def second_attempt(get_response):
    def middleware(request):
        request.attempt = Attempt(is_unsure=request.META.get(UNSURE, False))
        begin_anew()
        with connection.execute_wrapper(request.attempt):
            response = get_response(request)
            if _deserves_another(request, response):
                logger.warning("a connection died under a request; it is carried out once more")
                connection.close()
                if request.attempt.is_unsure:
                    _wait_until_it_is_back()
                for _name, files in (getattr(request, "_files", None) and request.FILES.lists()) or ():
                    for file in files:
                        file.seek(0)
                response = get_response(request)
        return response

    return middleware


def _deserves_another(request, response) -> bool:
    fault = getattr(response, "fault", None)
    if fault is None:
        return False
    if request.attempt.is_unsure:
        return is_repeatable(request) and trouble_of(fault) is Trouble.AWAY
    return is_gone(fault) and (request.attempt.left_nothing or is_repeatable(request))


def _wait_until_it_is_back() -> None:
    end = time.monotonic() + KNOWN_WITHIN
    while time.monotonic() < end:
        begin_anew()
        try:
            connection.ensure_connection()
        except (OperationalError, InterfaceError):
            time.sleep(PAUSE)
        else:
            return


def repeatable(view):
    """The view's form has a key by which the same sending arrives once, however often it is sent."""
    view.is_repeatable = True
    return view


def is_repeatable(request) -> bool:
    match = getattr(request, "resolver_match", None)
    return bool(match and getattr(match.func, "is_repeatable", False))
