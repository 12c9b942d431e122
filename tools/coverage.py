"""Coverage of the SQLite unit run against house.md: plain modules whole, all else as far as the gate stands."""

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


def faults(files: Mapping[str, float], total: float, plain: list[str]) -> list[str]:
    found = [
        f"{path}: {share:.1f} % of a plain module"
        for path, share in files.items()
        if is_plain(path, plain) and share < 100
    ]
    if total < GATE:
        found.append(f"all: {total:.1f} %, at least {GATE:.0f} % wanted")
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


def report(root: Path) -> bool:
    """Print the figures; whether they hold."""
    if not (root / ".coverage").exists():
        return False
    files, total = measured(root)
    print(f"\n════ Coverage with branches: {total:.1f} % ════")
    for path, share in sorted(files.items(), key=lambda item: item[1])[:12]:
        if share < GATE:
            print(f"{share:6.1f} %  {path}")
    found = faults(files, total, plain_modules(root))
    for fault in found:
        print(f"below the gate: {fault}")
    return not found
