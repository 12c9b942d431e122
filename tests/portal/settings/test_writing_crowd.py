"""OPS-05: a crowd writes to the embedded database with our settings, and nobody is told that it is locked."""

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from portal.settings.data import SQLITE_OPTIONS
from tests.made import copy_sqlite

THREADS, WRITES = 16, 50
FIELDS = ("ENGINE", "HOST", "PORT", "USER", "PASSWORD", "TIME_ZONE")


def wrapper(path, options):
    settings = dict.fromkeys(FIELDS, "") | {
        "NAME": str(path),
        "OPTIONS": options,
        "TIME_ZONE": None,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "AUTOCOMMIT": True,
        "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": None},
    }
    return DatabaseWrapper(settings, f"crowd-{threading.get_ident()}")


def read_then_write(database, person, number):
    """What a submission does: look whether it is there, then insert, then count."""
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with database.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM answer WHERE person = %s", [person])
            cursor.execute("INSERT INTO answer (person, number) VALUES (%s, %s)", [person, number])
            cursor.execute("UPDATE tally SET answers = answers + 1")
        database.commit()
    finally:
        database.set_autocommit(True)


@pytest.fixture
def crowded(tmp_path):
    path = tmp_path / "crowd.sqlite3"
    with sqlite3.connect(path) as made:
        # As `prepare` leaves it, alone with a new file: many that turn to this mode at once would meet a lock.
        made.execute("PRAGMA journal_mode=WAL")
        made.executescript(
            "CREATE TABLE answer (person, number); CREATE TABLE tally (answers); INSERT INTO tally VALUES (0);"
        )
    made.close()
    return path


def write(path, person):
    database = wrapper(path, dict(SQLITE_OPTIONS))
    try:
        for number in range(WRITES):
            read_then_write(database, person, number)
    finally:
        database.close()


@pytest.mark.django_db
def test_ops_05_mixed_writes_of_sixteen_threads_meet_no_lock(crowded):
    with ThreadPoolExecutor(THREADS) as crowd:
        list(crowd.map(lambda person: write(crowded, person), range(THREADS)))
    with sqlite3.connect(crowded) as after:
        assert after.execute("SELECT count(*), (SELECT answers FROM tally) FROM answer").fetchone() == (800, 800)
        assert after.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    after.close()


def test_embedded_default_is_what_the_crowd_was_tried_with():
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"] == SQLITE_OPTIONS


START = """
import os, sys
os.environ["PORTAL_VAR_DIR"], os.environ["DATABASE_URL"] = sys.argv[1], ""
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
from portal import writers
writers.MENDED = ((99, 0, 0),)
import portal.wsgi
print("serving", flush=True)
sys.stdin.read()
"""


def test_ops_05_second_worker_on_old_sqlite_speaks(tmp_path):
    copy_sqlite(tmp_path / "portal.sqlite3")
    command = [sys.executable, "-c", START, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as first:
        assert first.stdout.readline() == "serving\n"
        second = subprocess.run(command, input="", capture_output=True, text=True, check=True)
        assert "WAL-reset fault" in second.stderr
        _, told = first.communicate()
    assert "WAL-reset fault" not in told
