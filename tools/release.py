"""A release is an annotated tag on a clean tree whose change log tells of it: `python -m tools.release`.

Nothing is pushed and nothing is changed but the tag.
"""

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

from portal import version

ROOT = Path(__file__).resolve().parents[1]
SECTION = re.compile(
    r"^## \[(?P<name>[^]]+)\](?: - (?P<day>\S+))?\n(?P<text>.*?)(?=^## |^\[|\Z)", re.MULTILINE | re.DOTALL
)
ENTRY = re.compile(r"^- ", re.MULTILINE)


class ReleaseError(Exception):
    """Why there is no release yet, in words."""


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout.strip()


def parts(number: str) -> tuple[int, ...]:
    """Turn "1.10.0" into (1, 10, 0), so that it comes after 1.9.0."""
    return tuple(map(int, number.split(".")))


def notes(log: str, number: str) -> str:
    """What the change log (Keep a Changelog) says of a version; ReleaseError when it does not say it in full."""
    sections = {found["name"]: found for found in SECTION.finditer(log)}
    own, coming = sections.get(number), sections.get("Unreleased")
    if own is None or not ENTRY.search(own["text"]):
        raise ReleaseError(f"CHANGELOG.md says nothing of {number}.")
    try:
        dt.date.fromisoformat(own["day"] or "")
    except ValueError:
        raise ReleaseError(f"CHANGELOG.md gives {number} no day (## [{number}] - 2026-12-31).") from None
    if coming and ENTRY.search(coming["text"]):
        raise ReleaseError(f"CHANGELOG.md still holds entries under Unreleased: move them to {number}.")
    return own["text"].strip()


def check_newer(root: Path, number: str) -> None:
    tagged = [tag.removeprefix("v") for tag in git(root, "tag", "--list", "v[0-9]*.[0-9]*.[0-9]*").split()]
    last = max(tagged, key=parts, default="")
    if last and parts(number) <= parts(last):
        raise ReleaseError(f"{number} is not newer than {last}: raise the version in pyproject.toml.")


def release(root: Path) -> str:
    """Make the tag; its name."""
    number = version.number(root)
    if git(root, "status", "--porcelain"):
        raise ReleaseError("There are changes that are not committed.")
    text = notes((root / "CHANGELOG.md").read_text(encoding="utf-8"), number)
    check_newer(root, number)
    git(root, "tag", "--annotate", f"v{number}", "--cleanup=verbatim", "--message", f"{number}\n\n{text}\n")
    return f"v{number}"


def main() -> int:
    try:
        tag = release(ROOT)
    except ReleaseError as fault:
        print(f"No release: {fault}", file=sys.stderr)
        return 1
    print(f"Tagged {tag} here; nothing was sent. `git push origin {tag}` publishes it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
