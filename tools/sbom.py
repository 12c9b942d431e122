"""The bill of materials of what the portal runs on, as CycloneDX JSON: `make sbom` writes build/sbom.json.

cyclonedx-bom reads requirements.txt and validates what it wrote against the standard's schema.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = Path("build") / "sbom.json"


def words(made: Path) -> list[str]:
    return [
        *(sys.executable, "-W", "ignore::UserWarning", "-m", "cyclonedx_py", "requirements", "requirements.txt"),
        *("--pyproject", "pyproject.toml", "--mc-type", "application"),
        *("--spec-version", "1.6", "--output-reproducible", "--validate", "--output-file", str(made)),
    ]


def main(made: Path = MADE) -> int:
    (ROOT / made).parent.mkdir(exist_ok=True)
    status = subprocess.run(words(made), cwd=ROOT, check=False).returncode
    if status == 0:
        print(f"{made}: the parts of this version, valid CycloneDX.")
    return status


if __name__ == "__main__":
    sys.exit(main())
