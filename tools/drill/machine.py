"""A Debian machine with nothing on it: debootstrap's base system below, a fresh layer above, thrown away afterwards.

The base and what apt and pip brought are kept in $BARE (default /tmp/bare-drill) and beside it. The network is the
host's: what listens there is seen from inside.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BASE = Path(os.environ.get("BARE", "/tmp/bare-drill"))
PACKAGES = "ca-certificates"
ENVIRONMENT = {
    "HOME": "/root",
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "TERM": "dumb",
    "DEBIAN_FRONTEND": "noninteractive",
}
# How the host reaches its registries, nothing else of it.
PASSED_ON = ("http_proxy", "https_proxy", "no_proxy", "PIP_CERT", "PIP_DEFAULT_TIMEOUT", "SSL_CERT_FILE")
COPIED = ("/etc/ssl/certs", "/usr/local/share/ca-certificates", "/etc/resolv.conf", "/etc/hosts")


MIRROR = re.compile(r"^[^#\n]*?(https?://(?!\S*(?:security|snapshot|archive))\S+/debian/?)(?:\s|$)", re.MULTILINE)


class CommandFailedError(Exception):
    """A command inside ended with another status than 0; the message holds the end of what it said."""


class Machine:
    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, code: str, *, check: bool = True) -> str:
        """Commands as root in one shell that stops at the first failure; what they said, errors too."""
        done = subprocess.run(
            ["chroot", str(self.root), "bash", "-euo", "pipefail", "-c", code],
            env=ENVIRONMENT | {name: os.environ[name] for name in PASSED_ON if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if check and done.returncode:
            raise CommandFailedError(f"status {done.returncode}\n{code.strip()}\n…\n{done.stdout[-4000:]}")
        return done.stdout

    def path(self, inside: str) -> Path:
        return self.root / inside.lstrip("/")

    def processes(self) -> Iterator[int]:
        """Those whose root is this machine."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if (folder / "root").readlink() == self.root:
                    yield int(folder.name)
            except OSError:
                continue

    def halt(self) -> None:
        """As when the current fails: every process ends at once, and what lies in memory alone is gone."""
        for _ in range(3):
            for pid in list(self.processes()):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        for lock in self.path("/run/postgresql").glob(".s.PGSQL.*"):
            lock.unlink()


def mirror() -> str:
    """Where this machine's own packages come from."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    found = MIRROR.findall("\n".join(file.read_text() for file in files if file.is_file()))
    return found[0] if found else "http://deb.debian.org/debian"


def base() -> Path:
    """The base system, made once."""
    if not (BASE / ".base").exists():
        if shutil.which("debootstrap") is None:
            for words in (["update", "-qq"], ["install", "-y", "-qq", "debootstrap"]):
                subprocess.run(["apt-get", *words], check=True, stdout=subprocess.DEVNULL)
        suite = subprocess.run(
            ["sh", "-c", ". /etc/os-release && echo $VERSION_CODENAME"], check=True, capture_output=True, text=True
        ).stdout.strip()
        shutil.rmtree(BASE, ignore_errors=True)
        words = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", suite, str(BASE), mirror()]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        # What it mounts for itself it leaves there.
        subprocess.run(["umount", "-lq", str(BASE / "proc")], check=False)
        (BASE / ".base").touch()
    return BASE


def _as_the_host(root: Path) -> None:
    for name in COPIED:
        if Path(name).exists():
            target = root / Path(name).parent.relative_to("/")
            subprocess.run(["cp", "-aL", "--remove-destination", name, str(target)], check=True)
    # Not how it cleans its cache after each package.
    for given in [*Path("/etc/apt/apt.conf.d").glob("99*"), *Path("/etc/apt/sources.list.d").glob("debian*")]:
        shutil.copy(given, root / given.relative_to("/"))
    own = Path("/etc/apt/sources.list")
    (root / "etc/apt/sources.list").write_text(own.read_text() if own.exists() else "")


@contextmanager
def machine() -> Iterator[Machine]:
    """A bare machine; gone with all that ran in it."""
    layer, kept = BASE.with_name(f"{BASE.name}.layer"), BASE.with_name(f"{BASE.name}.kept")
    root, below = layer / "root", base()
    subprocess.run(["umount", "-lR", str(root)], check=False, stderr=subprocess.DEVNULL)
    shutil.rmtree(layer, ignore_errors=True)
    for folder in (root, layer / "upper", layer / "work", kept / "apt" / "partial", kept / "pip"):
        folder.mkdir(parents=True, exist_ok=True)
    options = f"lowerdir={below},upperdir={layer}/upper,workdir={layer}/work"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, str(root)], check=True)
    made = Machine(root)
    try:
        _as_the_host(root)
        for source, target in ((kept / "apt", "var/cache/apt/archives"), (kept / "pip", "root/.cache/pip")):
            (root / target).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--bind", str(source), str(root / target)], check=True)
        for place in ("proc", "sys", "dev"):
            subprocess.run(["mount", "--rbind", f"/{place}", str(root / place)], check=True)
            subprocess.run(["mount", "--make-rslave", str(root / place)], check=True)
        yield made
    finally:
        made.halt()
        subprocess.run(["umount", "-lR", str(root)], check=False)
        shutil.rmtree(layer, ignore_errors=True)
