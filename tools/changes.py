"""Ten changes that strangers were asked to make: which files each touches, and whether the folders' names lead to them.

A change is made as the last of its kind was: `precedent` is what that one left in the source, so the files are found and
not written down. `folders` are what the contract of folders (CONTRIBUTING, "Where a change goes") says to open.
`python -m tools.changes` lists them; ten points a change, one for each tenth of its files that lies in those folders.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ("portal", "cells", "campaigns", "surveys", "templates", "pyproject.toml")
LEFT_OUT = re.compile(r"/migrations/|^portal/static/|\.(?:csv|svg|png|sql)$")


@dataclass(frozen=True)
class Change:
    title: str
    precedent: str
    folders: tuple[str, ...]
    among: str = ""


CHANGES = (
    Change(
        # The last that came, and the sort of figure that it brought: a mean place.
        "a kind of question: ranking",
        r"\branking\b|\branks\b|\bis_ordered\b|\b(?:item|asked|shown)\.kind(?:\.word)? (?:==|!=|in|is)\b",
        (
            "surveys/questionnaire/kinds/",
            "templates/surveys/questions/",
            "surveys/static/surveys/",
            "surveys/results/",
            "surveys/exports/results.py",
            "templates/surveys/answer",
        ),
        among=r"surveys/",
    ),
    Change("a 13th kind of unit", r"\bhospital\b", ("cells/rubrics/",), among=r"^cells/"),
    Change("the rule of working days", r"^def is_workday", ("portal/directory/workdays.py",)),
    Change(
        "text messages by another provider",
        r"tencent",
        ("portal/accounts/sms/", "portal/settings/"),
    ),
    Change(
        "the register in another format",
        r"register_csv|register-file|[\"']csv[\"']",
        ("cells/exports/", "cells/views/", "cells/urls.py", "templates/cells/"),
        among=r"^cells/.*register|^cells/urls|templates/cells/register",
    ),
    Change(
        "a kind of target",
        r"\bTargetKind\.[A-Z_]+",
        ("portal/board/targets", "portal/board/enums.py", "portal/board/forms/", "templates/board/"),
    ),
    Change("other thresholds of levels", r"^\s*levels:", ("cells/scheme.yaml",), among=r"^cells/[^/]*\.yaml"),
    Change(
        "a column of the public register",
        r"valid_until",
        ("cells/exports/", "templates/cells/"),
        among=r"exports/register|register_list|parts/register",
    ),
    Change("a second district", r"天宁|Tianning|tianning", ("portal/directory/districts/",)),
    Change(
        "a fourth job",
        r"^[^#]*\"surveys\"[,\]]",
        ("portal/settings/base.py", "pyproject.toml"),
        among=r"^portal/|^pyproject",
    ),
)


def sources() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z", *SOURCES], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in listed.stdout.split("\0") if name and not LEFT_OUT.search(name) and (ROOT / name).exists()]


def touched(change: Change) -> list[str]:
    """Files that the last change of this kind left its mark in."""
    mark, among = re.compile(change.precedent, re.MULTILINE), re.compile(change.among)
    return [name for name in sources() if among.search(name) and mark.search((ROOT / name).read_text(encoding="utf-8"))]


def found(change: Change, files: list[str]) -> list[str]:
    """Those of the files to which the names of folders lead."""
    return [name for name in files if name.startswith(change.folders)]


def points(change: Change, files: list[str]) -> int:
    return 10 * len(found(change, files)) // len(files)


def report() -> Iterator[str]:
    total = 0
    for change in CHANGES:
        files = touched(change)
        total += points(change, files)
        yield f"{points(change, files):>3}  {change.title}: {len(found(change, files))} of {len(files)}"
        yield from (f"      {'' if name in found(change, files) else '? '}{name}" for name in files)
    yield f"{total:>3}  of 100; ? is a file to which no folder's name leads"


if __name__ == "__main__":
    print("\n".join(report()))
