"""Starting, memory and idling of what `make run` runs, read from /proc."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.journeys.server import ROOT, Server, free_port

PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")
SETTLE_SECONDS, IDLE_SECONDS = 45, 30  # the first turn of the duties is work, not idling
WARM_REQUESTS = 100


def fields(pid: int) -> list[str]:
    """/proc/<pid>/stat after the command's name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(fields(int(entry.name))[1])
            except OSError:
                continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def memory(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20


def seconds(pid: int) -> float:
    spent = fields(pid)
    return (int(spent[11]) + int(spent[12])) / TICK


def worked(root: int) -> float:
    """Seconds that a process and all that descend from it have used."""
    return sum(map(seconds, tree(root)))


def called(pid: int, root: int) -> str:
    if pid == root:
        return "the watching process"
    line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    if "granian" in line and "spawn" not in line:
        return "the server's own process"
    if "resource_tracker" in line:
        return "Python's resource tracker"
    return "the worker" if "manage.py" in line else "the web worker"


def first_answer(address: str, process: subprocess.Popen) -> float:
    began = time.monotonic()
    while process.poll() is None and time.monotonic() - began < 60:
        try:
            urllib.request.urlopen(f"{address}/", timeout=5).close()
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.05)
        else:
            break
    return time.monotonic() - began


def second_starts(server: Server, runs: int) -> tuple[list[float], dict[str, float], float]:
    """Times of starts on prepared data; memory by process after some use; percent of a core when idle."""
    times, told, idle = [], {}, 0.0
    for number in range(runs + 1):
        port = free_port()
        address = f"http://localhost:{port}"
        environment = server.environment() | {"PORTAL_BASE_URL": address, "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-m", "portal.serve", "--port", str(port), "--no-demo"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            taken = first_answer(address, process)
            if number:  # the first one also prepares
                times.append(taken)
            if number == runs:
                told, idle = in_use(process.pid, address)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
    return times, told, idle


def in_use(root: int, address: str) -> tuple[dict[str, float], float]:
    for _ in range(WARM_REQUESTS):
        for path in ("/", "/account/login/", "/en/"):
            try:
                urllib.request.urlopen(f"{address}{path}", timeout=10).read()
            except urllib.error.HTTPError:
                continue
    time.sleep(SETTLE_SECONDS)
    pids = tree(root)
    before, began = sum(map(seconds, pids)), time.monotonic()
    time.sleep(IDLE_SECONDS)
    spent = sum(map(seconds, pids)) - before
    return {called(pid, root): memory(pid) for pid in pids}, 100 * spent / (time.monotonic() - began)
