import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal import supervisor
from portal.supervisor import Child, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
FALLER = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def said():
    return []


@pytest.fixture
def watched(said):
    made = []

    def make(*commands):
        children = [Child(f"child {number}", command) for number, command in enumerate(commands, 1)]
        made.append(Supervisor(children, said.append))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"


def gone(pid):
    end = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(pid)


def test_fallen_child_is_told_of_and_starts_again_after_a_growing_pause(watched, said):
    one = watched(FALLER)
    child = one.children[0]
    child.start(100.0)
    child.process.wait()
    one.look_after(child, 101.0)
    assert said == ["child 1 ended with status 3; it starts again in 1 s"]
    one.look_after(child, 101.5)
    assert child.process is None
    one.look_after(child, 102.0)
    child.process.wait()
    one.look_after(child, 102.5)
    assert said[1:] == ["child 1 ended with status 3; it starts again in 2 s"]


def test_pause_has_a_ceiling_and_falls_back_after_a_steady_time(watched, said):
    one = watched(FALLER)
    child = one.children[0]
    child.pause = 20.0
    for moment, expected in ((0.0, 20), (1.0, 30), (2.0, 30), (200.0, 1)):
        child.start(moment)
        child.process.wait()
        one.look_after(child, moment + (100.0 if expected == 1 else 0.5))
        assert said[-1].endswith(f"in {expected} s")


def test_running_child_is_left_alone(watched, said):
    one = watched(SLEEPER)
    child = one.children[0]
    child.start(0.0)
    one.look_after(child, 1.0)
    assert said == []
    assert child.ended() is None


def test_all_children_end_together(watched):
    one = watched(SLEEPER, SLEEPER)
    for child in one.children:
        child.start(0.0)
    pids = [child.process.pid for child in one.children]
    one.stop()
    assert all(gone(pid) for pid in pids)


def test_child_that_ignores_the_signal_is_killed(watched, said, monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.2)
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    one = watched([sys.executable, "-c", stubborn])
    child = one.children[0]
    child.start(0.0)
    time.sleep(0.5)
    one.stop()
    assert said == ["child 1 did not end in 0 s and was killed"]
    assert gone(child.process.pid)


def test_stop_before_any_start_is_nothing(watched, said):
    watched(SLEEPER).stop()
    assert said == []


PARENT = """
import sys, time
from portal.supervisor import Child, Supervisor
one = Supervisor([Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])], print)
one.start()
print(one.children[0].process.pid, flush=True)
one.watch()
print("ended", flush=True)
"""


@pytest.fixture
def parent():
    process = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_to_the_parent_ends_the_child_and_then_the_parent(parent, number):
    child = int(parent.stdout.readline())
    parent.send_signal(number)
    assert parent.stdout.read() == "ended\n"
    assert parent.wait() == 0
    assert gone(child)


def test_child_does_not_outlive_a_killed_parent(parent):
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert gone(child)
