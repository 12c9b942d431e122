#!/usr/bin/env python3
"""A machine in a folder has no systemd: this stands in its place there as /usr/local/bin/systemctl.

It takes from the unit files what decides how a service runs (User, UMask, WorkingDirectory, EnvironmentFile, ExecStart,
Restart, RestartSec, OnFailure) and runs it so. Services of Debian's own go to their init scripts. It is copied there
alone and uses nothing but Python.
"""

import os
import pwd
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS, STATE = Path("/etc/systemd/system"), Path("/run/drill")
ASSIGNMENT = re.compile(r"^([A-Za-z_]\w*)=(.*)$")
WORDS = {"start", "stop", "restart", "reload", "enable", "disable", "daemon-reload", "is-active"}
PATIENCE, STOP_LIMIT = 60, 30


def parse_unit(text: str, instance: str = "") -> dict[str, dict[str, str]]:
    """Sections of a unit file with their last values; `%i` is the instance."""
    sections: dict[str, dict[str, str]] = {}
    name = ""
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line[0] in "#;":
            continue
        if line[0] == "[":
            name = line.strip("[]")
        else:
            key, _, value = line.partition("=")
            sections.setdefault(name, {})[key.strip()] = value.strip().replace("%i", instance)
    return sections


def parse_environment(text: str) -> dict[str, str]:
    """An EnvironmentFile as systemd reads it: quotes go, nothing is expanded. ValueError for a line that is none."""
    values = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        found = ASSIGNMENT.match(line)
        if found is None:
            raise ValueError(f"no assignment: {line}")
        values[found[1]] = "".join(shlex.split(found[2], comments=False)) if found[2][:1] in "'\"" else found[2].strip()
    return values


def unit_file(unit: str) -> tuple[Path, str]:
    """The file of a unit and its instance: portal-web@8000 is portal-web@.service with 8000."""
    stem, at, instance = unit.removesuffix(".service").partition("@")
    return UNITS / f"{stem}{at}.service", instance


def command(unit: str) -> tuple[list[str], dict, dict[str, dict[str, str]]]:
    """What to run, how (arguments of Popen), and the unit's sections."""
    path, instance = unit_file(unit)
    sections = parse_unit(path.read_text(encoding="utf-8"), instance)
    service = sections["Service"]
    person = pwd.getpwnam(service.get("User", "root"))
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    environment |= {"HOME": person.pw_dir, "USER": person.pw_name, "LOGNAME": person.pw_name}
    if "EnvironmentFile" in service:
        environment |= parse_environment(Path(service["EnvironmentFile"]).read_text(encoding="utf-8"))
    how = {
        "cwd": service.get("WorkingDirectory", "/"),
        "env": environment,
        "user": person.pw_uid,
        "group": person.pw_gid,
        "extra_groups": [],
        "umask": int(service.get("UMask", "0022"), 8),
    }
    return shlex.split(service["ExecStart"]), how, sections


def log(unit: str):
    STATE.mkdir(parents=True, exist_ok=True)
    return (STATE / f"{unit}.log").open("ab")


def watch(unit: str) -> None:
    """Keep a service running as its Restart= and RestartSec= say; a signal ends both."""
    child: subprocess.Popen | None = None
    leaving = False

    def leave(number: int, _frame: object) -> None:
        # The loop below waits for the child's end; a second wait here would wait for that one.
        nonlocal leaving
        leaving = True
        if child is None:
            sys.exit(0)
        child.send_signal(signal.SIGTERM if number == signal.SIGTERM else signal.SIGKILL)
        signal.alarm(STOP_LIMIT)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGALRM, leave)
    while not leaving:
        words, how, sections = command(unit)
        with log(unit) as target:
            child = subprocess.Popen(words, stdout=target, stderr=target, start_new_session=True, **how)
        child.wait()
        end_group(child.pid)
        if leaving or sections["Service"].get("Restart") != "always":
            return
        if sections["Unit"].get("StartLimitIntervalSec") != "0":
            raise SystemExit("five starts within ten seconds would be the end of it")
        time.sleep(float(sections["Service"].get("RestartSec", "0.1")))


def end_group(leader: int) -> None:
    """What is left of the service's processes goes with it, as systemd ends a control group."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def start(unit: str) -> int:
    words, how, sections = command(unit)
    if sections["Service"].get("Type") == "oneshot":
        with log(unit) as target:
            status = subprocess.run(words, stdout=target, stderr=target, check=False, **how).returncode
        if status and "OnFailure" in sections["Unit"]:
            start(sections["Unit"]["OnFailure"].replace("%n", unit))
        return int(bool(status))
    with log(unit) as target:
        watcher = subprocess.Popen(
            [sys.executable, __file__, "watch", unit], stdin=subprocess.DEVNULL, stdout=target, stderr=target,
            start_new_session=True,
        )  # fmt: skip
    (STATE / f"{unit}.pid").write_text(str(watcher.pid))
    return 0


def stop(unit: str) -> int:
    note = STATE / f"{unit}.pid"
    if note.exists():
        end, pid = time.monotonic() + PATIENCE, int(note.read_text())
        note.unlink()
        try:
            os.kill(pid, signal.SIGTERM)
            while Path(f"/proc/{pid}/cmdline").read_bytes() and time.monotonic() < end:
                time.sleep(0.05)
        except (ProcessLookupError, FileNotFoundError):
            return 0
    return 0


def act(word: str, unit: str, *, now: bool) -> int:
    """One word for one unit; what is not ours goes to Debian's init script."""
    if unit.endswith(".timer"):
        return 0 if (UNITS / unit).exists() and (UNITS / unit).with_suffix(".service").exists() else 1
    if not unit_file(unit)[0].exists():
        if word == "enable" and not now:
            return 0
        return subprocess.run(["service", unit, "start" if word == "enable" else word], check=False).returncode
    unit = unit.removesuffix(".service")
    if word in {"stop", "restart", "disable"}:
        stop(unit)
    return start(unit) if word in {"start", "restart"} or (word == "enable" and now) else 0


def main(arguments: list[str]) -> int:
    word, *units = [argument for argument in arguments if not argument.startswith("-")]
    if word == "watch":
        watch(units[0])
        return 0
    if word not in WORDS:
        print(f"systemctl {word}: not known here", file=sys.stderr)
        return 2
    return max([act(word, unit, now="--now" in arguments) for unit in units], default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
