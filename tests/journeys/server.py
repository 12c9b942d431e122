"""A real portal for journeys: a fresh database, a real server process, a clock that can be moved."""

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests import made

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"\b\d{6}\b")
START_LIMIT = 60
NOON = "2026-11-24T09:00:00+08:00"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Database:
    """SQLite in the server's folder, or a database of our own on the PostgreSQL of DATABASE_URL."""

    def __init__(self) -> None:
        self.server = os.environ.get("DATABASE_URL", "")
        self.name = f"portal_journeys_{secrets.token_hex(4)}"

    @property
    def kind(self) -> str:
        return "postgresql" if self.server else "sqlite"

    @property
    def address(self) -> str:
        return made.on_server(self.server, self.name) if self.server else ""

    def create(self, var: Path) -> None:
        """With its tables; `prepare` fills them."""
        if self.server:
            made.copy_postgresql(self.server, self.name)
        else:
            made.copy_sqlite(var / "portal.sqlite3")

    def drop(self) -> None:
        if self.server:
            made.drop_postgresql(self.server, self.name)


class Server:
    """The portal as an operator runs it; `now` is the instant at which its clock starts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.database = folder, Database()
        self.outbox = folder / "outbox"
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.now = NOON
        self.seed: dict = {}  # what `acceptance_seed --json` printed: accounts, routes, tokens
        self._process: subprocess.Popen | None = None
        self._commands: subprocess.Popen | None = None  # ends with this Python, when its input does

    @property
    def pid(self) -> int:
        return self._process.pid

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": self.database.address,
            "PORTAL_VAR_DIR": str(self.folder / "var"),
            "PORTAL_OUTBOX_DIR": str(self.outbox),
            "PORTAL_FAKE_NOW": self.now,
            "PORTAL_BASE_URL": self.address,
            "PORTAL_TRUSTED_PROXIES": "1",  # each page comes from an address of its own
            "PYTHONDONTWRITEBYTECODE": "",  # each command starts a second sooner
        }

    def manage(self, *words: str) -> str:
        """Run a command of the portal on this server's data, at this server's time."""
        if self._commands is None:
            self._commands = self._popen("-m", "tests.journeys.commands", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        print(json.dumps({"words": words, "now": self.now}), file=self._commands.stdin, flush=True)
        done = json.loads(self._commands.stdout.readline())
        assert done["status"] == 0, f"manage.py {' '.join(words)}\n{done['out'][-2000:]}\n{done['err'][-4000:]}"
        return done["out"]

    def _popen(self, *words: str, **streams) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self.environment(), text=True, **streams)

    def prepare(self, *, demo: bool = False) -> None:
        for folder in (self.folder / "var" / "static", self.outbox):
            folder.mkdir(parents=True)
        self.database.create(self.folder / "var")
        prepared = self._popen("manage.py", "prepare", *([] if demo else ["--no-demo"]), stdout=subprocess.DEVNULL)
        assert prepared.wait() == 0

    def fill(self) -> None:
        """Units, officers, surveys, applications in every state: what acceptance wants to find."""
        self.seed = json.loads(self.manage("acceptance_seed", "--json"))

    def start(self, *more: str, target: str = "portal.embedded:application") -> None:
        """With one worker; `more` goes to the server's command line."""
        words = [
            "--interface",
            "wsgi",
            "--port",
            str(self.port),
            "--workers",
            "1",
            "--blocking-threads",
            "12",
            "--no-ws",
            *more,
        ]
        self.log = (self.folder / "server.log").open("a")
        process = ["-m", "granian", *words, target]
        self._process = self._popen(*process, stdout=self.log, stderr=self.log, start_new_session=True)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + START_LIMIT
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.address}/", timeout=5).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError(f"the server did not start:\n{self.words()[-4000:]}")

    def words(self) -> str:
        return (self.folder / "server.log").read_text()

    def stop(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
            self._process = None
            self.log.close()

    def restart(self, now: str) -> None:
        """Move the clock: everybody's cookies stay, sessions may run out as they would."""
        self.stop()
        self.now = now
        self.start()

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def messages(self, phone: str) -> list[str]:
        """Texts sent to a number, oldest first."""
        digits = phone.lstrip("+")
        files = [file for file in self.outbox.glob("sms-*.json") if digits in file.name]
        return [
            json.loads(file.read_text())["text"] for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)
        ]

    def code(self, phone: str, before: int = 0) -> str:
        """The newest six-digit code sent to a number, once more messages than `before` were sent."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            # Other messages may come to the same number meanwhile.
            codes = [found.group() for text in self.messages(phone)[before:] if (found := CODE.search(text))]
            if codes:
                return codes[-1]
            time.sleep(0.1)
        raise AssertionError(f"no code came for {phone}")
