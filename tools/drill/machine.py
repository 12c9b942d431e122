"""A Debian machine with nothing on it: debootstrap's base system below, a fresh layer above, thrown away afterwards.

The base and what apt and pip brought are kept in $BARE (default /tmp/bare-drill) and beside it. The network is the
host's: what listens there is seen from inside.
"""

import os
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
        for _ in range(3):
            for pid in list(self.processes()):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue


def base() -> Path:
    """The base system, made once."""
    if not (BASE / ".base").exists():
        if shutil.which("debootstrap") is None:
            subprocess.run(["apt-get", "install", "-y", "-qq", "debootstrap"], check=True, stdout=subprocess.DEVNULL)
        suite = subprocess.run(
            ["sh", "-c", ". /etc/os-release && echo $VERSION_CODENAME"], check=True, capture_output=True, text=True
        ).stdout.strip()
        shutil.rmtree(BASE, ignore_errors=True)
        words = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", suite, str(BASE)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        (BASE / ".base").touch()
    return BASE


def _as_the_host(root: Path) -> None:
    for name in COPIED:
        if Path(name).exists():
            target = root / Path(name).parent.relative_to("/")
            subprocess.run(["cp", "-aL", "--remove-destination", name, str(target)], check=True)
    for name in ("apt.conf.d/99artifact-registry", "sources.list.d/debian.sources"):
        if (given := Path("/etc/apt", name)).exists():
            shutil.copy(given, root / "etc/apt" / name)
            if name.startswith("sources"):
                (root / "etc/apt/sources.list").write_text("")


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
