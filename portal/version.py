"""Which version this is: the number of pyproject.toml, and the commit that it was made from."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Git writes the commit into it when a release is packed (`git archive`, .gitattributes).
PACKED = ".git_archival.txt"
HASH = re.compile(r"^node: ([0-9a-f]{7})[0-9a-f]*$", re.MULTILINE)


@cache
def number(root: Path = ROOT) -> str:
    """Such as "1.2.3", as pyproject.toml says."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@cache
def commit(root: Path = ROOT) -> str:
    """The first seven signs of the commit; empty where neither git nor a packed release tells it."""
    packed = HASH.search((root / PACKED).read_text(encoding="utf-8")) if (root / PACKED).exists() else None
    return packed[1] if packed else _asked_of_git(root)


def _asked_of_git(root: Path) -> str:
    if not (root / ".git").exists():
        return ""
    # The folder may belong to another account than the one that serves from it.
    asked = ["git", "-c", f"safe.directory={root}", "-C", str(root), "rev-parse", "--short=7", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    except OSError:
        return ""


def in_full(root: Path = ROOT) -> str:
    """Such as "1.2.3 (1a2b3c4)", or the number alone."""
    return f"{number(root)} ({commit(root)})" if commit(root) else number(root)
