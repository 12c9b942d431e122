"""F15 and F16: a backup brings everything back, and one that is damaged or lacks a file is refused and says what.

The drill (tools/drill) does it on an empty machine by the manual; here the two scripts run on a small portal.
"""

import hashlib
import os
import shutil
import subprocess
import tarfile

import psycopg
import pytest

from tests.journeys.server import ROOT, Server
from tests.own_servers import Cluster, MissingError

pytestmark = [pytest.mark.any_database, pytest.mark.journey]
SCRIPTS = ROOT / "docs" / "deploy"
COUNTS = """
from cells.models import Certificate
from portal.evidence.models import StoredFile
from portal.ledger.models import Entry
print("rows", Certificate.objects.count(), StoredFile.objects.count(), Entry.objects.count())
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    try:
        cluster = Cluster(tmp_path_factory.mktemp("backup") / "postgresql")
        cluster.start()
    except MissingError as missing:
        pytest.skip(str(missing))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def portal(cluster, tmp_path_factory):
    """With rows, evidence and a backup of both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", cluster.address)
        patch.setenv("CACHE_URL", "")
        server = Server(tmp_path_factory.mktemp("portal"))
        server.prepare()
        server.fill()
        server.rows = server.manage("shell", "-v0", "-c", COUNTS)
        server.backup = run("backup.sh", server, server.database.address).stdout.split()[-1]
        yield server


def run(script, server, address, *words, var=None):
    variables = {"DATABASE_URL": address, "PORTAL_BACKUP_DIR": str(server.folder / "backup")}
    variables |= {"PORTAL_VAR_DIR": str(var)} if var else {}
    command = [str(SCRIPTS / script), *words]
    return subprocess.run(
        command, env=server.environment() | variables, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture
def empty(cluster, tmp_path):
    """A machine with nothing on it: the address of its database, and its folder."""
    name = f"again_{os.urandom(4).hex()}"
    cluster.execute(f"CREATE DATABASE {name}")
    var = tmp_path / "var"
    (var / "static").mkdir(parents=True)
    return cluster.address.rpartition("/")[0] + f"/{name}", var


@pytest.fixture
def copy(portal, tmp_path):
    """A copy of the backup, to be damaged."""
    return shutil.copytree(portal.backup, tmp_path / "copy")


def tables(address) -> int:
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0]


def files(folder) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in ("evidence", "media")
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


def test_f15_a_backup_brings_back_every_row_and_file_and_its_ledger_holds(portal, empty):
    address, var = empty
    done = run("restore.sh", portal, address, portal.backup, var=var)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Restored:" in done.stdout
    assert files(var) == files(portal.folder / "var")
    assert len(files(var)) > 0
    told = subprocess.run(
        [str(ROOT / ".venv/bin/python"), "manage.py", "shell", "-v0", "-c", COUNTS],
        env=portal.environment() | {"DATABASE_URL": address, "PORTAL_VAR_DIR": str(var)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.split()[1:3] == portal.rows.split()[1:3]
    assert int(told.split()[3]) >= int(portal.rows.split()[3])


@pytest.mark.parametrize("name", ["database.dump", "files.tar", "ledger-head.txt"])
def test_f16_a_flipped_byte_is_refused_by_the_name_of_its_file(portal, empty, copy, name):
    address, var = empty
    damaged = bytearray((copy / name).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (copy / name).write_bytes(damaged)
    done = run("restore.sh", portal, address, str(copy), var=var)
    assert done.returncode == 2
    assert f"not as it was backed up: {name}" in done.stderr
    assert (tables(address), list(var.rglob("*.*"))) == (0, [])


@pytest.mark.parametrize("name", ["database.dump", "files.tar", "SHA256SUMS", "release.txt"])
def test_f16_a_backup_without_one_of_its_files_is_refused_by_its_name(portal, empty, copy, name):
    address, var = empty
    (copy / name).unlink()
    done = run("restore.sh", portal, address, str(copy), var=var)
    assert done.returncode == 2
    assert f"{name} is missing" in done.stderr
    assert tables(address) == 0


@pytest.mark.parametrize("folder", ["evidence", "media"])
def test_f16_a_file_that_is_missing_among_the_files_is_named(portal, empty, copy, tmp_path, folder):
    address, var = empty
    unpacked = tmp_path / "unpacked"
    with tarfile.open(copy / "files.tar") as archive:
        archive.extractall(unpacked, filter="data")
    where = unpacked / folder / ("original_images" if folder == "media" else "")
    lost = min(path for path in where.rglob("*") if path.is_file())
    lost.unlink()
    with tarfile.open(copy / "files.tar", "w") as archive:
        archive.add(unpacked / "evidence", "evidence")
        archive.add(unpacked / "media", "media")
    sums = [line for line in (copy / "SHA256SUMS").read_text().splitlines() if not line.endswith("files.tar")]
    sums.append(f"{hashlib.sha256((copy / 'files.tar').read_bytes()).hexdigest()}  files.tar")
    (copy / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    done = run("restore.sh", portal, address, str(copy), var=var)
    assert done.returncode != 0
    assert "missing" in done.stdout + done.stderr
    assert "Restored:" not in done.stdout
