"""F3 and F4: what a request waits for at a database that is away or hangs, in limits and attempts; no clock decides."""

from dataclasses import replace

import psycopg
import pytest
from django.db import OperationalError, connection
from psycopg.errors import _WaitTimeout
from psycopg_pool import PoolTimeout
from psycopg_pool.base import AttemptWithBackoff

from portal import connections
from portal.settings.data import database, for_requests
from portal.settings.env import Environment
from portal.settings.postgresql.base import SLACK_SECONDS, DatabaseWrapper, patient_for

ENDS_WITHIN = 5


@pytest.fixture(autouse=True)
def anew():
    connections.begin_anew()
    yield
    connections.begin_anew()


class Pool:
    """It has nothing to give."""

    def __init__(self):
        self.asked = 0

    def open(self):
        pass

    def getconn(self):
        self.asked += 1
        raise PoolTimeout("couldn't get a connection after 4.00 sec")


@pytest.fixture
def away(monkeypatch):
    """A wrapper as a request has it, whose database is away."""
    pool = Pool()
    monkeypatch.setattr(DatabaseWrapper, "pool", pool)
    found = database(replace(Environment(), database_url="postgres://u@localhost/name"))
    return DatabaseWrapper(connection.settings_dict | found), pool


def ask(wrapper):
    with wrapper.wrap_database_errors:
        wrapper.get_new_connection({})


def test_f4_each_limit_of_a_request_ends_within_five_seconds():
    env = replace(Environment(), database_url="postgres://u@localhost/name")
    found = database(env)
    for_requests(found, env)
    assert found["OPTIONS"]["pool"]["timeout"] == 4
    assert env.statement_timeout_ms / 1000 + SLACK_SECONDS == 4.5
    assert env.lock_timeout_ms < env.statement_timeout_ms
    assert max(found["OPTIONS"]["pool"]["timeout"], env.statement_timeout_ms / 1000 + SLACK_SECONDS) < ENDS_WITHIN


def test_f4_a_request_waits_once_and_whatever_it_asks_afterwards_is_refused_at_once(away):
    wrapper, pool = away
    for _ in range(5):
        with pytest.raises(OperationalError):
            ask(wrapper)
    assert pool.asked == 1
    connections.begin_anew()  # the next request
    with pytest.raises(OperationalError):
        ask(wrapper)
    assert pool.asked == 2


def test_f4_who_waited_for_a_statement_does_not_wait_for_another_connection(away, monkeypatch):
    wrapper, pool = away
    limits = []

    def hang(self, gen, interval, timeout):
        limits.append(timeout)
        raise _WaitTimeout

    class Wire:
        status, is_finished = psycopg.pq.ConnStatus.BAD, False

        def finish(self):
            self.is_finished = True

    monkeypatch.setattr(psycopg.Connection, "wait", hang)
    patient = object.__new__(patient_for(4000))
    patient.pgconn = Wire()
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        patient.wait(iter(()))
    assert (limits, patient.pgconn.is_finished) == ([4.5], True)
    with pytest.raises(OperationalError):
        ask(wrapper)
    assert pool.asked == 0


def test_a_thread_without_requests_asks_again_after_a_while(monkeypatch):
    connections.give_up()
    assert connections.has_given_up()
    monkeypatch.setattr(connections, "MEMORY_SECONDS", 0)
    assert not connections.has_given_up()


@pytest.mark.parametrize("away_for", [1, 7, 60])
def test_f3_a_server_that_is_back_is_found_by_an_attempt_of_the_next_half_second(away_for):
    attempt, now, attempts = AttemptWithBackoff(timeout=300), 0.0, 0
    while now < away_for:
        attempt.update_delay(now)
        now, attempts = now + attempt.delay, attempts + 1
    assert now - away_for < 0.5
    assert away_for / 0.3 <= attempts <= away_for / 0.2 + 1
