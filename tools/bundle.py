"""Everything that an installation without internet needs, in one file: `make bundle`, with KEY=signing.pem signed.

The source as it is committed, its built styles and words, the wheels for x86-64 and aarch64 (fonts are among them), the bill of
materials, the sums of all of it, and over the sums a signature (Ed25519). docs/offline.md says how it is carried and installed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from portal import version
from tools import sbom

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
MACHINES = ("x86_64", "aarch64")
PYTHON = "3.11"
# From the oldest C library that the wheels may ask for; openEuler, Kylin V10 and UOS have 2.28.
GLIBC = [f"manylinux_2_{minor}" for minor in (28, 27, 26, 24, 17, 12, 5)]
SUMS, SIGNATURE, BILL = "SHA256SUMS", "SHA256SUMS.sig", "sbom.json"


def for_each_patch(locked: str) -> str:
    """What is locked, also for another 3.11 than the one that runs here: Debian 12 has 3.11.2, which needs one package more."""
    return re.sub(r" ; python_full_version [^\\\n]*", " ", locked)


def wheel_words(machine: str, folder: Path, locked: Path) -> list[str]:
    """What pip is asked for: wheels alone, pinned and hashed, for another machine than this one too."""
    platforms = [word for name in (*GLIBC, "manylinux2014") for word in ("--platform", f"{name}_{machine}")]
    return [
        *(sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--require-hashes"),
        *("--only-binary=:all:", "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none"),
        *("--python-version", PYTHON, *platforms, "-r", str(locked), "-d", str(folder)),
    ]


def built(folder: Path) -> None:
    """Styles, scripts and words, as `collectstatic` and the catalogues make them: to be looked at, and to be compared."""
    told = os.environ | {"PORTAL_VAR_DIR": str(folder.parent / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    words = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(words, cwd=ROOT, env=told, check=True)
    shutil.move(folder.parent / "var" / "static", folder)
    shutil.rmtree(folder.parent / "var")


def source(folder: Path) -> None:
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)


def sums_of(folder: Path) -> str:
    """As sha256sum writes and checks them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in {SUMS, SIGNATURE})
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files)


def signed(text: bytes, key: Path) -> bytes:
    private = load_pem_private_key(key.read_bytes(), None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(f"{key} is no key for Ed25519: openssl genpkey -algorithm ed25519")
    return private.sign(text)


def packed(folder: Path) -> Path:
    """One file; the same contents always make the same bytes."""
    made = folder.with_suffix(folder.suffix + ".tar")
    with tarfile.open(made, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.add(path, path.relative_to(folder.parent), recursive=False, filter=_plain)
    return made


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = "root"
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def main(machines=MACHINES) -> int:
    folder = BUILD / f"portal-v{version.number()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source(folder)
    built(folder / "built")
    locked = BUILD / "bundle-requirements.txt"
    locked.write_text(for_each_patch((ROOT / "requirements.txt").read_text(encoding="utf-8")), encoding="utf-8")
    for machine in machines:
        print(f"wheels for {machine} …", flush=True)
        subprocess.run(wheel_words(machine, folder / "wheels" / machine, locked), check=True)
    if sbom.main(Path("build") / BILL):
        return 1
    shutil.copy(BUILD / BILL, folder / BILL)
    text = sums_of(folder)
    (folder / SUMS).write_text(text, encoding="utf-8")
    key = os.environ.get("KEY", "")
    if key:
        (folder / SIGNATURE).write_bytes(signed(text.encode(), Path(key)))
    made = packed(folder)
    print(
        f"{made.relative_to(ROOT)}: {made.stat().st_size // 2**20} MB, {'signed' if key else 'NOT signed (KEY=signing.pem)'}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
