"""F15: what backup.sh saved, restore.sh brings back whole, and the portal's own checks hold there."""

import hashlib
import os
import shutil
import subprocess

import psycopg
import pytest

from portal.settings.env import BASE_DIR
from tests import made
from tests.journeys.server import Server

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="both scripts are for PostgreSQL"),
]
SCRIPTS = BASE_DIR / "docs" / "deploy"
# Two files of a person, one of them with a sealed original.
KEEP = """
from django.core.files.uploadedfile import SimpleUploadedFile
from portal import clock
from portal.accounts.models import User
from portal.evidence.operations import take_in
owner = User.objects.create(username="officer")
for path in ("pictures/exiftool-turned.jpg", "documents/libreoffice.pdf"):
    upload = SimpleUploadedFile(path, open(f"tests/files/{path}", "rb").read())
    take_in(upload=upload, owner=owner, now=clock.now())
"""


def run(script, portal, *words, **more) -> str:
    variables = portal.environment() | {"PORTAL_BACKUP_DIR": str(portal.folder / "backup")} | more
    done = subprocess.run([str(SCRIPTS / script), *words], env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
    return done.stdout


def rows(address) -> dict[str, int]:
    """How many rows each table holds."""
    with psycopg.connect(address) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def sums(var) -> dict[str, str]:
    files = [path for name in ("evidence", "media") for path in (var / name).rglob("*") if path.is_file()]
    return {str(path.relative_to(var)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def portal(tmp_path):
    portal = Server(tmp_path / "portal")
    portal.prepare()
    portal.manage("shell", "-v0", "-c", KEEP)
    yield portal
    portal.stop()


def test_ops_03_f15_a_backup_brings_back_every_row_and_file(portal, tmp_path):
    before, kept = rows(portal.database.address), sums(portal.folder / "var")
    backup = run("backup.sh", portal).split()[-1]
    name, var = f"{portal.database.name}_again", tmp_path / "again"
    server = portal.database.server
    with psycopg.connect(made.on_server(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        # Keys are no part of a backup: whoever restores has them from elsewhere.
        shutil.copytree(portal.folder / "var" / "keys", var / "keys")
        told = run("restore.sh", portal, backup, DATABASE_URL=made.on_server(server, name), PORTAL_VAR_DIR=str(var))
        after = rows(made.on_server(server, name))
    finally:
        made.drop_postgresql(server, name)
    assert f"Restored: {backup}" in told
    assert len(kept) >= 3
    assert sums(var) == kept
    assert {table for table in before if after.get(table, -1) < before[table]} == set()
    assert after["ledger_entry"] >= before["ledger_entry"] > 0
