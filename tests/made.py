"""A migrated database made once and copied, where each part of the suite and each journey's server made its own.

255 migrations take half a minute, nearly all of it Django drawing old models anew; a copy takes a tenth of a second.
What was made is kept under the hash of all that it was made from: migrations, what they import, pinned packages.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "made"
MATERIAL = ("**/migrations/*.py", "**/triggers.py", "**/guards.py", "portal/settings/base.py", "requirements.txt")
PACKAGES = ("portal", "cells", "campaigns", "surveys")
COMMANDS = (("migrate", "--no-input"), ("createcachetable",))


def material() -> list[Path]:
    found = {ROOT / pattern for pattern in MATERIAL if "*" not in pattern}
    found |= {path for package in PACKAGES for pattern in MATERIAL for path in (ROOT / package).glob(pattern)}
    return sorted(found)


def key() -> str:
    digest = hashlib.sha256()
    for path in material():
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def copy_sqlite(target: Path) -> None:
    """A migrated SQLite file at `target`; one that stands there is replaced."""
    made = FOLDER / f"{key()}.sqlite3"
    with only_one("sqlite"):
        if not made.exists():
            fresh = made.with_suffix(".fresh")
            fresh.unlink(missing_ok=True)
            migrate(f"sqlite:///{fresh}")
            fresh.rename(made)
    for rest in ("", "-wal", "-shm"):
        Path(f"{target}{rest}").unlink(missing_ok=True)
    shutil.copyfile(made, target)


def copy_postgresql(server: str, name: str) -> None:
    """A migrated database of this name on the server of an address; one of that name is replaced."""
    made = f"portal_made_{key()}"
    with only_one("postgresql"), psycopg.connect(on_server(server, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made]).fetchone():
            fresh = f"{made}_fresh"
            connection.execute(f'DROP DATABASE IF EXISTS "{fresh}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{fresh}"')
            migrate(on_server(server, fresh))
            connection.execute(f'ALTER DATABASE "{fresh}" RENAME TO "{made}"')
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made}"')


def drop_postgresql(server: str, name: str) -> None:
    with psycopg.connect(on_server(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def on_server(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}", query=""))


@contextmanager
def only_one(kind: str):
    """Parts that run side by side wait for the one that makes it; PostgreSQL copies no template that is in use."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    # A file is this checkout's own; the server is asked by all of them.
    folder = FOLDER if kind == "sqlite" else Path(tempfile.gettempdir())
    with (folder / f"portal-made-{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(address: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": address,
            "CACHE_URL": "",
            "PORTAL_VAR_DIR": folder,
        }
        for words in COMMANDS:
            command = [sys.executable, "manage.py", *words, "--verbosity", "0"]
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{words[0]}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
