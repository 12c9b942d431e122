"""Several nodes on this machine, each on ports of its own: PostgreSQL with a standby, Redis, a store, web nodes, HAProxy.

As docs/deploy-nodes.md has them, changed only where one machine must: ports, names, folders.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import boto3
import psycopg

from bench.unit import Unit
from tests import made
from tests.journeys.server import ROOT, Database, Server, free_port
from tests.own_servers import Cluster, Redis
from tests.portal.stores.conftest import ONE_BY_ONE

HAPROXY = ROOT / "docs" / "deploy" / "haproxy.cfg"
NODES = 3
# Each has a door and a pool of its own: three nodes, two kinds of connections, eight of each, and commands besides.
SYNCHRONOUS = "synchronous_standby_names = '*'\nmax_connections = 200\nwal_keep_size = '256MB'\n"


def until_it_listens(port: int, seconds: int = 60) -> None:
    for _ in range(seconds * 10):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        threading.Event().wait(0.1)
    raise AssertionError(f"nothing listens on port {port}")


class Standby(Cluster):
    """Follows a cluster byte by byte, until it is promoted."""

    def __init__(self, primary: Cluster) -> None:
        self._control, self._as, self.port = primary._control, primary._as, free_port()  # noqa: SLF001 - its sister
        self.data = primary.data.with_name("standby")
        copy = str(Path(self._control).resolve().with_name("pg_basebackup"))
        self._run(
            copy, "-D", str(self.data), "-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres", "-R", "-c", "fast"
        )
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {self.port}\n")

    def promote(self) -> None:
        self._run(self._control, "-D", str(self.data), "-w", "-t", "60", "promote")
        # Nobody follows it yet, so it waits for nobody.
        self.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
        self.execute("SELECT pg_reload_conf()")


class Store:
    """A store that speaks S3, which may go away and come back with what it held."""

    def __init__(self) -> None:
        self.port, self.process = free_port(), None
        self.address = f"http://127.0.0.1:{self.port}/portal"

    def start(self) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([sys.executable, "-c", ONE_BY_ONE, str(self.port)], **quiet)
        until_it_listens(self.port)
        keys = {"aws_access_key_id": "id", "aws_secret_access_key": "word", "region_name": "us-east-1"}
        boto3.client("s3", endpoint_url=f"http://127.0.0.1:{self.port}", **keys).create_bucket(Bucket="portal")

    @contextmanager
    def away(self) -> Iterator[None]:
        """It neither answers nor hangs up."""
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


class Brought(Database):
    """Its tables come from a server that has them made already; a quarter of an hour of a busy machine is saved."""

    def __init__(self, made_on: str, server: str) -> None:
        super().__init__()
        self.made_on, self.server = made_on, server

    def create(self, var: Path) -> None:
        if not self.made_on:
            super().create(var)
            return
        kept = made.on_server(self.made_on, f"portal_made_{made.key()}")
        dump = subprocess.run(["pg_dump", "-Fc", kept], capture_output=True, check=False)
        if dump.returncode:  # nobody made one of this version yet
            made.copy_postgresql(self.made_on, self.name)
            made.drop_postgresql(self.made_on, self.name)
            dump = subprocess.run(["pg_dump", "-Fc", kept], capture_output=True, check=True)
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{self.name}"')
        subprocess.run(["pg_restore", "--no-owner", "-d", self.address], input=dump.stdout, check=True)


@dataclass
class Node:
    """What a unit asks of a server, with what is this node's own."""

    server: Server
    folder: Path
    own: dict[str, str] = field(default_factory=dict)
    root: Path = ROOT

    def environment(self) -> dict[str, str]:
        return self.server.environment() | {"PORTAL_VAR_DIR": str(self.folder / "var")} | self.own


class Shared(Server):
    """The portal of all nodes; commands run as on a node of their own."""

    def __init__(self, folder: Path) -> None:
        self.primary = Cluster()
        self.primary.start()
        super().__init__(folder)
        self.database = Brought(os.environ.get("DATABASE_URL", "").partition("?")[0], self.primary.address)
        self.redis, self.store = Redis(folder), Store()
        self.redis.start()
        self.store.start()
        self.standby: Standby | None = None

    def environment(self) -> dict[str, str]:
        files = {"PORTAL_FILES": "store", "PORTAL_STORE_URL": self.store.address}
        keys = {"PORTAL_STORE_KEY_ID": "id", "PORTAL_STORE_SECRET": "word"}
        keys |= {f"PORTAL_{name}_KEY": f"{name}-0123456789abcdefghijklmnopqrstuvwxyz" for name in KEYS}
        told = {"DATABASE_URL": self.everywhere, "CACHE_URL": self.redis.address}
        return super().environment() | files | keys | told

    @property
    def everywhere(self) -> str:
        """Both servers; libpq takes the one that takes writes."""
        if self.standby is None:
            return self.database.address
        hosts = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
        return f"postgres://postgres@{hosts}/{self.database.name}?target_session_attrs=read-write"

    def follow(self) -> None:
        """From here on no answer is said to be stored before both have it."""
        self.standby = Standby(self.primary)
        self.standby.start()
        with (self.primary.data / "postgresql.conf").open("a") as settings:
            settings.write(SYNCHRONOUS)
        self.primary.restart("fast")
        self.rows_on_both()

    def rows_on_both(self) -> None:
        with psycopg.connect(self.primary.address, autocommit=True) as connection:
            for _ in range(300):
                if connection.execute("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").fetchone()[
                    0
                ]:
                    return
                threading.Event().wait(0.1)
        raise AssertionError("the standby does not follow")

    def stop_commands(self) -> None:
        """The next command is told anew where everything is."""
        if self._commands is not None:
            self._commands.stdin.close()
            self._commands.wait()
            self._commands = None

    def end(self) -> None:
        self.stop_commands()
        for one in (self.standby, self.primary):
            if one is not None:
                one.stop()
        self.redis.stop()
        self.store.stop()


KEYS = ("SECRET", "LEDGER", "SEAL", "CERTIFICATE")


@contextmanager
def balanced(folder: Path, ports: list[int]) -> Iterator[str]:
    """HAProxy as it is shipped, before these ports."""
    port, servers = free_port(), "".join(f"\tserver web{n} 127.0.0.1:{at}\n" for n, at in enumerate(ports, 1))
    text = HAPROXY.read_text(encoding="utf-8")
    text = "".join(
        line for line in text.splitlines(keepends=True) if "stats socket" not in line and "\tserver web" not in line
    )
    text = (
        text.replace("bind 127.0.0.1:8080", f"bind 127.0.0.1:{port}")
        .replace("wufei.example.gov.cn", "localhost")
        .replace("maxconn 20000", "maxconn 500")
    )
    (folder / "haproxy.cfg").write_text(text.rstrip("\n") + "\n" + servers, encoding="utf-8")
    program = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
    process = subprocess.Popen([program, "-db", "-f", str(folder / "haproxy.cfg")])
    try:
        until_it_listens(port)
        yield f"http://localhost:{port}"
    finally:
        process.kill()
        process.wait()


@contextmanager
def web_nodes(server: Shared, folder: Path, own: list[dict[str, str]], roots: list[Path]) -> Iterator[list[Unit]]:
    nodes = []
    for number, (given, root) in enumerate(zip(own, roots, strict=True)):
        (folder / f"node{number}" / "var" / "static").mkdir(parents=True, exist_ok=True)
        nodes.append(Unit(Node(server, folder / f"node{number}", given, root)))
    try:
        for unit in nodes:
            unit.start()
        for unit in nodes:
            until_it_listens(unit.port, 120)
        yield nodes
    finally:
        for unit in nodes:
            unit.stop()
