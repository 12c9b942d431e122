import subprocess
import sys

import pytest

from portal import writers

OLD, MENDED = (3, 40, 1), (3, 51, 3)
CLAIMER = """
import sys, time
from pathlib import Path
from portal.writers import claim
print(claim(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "portal.sqlite3"
    yield {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    held = writers._held.pop(path, None)
    if held:
        held.close()


@pytest.fixture
def other_process(database):
    """A second worker that came first."""
    process = subprocess.Popen(
        [sys.executable, "-c", CLAIMER, str(database["NAME"])], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "True\n"
    yield process
    process.communicate()


def test_f25_one_process_is_quiet(database):
    assert writers.guard(database, OLD) == ""
    assert writers.guard(database, OLD) == ""


def test_f25_second_process_on_old_sqlite_is_told_loudly(other_process, database, caplog):
    assert "WAL-reset fault" in writers.guard(database, OLD)
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ((3, 7, 0), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_f25_which_sqlite_is_mended(version, wanted):
    assert writers.is_mended(version) is wanted


def test_f25_second_process_on_mended_sqlite_is_quiet(other_process, database):
    assert writers.guard(database, MENDED) == ""


def test_claim_ends_with_its_process(other_process, database):
    other_process.communicate()
    assert writers.guard(database, OLD) == ""


def test_postgresql_has_as_many_writers_as_it_likes(other_process):
    assert writers.guard({"ENGINE": "django.db.backends.postgresql", "NAME": "portal"}, OLD) == ""


@pytest.mark.parametrize(("version", "mended"), [((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True)])
def test_which_version_is_mended(version, mended):
    assert writers.is_mended(version) is mended
