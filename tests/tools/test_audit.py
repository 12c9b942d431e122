"""A known vulnerability stops lint, unless somebody accepted it in words and for a time."""

import datetime as dt
import json
import subprocess

import pytest
from packaging.version import Version
from pip_audit._format import JsonFormat
from pip_audit._service.interface import ResolvedDependency, VulnerabilityResult

from tools.audit import Accepted, accepted_of, asked, holes, standing, verdict

TODAY = dt.date(2026, 11, 30)
FOUND = {
    "dependencies": [
        {"name": "sound", "version": "1.0", "vulns": []},
        {"name": "left-out", "skip_reason": "not on PyPI"},
        {
            "name": "holed",
            "version": "2.0",
            "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": ["CVE-2026-1"], "description": "x"}],
        },
    ],
    "fixes": [],
}
REASON = "We never parse what strangers send with it."


def said(stdout="", stderr="", status=0):
    return subprocess.CompletedProcess([], status, stdout, stderr)


def test_a_hole_is_named_with_what_mends_it():
    assert [str(hole) for hole in holes(FOUND)] == ["holed 2.0: CVE-2026-1, PYSEC-2026-1, mended in 2.1"]


@pytest.mark.parametrize(
    ("accepted", "left"),
    [
        ([], 1),
        ([Accepted("PYSEC-2026-1", REASON, TODAY)], 0),
        ([Accepted("CVE-2026-1", REASON, TODAY)], 0),
        ([Accepted("CVE-2026-2", REASON, TODAY)], 1),
        ([Accepted("CVE-2026-1", REASON, TODAY - dt.timedelta(days=1))], 1),
    ],
)
def test_it_stands_unless_it_is_accepted_for_now(accepted, left):
    assert len(standing(holes(FOUND), accepted, TODAY)) == left


def test_who_accepts_gives_a_reason():
    with pytest.raises(ValueError, match="without a reason"):
        Accepted("CVE-2026-1", "later", TODAY)


def test_the_accepted_stand_in_pyproject():
    text = f'[[tool.audit.accepted]]\nid = "CVE-2026-1"\nreason = "{REASON}"\nuntil = 2026-11-30\n'
    assert accepted_of(text) == [Accepted("CVE-2026-1", REASON, TODAY)]


def rows(*names):
    return [{"name": name, "version": "1.0", "vulns": []} for name in names]


SKIPPED = [{"name": "left-out", "skip_reason": "not on PyPI"}]


@pytest.mark.parametrize(
    ("done", "status", "words"),
    [
        (said(json.dumps(FOUND), status=1), 1, "holed 2.0: CVE-2026-1, PYSEC-2026-1, mended in 2.1"),
        (said(json.dumps({"dependencies": rows("a", "b")})), 0, "no known vulnerability in 2 packages."),
        (
            said(json.dumps({"dependencies": rows("a") + SKIPPED})),
            0,
            "no known vulnerability in 1 packages; PyPI has no answer for left-out.",
        ),
        (
            said(json.dumps({"dependencies": SKIPPED})),
            0,
            "PyPI has no answer for any of the 1 packages; nothing is known of vulnerabilities.",
        ),
        (
            said(stderr="ERROR: Could not connect to PyPI's vulnerability feed", status=1),
            0,
            "PyPI cannot be reached from here; nothing is known of vulnerabilities.",
        ),
        (said(stderr="x\nERROR: no such file", status=1), 1, "pip-audit failed: ERROR: no such file"),
        (said(status=1), 1, "pip-audit failed: it said nothing"),
    ],
)
def test_what_lint_hears(done, status, words):
    assert verdict(done, [], TODAY) == (status, [words])


def test_the_report_is_pip_audit_s_own():
    """What its library writes of a hole is what we read."""
    package = ResolvedDependency("holed", Version("2.0"))
    hole = VulnerabilityResult("PYSEC-2026-1", "x", [Version("2.1")], {"CVE-2026-1"})
    assert holes(json.loads(JsonFormat(output_desc=True, output_aliases=True).format({package: [hole]}, []))) == holes(
        FOUND
    )


def test_without_a_network_it_says_so_and_does_not_fail(tmp_path, monkeypatch):
    """The real pip-audit, with a proxy in front of PyPI that is not there."""
    locked = tmp_path / "requirements.txt"
    locked.write_text(f"sqlparse==0.5.3 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PIP_CACHE_DIR", str(tmp_path))
    assert verdict(asked(locked), [], TODAY) == (
        0,
        ["PyPI cannot be reached from here; nothing is known of vulnerabilities."],
    )


def test_a_broken_lock_file_is_no_missing_network(tmp_path):
    locked = tmp_path / "requirements.txt"
    locked.write_text("sqlparse==0.5.3\n")
    status, lines = verdict(asked(locked), [], TODAY)
    assert status == 1
    assert lines[0].startswith("pip-audit failed: ")
