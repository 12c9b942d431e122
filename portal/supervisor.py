"""Child processes that live and die with their parent: plain Python, so that watching costs little memory."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
GRACE = 10.0
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def _tie_to_parent() -> None:
    """On Linux the child is told to end when its parent is gone, even when that one was killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGTERM)


class Child:
    """One command, in a session of its own so that nothing it started outlives it."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.command = name, list(command)
        self.pause = FIRST_PAUSE
        self.due = 0.0
        self.started = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, now: float) -> None:
        self.started = now
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            start_new_session=True,
            preexec_fn=_tie_to_parent,  # noqa: PLW1509 - the parent has one thread
        )

    def ended(self) -> int | None:
        return None if self.process is None else self.process.poll()

    def signal(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


class Supervisor:
    """Starts the children, starts a fallen one again after a growing pause, ends all together."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children, self.say = list(children), say
        self.stopping = False

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start(time.monotonic())

    def _stop(self, _number: int, _frame: object) -> None:
        self.stopping = True

    def has_fallen(self) -> bool:
        """Whether a child that was started has ended."""
        return any(child.ended() is not None for child in self.children)

    def watch(self) -> None:
        """Until told to stop."""
        while not self.stopping:
            for child in self.children:
                self.look_after(child, time.monotonic())
            time.sleep(0.5)
        self.stop()

    def look_after(self, child: Child, now: float) -> None:
        if child.process is None:
            if now >= child.due:
                child.start(now)
            return
        code = child.ended()
        if code is None:
            return
        child.signal(signal.SIGKILL)  # what it left behind
        if now - child.started > STEADY_AFTER:
            child.pause = FIRST_PAUSE
        self.say(f"{child.name} ended with status {code}; it starts again in {child.pause:.0f} s")
        child.process, child.due = None, now + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        end = time.monotonic() + GRACE
        for child in self.children:
            if child.process is not None:
                try:
                    child.process.wait(max(0.1, end - time.monotonic()))
                except subprocess.TimeoutExpired:
                    self.say(f"{child.name} did not end in {GRACE:.0f} s and was killed")
                child.signal(signal.SIGKILL)
