"""Coverage with branches against house.md: plain modules whole, all else as far as the gate stands.

`python -m tools.coverage` judges what `make coverage` has counted.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GATE = 95.0


def plain_modules(root: Path) -> list[str]:
    """Those which the import contract keeps free of Django."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    plain = next(contract for contract in contracts if contract["type"] == "forbidden")
    return [module.replace(".", "/") for module in plain["source_modules"]]


def is_plain(path: str, plain: list[str]) -> bool:
    return any(path == f"{module}.py" or path.startswith(f"{module}/") for module in plain)


def faults(files: Mapping[str, float], total: float, plain: list[str], gate: float | None = GATE) -> list[str]:
    """What falls short; without a gate just the plain modules are judged."""
    found = [
        f"{path}: {share:.1f} % of a plain module"
        for path, share in files.items()
        if is_plain(path, plain) and share < 100
    ]
    if gate is not None and total < gate:
        found.append(f"all: {total:.1f} %, at least {gate:.0f} % wanted")
    return found


def measured(root: Path) -> tuple[dict[str, float], float]:
    target = root / "build" / "reports" / "coverage.json"
    words = [sys.executable, "-m", "coverage", "json", "-q", "-o", str(target)]
    subprocess.run(words, cwd=root, check=True, stdout=subprocess.DEVNULL)
    data: dict[str, Any] = json.loads(target.read_text())
    return (
        {path: file["summary"]["percent_covered"] for path, file in data["files"].items()},
        data["totals"]["percent_covered"],
    )


def report(root: Path, *, gate: float | None) -> bool:
    """Print the figures; whether they hold."""
    if not (root / ".coverage").exists():
        return False
    files, total = measured(root)
    plain = plain_modules(root)
    judged = files if gate is not None else {path: share for path, share in files.items() if is_plain(path, plain)}
    print(f"\n════ Coverage with branches: {f'{total:.1f} %' if gate is not None else 'plain modules'} ════")
    for path, share in sorted(judged.items(), key=lambda item: item[1])[:12]:
        if share < GATE:
            print(f"{share:6.1f} %  {path}")
    found = faults(files, total, plain, gate)
    for fault in found:
        print(f"below the gate: {fault}")
    return not found


if __name__ == "__main__":
    sys.exit(0 if report(Path(__file__).resolve().parents[1], gate=GATE) else 1)
