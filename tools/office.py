"""The report pack in an office program, installed where apt can: `make test-office`."""

import shutil
import subprocess
import sys

from tools import machine

PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "poppler-utils")


def main() -> int:
    if not shutil.which("soffice") and not machine.apt_install(*PACKAGES):
        print(f"no LibreOffice here, and it could not be installed; as root: apt-get install {' '.join(PACKAGES)}")
        return 1
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "office", "tests/office"], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
