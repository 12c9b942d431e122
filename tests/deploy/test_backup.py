"""F16: a backup that is damaged or lacks a file is refused by the name of that file, before anything is touched.

F15, bringing one back, is tests/journeys/test_backup.py on PostgreSQL, and `make drill` on an empty machine.
"""

import hashlib
import os
import subprocess

import pytest

from portal.settings.env import BASE_DIR

RESTORE = BASE_DIR / "docs" / "deploy" / "restore.sh"
FILES = ("database.dump", "files.tar", "ledger-head.txt", "ledger-heads.txt", "release.txt")


@pytest.fixture
def backup(tmp_path):
    """A folder as backup.sh leaves it; what is in its files no refusal asks."""
    folder = tmp_path / "20261130T012844"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_bytes(name.encode() * 40)
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in FILES]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    return folder


def restored(backup, tmp_path) -> subprocess.CompletedProcess:
    """To a database server that is not there: whoever asks it fails in other words."""
    there = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PORTAL_VAR_DIR": str(tmp_path / "var")}
    return subprocess.run(
        [str(RESTORE), str(backup)], env=os.environ | there, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", FILES)
def test_ops_03_f16_a_flipped_byte_is_refused_by_the_name_of_its_file(backup, tmp_path, name):
    damaged = bytearray((backup / name).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (backup / name).write_bytes(damaged)
    done = restored(backup, tmp_path)
    assert (done.returncode, done.stderr) == (2, f"Not restored: not as it was backed up: {name} in {backup}.\n")
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("name", ["SHA256SUMS", *FILES])
def test_ops_03_f16_a_backup_without_one_of_its_files_is_refused_by_its_name(backup, tmp_path, name):
    (backup / name).unlink()
    done = restored(backup, tmp_path)
    assert (done.returncode, done.stderr) == (2, f"Not restored: {name} is missing in {backup}.\n")
    assert not (tmp_path / "var").exists()


def test_a_whole_backup_is_let_through_to_the_database(backup, tmp_path):
    done = restored(backup, tmp_path)
    assert "Not restored" not in done.stderr
    assert "127.0.0.1" in done.stderr
