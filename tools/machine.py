"""What this machine offers to the suite, and installing what it lacks where apt can."""

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from playwright._impl._driver import compute_driver_executable
from redis import Redis

from tests.journeys.browser import chromium_path

CLUSTERS = Path("/etc/postgresql")
LOCAL = "127.0.0.1"


def quiet(*command: str) -> bool:
    """Whether a command went well; what it says matters only when it failed."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"  {' '.join(command[:6])} … failed: {done.stderr.strip()[-200:]}", flush=True)
    return done.returncode == 0


def apt_install(*packages: str) -> bool:
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    print(f"Installing {', '.join(packages)} …", flush=True)
    # A machine that has just been started may still be installing something of its own.
    apt = ("apt-get", "-o", "DPkg::Lock::Timeout=300")
    words = (*apt, "install", "-y", "-q", "--no-install-recommends", *packages)
    return quiet(*words) or (quiet(*apt, "update", "-q") and quiet(*words))


def browser() -> str:
    """The path of a Chromium that can be driven and has signs to draw; installed if it can be, empty if there is none."""
    path = chromium_path() or (chromium_path() if apt_install("chromium-headless-shell") else "")
    return path if path and driver() and chinese_fonts() else ""


def driver() -> bool:
    """Playwright's own program; Debian's base system lacks a library that it needs."""
    command = [*map(str, compute_driver_executable()), "--version"]

    def starts() -> bool:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    return starts() or (apt_install("libatomic1") and starts())


def chinese_fonts() -> bool:
    """Without a font that has Chinese every sign is an empty box of another width."""
    listed = (
        shutil.which("fc-list")
        and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
    )
    return bool(listed) or apt_install("fonts-noto-cjk", "fontconfig")


def listens(port: int) -> bool:
    try:
        socket.create_connection((LOCAL, port), timeout=1).close()
    except OSError:
        return False
    return True


def redis() -> str:
    """The address of a Redis for tests, without a database number; empty if none answers."""
    if not listens(6379) and (shutil.which("redis-server") or apt_install("redis-server")):
        quiet("redis-server", "--daemonize", "yes", "--bind", LOCAL, "--save", "", "--dir", "/tmp")  # noqa: S108
    return f"redis://{LOCAL}:6379" if listens(6379) else ""


def empty(address: str) -> None:
    """Forget what an earlier suite left in this Redis database: its throttles would refuse ours."""
    with Redis.from_url(address) as client:
        client.flushdb()


def postgresql() -> str:
    """The address of a PostgreSQL whose user may create databases, without a database name; empty if none answers."""
    given = os.environ.get("PORTAL_TEST_POSTGRESQL", "").rstrip("/")
    if given:
        return given if creates_databases(given) else ""
    if not listens(5432) and (CLUSTERS.exists() or apt_install("postgresql")):
        for cluster in sorted(CLUSTERS.glob("*/main")):
            quiet("pg_ctlcluster", "--skip-systemctl-redirect", cluster.parent.name, "main", "start")
    trusted = f"postgres://postgres@{LOCAL}:5432"
    if creates_databases(trusted):
        return trusted
    return own_role() if listens(5432) and not os.geteuid() else ""


def own_role() -> str:
    """As root, through PostgreSQL's own socket: a role for the tests, with a fresh password."""
    password = secrets.token_hex(12)
    script = (
        "DO $$ BEGIN CREATE ROLE portal_tests; EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
        f"ALTER ROLE portal_tests LOGIN CREATEDB PASSWORD '{password}'"
    )
    if not quiet("runuser", "-u", "postgres", "--", "psql", "-q", "-c", script):
        return ""
    address = f"postgres://portal_tests:{password}@{LOCAL}:5432"
    return address if creates_databases(address) else ""


def creates_databases(address: str) -> bool:
    try:
        with psycopg.connect(f"{address}/postgres", connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def own_servers() -> str:
    """The programs of which some tests start servers of their own, to stop them; the servers above are left alone."""
    folders = [os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]

    def are_here() -> bool:
        return bool(shutil.which("initdb", path=":".join(folders)) and shutil.which("redis-server"))

    had_clusters = CLUSTERS.exists()
    if not are_here() and apt_install("postgresql", "redis-server"):
        folders.extend(map(str, Path("/usr/lib/postgresql").glob("*/bin")))
        # What Debian made and started at once serves nobody: another server has answered before.
        for cluster in [] if had_clusters else CLUSTERS.glob("*/main"):
            quiet("pg_dropcluster", "--stop", cluster.parent.name, "main")
    return "initdb redis-server" if are_here() else ""


def nginx() -> str:
    """The path of nginx; one that was only just installed serves nothing of its own."""
    path = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not path and apt_install("nginx-light"):
        if Path("/run/nginx.pid").exists():
            quiet("nginx", "-s", "stop")
        path = shutil.which("nginx", path="/usr/sbin")
    return path or ""


def readers() -> str:
    """The programs that read what a file tells of its author; installed if they can be, empty if they are not here."""
    programs = ("mat2", "exiftool")
    packages = ("mat2", "libimage-exiftool-perl", "libarchive-zip-perl")
    is_here = all(map(shutil.which, programs)) or (apt_install(*packages) and all(map(shutil.which, programs)))
    return " ".join(programs) if is_here else ""


@dataclass(frozen=True)
class Need:
    """What the suite wants of this machine: where it was found (empty: nowhere), what falls away without it."""

    what: str
    found: str
    without: str
    packages: str

    @property
    def lack(self) -> str:
        return f"{self.without}: no {self.what} here, and it could not be installed; as root: apt-get install {self.packages}"


def needs() -> list[Need]:
    """Everything, in the order in which it is looked for and, where apt can, installed."""
    return [
        Need(
            "Chromium with its driver and a Chinese font",
            browser(),
            "journeys do not run",
            "chromium-headless-shell libatomic1 fonts-noto-cjk fontconfig",
        ),
        Need("PostgreSQL", postgresql(), "nothing runs on PostgreSQL", "postgresql"),
        Need("Redis", redis(), "tests of the Redis cache are skipped", "redis-server"),
        Need(
            "PostgreSQL and Redis to start and stop",
            own_servers(),
            "faults of the database and the cache are skipped",
            "postgresql redis-server",
        ),
        Need(
            "mat2 and exiftool",
            readers(),
            "what kept files tell is not read by other programs",
            "mat2 libimage-exiftool-perl libarchive-zip-perl",
        ),
        Need("nginx", nginx(), "tests of the proxy that we ship are skipped", "nginx-light"),
    ]


def lacks(found: Sequence[Need]) -> list[str]:
    """A line for each that is not here."""
    return [need.lack for need in found if not need.found]
