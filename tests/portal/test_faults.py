"""What an operator can mend is one line, whichever door it comes through; our own faults keep their traces."""

import contextlib
import errno
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError
from redis.exceptions import ConnectionError as RedisConnectionError

from portal.faults import NotReadyError, explain

ROOT = Path(__file__).parents[2]
DEAD = "postgres://portal:secret@127.0.0.1:1/portal"
MANAGE, SERVE = ("manage.py",), ("-m", "portal.serve", "--no-demo")
GRANIAN = ("-m", "granian", "--interface", "wsgi", "--workers", "1", "--no-ws", "--log-level", "critical", "--port")


def led_to(outer, inner):
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (ImproperlyConfigured("PORTAL_X is wrong."), "PORTAL_X is wrong."),
        (NotReadyError("one\ntwo"), "one\ntwo"),
        (ModuleNotFoundError("No module named 'wagtail'", name="wagtail.images"), "The package wagtail.images is not"),
        (OSError(errno.ENOSPC, "No space left", "/srv/x"), "The disk is full"),
        (OSError(errno.EROFS, "Read-only", "/srv/x"), "The disk can only be read"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), "Not allowed: give the file to the user"),
        (sqlite3.OperationalError("database or disk is full"), "The disk is full"),
        (OperationalError("database or disk is full"), "The disk is full"),
        (led_to(OperationalError("x"), psycopg.errors.DiskFull("could not extend file")), "The disk is full"),
        (sqlite3.DatabaseError("file is not a database"), "The database file is damaged"),
        (OperationalError("unable to open database file"), "The database file cannot be written"),
        (OperationalError("no such table: cells_unit"), "The database is not prepared"),
        (led_to(ProgrammingError("x"), psycopg.errors.UndefinedTable("gone")), "The database is not prepared"),
        (OperationalError('FATAL:  password authentication failed for user "x"'), "The database refuses the user"),
        (OperationalError("couldn't get a connection after 5.00 sec"), "The database does not answer"),
        (OperationalError("canceling statement due to lock timeout"), "Somebody else holds what this needs"),
        (RedisConnectionError("Error 111 connecting to 127.0.0.1:6379."), "The cache does not answer"),
    ],
)
def test_what_an_operator_can_mend_has_words(fault, words):
    assert explain(fault).startswith(words)


@pytest.mark.parametrize(
    "fault",
    [
        ValueError("connection"),
        FileNotFoundError(errno.ENOENT, "No such file", "x"),
        ModuleNotFoundError("No module named 'portal.gone'", name="portal.gone"),
        ProgrammingError('column "x" does not exist'),
        OperationalError("near SELECT: syntax error"),
        sqlite3.IntegrityError("UNIQUE constraint failed"),
    ],
)
def test_a_fault_of_ours_keeps_its_trace(fault):
    assert explain(fault) == ""


def run(folder, *words, before=(), **changed):
    """A real command on a portal of its own; what it said on both streams."""
    given = {"PORTAL_VAR_DIR": str(folder), "DATABASE_URL": "", "CACHE_URL": "", "PYTHONDONTWRITEBYTECODE": ""}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))}
    done = subprocess.run(
        [*before, sys.executable, *words],
        cwd=ROOT,
        env=environment | given | changed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


def only_line(said):
    (line,) = said.splitlines()
    return line.removeprefix("未能运行 · Not run: ")


@pytest.mark.parametrize(
    ("words", "changed", "line"),
    [
        ((*MANAGE, "check"), {"PORTAL_TRUSTED_PROXIES": "x"}, 'PORTAL_TRUSTED_PROXIES is "x", but must be a whole'),
        ((*MANAGE, "check"), {"DATABASE_URL": "postgres://h/name?ssl=1"}, "DATABASE_URL cannot be read (invalid URI"),
        ((*MANAGE, "check"), {"PORTAL_FAKE_NOW": "tomorrow"}, 'PORTAL_FAKE_NOW is "tomorrow", but must be an instant'),
        ((*MANAGE, "check"), {"PORTAL_VAR_DIR": "/etc/passwd/x"}, "PORTAL_VAR_DIR leads through a file"),
        ((*MANAGE, "verify_ledger"), {"DATABASE_URL": DEAD}, "The database does not answer: start it, or correct"),
        ((*MANAGE, "work"), {"DATABASE_URL": DEAD}, "The database does not answer: start it, or correct"),
        (("-S", *MANAGE, "check"), {}, "The package django is not installed here: use .venv/bin/python"),
        ((*GRANIAN, "8971", "portal.wsgi"), {"PORTAL_SMS_SENDER": "pigeon"}, 'PORTAL_SMS_SENDER is "pigeon", but'),
        ((*GRANIAN, "8971", "portal.wsgi:application"), {"DATABASE_URL": DEAD}, "The database does not answer"),
        ((*SERVE, "--port", "abc"), {}, 'PORT is "abc", but a port is a number from 1 to 65535'),
        ((*SERVE, "--port", "99999"), {}, 'PORT is "99999", but'),
        ((*SERVE, "--host", "203.0.113.1", "--port", "8971"), {}, "Nothing can listen on 203.0.113.1 here"),
        ((*SERVE, "--port", "8971"), {"DATABASE_URL": DEAD}, "The database does not answer: start it, or correct"),
    ],
)
def test_one_line_at_each_door(words, changed, line, tmp_path):
    development = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    assert only_line(run(tmp_path, *words, **development | changed)).startswith(line)


def test_a_port_that_is_taken(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert only_line(run(tmp_path, *SERVE, "--port", str(port))).startswith(f"Port {port} is taken")


def test_a_folder_that_is_somebody_elses(tmp_path):
    """As an ordinary user; the administrator's right to write anywhere is laid down for it."""
    tmp_path.chmod(0o500)
    before = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    assert only_line(run(tmp_path, *MANAGE, "check", before=before)).startswith("Not allowed: give the file to")


def test_a_database_of_a_later_version(tmp_path):
    """`make run` of the version before: nothing is changed in it."""
    path = tmp_path / "portal.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE django_migrations (id integer, app text, name text, applied text)")
        made.execute("INSERT INTO django_migrations VALUES (1, 'cells', '9999_of_next_year', '2030-01-01')")
    said = only_line(run(tmp_path, *SERVE, "--port", "8971"))
    assert "The database is of a later version than this code (1 migrations, last cells.9999_of_next_year)" in said
    assert list(made.execute("SELECT name FROM sqlite_master")) == [("django_migrations",)]
    made.close()


@pytest.fixture
def small_disk(tmp_path):
    """A real one, of a megabyte."""
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path], check=False).returncode
    ):
        pytest.skip("only the administrator mounts a disk")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def test_a_full_disk(small_disk):
    assert only_line(run(small_disk, *SERVE, "--port", "8971")).startswith("The disk is full: free some space")
    for kept in small_disk.glob("keys/*"):
        kept.unlink()
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))
    assert only_line(run(small_disk, *MANAGE, "check")).startswith("The disk is full: free some space")
