"""What goes wrong on purpose: keys in addresses, odd cookies, a backup that cannot be sent, damaged ones, kills."""

import json
import os
import random
import re
import secrets
import signal
import time
from collections.abc import Iterator

from tools.drill.machine import Machine
from tools.drill.walk import Browser

KILLS = 30
BACKUPS = "/srv/portal/backup"


def logs_and_cache(machine: Machine, browser: Browser, facts: dict) -> str:
    """Keys in addresses reach no log; the page's number is in the log; odd cookies spoil nobody's page."""
    word = f"key{secrets.token_hex(12)}"
    key = f"/surveys/invited/{word}/"
    for path in (key, f"/en{key}", f"/surveys/%69nvited/{word}/", f"/account/password/reset/key/1-{word}/"):
        status, headers, _ = browser.ask(path)
        assert headers["Referrer-Policy"].endswith("strict-origin"), f"{path}: {status} {headers}"
    number = browser.ask("/")[1]["X-Request-ID"]
    rows = [json.loads(line) for line in machine.path("/var/log/portal/access.log").read_text().splitlines()]
    assert any(row["request"] == number and row["path"] == "/" for row in rows), "the page's number is in no log"
    assert "/surveys/invited/***" in {row["path"] for row in rows}
    found = machine.run(f"grep -rl {word} /var/log /run/drill || true").strip()
    assert not found, f"{found} holds a key"
    for cookie in ("Mode=elder", "mode=elder; mode=normal", "MODE=extra", 'mode="elder"'):
        time.sleep(1.2)
        browser.ask("/", Cookie=cookie)
        assert 'data-mode="elder"' not in browser.page("/"), f"{cookie} is in everybody's page"
    machine.run("logrotate --debug /etc/logrotate.d/portal && logrotate --force /etc/logrotate.d/portal")
    assert len(list(machine.path("/var/log/portal").glob("access.log*"))) == 2
    machine.run("! runuser -u www-data -- ls /srv/portal/var/evidence 2>/dev/null")
    return "no key in any log, the number of the request in both"


def backup_that_fails(machine: Machine) -> str:
    """A copy that goes nowhere: the unit fails, the alarm is heard, nothing half-made stays."""
    env, stamp = machine.path("/etc/portal.env"), machine.path("/srv/portal/var/backup.json")
    as_it_was, before = env.read_text(), stamp.read_text()
    machine.path("/etc/portal-alarm").write_text('#!/bin/sh\necho "$1" >>/run/drill/alarms\n')
    machine.path("/etc/portal-alarm").chmod(0o755)
    try:
        env.write_text(re.sub("(PORTAL_BACKUP_RECIPIENT)=.*", r"\1='age1nobody'", as_it_was))
        machine.run("! systemctl start portal-backup")
    finally:
        env.write_text(as_it_was)
    assert "portal-backup" in machine.path("/run/drill/alarms").read_text()
    assert stamp.read_text() == before, "a backup that failed counts as a success"
    assert not [path for path in machine.path(BACKUPS).iterdir() if not path.is_dir() or "." in path.name]
    return "the alarm is heard"


def damaged_backups(machine: Machine, name: str) -> str:
    """Refused before anything is touched, each with one line that names what is wrong."""
    cases = {
        "files.tar": "printf X | dd of=files.tar bs=1 seek=700 conv=notrunc status=none",
        "database.dump": "rm database.dump",
        "ledger-head.txt": "echo 1:0 >ledger-head.txt",
        "SHA256SUMS": "rm SHA256SUMS",
    }
    for culprit, damage in cases.items():
        machine.run(
            f"cp -al {BACKUPS}/{name} {BACKUPS}/damaged && cd {BACKUPS}/damaged && cp {culprit} x && mv x {culprit} && {damage}"
        )
        said = machine.run(f"portal restore {BACKUPS}/damaged && echo RESTORED || true").strip()
        machine.run(f"rm -rf {BACKUPS}/damaged")
        assert said.startswith("Not restored") and culprit in said and "\n" not in said, said  # noqa: PT018
    said = machine.run(f"portal restore {BACKUPS}/{name} || true")
    assert "give it an empty one" in said, "a restore over a full database"
    return f"{len(cases)} damaged backups refused, and one over a full database"


def servers(machine: Machine) -> Iterator[int]:
    """The web processes: the ones that answer and the ones that watch them."""
    for pid in machine.processes():
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line:  # noqa: PTH123
                if b"granian" in (words := line.read()) and b"watch" not in words:
                    yield pid
        except OSError:
            continue


def kill(machine: Machine) -> int:
    """One web process after the other, at random moments."""
    chance, killed = random.Random(), 0
    while killed < KILLS:
        time.sleep(chance.uniform(0.1, 1.0))
        found = list(servers(machine))
        if found:
            os.kill(chance.choice(found), signal.SIGKILL)
            killed += 1
    return killed
