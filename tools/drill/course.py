"""The course of the drill, step by step; each step is a method of its name."""

import json
import re
import shlex
import time
from pathlib import Path

from tools.drill import site, systemctl, troubles, walk
from tools.drill.machine import CommandFailedError, Machine
from tools.drill.manual import Block, blocks, filled, with_settings

STEPS = (
    "packages", "install", "serve", "demo", "fill", "walk", "upgrade", "journal", "back", "forth", "refused_copy",
    "backup", "lose_the_machine", "install_again", "restore", "damaged", "kills",
)  # fmt: skip
# Which blocks of the manual a step runs; tests/test_docs.py holds them against the manual.
BLOCKS = {
    "packages": ("packages",),
    "install": ("user", "database", "release", "settings", "prepare"),
    "serve": ("serve", "administrator"),
    "upgrade": ("upgrade",),
    "back": ("back",),
    "backup": ("backup",),
    "restore": ("restore",),
}
# Seconds that a restore may take; seconds until a receipt while a release is changed.
FIRST_OF_RESTORE, LONGEST_WAIT, NO_WARNINGS, INSIDE = 30 * 60, 5.0, "no issues", "/srv/drill"


class Course:
    def __init__(self, machine: Machine, previous: str, *, many: bool) -> None:
        self.machine, self.previous, self.many = machine, previous, many
        self.manual = {block.name: block for block in blocks(site.MANUAL.read_text(encoding="utf-8"))}
        self.names, self.facts, self.receipts = site.NAMES, {}, []
        self.accounts: dict[str, dict] = {}
        self.certificate = machine.path("/etc/nginx/tls/portal.pem")

    # ── how

    def take(self, step: str) -> None:
        began = time.monotonic()
        print(f"── {step.replace('_', ' ')} …", flush=True)
        said = getattr(self, step)() or ""
        print(f"   {time.monotonic() - began:5.1f} s  {said}", flush=True)

    def block(self, name: str, **more: str) -> str:
        """A block of the manual as it stands, with the names filled in."""
        block: Block = self.manual[name]
        try:
            return self.machine.run(filled(block.code, self.names | more))
        except CommandFailedError as error:
            raise CommandFailedError(f"docs/deploy.md:{block.line} ({name}): {error}") from None

    def shell(self, call: str, *, release: str = "current", settings: str = "production") -> str:
        """A function of rows.py in a release, as the portal's user, with the portal's own settings."""
        code = f"exec(open('{INSIDE}/rows.py').read()); {call}"
        return self._manage(f"shell -v0 -c {shlex.quote(code)}", release, settings)

    def _manage(self, words: str, release: str = "current", settings: str = "dev") -> str:
        return self.machine.run(
            f"set -a; . /etc/portal.env; set +a; umask 027; cd -P /srv/portal/{release}; "
            f"export DJANGO_SETTINGS_MODULE=portal.settings.{settings}; "
            f"runuser -u portal -- .venv/bin/python manage.py {words}"
        )

    def asked(self, call: str) -> dict:
        return json.loads(self.shell(call).strip().splitlines()[-1])

    def words(self) -> str:
        """What the services said last, for whoever has to find out."""
        logs = sorted(self.machine.path("/run/drill").glob("*.log"))
        return "\n".join(f"[{log.name}] {log.read_text(errors='replace')[-1500:]}" for log in logs)

    # ── the steps

    def packages(self) -> None:
        self.machine.path("/etc/dpkg/dpkg.cfg.d/drill").write_text("force-unsafe-io\n")
        self.machine.path("/usr/local/bin/systemctl").write_text(Path(systemctl.__file__).read_text())
        self.machine.path("/usr/local/bin/systemctl").chmod(0o755)
        site.publish(self.machine, self.previous)
        self.machine.path(f"{INSIDE}/rows.py").write_text((Path(__file__).parent / "rows.py").read_text())
        self.block("packages")
        port = self.machine.run("pg_lsclusters --no-header").split()[2]
        self.address = f"postgres://portal:{site.PASSWORD}@127.0.0.1:{port}/portal?pool=8"
        self.machine.run(f"mkdir -p {site.COPIES} && age-keygen -o /root/age.key 2>/dev/null")
        self.recipient = self.machine.run("age-keygen -y /root/age.key").strip()

    def install(self) -> None:
        for name in BLOCKS["install"]:
            said = self.block(name)
            assert name != "prepare" or NO_WARNINGS in said, said
            if name == "database":
                self.machine.run(f"chown portal {site.COPIES}")
            if name == "settings":
                self._fill_in()

    def _fill_in(self) -> None:
        file = self.machine.path("/etc/portal.env")
        own = {"DATABASE_URL": self.address, "PORTAL_BACKUP_RECIPIENT": self.recipient}
        file.write_text(with_settings(file.read_text(), site.SETTINGS | own))
        read = self.machine.run(". /etc/portal.env; printf '%s' \"$PORTAL_SMS_GATEWAY_TOKEN\"")
        assert read == site.SETTINGS["PORTAL_SMS_GATEWAY_TOKEN"], "the shell reads another value than was written"
        assert systemctl.parse_environment(file.read_text())["PORTAL_SMS_GATEWAY_TOKEN"] == read, (
            "systemd reads another"
        )

    def serve(self) -> str:
        self.machine.run(
            "mkdir -p /etc/nginx/tls && cd /etc/nginx/tls && openssl req -x509 -newkey rsa:2048 -nodes -days 2 "
            f"-subj /CN={site.HOST} -addext subjectAltName=DNS:{site.HOST} -keyout portal.key -out portal.pem 2>/dev/null"
        )
        self.block("serve")
        address = self.block("administrator").strip().splitlines()[-1]
        self.browser = walk.Browser(self.certificate)
        self.browser.page(address)
        assert walk.STYLE.search(self.browser.page("/")), "no style on the front page"
        return "the first administrator's address opens"

    def demo(self) -> None:
        self._manage("demo")
        told = json.loads(self._manage("demo_credentials --json").strip().splitlines()[-1])
        self.accounts = {account["key"]: account for account in told}
        self.shell("hang_picture()")
        self.facts = self.asked("facts()")

    def fill(self) -> str:
        if self.many:
            self.shell("fill()")
        self.before = self.asked("tell()")
        return f"{self.before['answers']} answers, {self.before['count of events']} events"

    def walk(self) -> str:
        walk.look(self.browser, self.facts)
        self._sign_in("reviewer")
        return "page, style, picture, certificate, answer, staff"

    def _sign_in(self, who: str) -> None:
        walk.sign_in(self.certificate, self.accounts[who], self.facts["certificate"])

    def journal(self) -> str:
        return troubles.logs_and_cache(self.machine, self.browser, self.facts)

    def _under_answers(self, name: str) -> str:
        with walk.answering(self.browser, self.facts["survey"]) as notes:
            began = time.monotonic()
            said = self.block(name)
            assert name != "upgrade" or NO_WARNINGS in said, said
            took = time.monotonic() - began
            walk.look(self.browser, self.facts)
        self.receipts += notes.receipts
        self._unchanged()
        assert notes.slowest < LONGEST_WAIT, f"somebody waited {notes.slowest:.1f} s for the receipt"
        return (
            f"block {took:.0f} s; {len(notes.receipts)} answers meanwhile, none lost; "
            f"the slowest with its receipt after {notes.slowest:.1f} s"
        )

    def _unchanged(self) -> None:
        after = self.asked("tell()")
        for name in ("figures", "events", "papers"):
            assert after[name] == self.before[name], f"{name} are not what they were"

    def upgrade(self) -> str:
        """OPS-04, F14: the tables change under answers; `back` and `forth` run either release on them."""
        return self._under_answers("upgrade")

    def back(self) -> str:
        told = self._under_answers("back")
        self._sign_in("reviewer")
        assert self.machine.path("/srv/portal/current").readlink().name == site.OLD
        return f"the old release on the new tables: {told}"

    def forth(self) -> str:
        return self._under_answers("back")

    def refused_copy(self) -> str:
        return troubles.backup_that_fails(self.machine)

    def backup(self) -> str:
        with walk.answering(self.browser, self.facts["survey"]) as notes:
            time.sleep(2)
            began = time.time()
            self.stamp = json.loads(self.block("backup").strip().splitlines()[-1])
        self.receipts += [receipt for receipt in notes.receipts if receipt[0] < began]
        copies = sorted(self.machine.path(site.COPIES).iterdir())
        self.copy, size = copies[-1].name, copies[-1].stat().st_size
        assert not list(self.machine.path("/srv/portal/backup").glob("*.unfinished"))
        return f"{self.stamp['bytes'] >> 20} MB, sent off encrypted ({size >> 20} MB)"

    def lose_the_machine(self) -> None:
        """Everything falls at once; what is left is Debian with its packages, a copy of the keys, and the copies sent off."""
        self.machine.run("cp /etc/portal.env /root/portal.env.kept")
        self.machine.halt()
        self.machine.run(
            "mv /srv/portal /srv/lost; deluser --quiet portal; "
            "rm -rf /etc/portal.env /usr/local/bin/portal /etc/systemd/system/portal* /var/log/portal /run/drill/*.pid "
            "/etc/nginx/sites-*/portal.conf /etc/logrotate.d/portal /var/cache/portal-pages /etc/nginx/tls; "
            "systemctl start postgresql nginx; cd /; "
            "runuser -u postgres -- dropdb --force portal; runuser -u postgres -- dropuser portal"
        )

    def install_again(self) -> str:
        """The newer release on a machine with nothing on it: an empty portal, and its first backup."""
        self.names = site.NAMES_OF_NEW
        for name in ("user", "database", "release", "settings"):
            self.block(name)
        self.machine.run(f"chown -R portal {site.COPIES} && cat /root/portal.env.kept >/etc/portal.env")
        self.block("prepare")
        told = self.serve()
        assert json.loads(self.block("backup").strip().splitlines()[-1])["finished"]
        return f"{told}; a backup of the empty portal"

    def restore(self) -> str:
        """OPS-03, F15; `damaged` is F16."""
        self.machine.run(f"age -d -i /root/age.key {site.COPIES}/{self.copy} | tar -x -C /srv/portal/backup")
        name = self.copy.removesuffix(".tar.age")
        self.machine.run(f"chown -R portal:portal /srv/portal/backup/{name}")
        began = time.monotonic()
        said = self.block("restore", **{"20261129T023000": name})
        took = time.monotonic() - began
        assert took < FIRST_OF_RESTORE, f"restored after {took:.0f} s"
        assert re.search(r"^Restored: ", said, re.MULTILINE), said
        lost = {reference for _, reference in self.receipts} - set(self.asked("references()"))
        assert not lost, f"{len(lost)} answers with a receipt from before the backup are gone"
        self._unchanged()
        opened = self.shell("open_files()").split()[-1]
        walk.look(self.browser, self.facts)
        self._sign_in("reviewer-2")
        return (
            f"restored in {took:.0f} s; {len(self.receipts)} receipts all there; {opened} files opened; staff signs in"
        )

    def damaged(self) -> str:
        return troubles.damaged_backups(self.machine, self.copy.removesuffix(".tar.age"))

    def kills(self) -> str:
        with walk.answering(self.browser, self.facts["survey"]) as notes:
            killed = troubles.kill(self.machine)
        kept, shown = self.asked("references()"), [reference for _, reference in notes.receipts]
        assert {kept.count(reference) for reference in shown} == {1}, "an answer is lost or doubled"
        walk.look(self.browser, self.facts)
        return f"{killed} kills, {len(shown)} answers, none lost or doubled; slowest {notes.slowest:.1f} s"
