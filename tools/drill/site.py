"""What a person would fill in, and a repository with the release before and the one of this checkout."""

import secrets
import subprocess
from pathlib import Path

from tools.drill.machine import Machine
from tools.drill.manual import filled

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "deploy.md"
REPOSITORY = "/srv/drill/portal"
OLD, NEW = "v1.0.0-drill", "v1.1.0-drill"
HOST = "wufei.drill.test"
PASSWORD = secrets.token_hex(12)
COPIES = "/mnt/elsewhere"  # stands for another machine
# Placeholders of the manual and of docs/deploy, and what stands there in the drill. Ports: the host uses its own.
PORTS = {"8000": "18000", "8001": "18001"}
NAMES = PORTS | {
    "https://git.example.gov.cn/portal.git": f"file://{REPOSITORY}",
    "v1.0.0": OLD,
    "v1.1.0": NEW,
    "'PASSWORD'": f"'{PASSWORD}'",
}
# The same manual for a machine that begins with the newer release.
NAMES_OF_NEW = NAMES | {"v1.0.0": NEW}
# Lines of /etc/portal.env; blanks and signs of the shell on purpose. DATABASE_URL and PASSWORD come with the machine.
SETTINGS = {
    "PORTAL_BASE_URL": f"https://{HOST}",
    "PORTAL_ALLOWED_HOSTS": HOST,
    "CACHE_URL": "redis://127.0.0.1:6379/15",
    "PORTAL_SMS_GATEWAY_URL": "https://localhost:9/send",
    "PORTAL_SMS_GATEWAY_TOKEN": "a $token & `more` #1",
    "PORTAL_EMAIL_URL": "smtp+tls://user:password@localhost:9",
    "PORTAL_EMAIL_FROM": "无废城市 <wufei@example.gov.cn>",
    "PORTAL_FOOTER_HOST": "常州市天宁区 人民政府",
    "PORTAL_FOOTER_ORGANISER": "天宁 生态环境局",
    "PORTAL_FOOTER_ADDRESS": "演练路 1 号",
    "PORTAL_FOOTER_PHONE": "0519 1234 5678",
    "PORTAL_FOOTER_SUPPORT": "0519 1234 5679 (9:00 - 17:00)",
    "PORTAL_FOOTER_ICP": "苏ICP备 00000000 号",
    "PORTAL_FOOTER_POLICE": "苏公网安备 32040200000000 号",
    "PORTAL_FOOTER_SITE_CODE": "3204020000",
    "PORTAL_BACKUP_COPY": COPIES,
}


def previous_release() -> str:
    """The newest tag before this commit; before there is any, the commit that landed last with what the plan's rows say now."""
    found = subprocess.run(
        ["git", "describe", "--tags", "--abbrev=0", "HEAD^"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return found.stdout.strip() or "c75b62ab"


def git(*words: str, where: Path) -> str:
    name = ["-c", "user.name=drill", "-c", "user.email=drill@localhost", "-c", "advice.detachedHead=false"]
    done = subprocess.run(["git", *name, *words], cwd=where, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def publish(machine: Machine, previous: str) -> None:
    """Two tags: the previous commit and this checkout's, each with its own files of docs/deploy filled in."""
    target = machine.path(REPOSITORY)
    target.parent.mkdir(parents=True)
    git("clone", "--quiet", str(ROOT), str(target), where=ROOT)
    for tag, name in ((OLD, previous), (NEW, "HEAD")):
        git("checkout", "--quiet", "--detach", git("rev-parse", name, where=ROOT), where=target)
        for file in (target / "docs" / "deploy").iterdir():
            file.write_text(filled(file.read_text(encoding="utf-8"), PORTS), encoding="utf-8")
        git("commit", "--quiet", "--all", "--message", "As filled in", where=target)
        git("tag", tag, where=target)
    machine.run(f"chown -R 0:0 {REPOSITORY}")
