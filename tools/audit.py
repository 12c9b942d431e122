"""Known vulnerabilities of what the portal runs on: `make audit`, also a part of `make lint`.

pip-audit asks PyPI about every version in requirements.txt. What is found fails, unless [tool.audit] of pyproject.toml
accepts it with a reason and until a day. Of what PyPI does not answer for, all or some, one line says so, and nothing
fails: a machine without a network can still be worked on. "No known vulnerability" is said of what was answered alone.
"""

import datetime as dt
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKED = "requirements.txt"
ASKED = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "15", "--format", "json"]
UNREACHED = re.compile(r"Could not connect|requests\.exceptions\.\w*(?:Connection|Connect|Proxy|SSL|Timeout)")
REASON_LEAST = 20


@dataclass(frozen=True)
class Hole:
    """A known vulnerability of a package that we run on."""

    package: str
    version: str
    names: frozenset[str]  # its identifier and its aliases: PYSEC-…, CVE-…, GHSA-…
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        mended = f", mended in {', '.join(self.mended_in)}" if self.mended_in else ", not mended yet"
        return f"{self.package} {self.version}: {', '.join(sorted(self.names))}{mended}"


@dataclass(frozen=True)
class Accepted:
    """A hole that is lived with: which, why, and until when."""

    id: str
    reason: str
    until: dt.date

    def __post_init__(self) -> None:
        if len(self.reason) < REASON_LEAST:
            raise ValueError(f"{self.id} is accepted without a reason that explains it.")


def holes(report: dict) -> list[Hole]:
    """From pip-audit's JSON."""
    return [
        Hole(row["name"], row["version"], frozenset({found["id"], *found["aliases"]}), tuple(found["fix_versions"]))
        for row in report["dependencies"]
        for found in row.get("vulns", [])
    ]


def standing(found: Iterable[Hole], accepted: Iterable[Accepted], today: dt.date) -> list[Hole]:
    """Those that nobody has accepted, or no longer."""
    names = {row.id for row in accepted if row.until >= today}
    return [hole for hole in found if not hole.names & names]


def accepted_of(pyproject: str) -> list[Accepted]:
    rows = tomllib.loads(pyproject).get("tool", {}).get("audit", {}).get("accepted", [])
    return [Accepted(**row) for row in rows]


def asked(locked: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "pip_audit", "--requirement", str(locked), *ASKED]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def verdict(
    done: subprocess.CompletedProcess[str], accepted: Iterable[Accepted], today: dt.date
) -> tuple[int, list[str]]:
    """The status to end with, and what to say, each line on its own."""
    if not done.stdout.strip():
        if UNREACHED.search(done.stderr):
            return 0, ["PyPI cannot be reached from here; nothing is known of vulnerabilities."]
        return 1, [f"pip-audit failed: {(done.stderr.strip().splitlines() or ['it said nothing'])[-1]}"]
    report = json.loads(done.stdout)
    left = standing(holes(report), accepted, today)
    return int(bool(left)), [*map(str, left), *([] if left else [summary(report)])]


def summary(report: dict) -> str:
    """How far the answer reaches when nothing stands."""
    rows = report["dependencies"]
    silent = [row["name"] for row in rows if "skip_reason" in row]
    if len(silent) == len(rows):
        return f"PyPI has no answer for any of the {len(rows)} packages; nothing is known of vulnerabilities."
    unknown = f"; PyPI has no answer for {', '.join(silent)}" if silent else ""
    return f"no known vulnerability in {len(rows) - len(silent)} packages{unknown}."


def main() -> int:
    accepted = accepted_of((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    status, lines = verdict(asked(ROOT / LOCKED), accepted, dt.datetime.now(tz=dt.UTC).date())
    print("\n".join(f"audit: {line}" for line in lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
