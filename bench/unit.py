"""The web units that we ship (docs/deploy/portal-web@.service), kept alive as systemd would by what the file says.

Two processes on two ports, as behind nginx; a request that one of them drops goes to the other.
"""

import contextlib
import itertools
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import threading
import time

from bench.phones import Phone
from bench.processes import first_answer
from tests.journeys.server import ROOT, Server, free_port

SHIPPED = ROOT / "docs" / "deploy" / "portal-web@.service"
# What systemd does where a unit says nothing: five starts in ten seconds, and it gives up.
BURST, INTERVAL = 5, 10


def said(name: str, default: str = "") -> str:
    found = re.search(rf"^{name}=(.*)$", SHIPPED.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else default


class Unit:
    """One process; whenever it ends it is started anew, as often as the unit allows."""

    def __init__(self, server: Server) -> None:
        self.server, self.port = server, free_port()
        self.starts: list[float] = []
        self.has_given_up = False
        self.process: subprocess.Popen | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def start(self) -> None:
        self._thread.start()
        while self.process is None:
            time.sleep(0.05)

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process and self.process.poll() is None else None

    def stop(self) -> None:
        self._stopping.set()
        if self.process is not None:
            self.process.terminate()
        self._thread.join()

    def _watch(self) -> None:
        command = shlex.split(said("ExecStart").replace("%i", str(self.port)))
        command[0:1] = [sys.executable, "-m", "granian"]
        pause, is_limited = float(said("RestartSec", "0.1")), said("StartLimitIntervalSec") != "0"
        with (self.server.folder / f"unit-{self.port}.log").open("a") as log:
            while not self._stopping.is_set():
                recent = [start for start in self.starts if start > time.monotonic() - INTERVAL]
                if said("Restart") != "always" or (is_limited and len(recent) >= BURST):
                    self.has_given_up = bool(self.starts)
                    if self.has_given_up:
                        return
                self.starts.append(time.monotonic())
                self.process = subprocess.Popen(
                    command,
                    cwd=getattr(self.server, "root", ROOT),
                    env=self.server.environment(),
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
                self.process.wait()
                # What it started dies with its group in systemd, and holds no connection any longer.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
                self._stopping.wait(pause)


class Pair:
    """Both units, as one server to `bench.kills`."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.units = [Unit(server), Unit(server)]

    def start(self) -> None:
        for unit in self.units:
            unit.start()
        for address in self.addresses("/healthz"):
            first_answer(address.removesuffix("/healthz"), self.units[0].process)

    def stop(self) -> None:
        for unit in self.units:
            unit.stop()

    def addresses(self, path: str) -> list[str]:
        return [f"http://localhost:{unit.port}{path}" for unit in self.units]


class Behind(Phone):
    """A phone behind the proxy: what one process drops before it answers is asked of the other."""

    def __init__(self, addresses: list[str]) -> None:
        self._turn = itertools.cycle(random.sample([Phone(address) for address in addresses], len(addresses)))

    def send(self, form):
        first, second = next(self._turn), next(self._turn)
        try:
            return first.send(form)
        except ConnectionRefusedError:
            return second.send(form)
