"""The bundle installed as docs/offline.md says, on a bare machine with the network away: `python -m tools.bundle_trial`.

Root on Debian, after `make bundle KEY=...`; the base system is that of tools/bare ($BARE, made there once). Each block of the
document runs as it stands; then the portal that was installed checks itself and prepares an empty database.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from portal import version
from tools.bundle import BUILD, ROOT
from tools.drill.manual import blocks

BASE = Path(os.environ.get("BARE", "/tmp/bare-base"))  # noqa: S108 - as tools/bare has it
# The network is away: no interface but the loopback of a namespace of its own, which is down.
ALONE = ["unshare", "--net", "--mount", "--pid", "--fork", "chroot"]
PROOF = """
set -e
python3 - <<'P'
import socket
try:
    socket.create_connection(("1.1.1.1", 443), 2)
except OSError as fault:
    print("network:", fault)
else:
    raise SystemExit("the network is there")
P
cd /srv/portal/releases/portal-v*
export PORTAL_VAR_DIR=/srv/portal/var DJANGO_SETTINGS_MODULE=portal.settings.dev
mkdir -p $PORTAL_VAR_DIR
.venv/bin/python manage.py check
.venv/bin/python manage.py prepare --no-demo
.venv/bin/python manage.py collectstatic --no-input --verbosity 0
.venv/bin/python - <<'P'
import hashlib
from pathlib import Path
made = {p.relative_to("/srv/portal/var/static"): p.read_bytes() for p in Path("/srv/portal/var/static").rglob("*") if p.is_file()}
shipped = {p.relative_to("built"): p.read_bytes() for p in Path("built").rglob("*") if p.is_file()}
assert made == shipped, sorted(map(str, {k for k in made.keys() | shipped.keys() if made.get(k) != shipped.get(k)}))[:5]
print("built:", len(made), "files, byte for byte those of the bundle")
P
"""


def inside(machine: Path, script: str) -> None:
    clean = ["env", "-i", "HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"]
    subprocess.run([*ALONE, str(machine), *clean, "bash", "-ec", script], check=True, stdin=subprocess.DEVNULL)


def main() -> int:
    bundle, public = BUILD / f"portal-v{version.number()}.tar", os.environ["PUB"]
    machine = Path(tempfile.mkdtemp(prefix="portal-offline-")) / "machine"
    subprocess.run(["cp", "-a", "--reflink=auto", str(BASE), str(machine)], check=True)
    try:
        shutil.copy(bundle, machine / "root" / "portal.tar")
        shutil.copy(public, machine / "root" / "signing.pub")
        (install,) = [block.code for block in blocks((ROOT / "docs/offline.md").read_text()) if block.name == "install"]
        inside(machine, f"mount -t proc proc /proc 2>/dev/null || true; cd /root\n{install}")
        inside(machine, f"mount -t proc proc /proc 2>/dev/null || true\n{PROOF}")
    finally:
        shutil.rmtree(machine.parent, ignore_errors=True)
    print("Installed from the bundle, with the network away.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
