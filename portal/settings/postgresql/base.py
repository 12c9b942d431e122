"""A server that neither answers nor hangs up keeps nobody waiting for long, and one that is back is used at once.

The server's own limits (statement_timeout) count for nothing once it stands still: its machine is gone, its disk hangs.
"""

import psycopg
from django.db.backends.postgresql import base
from psycopg.errors import _WaitTimeout
from psycopg_pool import PoolTimeout
from psycopg_pool.base import AttemptWithBackoff

from portal.connections import give_up, has_given_up

SLACK_SECONDS = 0.5
SILENT = "the server does not answer: timeout"
# The pool's own way is to wait twice as long after each attempt: a server that was away for seven seconds would be
# looked for again after fifteen.
AttemptWithBackoff.INITIAL_DELAY, AttemptWithBackoff.DELAY_BACKOFF = 0.25, 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        if has_given_up():
            raise psycopg.OperationalError(SILENT)
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout:
            give_up()
            raise


def patient_for(statement_timeout_ms: int) -> type[psycopg.Connection]:
    """The class of connections that give up a little after the server itself should have."""
    limit = statement_timeout_ms / 1000 + SLACK_SECONDS

    class Patient(psycopg.Connection):
        def wait(self, gen, interval=0.1, timeout=None):
            try:
                return super().wait(gen, interval, limit if timeout is None else timeout)
            except _WaitTimeout:
                self.pgconn.finish()
                give_up()
                raise psycopg.OperationalError(SILENT) from None

    return Patient
