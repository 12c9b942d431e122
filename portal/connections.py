"""PostgreSQL where somebody waits for a page: a server that neither answers nor hangs up keeps nobody waiting for long.

The server's own limits (statement_timeout) count for nothing once it stands still: its machine is gone, its disk hangs.
"""

import psycopg
from psycopg.errors import _WaitTimeout

SLACK_SECONDS = 1


def patient_for(statement_timeout_ms: int) -> type[psycopg.Connection]:
    """The class of connections that give up a little after the server itself should have."""
    limit = statement_timeout_ms / 1000 + SLACK_SECONDS

    class Patient(psycopg.Connection):
        def wait(self, gen, interval=0.1, timeout=None):
            try:
                return super().wait(gen, interval, limit if timeout is None else timeout)
            except _WaitTimeout:
                self.pgconn.finish()
                raise psycopg.OperationalError("the server does not answer: timeout") from None

    return Patient
