"""Servers of a test's own, really started and really stopped: PostgreSQL, Redis, and a disk of a few megabytes.

Each says in words why it cannot be had here; whoever asks skips with them.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.journeys.server import free_port

STARTS_WITHIN = 30
# pg_ctl waits for the server, on a machine that does much else.
PATIENT = ("-w", "-t", "180")


class MissingError(Exception):
    """Why it cannot be had here."""


def _program(name: str, *folders: Path) -> str:
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *map(str, folders)]))
    if found is None:
        raise MissingError(f"{name} is not installed here")
    return found


class Cluster:
    """A PostgreSQL of our own; root starts it as the user that Debian made for it."""

    def __init__(self) -> None:
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self._control = _program("pg_ctl", *folders)
        self._as = []
        # Not below pytest's own folder, which each run shuts to all others anew.
        folder = Path(tempfile.mkdtemp(prefix="portal-cluster-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.data, self.port = folder / "cluster", free_port()
        if os.geteuid() == 0:
            self._as = [_program("runuser"), "-u", "postgres", "--"]
            shutil.chown(folder, "postgres")
        self._made(_program("initdb", *folders), "-D", str(self.data), "-A", "trust", "-U", "postgres", "-E", "UTF8")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n")
            # As docs/deploy.md has it.
            settings.write("recovery_init_sync_method = 'syncfs'\n")

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        self._run(self._control, "-D", str(self.data), *PATIENT, "-l", str(self.data / "log"), "start")

    def stop(self, mode: str = "immediate") -> None:
        self._run(self._control, "-D", str(self.data), *PATIENT, "-m", mode, "stop", check=False)

    def restart(self, mode: str = "immediate") -> None:
        self._run(self._control, "-D", str(self.data), *PATIENT, "-l", str(self.data / "log"), "-m", mode, "restart")

    def pids(self) -> list[int]:
        """The server and all its processes."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It neither answers nor hangs up."""
        stopped = self.pids()
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)

    def execute(self, sql: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(sql)

    def _run(self, *words: str, check: bool = True) -> None:
        done = subprocess.run(
            [*self._as, *words], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        # What was here once and fails now is a fault, not a lack.
        assert not (check and done.returncode), f"{Path(words[0]).name}: {done.stdout[-500:]} {done.stderr[-500:]}"

    def _made(self, *words: str) -> None:
        try:
            self._run(*words)
        except AssertionError as fault:
            raise MissingError(str(fault)) from fault


class Redis:
    def __init__(self, folder: Path) -> None:
        self._program, self.folder, self.port = _program("redis-server"), folder, free_port()
        self._process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self, *words: str) -> None:
        self._process = subprocess.Popen(
            [self._program, "--port", str(self.port), "--save", "", "--dir", str(self.folder), *words],
            stdout=subprocess.DEVNULL,
        )
        time.sleep(0.5)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def small_disk(folder: Path, megabytes: int = 4) -> Iterator[Path]:
    """A disk that is soon full: a tmpfs, where we may mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise MissingError(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path) -> Path:
    """To the last byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 10, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler
